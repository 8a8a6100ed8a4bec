// What `diff` finds between two builds equals what golang.org/x/exp/apidiff finds between their sources.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { nodeHost } from "#server/node-host";
import { diffPlugins } from "#shared/diff/plugins";
import { readPluginPair } from "#shared/diff/read";
import type { ApiChange } from "#shared/diff/report";
import { buildApidiff } from "#test/apidiff";
import { buildDiffSide, diffsFolder } from "#test/diffs";
import { runGo, runTool } from "#test/go";
import { memoryFile } from "#test/memory-file";
import { buildPlugin } from "#test/plugins";
import type { SourceTruth } from "#test/portable-truth";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 }); // nothing may have been built yet

/** As both can say it: what it is about, and whether it is compatible. */
interface Verdict {
  readonly about: string;
  readonly compatible: boolean;
}

async function diffOf(oldPath: string, newPath: string) {
  return diffPlugins(await readPluginPair(nodeHost, oldPath, newPath));
}

describe.each([
  ["changed", ["example.com/diffs", "example.com/diffs/model"]],
  ["grown", ["example.com/diffs"]],
])("%s", (pair, packages) => {
  let ours: readonly ApiChange[];
  let theirs: readonly { readonly package: string; readonly message: string; readonly compatible: boolean }[];

  beforeAll(async () => {
    const [old, now] = [await buildDiffSide(pair, "old"), await buildDiffSide(pair, "new")];
    ours = (await diffOf(old, now)).changes;
    const folders = [join(diffsFolder, pair, "old"), join(diffsFolder, pair, "new")];
    theirs = JSON.parse((await runTool(await buildApidiff(), [...folders, ...packages])).stdout);
  });

  test("every verdict is apidiff's", () => {
    const verdicts = theirs.map(({ package: path, message, compatible }): Verdict => {
      // (*Tree[T]).Walk: removed; Elem, element type: changed from ...; Embeds.Lost: removed
      const [, type, part = ""] = /^\(?\*?(\w+)(?:\[[^\]]*\])?\)?(?:\.(\w+))?[:,]/.exec(message)!;
      return { about: [path, renamed.get(type!) ?? type, part].join(" "), compatible };
    });
    expect(verdicts.length).toBeGreaterThan(3);
    expect(verdicts.map(({ about }) => about)).not.toContain(toOtherInstance);
    const found = ours.map(toVerdict).filter(({ about }) => about !== toOtherInstance);
    expect(distinct(found)).toEqual(distinct(verdicts.map(strictly)));
  });

  test("the whole verdict is apidiff's", () => {
    const isCompatible = (changes: readonly { readonly compatible: boolean }[]) =>
      changes.every(({ compatible }) => compatible);
    expect(isCompatible(ours)).toBe(isCompatible(theirs));
    expect(isCompatible(ours)).toBe(pair === "grown");
  });
});

/** Unexported types that got another name, by the new one: apidiff names a method that came after it. */
const renamed = new Map([
  ["concealed", "hidden"],
  ["writer", "logger"],
]);

function toVerdict({ package: path = "example.com/diffs", name, part, compatible }: ApiChange): Verdict {
  return { about: [path, name.replace(/\[.*/, ""), part?.name ?? ""].join(" "), compatible };
}

/**
 * For apidiff a function may become a variable. Of a plugin, Lookup then gives a pointer to a function in place of a
 * function, which no assertion survives.
 */
const toVariable = ["example.com/diffs BecomesVar ", "example.com/diffs Kind "];

/** apidiff looks past the type arguments of other packages' types. */
const toOtherInstance = "example.com/diffs OtherSet ";

function strictly(verdict: Verdict): Verdict {
  return toVariable.includes(verdict.about) ? { ...verdict, compatible: false } : verdict;
}

function distinct(verdicts: readonly Verdict[]): readonly string[] {
  return [...new Set(verdicts.map(({ about, compatible }) => `${about}: ${compatible}`))].sort();
}

test("another instance of a generic type is another type", async () => {
  const { changes } = await diffOf(
    await buildDiffSide("changed", "old"),
    await buildDiffSide("changed", "new"),
  );
  expect(changes).toContainEqual(expect.objectContaining({ name: "OtherSet", compatible: false }));
});

describe("builds of the same source by other versions of Go, for other machines", () => {
  const folder = join(import.meta.dirname, "../fixtures/matrix");
  const unpack = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}.gz`))));
  const host = { ...nodeHost, openFile: (path: string) => memoryFile(unpack(path)) };
  const names = readdirSync(folder)
    .filter((name) => /^go.*\.so\.gz$/.test(name) && !name.includes(".names."))
    .map((name) => name.slice(0, -".gz".length));
  const newest = "go1.27.1-amd64.so";
  const source = JSON.parse(new TextDecoder().decode(unpack("source.json"))) as SourceTruth[];
  const generic = source.filter((symbol) => symbol.generic).map(({ name }) => name);

  test.each(names)("%s", async (name) => {
    const { changes } = diffPlugins(await readPluginPair(host, name, newest));
    const minor = Number(/^go1\.(\d+)/.exec(name)![1]);
    expect(changes.every(({ change }) => change === "added")).toBe(true);
    expect(changes.map((change) => change.name).sort()).toEqual(minor < 18 ? generic.toSorted() : []);
  });
});

test("another build of the same source has the same API, and says how it was built", async () => {
  const report = await diffOf(await buildPlugin("unnameable"), await buildPlugin("unnameable", "trimmed"));
  expect(report.changes).toEqual([]);
  expect(report.settings).toContainEqual({ name: "-trimpath", new: "true" });
  expect(report.packages.length).toBeGreaterThan(20);
  expect(report.packages.every(({ old, new: now }) => old !== undefined && now !== undefined)).toBe(true);
});

test("a plugin that is built from named files has the same API", async () => {
  const report = await diffOf(await buildPlugin("unnameable"), await buildPlugin("unnameable", "files"));
  expect(report.changes).toEqual([]);
  expect(report.facts.map(({ name }) => name)).toContain("plugin path");
});

test("what `go version -m` says of two builds differs by what the report has", async () => {
  const paths = [await buildPlugin("kinds"), await buildPlugin("kinds", "small")] as const;
  const lines = await Promise.all(
    paths.map(async (path) => (await runGo(["version", "-m", path])).stdout.split("\n").slice(1)),
  );
  const report = await diffOf(...paths);
  const [old, now] = [
    lines[0]!.filter((line) => !lines[1]!.includes(line)),
    lines[1]!.filter((line) => !lines[0]!.includes(line)),
  ];
  expect(report.settings.flatMap((one) => (one.old === undefined ? [] : [one.name]))).toEqual(keysOf(old));
  expect(report.settings.flatMap((one) => (one.new === undefined ? [] : [one.name]))).toEqual(keysOf(now));
  expect(report.changes).toEqual([]);
});

function keysOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => /^\tbuild\t([^=]+)=/.exec(line)?.[1] ?? []).sort();
}
