// A stand-in for a generator in PATH, which records the words it was run with.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runGo } from "./go.ts";
import { tempFolder } from "./temp-folder.ts";

export interface Generator {
  /** The folder to put into PATH. */
  readonly folder: string;
  /** Runs `go` in a folder, and gives the arguments of each run of the generator, in order. */
  run(
    args: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>>,
  ): Promise<{ readonly output: readonly (readonly string[])[]; readonly isRefused: boolean }>;
}

const source = `package main

import (
	"encoding/json"
	"os"
)

func main() {
	log, err := os.OpenFile(os.Getenv("GENERATOR_LOG"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	if err := json.NewEncoder(log).Encode(os.Args[1:]); err != nil {
		panic(err)
	}
}
`;

/** Builds the stand-in under a name. */
export async function buildGenerator(name: string): Promise<Generator> {
  const folder = tempFolder();
  const bin = join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(join(folder, "main.go"), source);
  writeFileSync(join(folder, "go.mod"), "module example.com/generator\n\ngo 1.18\n");
  const program = join(bin, process.platform === "win32" ? `${name}.exe` : name);
  await runGo(["build", "-o", program, "."], { cwd: folder });
  const log = join(folder, "log");
  return {
    folder: bin,
    run: async (args, cwd, env) => {
      writeFileSync(log, "");
      const running = runGo(args, { cwd, env: { GENERATOR_LOG: log, ...env } });
      const isRefused = await running.then(
        () => false,
        () => true,
      );
      const lines = readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== "");
      return { output: lines.map((line) => JSON.parse(line) as string[]), isRefused };
    },
  };
}
