// Edits that replace what differs, applied by the library that editors use.

import { expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { replaceLines } from "#server/edits";

it.each([
  ["", "a\n"],
  ["a\n", ""],
  ["a", "a\n"],
  ["a\n", "a"],
  ["a", "b"],
  ["a\nb", "a\nc"],
  ["a\nb", "a\nb\nc"],
  ["a\nb\nc\n", "a\nx\ny\nc\n"],
  ["a\na\na\n", "a\na\n"],
  ["a\na\n", "a\na\na\n"],
  ["a\r\nb\r\n", "a\nb\n"],
  ["\n\n\n", "\n"],
])("%j becomes %j", (before, after) => {
  const document = TextDocument.create("file:///x", "go", 1, before);
  expect(TextDocument.applyEdits(document, [...replaceLines(before, after)])).toBe(after);
});

it("leaves the lines alone that stay", () => {
  const [edit] = replaceLines("a\nb\nc\nd\n", "a\nx\nd\n");
  expect(edit).toEqual({
    range: { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } },
    newText: "x\n",
  });
  expect(replaceLines("a\n", "a\n")).toEqual([]);
});
