// The Go parser: tree-sitter with its Go grammar, in WebAssembly, loaded when it is first needed.

import { readFileSync } from "node:fs";
import type { GoParser } from "#shared/source/syntax";

let parser: Promise<GoParser> | undefined;

/**
 * The parser; always the same one. Its two .wasm files lie beside the script that tree-sitter's code runs in: the bundle's
 * folder, or its package's own. Rejects where they cannot be read.
 */
export function createGoParser(): Promise<GoParser> {
  parser ??= loadParser();
  return parser;
}

async function loadParser(): Promise<GoParser> {
  const { Language, Parser } = await import("@vscode/tree-sitter-wasm");
  let folder = "";
  await Parser.init({
    locateFile(name: string, scriptFolder: string) {
      folder = scriptFolder;
      return scriptFolder + name;
    },
  });
  const parser = new Parser();
  // By its path it would be read by a module that takes longer to load than the file.
  parser.setLanguage(await Language.load(readFileSync(`${folder}tree-sitter-go.wasm`)));
  return {
    parse(text) {
      const tree = parser.parse(text);
      // Only a parser without a language or one that is told to stop gives no tree.
      if (!tree) throw new Error("the Go parser gave no tree");
      return tree as ReturnType<GoParser["parse"]>;
    },
  };
}
