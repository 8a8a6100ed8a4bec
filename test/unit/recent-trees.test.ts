// Which trees are parsed again, and that each is freed once, when nobody uses it.

import { expect, it } from "vitest";
import { keepingTrees } from "#server/recent-trees";
import type { SyntaxNode } from "#shared/source/syntax";

function countingParser() {
  const parsed: string[] = [];
  const freed: string[] = [];
  const parser = keepingTrees(
    {
      parse(text) {
        parsed.push(text);
        return { rootNode: { text } as SyntaxNode, delete: () => freed.push(text) };
      },
    },
    10,
  );
  return { parser, parsed, freed };
}

it("parses a text once, as long as it is among the recent ones", () => {
  const { parser, parsed, freed } = countingParser();
  for (const text of ["aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"]) parser.parse(text).delete();
  expect(parsed).toEqual(["aaaa", "bbbb", "cccc", "bbbb"]);
  expect(freed).toEqual(["bbbb", "cccc"]);
});

it("keeps what is in use, and frees it afterwards", () => {
  const { parser, freed } = countingParser();
  const large = parser.parse("a".repeat(8));
  const other = parser.parse("b".repeat(8));
  const again = parser.parse("a".repeat(8));
  large.delete();
  expect(freed).toEqual([]);
  expect(again.rootNode.text).toBe("aaaaaaaa");
  other.delete();
  expect(freed).toEqual(["bbbbbbbb"]);
  again.delete();
  expect(freed).toEqual(["bbbbbbbb"]);
});
