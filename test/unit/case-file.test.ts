// The form of the language server's cases: what is read, and that nothing in them is passed over.

import { describe, expect, it } from "vitest";
import { type CaseResult, parseCase, renderCase } from "#test/case-file";

const text = `A title,
in two lines.

> plugin basic x.so
> replace a.go "old \\"text\\"" "new\\ntext"
-- a.go --
package a

	var X int
	    ^ @here
	    ^ error some.code: message
	    > b.go:1:2: other place
-- hover @here --
var X int
`;

const diagnostic = {
  range: { start: { line: 2, character: 5 }, end: { line: 2, character: 6 } },
  severity: 1 as const,
  code: "some.code",
  message: "message",
  relatedInformation: [
    {
      location: {
        uri: "b.go",
        range: { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } },
      },
      message: "other place",
    },
  ],
};

const result: CaseResult = {
  texts: new Map([["a.go", "package a\n\n\tvar X int\n"]]),
  diagnostics: new Map([["a.go", [diagnostic]]]),
  answers: ["var X int"],
  show: (uri) => uri,
};

describe("a case", () => {
  it("has commands, files without markers, and cursors", () => {
    const parsed = parseCase(text);
    expect(parsed.title).toBe("A title,\nin two lines.");
    expect(parsed.commands).toEqual([
      ["plugin", "basic", "x.so"],
      ["replace", "a.go", 'old "text"', "new\ntext"],
    ]);
    expect([...parsed.files]).toEqual([["a.go", "package a\n\n\tvar X int\n"]]);
    expect(parsed.cursors.get("here")).toEqual({ path: "a.go", position: { line: 2, character: 5 } });
    expect(parsed.requests).toEqual([{ kind: "hover", cursor: "here" }]);
  });

  it("that is met is rendered as it is", () => expect(renderCase(text, result)).toBe(text));

  it.each<[string, Partial<CaseResult>]>([
    ["a marker without its diagnostic", { diagnostics: new Map() }],
    ["another message", { diagnostics: new Map([["a.go", [{ ...diagnostic, message: "other" }]]]) }],
    ["another code", { diagnostics: new Map([["a.go", [{ ...diagnostic, code: "other" }]]]) }],
    ["another severity", { diagnostics: new Map([["a.go", [{ ...diagnostic, severity: 2 }]]]) }],
    ["another place", { diagnostics: new Map([["a.go", [{ ...diagnostic, relatedInformation: [] }]]]) }],
    ["a diagnostic without its marker", { diagnostics: new Map([["a.go", [diagnostic, diagnostic]]]) }],
    ["another answer", { answers: ["var Y int"] }],
  ])("with %s is rendered otherwise", (_, change) => {
    expect(renderCase(text, { ...result, ...change })).not.toBe(text);
  });

  it("shows the lines of a file that has changed in a section of its own", () => {
    const texts = new Map([["a.go", "package a\n\n\tvar X int // new\n"]]);
    const rendered = renderCase(text, { ...result, texts });
    expect(rendered).toContain(
      "-- diagnostics of a.go --\n\tvar X int // new\n\t    ^ error some.code: message\n",
    );
    expect(renderCase(rendered, { ...result, texts })).toBe(rendered);
    expect(renderCase(rendered, { ...result, texts, diagnostics: new Map() })).not.toBe(rendered);
  });

  it.each([
    ["a request at no cursor", "-- a.go --\n-- hover @gone --\n", /no cursor is named gone/],
    ["a cursor that nobody asks at", "-- a.go --\nx\n^ @here\n", /nothing is asked at the cursor here/],
    ["a cursor above everything", "-- a.go --\n^ @here\n-- hover @here --\n", /misplaced/],
    ["two files of one name", "-- a.go --\n-- a.go --\n", /two files/],
  ])("with %s is refused", (_, broken, message) => expect(() => parseCase(broken)).toThrow(message));
});
