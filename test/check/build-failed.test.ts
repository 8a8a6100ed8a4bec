// What is made of the output of the real go and its compilers.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";
import { nodeHost } from "#server/node-host";
import { checkFailedBuild } from "#shared/checks/plugin-build-failed";
import { goEnvironment } from "#test/go";
import { tempFolder } from "#test/temp-folder";

const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } };

/** The text that each problem marks, with its message; of a problem on the directive only the message. */
function failing(files: Readonly<Record<string, string>>, pkg = "./plug"): readonly (readonly string[])[] {
  const folder = tempFolder();
  for (const [name, text] of Object.entries({ "go.mod": "module m\n\ngo 1.20\n", ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { status, stderr, stdout } = spawnSync("go", ["build", "-buildmode=plugin", "-o", "p.so", pkg], {
    cwd: folder,
    env: { ...process.env, ...goEnvironment },
    encoding: "utf8",
  });
  expect(status).not.toBe(0);
  const linesOf = (path: string) => readFileSync(path, "utf8").split("\n");
  const problems = checkFailedBuild({
    output: stdout + stderr,
    pluginPath: "/m/p.so",
    show: () => "p.so",
    location: { path: join(folder, "doc.go"), range },
    find: (name) => (nodeHost.stat(resolve(folder, name)) ? resolve(folder, name) : undefined),
    linesOf,
  });
  return problems.map(({ code, severity, location, message }) => {
    expect([code, severity]).toEqual(["plugin.build-failed", "error"]);
    if (location.path.endsWith("doc.go")) return [message];
    const { start, end } = location.range;
    expect(end.line).toBe(start.line);
    return [linesOf(location.path)[start.line]!.slice(start.character, end.character), message];
  });
}

it("marks the word that the compiler means, behind characters of several bytes too", () => {
  const text = 'package main\n\nfunc F() int { _ = "äöü𝒳"; return lost }\n\nvar V int = "text"\n';
  expect(failing({ "plug/plug.go": text })).toEqual([
    ["lost", "undefined: lost"],
    ['"text"', expect.stringContaining("cannot use")],
  ]);
});

it("keeps the lines that explain an error", () => {
  const text = "package main\n\nfunc F(a int) {}\n\nfunc G() { F(1, 2) }\n";
  expect(failing({ "plug/plug.go": text })).toEqual([
    ["2", "too many arguments in call to F\nhave (number, number)\nwant (int)"],
  ]);
});

it("marks what cannot be parsed, and what cannot be imported", () => {
  expect(failing({ "plug/plug.go": "package main\n\nfunc F( {\n" })).toEqual([
    ["{", expect.stringContaining("syntax error")],
  ]);
  expect(failing({ "plug/plug.go": 'package main\n\nimport "nowhere"\n\nvar V = nowhere.X\n' })).toEqual([
    ['"nowhere"', expect.stringContaining("is not in std")],
  ]);
});

it("marks what the C compiler means", () => {
  const text =
    'package main\n\n/*\n#include "nowhere.h"\n*/\nimport "C"\n\nfunc F() int { return int(C.f()) }\n';
  const [first] = failing({ "plug/plug.go": text });
  expect(first).toEqual([expect.any(String), expect.stringContaining("nowhere.h: No such file")]);
});

it("puts what has no place on what names the plugin", () => {
  expect(failing({ "plug/plug.txt": "" })).toEqual([
    [expect.stringMatching(/^the plugin p\.so could not be built: .*no Go files/)],
  ]);
});

it("passes over files that are not there, warnings and remarks", () => {
  const output =
    "# m/plug\nnowhere.go:1:1: bad\nhere.c:1:1: warning: odd\nhere.c:1:1: note: so\nhere.c:1: error: x\n";
  const problems = checkFailedBuild({
    output,
    pluginPath: "/m/p.so",
    show: () => "p.so",
    location: { path: "/m/doc.go", range },
    find: (name) => (name === "here.c" ? "/m/here.c" : undefined),
    linesOf: () => [],
  });
  expect(problems.map(({ message, location }) => [location.path, location.range.start, message])).toEqual([
    ["/m/here.c", { line: 0, character: 0 }, "x"],
  ]);
});
