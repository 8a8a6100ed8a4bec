// The grammars: what they highlight, and that they know what the tables know.

import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { basicNames } from "#shared/model";
import { flagsOf } from "#shared/options";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Rule {
  readonly match?: string;
  readonly begin?: string;
}

interface Grammar {
  readonly scopeName: string;
  readonly repository: Readonly<Record<string, Rule & { readonly patterns?: readonly Rule[] }>>;
}

const manifest = JSON.parse(read("package.json"));
const grammar = (name: string): Grammar => JSON.parse(read(`syntaxes/${name}.tmLanguage.json`));

/** The words of the first alternation of at least two in a regular expression. */
function alternatives(pattern: string): readonly string[] {
  return /\(\??:?((?:[\w-]+\|)+[\w-]+)\)/.exec(pattern)![1]!.split("|");
}

it.each(readdirSync(import.meta.dirname).filter((name) => name.endsWith(".txt")))(
  "highlights what %s says",
  async (name) => {
    const script = join(root, "node_modules/vscode-tmgrammar-test/dist/unit.js");
    const args = [script, "--config", "package.json", "-g", "test/grammar/go.tmLanguage.json"];
    const run = promisify(execFile)(process.execPath, [...args, `test/grammar/${name}`], { cwd: root });
    const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
    expect(stdout + stderr).toMatch(/^✓ \S+ run successful/);
    expect(stdout + stderr).not.toContain("✖");
  },
);

it("has each grammar in the manifest", () => {
  const { grammars, languages } = manifest.contributes;
  const named = grammars.map(({ path, scopeName }: { path: string; scopeName: string }) => [path, scopeName]);
  const files = readdirSync(join(root, "syntaxes")).filter((name) => name.endsWith(".tmLanguage.json"));
  const there = files.map((name) => [`./syntaxes/${name}`, JSON.parse(read(`syntaxes/${name}`)).scopeName]);
  expect(named.sort()).toEqual(there.sort());
  for (const { configuration } of languages) if (configuration) JSON.parse(read(configuration));
});

describe("directives", () => {
  const { repository } = grammar("go-generate");
  const names = (kind: string) =>
    flagsOf("generate").flatMap((flag) => (flag.kind === kind ? flag.name : []));

  it.each([
    ["bool-flag", "bool"],
    ["string-flag", "string"],
    ["quoted-flag", "string"],
  ])("%s has the flags of generate", (rule, kind) => {
    expect(alternatives(repository[rule]!.match!)).toEqual(names(kind));
  });

  it("has the flags of go run that take a value", () => {
    const [, list] = /const goFlagsWithValue = new Set\(\s*\(([^)]*)\)/.exec(
      read("shared/src/source/generator-command.ts"),
    )!;
    const words = list!
      .replace(/["+\s]+/g, " ")
      .trim()
      .split(" ");
    expect(words.length).toBeGreaterThan(10);
    expect(repository["directive"]!.begin).toContain(`(?:${words.join("|")})`);
  });
});

it("symbols have the predeclared types", () => {
  const rules = grammar("bind-plugin-symbols").repository["code"]!.patterns!;
  const pattern = rules.find(({ match }) => match?.includes("complex64"))!.match!;
  const types = [...basicNames.filter((name) => !name.includes(".")), "any", "byte", "error", "rune"];
  expect([...alternatives(pattern)].sort()).toEqual(types.sort());
});
