// The package clause of a Go file, found without parsing the rest.

import { isGoIdentifier } from "../go-names.ts";

/**
 * The name in the file's package clause; `undefined` where there is no valid one, and for `documentation`, a name whose files no
 * build takes (Context.Import of go/build/build.go, Go 1.26).
 */
export function readPackageName(text: string): string | undefined {
  return readPackageClause(text)?.name;
}

/** The same with the 0-based line that the name stands on. */
export function readPackageClause(
  text: string,
): { readonly name: string; readonly line: number } | undefined {
  const gap = String.raw`(?:[ \t\r\n]|//[^\n]*(?:\n|$)|/\*[^]*?\*/)`;
  const line = String.raw`(?:[ \t\r]|/\*[^\n]*?\*/)`;
  const clause = new RegExp(
    String.raw`^\ufeff?${gap}*package${gap}+([\p{L}_][\p{L}_\p{Nd}]*)${line}*(?:;|\n|//|/\*|$)`,
    "u",
  );
  const match = clause.exec(text);
  const name = match?.[1];
  if (!match || name === undefined || !isGoIdentifier(name) || name === "documentation") return undefined;
  return { name, line: match[0].slice(0, match[0].lastIndexOf(name)).split("\n").length - 1 };
}
