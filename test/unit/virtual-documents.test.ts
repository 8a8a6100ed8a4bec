// URIs of virtual documents, there and back.

import { expect, it } from "vitest";
import { URI } from "vscode-uri";
import { parseVirtualUri, type VirtualDocument, virtualUri } from "#server/virtual-documents";

it.each([
  ["symbols", "/home/me/a b/plugin.so", "/", "bind-plugin:/symbols/home/me/a%20b/plugin.so.symbols"],
  ["next", "/home/me/#1/plugin_api.go", "/", "bind-plugin:/next/home/me/%231/plugin_api.go"],
  ["changes", "/home/me/plugin_api.go", "/", "bind-plugin:/changes/home/me/plugin_api.go.diff"],
  ["symbols", "c:\\work\\plugin.so", "\\", "bind-plugin:/symbols/c%3A/work/plugin.so.symbols"],
  ["next", "\\\\server\\share\\api.go", "\\", "bind-plugin://server/next/share/api.go"],
] as const)("%s of %s", (kind, path, separator, uri) => {
  const document: VirtualDocument = { kind, path };
  expect(virtualUri(document, separator)).toBe(uri);
  expect(parseVirtualUri(uri, separator)).toEqual(document);
  // Editors write URIs in their own ways.
  expect(parseVirtualUri(URI.parse(uri).toString(true), separator)).toEqual(document);
});

it("two plugins", () => {
  const document: VirtualDocument = { kind: "diff", path: "/a b/new.so", other: "/tmp/o?d#1.so" };
  const uri = virtualUri(document, "/");
  expect(URI.parse(uri).path).toBe("/diff/a b/new.so.diff");
  expect(parseVirtualUri(uri, "/")).toEqual(document);
  expect(parseVirtualUri(URI.parse(uri).toString(true), "/")).toEqual(document);
});

it.each([
  "file:///symbols/a.so.symbols",
  "bind-plugin:",
  "bind-plugin:/symbols/a.so",
  "bind-plugin:/other/a",
  "bind-plugin:/diff/a.so.diff",
  "::",
  "",
])("%s is none", (uri) => expect(parseVirtualUri(uri, "/")).toBeUndefined());
