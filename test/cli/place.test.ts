// Wrappers in packages that have other files: their name, what these declare, and who imports whom. The Go compiler is the judge.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runBin } from "#test/bin";
import { runGo } from "#test/go";
import { tempFolder } from "#test/temp-folder";

const cwd = tempFolder();

function write(name: string, text: string): void {
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  writeFileSync(join(cwd, name), text);
}

const generate = (output: string, ...more: string[]) =>
  runBin(["-plugin-path", "p.so", "-output-path", output, ...more], { cwd });
const textOf = (name: string) => readFileSync(join(cwd, name), "utf8");
const packageOf = (name: string) => /^package (\w+)$/m.exec(textOf(name))?.[1];

beforeAll(async () => {
  write("go.mod", "module example.com/app\n\ngo 1.18\n");
  write("store/store.go", "package store\n\ntype Row struct{ ID int }\n");
  write(
    "types/types.go",
    'package types\n\nimport "example.com/app/store"\n\ntype Options struct{ Row store.Row }\n',
  );
  write("far/far.go", 'package far\n\nimport "example.com/app/types"\n\ntype List []types.Options\n');
  write(
    "plug/main.go",
    `package main

import (
	"example.com/app/far"
	"example.com/app/store"
	"example.com/app/types"
)

type handler struct{}

func (handler) Handle(row store.Row) {}

var Handler handler

func Query(options types.Options) []store.Row { return nil }

func Rows(rows ...store.Row) far.List { return nil }
`,
  );
  await runGo(["build", "-buildmode=plugin", "-o", "p.so", "./plug"], { cwd });
});

describe("the package's name", () => {
  it("is not that of a program which builds pass over", async () => {
    write("named/aaa.go", "//go:build ignore\n\npackage main\n\nfunc main() {}\n");
    write("named/other.go", "package pluginapi\n");
    await generate("named/api.go");
    expect(packageOf("named/api.go")).toBe("pluginapi");
    await runGo(["vet", "./named"], { cwd });
  });

  it("is the folder's where there is nothing but such a program", async () => {
    write("alone/gen.go", "//go:build ignore\n\npackage main\n\nfunc main() {}\n");
    await generate("alone/api.go");
    expect(packageOf("alone/api.go")).toBe("alone");
  });

  it("is that of files for other systems where there are no others", async () => {
    write("elsewhere/api_windows.go", "package pluginapi\n");
    await generate("elsewhere/api.go");
    expect(packageOf("elsewhere/api.go")).toBe("pluginapi");
  });
});

describe("names that the package has already", () => {
  it.each([
    ["the type's", "type Greeter int", "Greeter"],
    ["the binding function's", "func BindGreeter() {}", "BindGreeter"],
    ["the other binding function's", "var BindGreeterFrom = 1", "BindGreeterFrom"],
  ])("%s is refused, and the file that has it is named", async (_, declaration, name) => {
    write(`clash${name}/taken.go`, `package clash\n\n${declaration}\n`);
    expect(await generate(`clash${name}/api.go`, "-output-name", "Greeter")).toEqual({
      code: 2,
      stdout: "",
      stderr: `bind-plugin: clash${name}/api.go cannot be written: clash${name}/taken.go declares ${name} already; give another -output-name\n`,
    });
    expect(existsSync(join(cwd, `clash${name}/api.go`))).toBe(false);
  });

  it("do not matter in files that are for other systems or of other packages", async () => {
    write("stub/stub.go", "//go:build !linux\n\npackage stub\n\ntype PluginAPI struct{}\n");
    write("stub/stub_windows.go", "package stub\n\ntype PluginAPI struct{}\n");
    write("stub/gen.go", "//go:build ignore\n\npackage main\n\ntype PluginAPI struct{}\n\nfunc main() {}\n");
    expect(await generate("stub/api.go")).toMatchObject({ code: 0 });
    await runGo(["vet", "./stub"], { cwd });
  });

  it("are avoided by the names that the wrapper chooses", async () => {
    write(
      "chosen/taken.go",
      "package chosen\n\ntype PluginAPIHandler int\n\ntype boundSecond int\n\nvar _ boundSecond\n",
    );
    expect(await generate("chosen/api.go")).toMatchObject({ code: 0 });
    expect(await generate("chosen/second.go", "-output-name", "Second", "-interface")).toMatchObject({
      code: 0,
    });
    await runGo(["vet", "./chosen"], { cwd });
    expect(textOf("chosen/api.go")).toContain("\tHandler PluginAPIHandler2\n");
  });
});

it("what imports the wrapper's package, directly or not, is not imported by it", async () => {
  const { code, stderr } = await generate("store/api.go");
  expect(code).toBe(0);
  expect(stderr).toContain(
    "note: Query is left out: a parameter needs package example.com/app/types, which imports the wrapper's\n",
  );
  expect(textOf("store/api.go")).toContain("Rows(rows ...Row) interface{} {");
  await runGo(["vet", "./..."], { cwd });
  const check = await runBin(["check", "store"], { cwd });
  expect(check).toMatchObject({ code: 0 });
  expect(check.stdout).toContain("Query is left out of the wrapper");
  expect(await generate("types/api.go")).toMatchObject({ code: 0 });
  expect(textOf("types/api.go")).toContain("Query(options Options) []store.Row {");
});

it("a wrapper in a package that the plugin imports fits after a second build, and after every further one", async () => {
  const module = tempFolder();
  const put = (name: string, text: string) => {
    mkdirSync(dirname(join(module, name)), { recursive: true });
    writeFileSync(join(module, name), text);
  };
  put("go.mod", "module example.com/own\n\ngo 1.18\n");
  put("row/row.go", "package row\n\ntype Row struct{ ID int }\n");
  put(
    "plug/main.go",
    `package main\n\nimport "example.com/own/row"\n\nfunc Next(r row.Row) row.Row { return row.Row{ID: r.ID + 1} }\n`,
  );
  put(
    "main.go",
    `package main

import (
	"fmt"

	"example.com/own/row"
)

func main() {
	p, err := row.BindPluginAPI("p.so")
	if err != nil {
		panic(err)
	}
	fmt.Println(p.Next(row.Row{ID: 41}).ID)
}
`,
  );
  const args = [
    "-plugin-package",
    "./plug",
    "-rebuild",
    "-plugin-path",
    "p.so",
    "-output-path",
    "row/api.go",
  ];
  for (let turn = 0; turn < 3; turn++) {
    const run = await runBin([...args, "-sha256"], { cwd: module });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    if (turn > 0) expect((await runGo(["run", "."], { cwd: module })).stdout).toBe("42\n");
    expect((await runBin(["check"], { cwd: module })).stdout).toBe("1 binding, no problems\n");
  }
});
