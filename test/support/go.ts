// Runs the Go toolchain, and says what it said when it fails.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell. Rejects with its whole output where it fails. */
export async function runTool(
  tool: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Output> {
  try {
    return await run(tool, [...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      maxBuffer: 1 << 30,
    });
  } catch (error) {
    const failed = error as Error & Partial<Output>;
    throw new Error(
      `${tool} ${args.join(" ")} failed: ${failed.message}\n${failed.stdout ?? ""}${failed.stderr ?? ""}`,
    );
  }
}

/** What `go` runs in unless a caller says otherwise. */
export const goEnvironment = {
  CGO_ENABLED: "1",
  GOFLAGS: "-buildvcs=false",
  GOPROXY: "off",
  GOTOOLCHAIN: "local",
  GOWORK: "off",
};

/** Runs `go`, off the network and without stamping version control into what it builds. */
export function runGo(args: readonly string[], options: RunOptions = {}): Promise<Output> {
  return runTool("go", args, { ...options, env: { ...goEnvironment, ...options.env } });
}
