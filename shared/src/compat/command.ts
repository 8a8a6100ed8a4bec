// Commands that are suggested: made of checked words only, since much of what goes into them was read from binaries.

import type { Command } from "./report.ts";

/** A command of words that were checked. */
export function command(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`);
  return { env, args, text: [...settings, ...args.map(quoted)].join(" ") };
}

/** A word for a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A module path as golang.org/x/mod/module allows them (CheckPath), which begins with no dash. */
export function isModulePath(text: string): boolean {
  return (
    /^[A-Za-z0-9._~][A-Za-z0-9._~/-]*$/.test(text) && !text.includes("//") && !text.split("/").includes("..")
  );
}

/** A version that `go get` takes. */
export function isVersion(text: string): boolean {
  return /^v\d[0-9A-Za-z.+-]*$/.test(text);
}

/** A package that `go build` may be asked for by its path. */
export function isPackagePath(text: string): boolean {
  return isModulePath(text.replaceAll("+", "")) && !text.startsWith("-");
}

/** A folder as `replace` has it. */
export function isReplacementFolder(text: string): boolean {
  return /^\.{0,2}\/[\w./@+~ -]*$/.test(text);
}

/** The name of a file to be written: no path, and no flag. */
export function safeFileName(path: string, fallback: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? "";
  return /^[A-Za-z0-9._][\w.+@~-]*$/.test(name) ? name : fallback;
}

/** Words of the compiler that change what it makes and nothing else (cmd/compile/internal/base/flag.go, Go 1.26). */
const compilerWord =
  /^-(N|B|C|S|e|t|std|live|complete|race|msan|asan|smallframes|l(=\d+)?|m(=\d+)?|c=\d+|lang=go[\d.]+|d=[\w=,.]+|dwarf=\w+|wb=\w+|spectre=\w+)$/;

/** Words of the linker that name no program and no other file (cmd/link/internal/ld/main.go, Go 1.26). */
const linkerWord =
  /^(-[sw]|-X|-X=[A-Za-z_][\w./~%-]*=[\w.:+/@~-]*|[A-Za-z_][\w./~%-]*=[\w.:+/@~-]*|-compressdwarf=\w+|-checklinkname=\w+|-buildid=\S*)$/;

/** Values of settings that may go into a command; others are left to people, since compilers and linkers start programs. */
const safeValues: Readonly<Record<string, (value: string) => boolean>> = {
  "-tags": (value) => /^[\w.,]+$/.test(value),
  "-gcflags": (value) => words(value.replace(/^[\w./@~+-]*=/, "")).every((word) => compilerWord.test(word)),
  "-ldflags": (value) => words(value).every((word) => linkerWord.test(word)),
  GOTOOLCHAIN: (value) => /^go1\.\d+(\.\d+)?((rc|beta)\d+)?$/.test(value),
};

/** Whether a setting's value may go into a command. */
export function isSafeValue(name: string, value: string): boolean {
  const check = safeValues[name];
  return check ? check(value) : /^[\w.,-]*$/.test(value);
}

function words(value: string): readonly string[] {
  return value.split(/\s+/).filter((word) => word !== "");
}
