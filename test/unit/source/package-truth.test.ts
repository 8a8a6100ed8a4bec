// Holds what is read from Go source against go/doc, go/ast and go/types, on our plugins and the standard library.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGoParser } from "#server/go-parser";
import { reflectSource } from "#shared/source/package";
import type { GoParser } from "#shared/source/syntax";
import { typeString } from "#shared/type-string";
import { runGo } from "#test/go";
import { buildSourceTruth, type SourceTruth, type TruthPackage } from "#test/source-truth";

let truth: SourceTruth;
let parser: GoParser;
let target: { goos: string; goarch: string; cgo: boolean };

beforeAll(async () => {
  truth = await buildSourceTruth();
  parser = await createGoParser();
  const { stdout } = await runGo(["env", "GOOS", "GOARCH"]);
  const [goos, goarch] = stdout.trim().split("\n");
  target = { goos: goos!, goarch: goarch!, cgo: false };
});
afterAll(() => truth.dispose());

function reflect(told: TruthPackage) {
  const folder = join(told.Files[0]!, "..");
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".go"))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
  return reflectSource(files, parser, target, { packagePath: told.Path });
}

/** Everything but types, which the source alone doesn't always say. */
function plain(told: TruthPackage) {
  const source = reflect(told);
  const ours = source.symbols.map(({ name, kind, doc, params, results, location: { path, range } }) =>
    JSON.stringify([
      name,
      kind,
      doc,
      params,
      results,
      path,
      range.start.line,
      range.start.character,
      range.end.character,
    ]),
  );
  const theirs = (told.Symbols ?? []).map((s) => {
    const doc = s.Doc === "" ? [] : s.Doc.replace(/\n$/, "").split("\n");
    return JSON.stringify([
      s.Name,
      s.Kind,
      doc,
      s.Params ?? [],
      s.Results ?? [],
      s.File,
      s.Line,
      s.Character,
      s.Character + s.Name.length,
    ]);
  });
  return {
    ours: [source.name, source.files, ours.sort()],
    theirs: [told.Name, [...told.Files].sort(), theirs.sort()],
  };
}

describe("the standard library", () => {
  let packages: readonly TruthPackage[];
  beforeAll(async () => {
    const standard = await truth.ask<Record<string, readonly string[]>>(["standard"]);
    packages = await truth.ask(["symbols", ...Object.keys(standard).filter((path) => path !== "unsafe")]);
  });

  it("has the same functions and variables, documented, named and placed alike", () => {
    expect(packages.length).toBeGreaterThan(150);
    for (const told of packages) {
      const { ours, theirs } = plain(told);
      expect(ours, told.Path).toEqual(theirs);
    }
  });

  it("has the types that go/types gives, for all but a few symbols", () => {
    let known = 0;
    let count = 0;
    const silent: string[] = [];
    for (const told of packages) {
      const types = new Map(told.Symbols?.map((symbol) => [symbol.Name, symbol.Type]));
      for (const { name, type } of reflect(told).symbols) {
        count++;
        if (!type) {
          silent.push(`${told.Path}.${name} ${types.get(name)}`);
          continue;
        }
        known++;
        expect(typeString(type), `${told.Path}.${name}`).toBe(types.get(name));
      }
    }
    if (process.env["SHOW"]) console.log(known, count, silent.join("\n"));
    expect(known / count).toBeGreaterThan(0.9);
  });
});
