// Where directives and their arguments stand, and which commands are taken for the generator.

import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Range } from "#shared/model";
import { type Directive, parseDirectives } from "#shared/source/directive";
import { readGeneratorCommand } from "#shared/source/generator-command";

function parse(
  text: string,
  file = "/w/sub/gen.go",
  env: Readonly<Record<string, string>> = {},
): readonly Directive[] {
  const rules = file.startsWith("/") ? path.posix : path.win32;
  const target = { goos: "linux", goarch: "amd64", cgo: true };
  return parseDirectives(file, text, {
    path: { ...rules, separator: rules.sep },
    target,
    env: (name) => env[name],
  });
}

function at(text: string, { start, end }: Range): string {
  expect(start.line).toBe(end.line);
  return text.split("\n")[start.line]!.slice(start.character, end.character);
}

describe("a directive", () => {
  it("says where it and its arguments stand", () => {
    const text =
      'package p\n\n//go:generate bind-plugin generate -plugin-path "a é😀.so"   -sha256 -output-name $GOFILE\t\r\n';
    const [directive] = parse(text);
    expect(directive).toMatchObject({ path: "/w/sub/gen.go", folder: "/w/sub", tool: "bind-plugin" });
    expect(directive!.problems).toBeUndefined();
    expect(directive!.args.map((arg) => [arg.text, at(text, arg.range)])).toEqual([
      ["-plugin-path", "-plugin-path"],
      ["a é😀.so", '"a é😀.so"'],
      ["-sha256", "-sha256"],
      ["-output-name", "-output-name"],
      ["gen.go", "$GOFILE"],
    ]);
    expect(at(text, directive!.range)).toBe(text.split("\n")[2]!.replace("\r", ""));
  });

  it("that uses a shorthand has its arguments where the shorthand stands", () => {
    const text =
      "package p\n//go:generate -command bind go run example.com/go-bind-plugin@v1 -plugin-path a.so\n//go:generate bind -sha256\n";
    const [directive] = parse(text);
    expect(directive!.tool).toBe("go-bind-plugin");
    expect(directive!.args.map((arg) => [arg.text, at(text, arg.range), arg.range.start.line])).toEqual([
      ["-plugin-path", "bind", 2],
      ["a.so", "bind", 2],
      ["-sha256", "-sha256", 2],
    ]);
  });

  it("expands the environment, and what go generate sets", () => {
    const text =
      "package main\n//go:generate bind-plugin -a=$X$GOPACKAGE -b=$GOOS.$GOARCH -c=$PWD:$GOLINE -d=$GOROOT -e=$NONE\n";
    const [directive] = parse(text, "C:\\w\\gen.go", {
      X: "x y",
      GOROOT: "/go",
      PWD: "wrong",
      GOFILE: "wrong",
    });
    expect(directive!.folder).toBe("C:\\w");
    const args = directive!.args.map((arg) => arg.text);
    expect(args).toEqual(["-a=x ymain", "-b=linux.amd64", "-c=C:\\w:2", "-d=/go", "-e="]);
  });

  it.each([
    ['//go:generate bind-plugin -a "-b', "is not closed", '"-b'],
    ['//go:generate bind-plugin -a "-b"c -d', "has to follow", '"-b"c'],
    ['//go:generate bind-plugin "\\q" -d', "does not know", '"\\q"'],
  ])("%s has a problem where it is", (line, message, place) => {
    const text = `package p\n${line}\n//go:generate bind-plugin -z\n`;
    const [broken, next] = parse(text);
    expect(
      broken!.problems!.map((problem) => [problem.message.includes(message), at(text, problem.range)]),
    ).toEqual([[true, place]]);
    expect(next!.args.map((arg) => arg.text)).toEqual(["-z"]);
  });

  it("is not another tool's, whatever is wrong with that", () => {
    expect(
      parse(
        'package p\n//go:generate stringer -type "X\n//go:generate bind-plugin check "x\n//go:generate "bind-plugin\n',
      ),
    ).toEqual([]);
  });
});

describe("a command line", () => {
  it.each([
    ["bind-plugin", "bind-plugin", 1],
    ["bind-plugin generate -a", "bind-plugin", 2],
    ["go-bind-plugin -a generate", "go-bind-plugin", 1],
    ["go-bind-plugin.exe -a", "go-bind-plugin", 1],
    ["/usr/local/bin/go-bind-plugin -a", "go-bind-plugin", 1],
    ["C:\\tools\\bind-plugin.EXE -a", "bind-plugin", 1],
    ["./node_modules/.bin/bind-plugin.cmd generate", "bind-plugin", 2],
    ["go run github.com/wendigo/go-bind-plugin -a", "go-bind-plugin", 3],
    ["go run github.com/wendigo/go-bind-plugin@latest -a", "go-bind-plugin", 3],
    ["go run -mod=mod -tags x example.com/go-bind-plugin/v2@v2.0.0 -a", "go-bind-plugin", 6],
    ["go run ../cmd/go-bind-plugin -a", "go-bind-plugin", 3],
    ["/go/bin/go.exe tool go-bind-plugin -a", "go-bind-plugin", 3],
    ["go tool -modfile=x.mod github.com/wendigo/go-bind-plugin -a", "go-bind-plugin", 4],
    ["npx bind-plugin generate -a", "bind-plugin", 3],
    ["npx --yes bind-plugin@0.1.0 -a", "bind-plugin", 3],
    ["npx -y --no-install bind-plugin generate", "bind-plugin", 5],
    ["npx -p bind-plugin go-bind-plugin -a", "go-bind-plugin", 4],
    ["node ../dist/bind-plugin.cjs generate -a", "bind-plugin", 3],
  ] as const)("%s generates", (line, tool, firstArgument) => {
    expect(readGeneratorCommand(line.split(" "))).toEqual({ tool, firstArgument });
  });

  it.each([
    "",
    "bind-plugin check -a",
    "bind-plugin inspect x.so",
    "bind-plugins generate",
    "my-go-bind-plugin -a",
    "go build example.com/go-bind-plugin",
    "go run",
    "go run -tags go-bind-plugin",
    "go run ./main.go go-bind-plugin",
    "go-bind-plugin/other -a",
    "npx --yes",
    "npx other bind-plugin",
    "node",
    "sh -c bind-plugin",
  ])("%s is something else", (line) => {
    expect(readGeneratorCommand(line.split(" ").filter((word) => word !== ""))).toBeUndefined();
  });
});
