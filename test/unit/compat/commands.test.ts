// What goes into suggested commands comes from binaries: nothing of it becomes a flag, another program or a second command.

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { buildLine } from "#shared/compat/build-line";
import {
  command,
  isModulePath,
  isPackagePath,
  isReplacementFolder,
  isSafeValue,
  isVersion,
  safeFileName,
} from "#shared/compat/command";
import type { GoBinary } from "#shared/model";

describe("a command's text", () => {
  it.each([
    ["plain", "a/b.c@v1.2.3"],
    ["blanks", "all=-N -l"],
    ["quotes", `it's "so" \`x\``],
    ["shell", "$(touch x); rm -rf / & | > ~ * ? # !"],
    ["empty", ""],
    ["lines", "a\nb"],
    ["letters beyond ASCII", "größe"],
  ])("is one word for a shell: %s", (_name, word) => {
    const { text, args } = command(["printf", "[%s]", word], { NAME: word });
    expect(args).toEqual(["printf", "[%s]", word]);
    const { stdout } = spawnSync("sh", ["-c", text], { encoding: "utf8" });
    expect(stdout).toBe(`[${word}]`);
    const echo = command(["sh", "-c", 'printf %s "$NAME"'], { NAME: word }).text;
    expect(spawnSync("sh", ["-c", echo], { encoding: "utf8" }).stdout).toBe(word);
  });
});

describe("what is checked", () => {
  it.each(["example.com/a", "gopkg.in/yaml.v3", "a", "github.com/A_b/c-d~e"])("takes the path %s", (path) => {
    expect([isModulePath(path), isPackagePath(path)]).toEqual([true, true]);
  });

  it.each(["-toolexec=x", "", "/etc", "a b", "a//b", "../a", "a/../b", "a;b", "a\nb", "$(x)", "a@v1"])(
    "refuses the path %j",
    (path) => expect([isModulePath(path), isPackagePath(path)]).toEqual([false, false]),
  );

  it("takes versions and folders, and nothing like them", () => {
    expect(["v1.2.3", "v0.0.0-20260101120000-abcdefabcdef", "v2.0.0+incompatible"].every(isVersion)).toBe(
      true,
    );
    expect(["latest", "1.2", "v1 -x", "-v1", "v"].some(isVersion)).toBe(false);
    expect(["./a", "../a b/c", "/x/y"].every(isReplacementFolder)).toBe(true);
    expect(["a", "-x", "../$(x)", "../a\nb"].some(isReplacementFolder)).toBe(false);
  });

  it("names files by their last part, if that is a plain one", () => {
    expect(safeFileName("/a/b/plugin-1.so", "x")).toBe("plugin-1.so");
    expect(safeFileName("C:\\a\\p.so", "x")).toBe("p.so");
    for (const path of ["-o", "a/$(x).so", "a/b c", "a/"]) expect(safeFileName(path, "x")).toBe("x");
  });

  it.each([
    ["-ldflags", "-s -w -X main.Version=1.2.3", true],
    ["-ldflags", "-extld=/tmp/evil", false],
    ["-ldflags", "-s -o=/etc/passwd", false],
    ["-ldflags", "-linkmode external", false],
    ["-gcflags", "all=-N -l", true],
    ["-gcflags", "example.com/x=-lang=go1.20", true],
    ["-gcflags", "all=-cpuprofile=/tmp/x", false],
    ["-gcflags", "-o /tmp/x", false],
    ["-tags", "a,b.c", true],
    ["-tags", "a -toolexec=x", false],
    ["-asmflags", "-I /x", false],
    ["GOEXPERIMENT", "jsonv2,nogreenteagc", true],
    ["GOEXPERIMENT", "x;y", false],
    ["GOTOOLCHAIN", "go1.26.8", true],
    ["GOTOOLCHAIN", "path", false],
  ])("%s=%s is safe: %s", (name, value, safe) => expect(isSafeValue(name, value)).toBe(safe));
});

const binary = (
  path: string,
  settings: Readonly<Record<string, string>>,
  main = "example.com/app/x",
): GoBinary => ({
  path,
  format: "elf",
  goos: "linux",
  goarch: "amd64",
  goVersion: "go1.26.8",
  size: 1,
  packages: [],
  needed: [],
  buildInfo: {
    path: main,
    deps: [],
    settings: Object.entries(settings).map(([key, value]) => ({ key, value })),
  },
});

describe("the go build line", () => {
  const line = (host: Record<string, string>, plugin: Record<string, string>, main?: string) =>
    buildLine({ like: binary("host", host), of: binary("p.so", plugin, main), mode: "plugin" });

  it("takes from the host what both must have, and leaves the plugin its own", () => {
    const host = { "-race": "true", "-tags": "b,a", "-ldflags": "-s", "-gcflags": "-l", GOAMD64: "v3" };
    const { command: made } = line(host, {
      "-ldflags": "-w",
      "-tags": "c",
      "-trimpath": "true",
      "-gcflags": "-N",
    });
    expect(made.text).toBe(
      "CGO_ENABLED=1 GOAMD64=v3 go build -buildmode=plugin -race -tags=a,b -gcflags=-N -ldflags=-w -o p.so example.com/app/x",
    );
  });

  it("takes flags with a pattern, experiments and FIPS, and no default", () => {
    const host = {
      "-gcflags": "all=-N -l",
      "-tags": "fips140v1.0",
      GOEXPERIMENT: "jsonv2",
      GOFIPS140: "v1.0.0-c2097c7c",
      GOAMD64: "v1",
    };
    expect(line(host, {}).command.text).toBe(
      "CGO_ENABLED=1 GOEXPERIMENT=jsonv2 GOFIPS140=v1.0.0 go build -buildmode=plugin '-gcflags=all=-N -l' -o p.so example.com/app/x",
    );
  });

  it("names another platform, if that can be one", () => {
    const plugin = binary("p.so", {});
    const make = (goarch: string) =>
      buildLine({ like: { ...binary("host", {}), goarch }, of: plugin, mode: "plugin" }).command.env;
    expect(make("arm64")).toEqual({ CGO_ENABLED: "1", GOOS: "linux", GOARCH: "arm64" });
    expect(make("arm64\nX=1")).toEqual({ CGO_ENABLED: "1" });
  });

  it("leaves out what may start a program, and says so", () => {
    const { command: made, left } = line(
      { "-gcflags": "all=-o /x" },
      { "-ldflags": "-extld=/tmp/evil" },
      "-toolexec=x",
    );
    expect(made.args).toEqual(["go", "build", "-buildmode=plugin", "-o", "p.so", "."]);
    expect(left).toEqual(["-gcflags=all=-o /x", "-ldflags=-extld=/tmp/evil"]);
  });
});
