// Texts that contain anything, as Markdown and as plain text.

import { expect, it } from "vitest";
import { markupFor } from "#server/markup";

const markdown = markupFor(true);
const plain = markupFor(false);

it.each([
  ["plugin_api.go -> x", "plugin_api.go -\\> x"],
  [
    "*bold* _x_ [a](b) <i> `c` &lt; ~~d~~",
    "\\*bold\\* \\_x\\_ \\[a\\](b) \\<i\\> \\`c\\` \\&lt; \\~\\~d\\~\\~",
  ],
  ["# no heading", "\\# no heading"],
  ["- no item", "\\- no item"],
  ["1. no item", "1\\. no item"],
  ["a\u202eb\u0007", "a\\\\u202eb\\\\u0007"],
])("shows %j as it is", (text, shown) => {
  expect(markdown.text(text)).toBe(shown);
});

it("puts names between marks that they don't have", () => {
  expect(markdown.span("a")).toBe("`a`");
  expect(markdown.span("a`b``c")).toBe("``` a`b``c ```");
  expect(markdown.code("var A = `b```c`")).toBe("````go\nvar A = `b```c`\n````");
});

it("escapes what would end a link", () => {
  expect(markdown.link("a]b", "file:///c(d) e")).toBe("[a\\]b](file:///c%28d%29%20e)");
});

it("reads a documentation comment as go doc does", () => {
  const lines = [
    "Add adds *a* and b:",
    "",
    "\tx := Add(1, 2)",
    "",
    "\tif x != 3 {",
    "\t\tpanic(x)",
    "\t}",
    "",
    "Also:",
    "  - one",
    "  - two",
    "    goes on",
    " 1. first",
    "",
    "# Heading",
    "The `end`.",
  ];
  expect(markdown.doc(lines)).toBe(
    [
      "Add adds \\*a\\* and b:",
      "",
      "```",
      "x := Add(1, 2)",
      "",
      "if x != 3 {",
      "\tpanic(x)",
      "}",
      "```",
      "",
      "Also:",
      "",
      "- one",
      "- two",
      "  goes on",
      "1. first",
      "",
      "#### Heading",
      "The \\`end\\`.",
    ].join("\n"),
  );
  expect(plain.doc(lines)).toBe(lines.join("\n"));
});

it("leaves empty blocks out", () => {
  expect(plain.content(["a", "", "b"])).toEqual({ kind: "plaintext", value: "a\n\nb" });
  expect(markdown.content(["a"])).toEqual({ kind: "markdown", value: "a" });
});
