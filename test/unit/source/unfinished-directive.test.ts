// What is being typed in a //go:generate line; `|` is the cursor.

import path from "node:path";
import { expect, it } from "vitest";
import { readUnfinished } from "#shared/source/unfinished-directive";

const context = {
  path: { ...path.posix, separator: "/" as const },
  target: { goos: "linux", goarch: "amd64", cgo: true },
  env: (name: string) => (name === "DIR" ? "build" : undefined),
};

function read(marked: string) {
  const before = marked.slice(0, marked.indexOf("|"));
  const lines = before.split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1)!.length };
  return readUnfinished("/m/doc.go", marked.replace("|", ""), position, context);
}

const start = "//go:generate bind-plugin generate ";

it.each([
  ["//go:|", { kind: "line", start: 0, end: 5 }],
  ["//go:gen|\r\n", { kind: "line", start: 0, end: 8 }],
  ["//go:gen|erate", { kind: "line", start: 0, end: 13 }],
  ["//go:generate\t|", { kind: "line", start: 0, end: 14 }],
  ["//go:generate bind|-plugin", { kind: "line" }],
  [`${start}|`, { kind: "flag", typed: "", args: [], mayBeCommand: false }],
  ["//go:generate bind-plugin |", { kind: "flag", typed: "", mayBeCommand: true }],
  [
    "//go:generate go run example.com/bind-plugin@v1 -pl|",
    { kind: "flag", typed: "-pl", mayBeCommand: true },
  ],
  [
    `${start}-sha256 -o|ut x`,
    { kind: "flag", typed: "-o", start: 43, end: 47, hasValue: true, args: ["-sha256", "x"] },
  ],
  [`${start}-o|ut=x -sha256`, { kind: "flag", start: 35, end: 39, hasValue: true }],
  [`${start}-sha256 t|`, { kind: "flag", typed: "t", mayBeTruth: true }],
  [`${start}-sha256 true |`, { kind: "flag", typed: "", mayBeTruth: false }],
  [`${start}-plugin-path |`, { kind: "value", form: "word", typed: "", flag: { name: "plugin-path" } }],
  [`${start}-plugin-path -interface |`, { kind: "flag", mayBeTruth: false }],
  [
    `${start}--plugin-path=a/|b -sha256`,
    { kind: "value", form: "attached", typed: "a/", start: 49, end: 52 },
  ],
  [
    `${start}-plugin-path "a b/|c" -sha256`,
    { kind: "value", form: "quoted", typed: "a b/", start: 48, end: 55 },
  ],
  [`${start}-plugin-path "a b|`, { kind: "value", form: "quoted", typed: "a b", start: 48, end: 52 }],
  [
    `${start}-plugin-path $DIR/x.so -output-path |`,
    { kind: "value", args: ["-plugin-path", "build/x.so", "-output-path"] },
  ],
  [`//go:generate -command w ${start.slice(14)}\n//go:generate w -plugin-path |`, { kind: "value" }],
])("%j", (marked, expected) => {
  expect(read(marked)).toMatchObject(expected);
});

it.each([
  "|",
  "//g|",
  "package| m",
  "// go:generate bind-plugin |",
  " //go:generate bind-plugin |",
  "//go:generate|x",
  "//go:gen| bind-plugin",
  "//go:generate stringer -|",
  "//go:generate str|",
  "//go:generate bind-plugin inspect -|",
  `${start}-plugin-path "a" |"b`,
  `${start}-plugin-path "a"|`,
  `${start}"-plug|`,
  `${start}-unknown=|`,
  `${start}-plugin-path "a\\q" -|`,
  "//go:generate -command w bind-plugin |",
])("nothing: %j", (marked) => {
  expect(read(marked)).toBeUndefined();
});
