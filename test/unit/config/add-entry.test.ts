// Adding a plugin to a bind-plugin.json: what was there is kept, and what is added means what was asked for.

import { applyEdits } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { addPlugin, configEntry } from "#shared/config/add-entry";
import { parseConfig } from "#shared/config/parse";
import { parseFlags, parseWrapperOptions } from "#shared/flags";

const args = ["-plugin-path", "build/p.so", "-output-path", "api/api.go", "-sha256", "-format=false"];
const { options } = parseWrapperOptions(parseFlags("generate", args));

const edited = (text: string) => applyEdits(text, [...addPlugin(text, args)]);

it("has a key for each flag, where the file has it", () => {
  expect(configEntry(args)).toEqual({
    path: "build/p.so",
    wrapper: { "output-path": "api/api.go", sha256: true, format: false },
  });
  expect(configEntry(["-plugin-path", "p.so"])).toEqual({ path: "p.so" });
});

describe("the text that comes of it", () => {
  const other = '{ "path": "other.so", "wrapper": { "output-path": "other.go" } }';
  it.each([
    ["nothing", ""],
    ["blanks", " \n"],
    ["an empty object", "{}"],
    ["no plugins", '{\n  "plugins": []\n}\n'],
    ["another plugin", `{\n  "plugins": [\n    ${other}\n  ]\n}\n`],
    ["all on one line", `{"plugins":[${other}]}`],
    ["tabs", `{\n\t"plugins": [\n\t\t${other}\n\t]\n}\n`],
    ["Windows line ends", `{\r\n  "plugins": [\r\n    ${other}\r\n  ]\r\n}\r\n`],
    ["other keys", `{\n  "$schema": "x.json",\n  "host": "bin/host",\n  "plugins": [${other}]\n}\n`],
  ])("of %s has the entry last and no issues", (_, before) => {
    const text = edited(before);
    const { entries, issues } = parseConfig(text);
    expect(issues).toEqual([]);
    expect(entries.at(-1)?.options).toEqual(options);
    const old = before.trim() === "" ? {} : JSON.parse(before);
    const plugins = [...(old.plugins ?? []), configEntry(args)];
    expect(JSON.parse(text)).toEqual({ ...old, plugins });
    if (before.includes("\r\n")) expect(text.replaceAll("\r\n", "")).not.toContain("\n");
  });
});
