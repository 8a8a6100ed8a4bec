// The kinds of words in the symbol view, and how its lines are cut into them.

import type { ListingPiece } from "#shared/listing";
import { basicNames } from "#shared/model";

export const tokenTypes = [
  "keyword",
  "namespace",
  "type",
  "function",
  "method",
  "variable",
  "parameter",
  "string",
  "number",
  "comment",
] as const;

export const tokenModifiers = ["declaration", "defaultLibrary"] as const;

export interface Token {
  /** Offset in the line and length, in UTF-16 code units. */
  readonly start: number;
  readonly length: number;
  readonly type: (typeof tokenTypes)[number];
  readonly modifier?: (typeof tokenModifiers)[number];
}

const keywords = new Set("chan func import interface map struct var true false".split(" "));
const predeclared = new Set<string>([...basicNames, "any", "byte", "error", "rune"]);

/** The words of one line, in order. */
export function tokensOf(pieces: readonly ListingPiece[]): readonly Token[] {
  let offset = 0;
  return pieces.flatMap((piece) => {
    const start = offset;
    offset += piece.text.length;
    return pieceTokens(piece).map((token) => ({ ...token, start: start + token.start }));
  });
}

function pieceTokens({ style, text }: ListingPiece): readonly Token[] {
  const start = text.length - text.trimStart().length;
  const whole = { start, length: text.length - start };
  switch (style) {
    case "plain":
      return [];
    case "comment":
    case "note":
      return [{ ...whole, type: "comment" }];
    case "title": {
      const blank = text.indexOf(" ");
      const name = { start: blank + 1, length: text.length - blank - 1, type: "namespace" } as const;
      return [
        { start: 0, length: blank, type: "keyword" },
        { ...name, modifier: "declaration" },
      ];
    }
    case "code":
      return codeTokens(text);
    default:
      return [{ ...whole, type: style, modifier: "declaration" }];
  }
}

function codeTokens(text: string): readonly Token[] {
  const words = text.matchAll(/"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{Nd}_]*|-?\d[\p{L}\p{Nd}_.+-]*/gu);
  return [...words].map((match): Token => {
    const { index: start } = match;
    const [word] = match;
    const range = { start, length: word.length };
    const [before, after] = [text.slice(0, start), text.slice(start + word.length)];
    if (word.startsWith('"')) return { ...range, type: "string" };
    if (/^-?\d/.test(word)) return { ...range, type: "number" };
    if (keywords.has(word)) return { ...range, type: "keyword" };
    if (after.startsWith(".") || /^ {4}$/.test(before)) return { ...range, type: "namespace" };
    if (/(?:^|[^.])\.$/.test(before)) return { ...range, type: "type" };
    if (predeclared.has(word)) return { ...range, type: "type", modifier: "defaultLibrary" };
    return { ...range, type: after.startsWith("(") ? "method" : "parameter" };
  });
}
