// Reading bind-plugin.json: what it means is what the same flags mean, and what is wrong is marked where it stands.

import { expect, it } from "vitest";
import { parseConfig } from "#shared/config/parse";
import { parseFlags, parseWrapperOptions } from "#shared/flags";

it("means what the flags of the same names mean", () => {
  const text = JSON.stringify({
    plugins: [
      {
        path: "build/a.so",
        package: "./a",
        wrapper: {
          "output-path": "a/api.go",
          "output-name": "A",
          sha256: true,
          format: false,
          rebuild: true,
        },
      },
      { path: "-b=c.so", wrapper: { "output-path": "b.go", interface: true } },
    ],
  });
  const options = (line: string) => parseWrapperOptions(parseFlags("generate", line.split(" "))).options;
  const { entries, issues } = parseConfig(text);
  expect(issues).toEqual([]);
  expect(entries.map((entry) => entry.options)).toEqual([
    options(
      "-plugin-path build/a.so -plugin-package ./a -output-path a/api.go -output-name A -sha256 -format=false -rebuild",
    ),
    options("-plugin-path=-b=c.so -output-path b.go -interface"),
  ]);
});

/** What the issues mark, as `marked text: message`. */
function marks(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return parseConfig(text).issues.map(({ message, range: { start, end } }) => {
    expect(start.line).toBe(end.line);
    return `${lines[start.line]!.slice(start.character, end.character)}: ${message}`;
  });
}

it.each<[string, readonly string[]]>([
  ["", [": a value is expected here"]],
  [" \n", [" : a value is expected here"]],
  ['\ufeff{"plugins": []}', []],
  ["{", ["{: a closing brace is expected here"]],
  ['{"plugins": [{"path": "a.so",}]}', ["}: a key in double quotes is expected here"]],
  ['// why\n{"plugins": []}', ["// why: JSON has no comments"]],
  ['{"plugins": []} x', ["x: this is no JSON value"]],
  ['{"plugins": []}{}', ["{: nothing may follow the object"]],
  ['{"plugins": [tru]}', ["tru: this is no JSON value"]],
  ['{"plugins": [{"path": "a\n"}]}', ['"a: the string is not closed']],
  ["[".repeat(100_000), ["[: this is nested more than 64 levels deep"]],
  ["[]", ["[: bind-plugin.json is an object, not a list"]],
  ['{"plugin": []}', ['"plugin": unknown key "plugin"; did you mean "plugins"?', '{: "plugins" is needed']],
  ['{\r\n"plugins": [],\r\n  "zzzzzzzzz": 1}', ['"zzzzzzzzz": unknown key "zzzzzzzzz"']],
  ['{"plugins": [],\r"😀": 1, "x": 2}', ['"😀": unknown key "😀"', '"x": unknown key "x"']],
  ['{"plugins": [{\n}]}', ['{: "path" is needed: it names the plugin (.so file)']],
  ['{"plugins": [{"path": 7}]}', ['7: "path" is a string, not a number']],
  ['{"plugins": [{"path": "a", "path": "b"}]}', ['"path": "path" is given twice; the last one counts']],
  [
    '{"plugins": [{"path": "a", "wrapper": {"rebuild": true}}]}',
    ['true: "rebuild" needs "package", the package to build'],
  ],
  [
    '{"plugins": [{"path": "a", "wrapper": {"dereference-vars": true, "interface": true}}]}',
    [
      'true: "dereference-vars" and "interface" contradict each other: with "interface" there are no variables',
    ],
  ],
])("%j", (text, expected) => {
  expect(marks(text)).toEqual(expected);
});

it("takes what it understands, whatever else is wrong", () => {
  const { entries } = parseConfig(
    '{"plugins": [{"path": "a.so", "wrapper": {"sha256": true, "x": 1}}, {}, 3, {"path": "b.so"',
  );
  expect(entries.map(({ options }) => [options.pluginPath, options.sha256])).toEqual([
    ["a.so", true],
    ["b.so", false],
  ]);
});
