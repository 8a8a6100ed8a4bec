// What `inspect` prints: JSON that its schema describes, text that Go programmers can read, colour where it is wanted.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import { runBin } from "#test/bin";
import { runTool } from "#test/go";
import { buildPlugin, pluginNames } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";
import { truthHost } from "#test/truth";

const cwd = tempFolder();
const schema = JSON.parse(
  readFileSync(new URL("../../schemas/inspect.schema.json", import.meta.url), "utf8"),
);
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

function expectValid(text: string): void {
  expect(validate(JSON.parse(text)) ? [] : validate.errors).toEqual([]);
}

let basic: string;
beforeAll(async () => {
  basic = await buildPlugin("basic");
});

describe("-json", () => {
  it.each(pluginNames)("of %s is as the schema says", async (name) => {
    const path = await buildPlugin(name);
    const { code, stdout, stderr } = await runBin(["inspect", "-json", path], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expectValid(stdout);
  });

  it("says what sha256sum and wc say of the file", async () => {
    const plugin = JSON.parse((await runBin(["inspect", "-json", basic], { cwd })).stdout);
    expect(plugin.sha256).toBe((await runTool("sha256sum", [basic])).stdout.split(" ")[0]);
    expect(String(plugin.size)).toBe((await runTool("wc", ["-c", basic])).stdout.trim().split(" ")[0]);
    expect(plugin.path).toBe(basic);
  });

  it("of several plugins is a line each, the readable ones, with exit code 2 where one is not", async () => {
    writeFileSync(join(cwd, "broken.so"), "broken");
    const second = await buildPlugin("second");
    const { code, stdout, stderr } = await runBin(["inspect", "-json", basic, "broken.so", second], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^bind-plugin: broken\.so: [^\n]+\n$/);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).path)).toEqual([basic, second]);
    for (const line of lines) expectValid(line);
  });

  it("of a host has its packages and no symbols", async () => {
    const host = await truthHost("byreflect");
    const { code, stdout, stderr } = await runBin(["inspect", "-json", host], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expectValid(stdout);
    const { packages, ...rest } = JSON.parse(stdout);
    expect(rest).toMatchObject({ kind: "host", path: host, pluginPath: null, symbols: [] });
    expect(packages).toContainEqual({ path: "plugin", hash: expect.stringMatching(/^[0-9a-f]{16}$/) });
  });

  it("is never coloured", async () => {
    const { stdout } = await runBin(["inspect", "-json", "-color=always", basic], { cwd });
    expectValid(stdout);
  });
});

describe("text", () => {
  it("declares every symbol of the JSON, in Go", async () => {
    const { code, stdout, stderr } = await runBin(["inspect", basic], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const plugin = JSON.parse((await runBin(["inspect", "-json", basic], { cwd })).stdout);
    expect(stdout.startsWith(`plugin ${plugin.pluginPath} // ${basic}\n`)).toBe(true);
    expect(stdout).toContain(`sha256 ${plugin.sha256}\n`);
    const declared = stdout.match(/^(func|var) [\p{L}\p{Nd}_]+/gmu) ?? [];
    const symbols: { kind: string; name: string }[] = plugin.symbols;
    expect([...declared].sort()).toEqual(symbols.map(({ kind, name }) => `${kind} ${name}`).sort());
  });

  it("is gofmt's Go where it is declarations", async () => {
    const { stdout } = await runBin(["inspect", await buildPlugin("kinds")], { cwd });
    const lines = stdout.split("\n").filter((line) => /^(func|var) /.test(line));
    expect(lines.length).toBeGreaterThan(10);
    const source = `package p\n\n${lines.map((line) => line.replace(/ \/\/ .*$/, "").replace(/ = .*$/, "")).join("\n\n")}\n`;
    writeFileSync(join(cwd, "declarations.go"), source);
    await runTool("gofmt", ["-e", "-l", "declarations.go"], { cwd });
  });

  it("says in short what a host is", async () => {
    const host = await truthHost("byreflect");
    const { code, stdout, stderr } = await runBin(["inspect", host], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { goVersion, goos, goarch, size, sha256, packages, needed } = JSON.parse(
      (await runBin(["inspect", "-json", host], { cwd })).stdout,
    );
    const [libc] = needed.filter(({ library }: { library: string }) => library.startsWith("libc.so"));
    expect(stdout).toBe(
      `host example.com/truth/byreflect // ${host}\n\n` +
        `    ${goVersion} ${goos}/${goarch} elf, ${size} bytes\n` +
        `    sha256 ${sha256}\n` +
        `    needs ${libc.library} ${libc.versions.at(-1)}\n\n` +
        `// It has ${packages.length} packages, of which a plugin must have the same builds; -json lists their hashes.\n`,
    );
  });

  it("begins with a plugin, also where an earlier one cannot be read", async () => {
    const { code, stdout } = await runBin(["inspect", "no.so", basic, basic], { cwd });
    expect(code).toBe(2);
    expect(stdout.split(/\n\n(?=plugin )/).map((text) => text.slice(0, 7))).toEqual(["plugin ", "plugin "]);
  });

  it("says that a plugin exports nothing", async () => {
    const { code, stdout } = await runBin(["inspect", await buildPlugin("silent")], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("// It exports no symbols.\n");
  });

  it.each<[string, string[], Record<string, string>, boolean]>([
    ["not in a pipe", [], {}, false],
    ["-color=always", ["-color=always"], {}, true],
    ["-color=always over NO_COLOR", ["-color=always"], { NO_COLOR: "1" }, true],
    ["-color=never over FORCE_COLOR", ["-color=never"], { FORCE_COLOR: "1" }, false],
    ["FORCE_COLOR", [], { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0", [], { FORCE_COLOR: "0" }, false],
    ["NO_COLOR", [], { NO_COLOR: "1" }, false],
  ])("colour: %s", async (_, flags, env, coloured) => {
    const { stdout } = await runBin(["inspect", ...flags, basic], { cwd, env });
    expect(stdout.includes("\x1b[")).toBe(coloured);
  });

  it("ends quietly where nobody reads on", async () => {
    const script = `"$0" "$1" inspect "$2" | true; echo "\${PIPESTATUS[0]}"`;
    const { bin } = await import("#test/bin");
    const { stdout, stderr } = await runTool("bash", ["-c", script, process.execPath, bin, basic], { cwd });
    expect({ stdout, stderr }).toEqual({ stdout: "0\n", stderr: "" });
  });
});
