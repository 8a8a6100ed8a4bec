// Files that are no readable plugin: exit code 2, one clear line about the file, nothing changed on disk.

import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { contentsOf, runBin } from "#test/bin";
import { runGo, runTool } from "#test/go";
import { buildPlugin } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

const cwd = tempFolder();

beforeAll(async () => {
  const plugin = readFileSync(await buildPlugin("basic"));
  const write = (name: string, content: string | Buffer) => writeFileSync(join(cwd, name), content);
  write("whole.so", plugin);
  write("half.so", plugin.subarray(0, plugin.length >> 1));
  write("header.so", plugin.subarray(0, 64));
  write("stub.so", plugin.subarray(0, 20));
  write("empty.so", "");
  write("text.so", "#!/bin/sh\necho no plugin\n");
  write("archive.so", "!<arch>\n");
  write("zeros.so", Buffer.alloc(100_000));
  mkdirSync(join(cwd, "folder.so"));
  symlinkSync("circle.so", join(cwd, "circle.so"));
  symlinkSync("nothing.so", join(cwd, "dangling.so"));
  await runTool("mkfifo", [join(cwd, "fifo.so")]);
  copyFileSync(process.execPath, join(cwd, "executable.so"));
  const source = join(tempFolder(), "library.go");
  writeFileSync(
    source,
    'package main\n\nimport "C"\n\n//export Answer\nfunc Answer() int { return 42 }\n\nfunc main() {}\n',
  );
  await runGo(["build", "-buildmode=c-shared", "-o", join(cwd, "c-shared.so"), source], {
    env: { CGO_ENABLED: "1" },
  });
});

const inputs: readonly [string, RegExp][] = [
  ["missing.so", /does not exist/],
  ["dangling.so", /does not exist/],
  ["whole.so/inside.so", /does not exist/],
  ["folder.so", /is a folder/],
  ["fifo.so", /not a regular file/],
  ["circle.so", /links form a circle/],
  ["empty.so", /empty/],
  ["text.so", /not a Go plugin/],
  ["zeros.so", /not a Go plugin/],
  ["archive.so", /archive/],
  ["executable.so", /executable/],
  ["c-shared.so", /not a Go plugin/],
  ["half.so", /truncated|ends/],
  ["header.so", /truncated|ends/],
  ["stub.so", /truncated|ends/],
];

describe.each(inputs)("%s", (name, message) => {
  it.each([
    ["inspect", ["inspect", name]],
    ["inspect -json", ["inspect", "-json", name]],
    ["generate", ["generate", "-plugin-path", name, "-output-path", "made/for/it.go"]],
  ])("%s", async (_, args) => {
    const before = contentsOf(cwd);
    const { code, stdout, stderr } = await runBin(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^bind-plugin: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(stderr).toContain(name);
    expect(stderr).not.toContain("bug");
    expect(contentsOf(cwd)).toEqual(before);
  });
});
