// Holds the reading of Go string literals against strconv.Unquote.

import { expect, it } from "vitest";
import { unquoteGo } from "#shared/go-quote";
import { buildSourceTruth } from "#test/source-truth";

const bodies = [
  "",
  "a",
  "é😀",
  "'",
  "\\'",
  '\\"',
  '"',
  "`",
  "\\`",
  "\\\\",
  "\\",
  "\\a\\b\\f\\n\\r\\t\\v",
  "\\q",
  "\\x",
  "\\x4",
  "\\x41",
  "\\x4g",
  "\\101",
  "\\10",
  "\\377",
  "\\400",
  "\\777",
  "\\8",
  "\\u00e9",
  "\\u00E",
  "\\ud800",
  "\\udfff",
  "\\uffff",
  "\\U0001F600",
  "\\U00110000",
  "\\Uffffffff",
  "\\xc3\\xa9",
  "\\303\\251",
  "\\xc3",
  "\\xa9",
  "\\xc3a",
  "\\xc3\\u00a9",
  "\\xf0\\x9f\\x98\\x80",
  "\\xf0\\x9f\\x98",
  "\\xf4\\x90\\x80\\x80",
  "\\xed\\xa0\\x80",
  "\\xc0\\x80",
  "\\xe0\\x80\\x80",
  "\\xef\\xbf\\xbf",
  "\\xff\\xfe",
  "a\nb",
  "a\rb",
  "a\\\nb",
  "\u0000",
  "\u2028",
  "a b\\x20\\tc",
  "\\xe2\\x82\\xac\\xe2\\x82",
];

it("reads string literals as strconv.Unquote does", async () => {
  const literals = [
    ...bodies.flatMap((body) => [`"${body}"`, `\`${body}\``, `"${body}`, `${body}"`]),
    ...["", '"', "`", "'", "'a'", '"a`', "a", '"a" ', ' "a"', '"a"b"'],
  ];
  const truth = await buildSourceTruth();
  const values = await truth.ask<(string | null)[]>(["unquote"], JSON.stringify(literals));
  truth.dispose();
  const ours = literals.map((literal) => [literal, unquoteGo(literal) ?? null]);
  expect(ours).toEqual(literals.map((literal, i) => [literal, values[i]]));
});
