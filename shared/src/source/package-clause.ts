// The package clause of a Go file, found without parsing the rest.

/** The name in the file's package clause; `undefined` where there is no valid one. */
export function readPackageName(text: string): string | undefined {
  const gap = String.raw`(?:[ \t\r\n]|//[^\n]*(?:\n|$)|/\*[^]*?\*/)`;
  const line = String.raw`(?:[ \t\r]|/\*[^\n]*?\*/)`;
  const clause = new RegExp(
    String.raw`^\ufeff?${gap}*package${gap}+([\p{L}_][\p{L}_\p{Nd}]*)${line}*(?:;|\n|//|/\*|$)`,
    "u",
  );
  return clause.exec(text)?.[1];
}
