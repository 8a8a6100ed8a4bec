// The report of `check`: lines like a compiler's, JSON, colour, and exit codes.

import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type BinOptions, runBin } from "#test/bin";
import { buildPlugin } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

const fitting = tempFolder();
const drifted = tempFolder();

beforeAll(async () => {
  for (const cwd of [fitting, drifted]) {
    copyFileSync(await buildPlugin("basic"), join(cwd, "p.so"));
    writeFileSync(join(cwd, "go.mod"), "module example.com/app\n\ngo 1.18\n");
    const flags = ["-plugin-path", "p.so", "-output-path", "api/api.go"];
    expect(await runBin(flags, { cwd })).toMatchObject({ code: 0 });
  }
  copyFileSync(await buildPlugin("drifted"), join(drifted, "p.so"));
});

describe("all fits", () => {
  it.each([[[]], [["."]], [["./..."]], [["..."]], [["api"]], [["api/..."]], [["api/api.go"]], [[fitting]]])(
    "check %j",
    async (paths) => {
      expect(await runBin(["check", ...paths], { cwd: fitting })).toEqual({
        code: 0,
        stdout: "1 binding, no problems\n",
        stderr: "",
      });
      expect(await runBin(["check", "-json", ...paths], { cwd: fitting })).toEqual({
        code: 0,
        stdout: "[]\n",
        stderr: "",
      });
    },
  );

  it("also where there is nothing", async () => {
    expect(await runBin(["check"], { cwd: tempFolder() })).toMatchObject({
      code: 0,
      stdout: "no bindings, no problems\n",
    });
  });
});

describe("a plugin has drifted", () => {
  const check = (args: string[] = [], options: Partial<BinOptions> = {}) =>
    runBin(["check", ...args], { cwd: drifted, ...options });

  it("is reported in lines of place, severity, message and code, sorted, with a summary", async () => {
    const { code, stdout, stderr } = await check();
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    const summary = lines.pop();
    expect(summary).toMatch(/^1 binding, \d+ errors?(, |$)/);
    const problems = lines.filter((line) => !line.startsWith("    "));
    expect(problems.length).toBeGreaterThan(2);
    for (const line of problems) {
      expect(line).toMatch(
        /^(api\/api\.go|p\.so):\d+:\d+: (error|warning|information): .+ \[[a-z]+\.[a-z-]+\]$/,
      );
    }
    const places = problems
      .map((line) => line.split(":"))
      .map(([file, row, column]) => [file, Number(row), Number(column)]);
    const sorted = [...places].sort((a, b) =>
      a[0] === b[0]
        ? Number(a[1]) - Number(b[1]) || Number(a[2]) - Number(b[2])
        : String(a[0]) < String(b[0])
          ? -1
          : 1,
    );
    expect(places).toEqual(sorted);
  });

  it("says the same in JSON", async () => {
    const { code, stdout } = await check(["-json"]);
    expect(code).toBe(1);
    const lines = JSON.parse(stdout).map(
      (problem: { location: { range: { start: { line: number } } }; code: string }) => [
        problem.location.range.start.line + 1,
        problem.code,
      ],
    );
    const text = (await check()).stdout.match(/^\S+:\d+:\d+: .* \[\S+\]$/gm)!;
    expect(lines).toEqual(text.map((line) => [Number(line.split(":")[1]), /\[(\S+)\]$/.exec(line)![1]]));
  });

  it("is coloured where asked for", async () => {
    expect((await check(["-color=always"])).stdout).toContain("\x1b[31merror\x1b[0m");
    expect((await check([], { env: { FORCE_COLOR: "1" } })).stdout).toContain("\x1b[31merror\x1b[0m");
    expect((await check()).stdout).not.toContain("\x1b");
  });
});
