// Holds what selectors are told to select against go/types, on every selector of some packages of the standard library.

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createGoParser } from "#server/go-parser";
import { keepingTrees } from "#server/recent-trees";
import { findSelected } from "#shared/source/expressions";
import { openProgram } from "#shared/source/program";
import type { GoParser } from "#shared/source/syntax";
import { buildSourceTruth, type SourceTruth } from "#test/source-truth";

interface TruthSelections {
  readonly Path: string;
  readonly Files: readonly string[];
  readonly Selections: readonly {
    readonly Name: string;
    readonly File: string;
    readonly Line: number;
    readonly Character: number;
    readonly Owner: string;
  }[];
}

/** Packages with much code of many kinds. What others declare is not at hand. */
const packages = (
  "archive/zip bufio bytes context database/sql encoding/json errors fmt go/ast go/token html/template image/png io " +
  "net/textproto net/url os/exec reflect sync text/template text/template/parse time"
).split(" ");

let truth: SourceTruth;
let parser: GoParser;
let told: readonly TruthSelections[];

beforeAll(async () => {
  truth = await buildSourceTruth();
  parser = keepingTrees(await createGoParser(), 20_000_000);
  told = await truth.ask(["selections", ...packages]);
});
afterAll(() => truth.dispose());

it("says nothing wrong, and knows most of what it can", () => {
  const texts = new Map(
    told.map(({ Path, Files }) => [Path, Files.map((file) => readFileSync(file, "utf8"))]),
  );
  const wrong: string[] = [];
  const unknown: string[] = [];
  let count = 0;
  for (const { Path, Files, Selections } of told) {
    const program = openProgram(parser, (path) => {
      const own = texts.get(path);
      return own && { path, texts: own, packageName: () => undefined };
    });
    for (const { Name, File, Line, Character, Owner } of Selections) {
      const { root, scope } = program.file(Path, texts.get(Path)![Files.indexOf(File)]!)!;
      const node = root.namedDescendantForPosition({ row: Line, column: Character });
      const selector = node?.type === "field_identifier" ? node.parent : null;
      const found =
        selector?.type === "selector_expression" ? findSelected(selector, scope, program) : undefined;
      const ours = found ? `${found.owner.package?.path}.${found.owner.name}` : "";
      const shown = `${File}:${Line + 1}:${Character + 1} ${Name}: ${ours || "nothing"}, not ${Owner || "nothing"}`;
      const isAtHand = texts.has(Owner.slice(0, Owner.lastIndexOf(".")));
      if (isAtHand) count++;
      if (ours !== "" && ours !== Owner) wrong.push(shown);
      else if (ours === "" && isAtHand) unknown.push(shown);
    }
    program.dispose();
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(8000);
  expect(unknown.length / count, unknown.join("\n")).toBeLessThan(0.02);
});
