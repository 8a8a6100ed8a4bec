// File URIs on POSIX and Windows, and the diagnostics that carry them.

import { describe, expect, it } from "vitest";
import { toDiagnostic } from "#server/to-lsp";
import { isWithin, pathOf, uriOf } from "#server/uri";

describe.each([
  ["/", "/home/ada/x.go", "file:///home/ada/x.go"],
  ["/", "/home/ada/a b#c?%.go", "file:///home/ada/a%20b%23c%3F%25.go"],
  ["/", "/home/ada/ü😀.go", "file:///home/ada/%C3%BC%F0%9F%98%80.go"],
  ["/", "/go/pkg/mod/m@v1.0.0/x.go", "file:///go/pkg/mod/m%40v1.0.0/x.go"],
  ["/", "/odd/back\\slash.go", "file:///odd/back%5Cslash.go"],
  ["\\", "c:\\Users\\Ada\\x.go", "file:///c%3A/Users/Ada/x.go"],
  ["\\", "\\\\server\\share\\x.go", "file://server/share/x.go"],
] as const)("with %s as separator, %s", (separator, path, uri) => {
  it("has its URI", () => expect(uriOf(path, separator)).toBe(uri));
  it("is what the URI means", () => expect(pathOf(uri, separator)).toBe(path));
});

describe("a URI as other clients write it", () => {
  it.each([
    ["/", "file:///go/pkg/mod/m@v1.0.0/x.go", "/go/pkg/mod/m@v1.0.0/x.go"],
    ["/", "file:///a/../b/./x.go", "/b/x.go"],
    ["\\", "file:///C:/Users/x.go", "c:\\Users\\x.go"],
    ["\\", "file:///c:/Users/x.go", "c:\\Users\\x.go"],
    ["/", "untitled:Untitled-1", undefined],
    ["/", "git:/home/x.go?ref", undefined],
    ["/", "file://server/share/x.go", undefined],
    ["/", "not a uri", undefined],
    ["/", "", undefined],
  ] as const)("%s %s", (separator, uri, path) => expect(pathOf(uri, separator)).toBe(path));
});

it("a path is within a folder by whole names", () => {
  expect(isWithin("/a/b", "/a", "/")).toBe(true);
  expect(isWithin("/a", "/a", "/")).toBe(true);
  expect(isWithin("/ab", "/a", "/")).toBe(false);
  expect(isWithin("/a", "/", "/")).toBe(true);
  expect(isWithin("c:\\a\\b", "c:\\", "\\")).toBe(true);
});

describe("a problem as a diagnostic", () => {
  const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 3 } };
  const problem = {
    code: "symbol.missing",
    severity: "error",
    location: { path: "c:\\a\\x.go", range },
    message: "gone",
    related: [{ location: { path: "c:\\b c\\doc.go", range }, message: "the directive" }],
    data: { name: "X" },
  } as const;
  const context = { uriOf: (path: string) => uriOf(path, "\\"), pages: "file:///docs" };

  it("has everything that the client can show", () => {
    const all = { ...context, hasRelatedInformation: true, hasCodeDescription: true, hasData: true };
    expect(toDiagnostic(problem, all)).toEqual({
      range,
      severity: 1,
      source: "bind-plugin",
      code: "symbol.missing",
      message: "gone",
      codeDescription: { href: "file:///docs/symbol.missing.md" },
      relatedInformation: [
        { location: { uri: "file:///c%3A/b%20c/doc.go", range }, message: "the directive" },
      ],
      data: { name: "X" },
    });
  });

  it("has nothing that the client does not know", () => {
    const none = { ...context, hasRelatedInformation: false, hasCodeDescription: false, hasData: false };
    expect(Object.keys(toDiagnostic(problem, none))).toEqual([
      "range",
      "severity",
      "source",
      "code",
      "message",
    ]);
  });
});
