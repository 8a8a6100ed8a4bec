// What Go's own libraries say about Go source: runs test/unit/source/truth.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGo } from "./go.ts";

interface TruthSymbol {
  readonly Name: string;
  readonly Kind: "func" | "var";
  readonly Doc: string;
  readonly Type: string;
  readonly Params: readonly string[] | null;
  readonly Results: readonly string[] | null;
  readonly File: string;
  /** 0-based, in UTF-16 code units. */
  readonly Line: number;
  readonly Character: number;
}

export interface TruthPackage {
  readonly Path: string;
  readonly Name: string;
  readonly Files: readonly string[];
  readonly Symbols: readonly TruthSymbol[] | null;
}

export interface SourceTruth {
  /** The program's file. */
  readonly program: string;
  /** The answer to a command, parsed. */
  ask<T>(args: readonly string[], input?: string): Promise<T>;
  dispose(): void;
}

/** Builds the program that tells the truth. */
export async function buildSourceTruth(): Promise<SourceTruth> {
  const folder = mkdtempSync(join(tmpdir(), "bind-plugin-truth-"));
  const program = join(folder, process.platform === "win32" ? "truth.exe" : "truth");
  await runGo(["build", "-o", program, "."], { cwd: join(import.meta.dirname, "../unit/source/truth") });
  return {
    program,
    ask: async <T>(args: readonly string[], input = "") =>
      JSON.parse(await answer(program, args, input)) as T,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function answer(program: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ["pipe", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${program} exited with ${code}`)),
    );
    child.stdin.end(input);
  });
}
