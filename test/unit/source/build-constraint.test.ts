// Holds build constraints against go/build's MatchFile, on the standard library and on hand-made files.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { matchesBuild } from "#shared/source/build-constraint";
import { runGo } from "#test/go";
import { buildSourceTruth, type SourceTruth } from "#test/source-truth";
import { tempFolder } from "#test/temp-folder";

const targets = [
  { goos: "linux", goarch: "amd64", cgo: true, tags: [] },
  { goos: "linux", goarch: "arm64", cgo: false, tags: ["netgo", "osusergo", "x"] },
  { goos: "windows", goarch: "386", cgo: false, tags: [] },
  { goos: "darwin", goarch: "arm64", cgo: true, tags: ["ignore"] },
  { goos: "android", goarch: "arm", cgo: true, tags: [] },
  { goos: "illumos", goarch: "amd64", cgo: false, tags: ["é"] },
  { goos: "ios", goarch: "arm64", cgo: true, tags: ["goexperiment.boringcrypto"] },
  { goos: "js", goarch: "wasm", cgo: false, tags: ["a.b"] },
  { goos: "plan9", goarch: "amd64", cgo: false, tags: ["race"] },
];

const headers = [
  "//go:build linux",
  "//go:build !linux && (amd64 || arm64)",
  "//go:build linux||darwin&&!cgo",
  "//go:build (linux || windows) && !(386 || cgo)",
  "//go:build !(!linux)",
  "//go:build !!linux",
  "//go:build linux &&",
  "//go:build linux & amd64",
  "//go:build linux darwin",
  "//go:build",
  "//go:build ",
  "//go:build\tlinux\t",
  "//go:buildlinux",
  "// go:build linux",
  "  //go:build linux",
  "//go:build (linux",
  "//go:build linux)",
  "//go:build ()",
  "//go:build unix",
  "//go:build go1.1 && !go1.9999",
  "//go:build go1.01 || go2.1 || go1",
  "//go:build gc && !gccgo",
  "//go:build é || a.b || x",
  "//go:build linux-x",
  "//go:build ignore",
  "//go:build boringcrypto",
  "//go:build linux // comment",
  "//go:build linux\n//go:build amd64",
  "/*\n//go:build windows\n*/",
  "/* a */ //go:build windows",
  "/* a\n*/\n//go:build windows",
  "// a\n\n//go:build windows\n// b",
  "\ufeff//go:build windows",
  "//go:build windows\r\n\r",
  "// +build linux",
  "// +build linux,amd64 darwin",
  "// +build !linux",
  "// +build linux\n// +build amd64",
  "// +build !!linux",
  "// +build !",
  "// +build",
  "// +build linux,!cgo x",
  "// +build a-b",
  "//+build windows",
  "// +buildwindows",
  "//  \t+build windows",
  "// +build windows\n//go:build linux",
  "// +build windows\n// other",
  "/* a */\n\n// +build windows",
  "// a\n// +build windows\n// b",
];

const names = [
  "a.go",
  "_a.go",
  ".a.go",
  "linux.go",
  "a_linux.go",
  "a_amd64.go",
  "a_linux_amd64.go",
  "a_windows_386.go",
  "amd64.go",
  "linux_amd64.go",
  "a_linux_test.go",
  "a_test.go",
  "a_linux_arm64_test.go",
  "a_unix.go",
  "a_amd64_linux.go",
  "a_linux.x.go",
  "a_b_darwin.go",
  "_linux.go",
  "a__linux.go",
  "a_android.go",
  "a_js_wasm.go",
  "a_nacl.go",
  "a_sparc64.go",
  "a_zos.go",
  "windows_test.go",
  "a.linux.go",
  "a_Linux.go",
];

let truth: SourceTruth;
let folders: readonly string[];

beforeAll(async () => {
  truth = await buildSourceTruth();
  const folder = tempFolder();
  for (const name of names) writeFileSync(join(folder, name), "package p\n");
  for (const [i, header] of headers.entries()) {
    writeFileSync(join(folder, `blank${i}.go`), `${header}\n\npackage p\n`);
    writeFileSync(join(folder, `direct${i}.go`), `${header}\npackage p\n`);
    writeFileSync(join(folder, `below${i}.go`), `package p\n\n${header}\n\nvar X int\n`);
  }
  const goroot = (await runGo(["env", "GOROOT"])).stdout.trim();
  const standard = [
    "os",
    "os/user",
    "os/signal",
    "net",
    "syscall",
    "runtime",
    "runtime/cgo",
    "crypto/internal/boring",
    "time",
    "mime",
    "internal/poll",
    "path/filepath",
    "cmd/go",
  ];
  folders = [folder, ...standard.map((path) => join(goroot, "src", path))];
});
afterAll(() => truth.dispose());

it("takes the files that go/build takes", async () => {
  const goMinor = Number(/go1\.(\d+)/.exec((await runGo(["version"])).stdout)![1]);
  const told = await truth.ask<string[][]>(["match"], JSON.stringify({ folders, targets }));
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".go"))
      .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), "utf8") })),
  );
  expect(files.length).toBeGreaterThan(1000);
  for (const [i, target] of targets.entries()) {
    const taken = files.filter(({ path, text }) =>
      matchesBuild(basename(path), text, { ...target, goMinor }),
    );
    expect(taken.map(({ path }) => path).sort(), target.goos).toEqual([...told[i]!].sort());
  }
});

it("takes every release for built where the release is not known", () => {
  const target = { goos: "linux", goarch: "amd64", cgo: true };
  expect(matchesBuild("a.go", "//go:build go1.99\n\npackage p\n", target)).toBe(true);
  expect(matchesBuild("a.go", "//go:build go1.99\n\npackage p\n", { ...target, goMinor: 26 })).toBe(false);
});
