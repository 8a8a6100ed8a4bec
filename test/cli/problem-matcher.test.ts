// The problem matchers of the manifest, on what `check` and `watch` print.

import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { commands } from "#shared/options";
import type { Problem } from "#shared/problem";
import { runBin, startBin } from "#test/bin";
import { buildPlugin } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";
import manifest from "../../package.json" with { type: "json" };

const { problemMatchers, problemPatterns, taskDefinitions } = manifest.contributes;
const [pattern] = problemPatterns;
const expression = new RegExp(pattern!.regexp);

const cwd = tempFolder();
let problems: readonly Problem[];

/** Errors, warnings and notes, in files of the folder and outside. */
beforeAll(async () => {
  const plugin = join(cwd, "p.so");
  copyFileSync(await buildPlugin("basic"), plugin);
  writeFileSync(join(cwd, "go.mod"), "module example.com/app\n\ngo 1.18\n");
  writeFileSync(join(cwd, "doc.go"), "package app\n\n//go:generate bind-plugin -plugin-pth [x].so\n");
  const flags = ["-plugin-path", "p.so", "-output-path", "api/api.go"];
  expect(await runBin(flags, { cwd })).toMatchObject({ code: 0 });
  copyFileSync(await buildPlugin("drifted"), plugin);
  problems = JSON.parse((await runBin(["check", "-json"], { cwd })).stdout);
  expect(new Set(problems.map(({ severity }) => severity))).toContain("error");
  expect(new Set(problems.map(({ severity }) => severity))).toContain("information");
});

/** What VS Code understands of the lines: a severity that it does not know would be an error to it. */
function matched(text: string) {
  return text.split("\n").flatMap((line) => {
    const match = expression.exec(line);
    if (!match) return [];
    const part = (name: "file" | "line" | "column" | "severity" | "message" | "code") =>
      match[pattern![name]]!;
    return [
      {
        path: part("file"),
        start: { line: Number(part("line")) - 1, character: Number(part("column")) - 1 },
        severity: { error: "error", warning: "warning", info: "information" }[part("severity")],
        message: part("message"),
        code: part("code"),
      },
    ];
  });
}

function expected(from: string) {
  return problems.map(({ location: { path, range }, severity, message, code }) => {
    const shown = path.startsWith(`${from}/`) ? path.slice(from.length + 1) : path;
    return { path: shown, start: range.start, severity, message, code };
  });
}

describe("$bind-plugin", () => {
  it("finds all that check reports, and nothing else", async () => {
    const { stdout } = await runBin(["check"], { cwd });
    expect(matched(stdout)).toEqual(expected(cwd));
    expect(stdout.split("\n").length).toBeGreaterThan(problems.length + 1);
  });

  it("finds it from another folder too, where paths are absolute", async () => {
    const elsewhere = tempFolder();
    const { stdout } = await runBin(["check", cwd], { cwd: elsewhere });
    expect(matched(stdout).map(({ path, code }) => [path, code])).toEqual(
      expected(elsewhere).map(({ path, code }) => [path, code]),
    );
  });

  it("takes a Windows path for one", () => {
    const line = String.raw`C:\app\api\api.go:12:3: information: the plugin exports more: [x] [symbol.added]`;
    expect(matched(line)).toMatchObject([
      { path: String.raw`C:\app\api\api.go`, start: { line: 11, character: 2 }, code: "symbol.added" },
    ]);
  });
});

it("$bind-plugin-watch finds where a check of watch begins and ends", async () => {
  const background = problemMatchers.find(({ name }) => name === "bind-plugin-watch")!.background!;
  const [begins, ends] = [new RegExp(background.beginsPattern), new RegExp(background.endsPattern)];
  const { child, ended } = startBin(["watch"], { cwd });
  await new Promise<void>((resolve) => {
    let text = "";
    child.stdout.on("data", (part: string) => {
      text += part;
      if (text.split("\n").some((line) => ends.test(line))) resolve();
    });
  });
  child.kill("SIGINT");
  const { stdout, code } = await ended;
  expect(code).toBe(1);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.map((line) => (begins.test(line) ? "begins" : ends.test(line) ? "ends" : ""))).toEqual([
    "begins",
    ...lines.slice(2).map(() => ""),
    "ends",
  ]);
  expect(matched(stdout)).toEqual(expected(cwd));
});

it("there is a task for each of the two, and no other", () => {
  const tasks = taskDefinitions[0]!.properties.command.enum;
  expect(problemMatchers.map(({ pattern }) => pattern)).toEqual(tasks.map(() => `$${pattern!.name}`));
  for (const command of tasks) expect(Object.keys(commands)).toContain(command);
});
