// The built command line, run as a user runs it.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempFolder } from "#test/temp-folder";

/** What the package's two bins point at; global-setup.ts builds it. */
export const bin = fileURLToPath(new URL("../../dist/bind-plugin.cjs", import.meta.url));

export interface BinOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface BinRun {
  /** The exit code; of one that a signal ended, the signal's name. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables that would change what is tested. */
const neutral = { NO_COLOR: undefined, FORCE_COLOR: undefined, GOWORK: "off", GOTOOLCHAIN: "local" };

export function startBin(args: readonly string[], { cwd, env }: BinOptions) {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { ...process.env, GOFLAGS: "-buildvcs=false", GOPROXY: "off", ...neutral, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  }
  const ended = new Promise<BinRun>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: code ?? signal ?? "", ...texts }));
  });
  return { child, ended };
}

export function runBin(args: readonly string[], options: BinOptions): Promise<BinRun> {
  return startBin(args, options).ended;
}

/** A PATH on which the two bins are found first, by their names. */
export function pathWithBins(): string {
  const folder = join(tempFolder(), "bin");
  mkdirSync(folder);
  for (const name of ["bind-plugin", "go-bind-plugin"]) symlinkSync(bin, join(folder, name));
  return `${folder}${delimiter}${process.env["PATH"]}`;
}

/** What lies below a folder: each path with its kind, modification time and content hash. */
export function contentsOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const found = lstatSync(join(folder, name), { bigint: true });
      if (!found.isFile()) return `${name} ${found.isDirectory() ? "folder" : "other"}`;
      const hash = createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex");
      return `${name} ${found.mode} ${found.mtimeNs} ${hash}`;
    });
}
