// The names that Go files declare at package level, which no file of the package can import a package under.

import { readScopes } from "./scope.ts";
import type { GoParser } from "./syntax.ts";

/** Each once, in the order of the files. Never throws: what cannot be parsed is not there. */
export function readDeclaredNames(texts: readonly string[], parser: GoParser): readonly string[] {
  const trees = texts.map((text) => parser.parse(text));
  try {
    const roots = trees.map((tree) => tree.rootNode);
    return [...readScopes(roots, "", () => undefined).package.declarations.keys()];
  } finally {
    for (const tree of trees) tree.delete();
  }
}
