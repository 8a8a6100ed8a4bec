// Names in Go code: which are exported, which are taken, and which golint would have.

import { isExported, isGoIdentifier } from "../go-names.ts";

/** Whether the text is a Go identifier that other packages can use. */
export function isExportedName(text: string): boolean {
  return isExported(text) && isGoIdentifier(text);
}

/** `wanted`, or `wanted2`, `wanted3` … where that is taken. The result is added to `taken`. */
export function takeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}${n}`;
  taken.add(name);
  return name;
}

// golint's commonInitialisms, golang.org/x/lint lint.go.
const initialisms = new Set(
  (
    "ACL API ASCII CPU CSS DNS EOF GUID HTML HTTP HTTPS ID IP JSON LHS QPS RAM RHS RPC SLA SMTP SQL SSH TCP TLS " +
    "TTL UDP UI UID UUID URI URL UTF8 VM XML XMPP XSRF XSS"
  ).split(" "),
);

/**
 * The name as golint wants it: camel case without underscores, initialisms in one case (`user_id` and `userId` become
 * `userID`, `url_path` becomes `urlPath`). May be a keyword (`type_` becomes `type`), or begin with a digit.
 */
export function lintName(name: string): string {
  let result = name;
  // One pass can make a word that the next pass changes (`i_d` becomes `iD`, then nothing more).
  for (let pass = 0; pass < 3; pass++) {
    const next = lintOnce(result);
    if (next === result) break;
    result = next;
  }
  // What is in capitals throughout may not even keep an underscore between digits.
  return /^[A-Z0-9_]{5,}$/.test(result) ? result.replaceAll("_", "") : result;
}

function lintOnce(name: string): string {
  if (/^\p{Ll}*$/u.test(name) || name === "_") return name;
  // An underscore between digits stays: it keeps v1_2 and v12 apart.
  const words = name
    .replace(/(?<!^)_+/gu, (run, at: number) =>
      /\d/.test(name[at - 1]!) && /\d/.test(name[at + run.length] ?? "") ? "_" : "\0",
    )
    .replace(/^_+(?=.)/u, "")
    .replace(/(\p{Ll})(?=[^\p{Ll}\0_])/gu, "$1\0")
    .split("\0")
    .filter((word) => word !== "");
  return words
    .map((word, index) => {
      const upper = word.toUpperCase();
      if (initialisms.has(upper)) return index === 0 && /^\p{Ll}/u.test(word) ? word.toLowerCase() : upper;
      if (index === 0 || word !== word.toLowerCase()) return word;
      const first = String.fromCodePoint(word.codePointAt(0)!);
      return first.toUpperCase() + word.slice(first.length);
    })
    .join("");
}
