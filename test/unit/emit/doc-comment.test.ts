// Documentation comments against the real gofmt: fixed cases, and thousands of hostile random ones.

import { describe, expect, it } from "vitest";
import { layoutDoc, layoutNote } from "#shared/emit/doc-comment";
import { gofmt } from "../../emit/gofmt.ts";

describe("layoutDoc", () => {
  const cases: [string, string[], string[]][] = [
    ["a paragraph", ["F does it.", "And more."], ["// F does it.", "// And more."]],
    ["code", ["F:", "  x := 1", "    y", "End"], ["// F:", "//", "//\tx := 1", "//\t  y", "//", "// End"]],
    [
      "a list",
      ["F has:", " - one", "   more", " - two"],
      ["// F has:", "//   - one", "//     more", "//   - two"],
    ],
    ["a numbered list", ["F", "", " 1) one", " 2) two"], ["// F", "//", "//  1. one", "//  2. two"]],
    ["a heading", ["F", "", "#  Title", "x"], ["// F", "//", "// #  Title", "// x"]],
    [
      "links",
      ["F [a].", "", "[a]:   https://x.example", "", "end"],
      ["// F [a].", "//", "// end", "//", "// [a]: https://x.example"],
    ],
    ["quotes", ["F ``x'' y"], ["// F “x” y"]],
    ["a directive", ["go:noinline"], ['// "go:noinline"']],
    ["a build constraint", ["+build linux"], ['// "+build linux"']],
    ["lines in a line", ["F\nfunc G() {}", "x\r*/"], ["// F", "// func G() {}", "// x", "// */"]],
    [
      "invisible characters",
      ["F\u0000 \u202e\ufeff\u2028x\ud800"],
      ["// F\\x00 \\u202e\\ufeff\\u2028x\\ufffd"],
    ],
    ["nothing", ["", ""], []],
  ];
  it.each(cases)("writes %s", (_, text, want) => {
    expect(layoutDoc(text)).toEqual(want);
  });

  it("writes notes without the indentation that all lines of a block comment have", () => {
    expect(layoutNote([" Rows are rows.", "   - one", "", " More."])).toEqual([
      "// Rows are rows.",
      "//   - one",
      "//",
      "// More.",
    ]);
    expect(layoutNote(["\tcode"])).toEqual(["//\tcode"]);
  });

  it("writes what gofmt leaves alone, whatever the text", () => {
    const docs = Array.from({ length: 6000 }, (_, i) => randomText(i + 1));
    const pieces = docs.map((text, i) => {
      const note = layoutNote(text).map((line) => `\t${line}\n`);
      return `${layoutDoc(["F does.", "", ...text]).join("\n")}\ntype F${i} struct {\n${note.join("")}\tA int\n}`;
    });
    const alone = docs.map((text, i) => `${[...layoutDoc(text), `var v${i} int`].join("\n")}`);
    const file = `package p\n\n${[...pieces, ...alone].join("\n\n")}\n`;
    const [have, want] = [file.split("\n"), gofmt(file).split("\n")];
    const at = have.findIndex((line, i) => line !== want[i]);
    expect(at < 0 ? [] : [have.slice(at - 12, at + 12), want.slice(at - 12, at + 12)]).toEqual([]);
    expect(want.length).toBe(have.length);
  });
});

const lines = [
  "",
  "",
  "",
  "text",
  "Text",
  "  indented",
  "\tcode",
  "    deep",
  " - item",
  "- item",
  "  * item",
  "1. one",
  " 2) two",
  "  10. ten",
  "#",
  "# Heading",
  "#\tHeading",
  "#No",
  "A Title",
  "An Old Heading",
  "ends in {",
  "}",
  "} else",
  "back\\",
  "go:build linux",
  "+build linux",
  " +build x",
  "//go:noinline",
  "export F",
  "line x:1",
  "*/",
  "/* x",
  "[a]: https://x.example",
  "[b]:  http://y.example  ",
  "[c]: not a link",
  "see [a] and [b].",
  "see [fmt.Println]",
  "``quoted''",
  "```go",
  "```",
  "it''s ````x````",
  "http://x.example/''y``",
  "Deprecated: no.",
  "\u0000nul",
  "\ufeffbom",
  "tab\there",
  "trailing   ",
  "\u2028sep",
  "é accents",
  "+ plus",
  "+\tplus",
  "• bullet",
  "•bullet",
  "- ",
  " -",
  "\t- x",
  "\t\t1. y",
  " ",
  "\t",
  "    ",
  "[a]",
  "[",
  "]:",
  "[]: http://z.example",
  "'' ''",
  "a ''' b",
  "x {",
  "y \\",
  "Title's Case",
  "X.Y",
  "X. ",
];

/** A few lines, from a small generator of pseudo-random numbers (Lehmer, 48271 mod 2^31-1). */
function randomText(seed: number): string[] {
  let state = seed * 7919;
  const random = (limit: number) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
  return Array.from({ length: 1 + random(8) }, () => lines[random(lines.length)]!);
}
