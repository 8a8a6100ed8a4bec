// gofmt that works, fails, and hangs: a wrapper is written in any case.

import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { formatGo } from "#server/gofmt";
import { tempFolder } from "#test/temp-folder";

const text = "package  m\n";

/** A `go` beside a `gofmt` that is this script. */
function goBeside(script: string): string {
  const folder = tempFolder();
  for (const name of ["go", "gofmt"]) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return join(folder, "go");
}

it("gives the text as gofmt leaves it", async () => {
  expect(await formatGo(text)).toEqual({ text: "package m\n" });
});

it("gives the text as it was where gofmt fails, and says why", async () => {
  const warning = "gofmt failed, the file is written as it is: <standard input>:1:1: no";
  const go = goBeside('echo "<standard input>:1:1: no" >&2; exit 2');
  expect(await formatGo(text, go)).toEqual({ text, warning });
});

it("ends a gofmt that hangs, also where a child of it keeps what it has opened", async () => {
  const marks = join(tempFolder(), "pids");
  const go = goBeside(`sleep 1000 &\necho $$ $! > ${marks}\necho half\nwait`);
  const warning = "gofmt failed, the file is written as it is: it was ended";
  expect(await formatGo(text, go, 1000)).toEqual({ text, warning });
  const [own, child] = readFileSync(marks, "utf8").split(" ").map(Number);
  process.kill(child!);
  expect(() => process.kill(own!, 0)).toThrow("ESRCH");
});
