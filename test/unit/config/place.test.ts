// What stands at a place in a bind-plugin.json; `|` is the cursor.

import { expect, it } from "vitest";
import { readConfigPlace } from "#shared/config/place";

const read = (marked: string) => readConfigPlace(marked.replace("|", ""), marked.indexOf("|"));

it.each([
  ["|", { kind: "value", shape: { kind: "object" }, typed: "", start: 0, end: 0 }],
  ["{|}", { kind: "key", hasValue: false, others: new Set() }],
  ['{"plu|gins": []}', { kind: "key", key: "plugins", hasValue: true, typed: "plu", start: 1, end: 10 }],
  ['{"plugins": [], | "x": 1}', { kind: "key", others: new Set(["plugins", "x"]) }],
  ['{"plugins": |}', { kind: "value", key: "plugins", shape: { kind: "list" } }],
  ['{"plugins": [|]}', { kind: "value", shape: { kind: "object" }, args: [] }],
  ['{"plugins": [{pa|}]}', { kind: "key", typed: "pa", start: 14, end: 16 }],
  ['{"plugins": [{"pa|', { kind: "key", typed: "pa", start: 14, end: 17 }],
  ['{"plugins": [{"path": |}]}', { kind: "value", key: "path", typed: "" }],
  ['{"plugins": [{"path": "a/|b"}]}', { kind: "value", key: "path", typed: "a/", start: 22, end: 27 }],
  ['{"plugins": [{"path": "a|\n', { kind: "value", key: "path", typed: "a", start: 22, end: 24 }],
  [
    '{"plugins": [{"path": "a", "wrapper": {"sha256": t|}}]}',
    { kind: "value", key: "sha256", typed: "t", args: ["-plugin-path=a"] },
  ],
])("%j", (marked, expected) => {
  expect(read(marked)).toMatchObject(expected);
});

it.each([
  '{"plugins": [{"path": "a" | }]}',
  '{"plugins": [{"path": "a" | "package": "b"}]}',
  '{"plugins": [{} |]}',
  '{"plugins": []} |',
  '{"x": |}',
  '{"x": {|}}',
  '{"plugins": [3, {"wrapper": {"x": |}}]}',
  `${"[".repeat(100_000)}|`,
])("nothing: %j", (marked) => {
  expect(read(marked)).toBeUndefined();
});
