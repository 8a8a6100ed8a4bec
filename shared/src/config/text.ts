// The text of bind-plugin.json as a tree with positions, however broken it is.

import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Position, Range } from "../model.ts";

export interface ConfigText {
  /** `undefined` where there is nothing, or too much of it. */
  readonly root: Node | undefined;
  /** The first; those behind it mostly come of it. */
  readonly error?: { readonly message: string; readonly range: Range };
  /** The range of characters, cut at the end of its first line, and never empty where the text isn't. */
  range(offset: number, length: number): Range;
}

/** The parser calls itself for each level; the shape has four. */
const depthLimit = 64;

const messages: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is no JSON value",
  InvalidNumberFormat: "this is no JSON number",
  PropertyNameExpected: "a key in double quotes is expected here",
  ValueExpected: "a value is expected here",
  ColonExpected: "a colon is expected here",
  CommaExpected: "a comma is expected here",
  CloseBraceExpected: "a closing brace is expected here",
  CloseBracketExpected: "a closing bracket is expected here",
  EndOfFileExpected: "nothing may follow the object",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfComment: "JSON has no comments",
  UnexpectedEndOfString: "the string is not closed",
  UnexpectedEndOfNumber: "the number is not complete",
  InvalidUnicode: "the string has an escape that JSON does not know",
  InvalidEscapeCharacter: "the string has an escape that JSON does not know",
  InvalidCharacter: "the string has a character that must be escaped",
};

export function parseConfigText(text: string): ConfigText {
  const range = rangesIn(text);
  const deep = findTooDeep(text);
  if (deep !== undefined) {
    const message = `this is nested more than ${depthLimit} levels deep`;
    return { root: undefined, error: { message, range: range(deep, 1) }, range };
  }
  const found: ParseError[] = [];
  // A mark of the byte order is no part of the text.
  const plain = text.replace(/^\ufeff/, " ");
  const root = parseTree(plain, found, { disallowComments: true, allowTrailingComma: false });
  const [first] = found;
  if (!first) return { root, range };
  const message = messages[printParseErrorCode(first.error)] ?? "this is no JSON";
  return { root, error: { message, range: range(first.offset, first.length) }, range };
}

/** Offset of the first bracket that is nested too deeply. */
export function findTooDeep(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\r\n]|\\.)*"?|[[\]{}]/g)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    if (depth > depthLimit) return index;
  }
  return undefined;
}

function rangesIn(text: string): ConfigText["range"] {
  const lines = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) lines.push(index + end.length);
  function positionOf(offset: number): Position {
    let line = 0;
    for (let above = lines.length; above - line > 1; ) {
      const middle = (line + above) >> 1;
      if (lines[middle]! <= offset) line = middle;
      else above = middle;
    }
    return { line, character: offset - lines[line]! };
  }
  /** What is missing at the end of a line, or of the text, is marked at the last character before it. */
  function visible(offset: number): number {
    if (offset >= text.length) return Math.max(0, text.trimEnd().length - 1);
    const isAtEnd = /[\r\n]/.test(text.charAt(offset));
    return isAtEnd && offset > 0 && !/[\r\n]/.test(text.charAt(offset - 1)) ? offset - 1 : offset;
  }
  return (offset, length) => {
    const from = visible(offset);
    const within = text.slice(from, offset + Math.max(length, 1)).replace(/[\r\n].*/s, "");
    const start = positionOf(from);
    return { start, end: { line: start.line, character: start.character + within.length } };
  };
}
