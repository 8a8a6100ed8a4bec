// Parameter names against the real golint: whatever the plugin calls them, the wrapper's pass.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isGoIdentifier } from "#shared/go-names";
import { lintName } from "#shared/wrapper/identifiers";
import { runTool } from "#test/go";
import { tempFolder } from "#test/temp-folder";
import { buildTools } from "./tools.ts";

const words = [
  "user",
  "id",
  "Id",
  "ID",
  "url",
  "Url",
  "http",
  "json",
  "Api",
  "x",
  "X",
  "1",
  "22",
  "v1",
  "ö",
  "Ö",
  "名",
  "_",
  "__",
  "___",
  "ids",
  "SQLite",
  "html",
  "HTML",
  "k",
  "kX",
  "utf8",
  "UTF8",
  "Https",
];

it("golint has nothing to say about names that lintName gives", async () => {
  const { golint } = await buildTools();
  const names = new Set<string>();
  for (const a of words) for (const b of words) for (const c of ["", "_", ...words]) names.add(a + b + c);
  const declared = [...names].filter((name) => isGoIdentifier(name) && !/^_+$/.test(name));
  expect(declared.length).toBeGreaterThan(10_000);
  const linted = declared.map((name) => lintName(name));
  const usable = linted.filter(isGoIdentifier);
  expect(usable.length).toBeGreaterThan(declared.length * 0.9);
  const folder = tempFolder();
  const functions = usable.map((name, i) => `func f${i}(${name} int) {}\n`);
  writeFileSync(join(folder, "p.go"), `package p\n\n${functions.join("\n")}`);
  expect((await runTool(golint, ["."], { cwd: folder })).stdout).toBe("");
});
