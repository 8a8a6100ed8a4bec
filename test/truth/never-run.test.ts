// Reading a plugin runs nothing of it.

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runTool } from "#test/go";
import { buildPlugin, variants } from "#test/plugins";
import { readPlugin } from "#test/read-plugin";
import { tempFolder } from "#test/temp-folder";
import { truthHost } from "#test/truth";

vi.setConfig({ testTimeout: 600_000 }); // nothing may have been built yet

const variable = "BIND_PLUGIN_TEST_TOUCHED";
let touched = "";

beforeAll(() => {
  touched = join(tempFolder(), "touched");
  process.env[variable] = touched;
});

afterAll(() => {
  delete process.env[variable];
});

test("the plugins do what gives them away when they are loaded", async () => {
  const host = await truthHost("byreflect");
  await runTool(host, [await buildPlugin("touches")]);
  expect(existsSync(touched)).toBe(true);
  rmSync(touched);
  await expect(runTool(host, [await buildPlugin("panics")])).rejects.toThrow("this plugin must not be run");
});

test.each(variants)("reading touches no file and does not panic: %s", async (variant) => {
  const touching = readPlugin(await buildPlugin("touches", variant));
  expect(touching.symbols.map(({ name }) => name)).toEqual(["Touched", "Variable"]);
  const panicking = readPlugin(await buildPlugin("panics", variant));
  expect(panicking.symbols.map(({ name }) => name)).toEqual(["Limit", "Never", "Reason"]);
  expect(existsSync(touched)).toBe(false);
});
