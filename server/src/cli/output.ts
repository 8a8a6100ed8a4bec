// Standard output and error: synchronous writes, and whether to colour.

import { fstatSync, writeSync } from "node:fs";

export function writeOut(text: string): void {
  if (process.platform === "win32") process.stdout.write(text);
  else writeAll(1, text);
}

export function writeError(text: string): void {
  if (process.platform === "win32") process.stderr.write(text);
  else writeAll(2, text);
}

/** Writes everything, waiting where the other end is slow; ends the process where there is no other end any more. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EAGAIN") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
      else if (code === "EPIPE") process.exit();
      else throw error;
    }
  }
}

/** Whether the descriptor is a terminal. Most often it is no character device, which is known without loading `tty`. */
export function isTerminal(fd: 1 | 2): boolean {
  try {
    return fstatSync(fd).isCharacterDevice() && process.getBuiltinModule("node:tty").isatty(fd);
  } catch {
    return false;
  }
}

/** What `-color` and the environment ask for on standard output. */
export function wantsColor(when: string): boolean {
  if (when !== "auto") return when === "always";
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return !NO_COLOR && TERM !== "dumb" && isTerminal(1);
}

export type Paint = (
  style: "strong" | "faint" | "error" | "warning" | "note" | "name",
  text: string,
) => string;

const styles = { strong: "1", faint: "2", error: "31", warning: "33", note: "36", name: "32" };

export function painter(color: boolean): Paint {
  return color ? (style, text) => `\x1b[${styles[style]}m${text}\x1b[0m` : (_, text) => text;
}
