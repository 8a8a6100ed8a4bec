// What `diff` prints: text that begins with what breaks, JSON that its schema describes, and exit codes for scripts.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { runBin } from "#test/bin";
import { buildDiffSide } from "#test/diffs";
import { buildPlugin } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

vi.setConfig({ hookTimeout: 600_000 }); // nothing may have been built yet

const cwd = tempFolder();
const schema = JSON.parse(readFileSync(new URL("../../schemas/diff.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

let basic: string;
let drifted: string;
let grown: readonly [string, string];
beforeAll(async () => {
  basic = await buildPlugin("basic");
  drifted = await buildPlugin("drifted");
  grown = [await buildDiffSide("grown", "old"), await buildDiffSide("grown", "new")];
});

const run = (...args: string[]) => runBin(["diff", ...args], { cwd });

describe("-json", () => {
  it("is as the schema says, of any pair", async () => {
    const changed = [await buildDiffSide("changed", "old"), await buildDiffSide("changed", "new")] as const;
    for (const pair of [[basic, drifted], [drifted, basic], grown, changed] as const) {
      const { stdout, stderr } = await run("-json", ...pair);
      expect(stderr).toBe("");
      expect(validate(JSON.parse(stdout)) ? [] : validate.errors).toEqual([]);
    }
  });

  it("has every symbol that came, went or changed", async () => {
    const { code, stdout } = await run("-json", basic, drifted);
    const { verdict, changes, values } = JSON.parse(stdout);
    expect({ code, verdict }).toEqual({ code: 1, verdict: "incompatible" });
    // As test/plugins/drifted/drifted.go begins by saying.
    const expected = { Add: "changed", Greet: "removed", Count: "changed", Names: "removed" };
    const added = { Subtract: "added", Debug: "added" };
    const found = changes.map(({ name, change }: Record<string, string>) => [name, change]);
    expect(Object.fromEntries(found)).toEqual({ ...expected, ...added });
    expect(values).toEqual([{ name: "Version", old: '"1.2.3"', new: '"2.0.0"' }]);
    expect(changes[0]).toMatchObject({ old: "func Add(a, b int) int", new: "func Add(a, b int64) int64" });
  });
});

describe("text", () => {
  it("begins with the verdict and what breaks", async () => {
    const { code, stdout, stderr } = await run(basic, drifted);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const [title, , heading, , ...rest] = stdout.split("\n");
    expect(title).toBe(`${basic} -> ${drifted}: 4 incompatible and 2 compatible changes`);
    expect(heading).toBe("Incompatible changes (4)");
    expect(rest.slice(0, 3)).toEqual([
      "-   func Add(a, b int) int",
      "+   func Add(a, b int64) int64",
      "-   func Greet(name string) string",
    ]);
  });

  it("is coloured where that is wanted", async () => {
    const { stdout } = await run("-color=always", basic, drifted);
    expect(stdout).toContain("\x1b[31m-   func Greet(name string) string\x1b[0m");
  });

  it("of equal files is one line", async () => {
    const { code, stdout } = await run(basic, basic);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${basic} -> ${basic}: the same API\n` });
  });
});

describe("the exit code", () => {
  it("is 0 where nobody is hurt", async () => {
    const { code, stdout } = await run(...grown);
    expect(code).toBe(0);
    expect(stdout).not.toContain("Incompatible");
  });

  it("is 2 for a file that is no plugin, which is named", async () => {
    writeFileSync(join(cwd, "broken.so"), "broken");
    for (const pair of [
      ["broken.so", basic],
      [basic, "broken.so"],
    ] as const) {
      const { code, stdout, stderr } = await run(...pair);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^bind-plugin: broken\.so: [^\n]+\n$/);
    }
    const { code, stderr } = await run("none.so", basic);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/none\.so/) });
  });

  it.each([[[]], [["one.so"]], [["one.so", "two.so", "three.so"]]])("is 2 for %j", async (paths) => {
    const { code, stderr } = await run(...paths);
    expect(code).toBe(2);
    expect(stderr).toContain("diff needs two plugins: bind-plugin diff old.so new.so\n");
  });
});
