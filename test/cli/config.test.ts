// `generate` without flags: what the bind-plugin.json of the folder says.

import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { runBin } from "#test/bin";
import { buildPlugin } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

let cwd: string;

beforeEach(async () => {
  cwd = tempFolder();
  copyFileSync(await buildPlugin("basic"), join(cwd, "basic.so"));
});

const configure = (value: unknown) =>
  writeFileSync(join(cwd, "bind-plugin.json"), typeof value === "string" ? value : JSON.stringify(value));

it("generates each wrapper, the same as with flags", async () => {
  configure({
    plugins: [
      { path: "basic.so", wrapper: { "output-path": "a/api.go" } },
      { path: "./basic.so", wrapper: { "output-path": "b/api.go", "output-name": "B", interface: true } },
    ],
  });
  expect(await runBin(["generate"], { cwd })).toEqual({
    code: 0,
    stdout: "a/api.go written\nb/api.go written\n",
    stderr: "",
  });
  const written = readFileSync(join(cwd, "b/api.go"), "utf8");
  const flags = ["-plugin-path", "./basic.so", "-output-path", "b/api.go", "-output-name", "B", "-interface"];
  expect(await runBin(flags, { cwd })).toMatchObject({ stdout: "b/api.go is up to date\n" });
  expect(readFileSync(join(cwd, "b/api.go"), "utf8")).toBe(written);
  expect(await runBin(["check"], { cwd })).toMatchObject({
    code: 0,
    stdout: "2 bindings, no problems\n",
  });
});

it("writes nothing where something is wrong with the file, and says where", async () => {
  configure('{\n  "plugins": [{ "path": "basic.so", "wraper": {} }, {}]\n}\n');
  const { code, stdout, stderr } = await runBin(["generate"], { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain('bind-plugin.json:2:37: unknown key "wraper"; did you mean "wrapper"?');
  expect(stderr).toContain('bind-plugin.json:2:53: "path" is needed');
  expect(existsSync(join(cwd, "plugin_api.go"))).toBe(false);
});

it("overwrites what was not generated only with -force", async () => {
  configure({ plugins: [{ path: "basic.so" }] });
  writeFileSync(join(cwd, "plugin_api.go"), "package mine\n");
  expect(await runBin(["generate"], { cwd })).toMatchObject({ code: 2 });
  expect(readFileSync(join(cwd, "plugin_api.go"), "utf8")).toBe("package mine\n");
  expect(await runBin(["generate", "-force"], { cwd })).toMatchObject({ code: 0 });
  expect(readFileSync(join(cwd, "plugin_api.go"), "utf8")).toMatch(/^\/\/ Code generated /);
});

it("is for a call without flags alone", async () => {
  configure({ plugins: [{ path: "basic.so" }] });
  const { code, stderr } = await runBin(["generate", "-sha256"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("-plugin-path is needed");
});

it("says so where the file names no plugins", async () => {
  configure({ plugins: [] });
  const { code, stderr } = await runBin(["generate"], { cwd });
  expect([code, stderr]).toEqual([
    0,
    "bind-plugin: note: bind-plugin.json names no plugins; nothing is generated\n",
  ]);
});
