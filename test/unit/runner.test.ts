// The gate through which the language server starts programs.

import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createRunner } from "#server/runner";
import { tempFolder } from "#test/temp-folder";

let folder = "";

/** A `go` and a `gofmt` that leave a file behind when they are started, and then do nothing for ever. */
beforeEach(() => {
  folder = tempFolder();
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "started"));
  for (const name of ["go", "gofmt"]) {
    const program = join(folder, "bin", name);
    writeFileSync(
      program,
      `#!${process.execPath}\nrequire("node:fs").writeFileSync(${JSON.stringify(join(folder, "started"))} + "/${name}", "");\nconsole.log("started");\nsetInterval(() => {}, 1000);\n`,
    );
    chmodSync(program, 0o755);
  }
  vi.stubEnv("PATH", `${join(folder, "bin")}${delimiter}${process.env["PATH"]}`);
});

afterEach(() => vi.unstubAllEnvs());

const started = () => readdirSync(join(folder, "started"));

const request = (show: (text: string) => void, signal = new AbortController().signal) => ({
  package: "./plug",
  output: join(folder, "plugin.so"),
  folder,
  signal,
  show,
});

it("stays shut in a workspace that is not trusted", async () => {
  const runner = createRunner(false);
  await expect(runner.build(request(() => {}))).rejects.toMatchObject({
    name: "CommandError",
    message: expect.stringContaining("not trusted"),
  });
  expect(await runner.format("package  x\n")).toBe("package  x\n");
  expect(started()).toEqual([]);
});

it("ends a build when its request is cancelled, and every build when the server ends", async () => {
  const runner = createRunner(true);
  const cancelling = new AbortController();
  const one = runner.build(request(() => cancelling.abort(), cancelling.signal));
  await expect(one).rejects.toMatchObject({ message: "interrupted" });
  const two = runner.build(request(() => runner.dispose()));
  await expect(two).rejects.toMatchObject({ message: "interrupted" });
  expect(started()).toEqual(["go"]);
  expect(readdirSync(folder).sort()).toEqual(["bin", "started"]);
});

it("starts nothing for a request that has been cancelled before", async () => {
  const signal = AbortSignal.abort();
  await expect(createRunner(true).build(request(() => {}, signal))).rejects.toMatchObject({
    message: "interrupted",
  });
  expect(started()).toEqual([]);
});
