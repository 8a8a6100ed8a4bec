// What a completion inserts: a text with blanks to fill in, for clients that can lead through them and for those that can't.

import { type CompletionItem, InsertTextFormat, type Range } from "vscode-languageserver/node";

/** A blank has a text that stands there until another is written. */
export type Template = readonly (string | { readonly blank: string })[];

/** The item's edit. Without snippets the blanks' texts stay. */
export function insertion(
  range: Range,
  template: Template,
  hasSnippets: boolean,
): Pick<CompletionItem, "textEdit" | "insertTextFormat"> {
  const isPlain = !hasSnippets || template.every((part) => typeof part === "string");
  if (isPlain) {
    const newText = template.map((part) => (typeof part === "string" ? part : part.blank)).join("");
    return { textEdit: { range, newText } };
  }
  let blanks = 0;
  const parts = template.map((part) =>
    typeof part === "string" ? escaped(part) : `\${${++blanks}:${escaped(part.blank)}}`,
  );
  return {
    textEdit: { range, newText: parts.join("") },
    insertTextFormat: InsertTextFormat.Snippet,
  };
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
