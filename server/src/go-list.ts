// What the go command says of a package: with what it builds it, and what it imports.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { GoAnswer } from "#shared/compat/source-host";
import { CommandError } from "./failure.ts";
import { findTool } from "./go-tools.ts";

const names = ["GOVERSION", "GOOS", "GOARCH", "CGO_ENABLED", "GOEXPERIMENT", "GOFLAGS"];

/** Throws `CommandError` where there is no go command, or where it fails. */
export async function askGo(folder: string): Promise<GoAnswer> {
  const go = findTool("go");
  if (go === undefined) throw new CommandError("-go-list needs the go command, and there is none in PATH");
  const run = (...args: string[]) => runGo(go, args, folder);
  const env = JSON.parse(await run("env", "-json", ...names)) as Record<string, string>;
  const listed = await run("list", "-deps", "-f", "{{.ImportPath}}", ".");
  return { env, packages: listed.split("\n").filter((line) => line !== "") };
}

async function runGo(go: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(go, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    const lines = (stderr || message).trim().split("\n").slice(0, 10);
    throw new CommandError(`go ${args[0]} failed in ${cwd}: ${lines[0] ?? ""}`, lines.slice(1));
  }
}
