// What `check` reports of bindings that fit and of bindings that have drifted, on real plugins and wrappers.

import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bin, contentsOf, runBin } from "#test/bin";
import { buildPlugin, type PluginName, pluginFolder } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

const built = new Map<PluginName, string>();

beforeAll(async () => {
  for (const name of ["basic", "drifted", "unnameable", "second"] as const)
    built.set(name, await buildPlugin(name));
});

interface Project {
  readonly folder: string;
  path(name: string): string;
  write(name: string, text: string): void;
  plugin(name: PluginName): void;
  generate(...args: string[]): Promise<void>;
  /** Lines of the report without the summary, and the exit code. */
  check(...args: string[]): Promise<{ lines: readonly string[]; code: number | string }>;
}

function project(): Project {
  const folder = tempFolder();
  const path = (name: string) => join(folder, name);
  const write = (name: string, text: string) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  return {
    folder,
    path,
    write,
    plugin: (name) => copyFileSync(built.get(name)!, path("plugin.so")),
    async generate(...args) {
      const run = await runBin(
        ["generate", "-plugin-path", "plugin.so", "-output-path", "api/api.go", ...args],
        { cwd: folder },
      );
      expect(run, run.stderr).toMatchObject({ code: 0 });
    },
    async check(...args) {
      const before = contentsOf(folder);
      const { code, stdout, stderr } = await runBin(["check", ...args], { cwd: folder, env: { PATH: "" } });
      expect(contentsOf(folder)).toEqual(before);
      expect(stderr).toBe("");
      return { lines: stdout.trimEnd().split("\n").slice(0, -1), code };
    },
  };
}

const directive = (args: string) => `package api\n\n//go:generate bind-plugin generate ${args}\n`;

/** The problem without its place. */
const said = (lines: readonly string[]) =>
  lines.filter((line) => !line.startsWith("    ")).map((line) => line.replace(/^\S+:\d+:\d+: /, ""));

/** The text in the project from the place that the line names. */
function textAt(at: Project, line: string): string {
  const [, file, row, column] = /^(.+?):(\d+):(\d+): /.exec(line)!;
  return readFileSync(at.path(file!), "utf8")
    .split("\n")
    [Number(row) - 1]!.slice(Number(column) - 1);
}

describe("a wrapper and its plugin", () => {
  it.each([[[]], [["-sha256"]], [["-interface"]], [["-hide-vars"]], [["-dereference-vars"]]])(
    "fit: %j",
    async (args) => {
      const at = project();
      at.plugin("basic");
      await at.generate(...args);
      expect(await at.check()).toEqual({ lines: [], code: 0 });
    },
  );

  it("have drifted: every symbol at fault is named with both types, on the wrapper's own lines", async () => {
    const at = project();
    at.plugin("basic");
    await at.generate();
    at.plugin("drifted");
    const { lines, code } = await at.check();
    expect(code).toBe(1);
    expect(said(lines).toSorted()).toEqual(
      [
        "error: the plugin plugin.so does not export the function Greet [symbol.missing]",
        "error: the plugin plugin.so does not export the variable Names [symbol.missing]",
        "error: Add has changed: the wrapper has func(int, int) int, the plugin has func(int64, int64) int64 [symbol.type-changed]",
        "error: Count has changed: the wrapper has var int, the plugin has var int64 [symbol.type-changed]",
        "information: the plugin exports the function Subtract, which the wrapper does not have [symbol.added]",
        "information: the plugin exports the variable Debug, which the wrapper does not have [symbol.added]",
      ].toSorted(),
    );
    for (const [name, code] of [
      ["Greet", "symbol.missing"],
      ["Names", "symbol.missing"],
      ["Add", "type-changed"],
      ["Count", "type-changed"],
    ]) {
      const line = lines.find((text) => text.includes(` ${name}`) && text.includes(code!))!;
      expect(textAt(at, line)).toMatch(new RegExp(`^${name}\\b`));
    }
  });

  it("hide variables: a new or changed one is nobody's concern", async () => {
    const at = project();
    at.plugin("basic");
    await at.generate("-interface");
    at.plugin("drifted");
    const { lines } = await at.check();
    expect(said(lines).filter((line) => /variable|Count|Debug|Names/.test(line))).toEqual([]);
  });

  it("have another checksum, which matters only with -sha256", async () => {
    const at = project();
    at.plugin("second");
    await at.generate("-sha256", "-interface");
    const before = /sha256: (\w+)/.exec(readFileSync(at.path("api/api.go"), "utf8"))![1];
    at.plugin("basic");
    const { lines, code } = await at.check();
    expect(code).toBe(1);
    expect(said(lines).filter((line) => line.includes("checksum"))).toEqual([
      expect.stringMatching(
        new RegExp(
          `^error: the plugin plugin.so has sha256 [0-9a-f]{64}, the wrapper accepts only ${before} `,
        ),
      ),
    ]);
    await at.generate("-interface");
    at.plugin("second");
    expect((await at.check()).lines.join("\n")).not.toContain("checksum");
  });

  it("leave out what cannot be named, and say so as information", async () => {
    const at = project();
    at.plugin("unnameable");
    await at.generate();
    const { lines, code } = await at.check();
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines)
      expect(line).toMatch(
        /: information: the \w+ \w+ is left out of the wrapper: .* \[symbol\.unnameable\]$/,
      );
  });

  it("are compared although the package was built from a list of files, whose path changes with each edit", async () => {
    const at = project();
    copyFileSync(await buildPlugin("unnameable", "files"), at.path("plugin.so"));
    await at.generate();
    const text = readFileSync(at.path("api/api.go"), "utf8");
    expect(text).toContain("plugin/unnamed-");
    writeFileSync(
      at.path("api/api.go"),
      text.replace(/plugin\/unnamed-[0-9a-f]+/g, `plugin/unnamed-${"0".repeat(40)}`),
    );
    expect((await at.check()).code).toBe(0);
  });
});

describe("files that are not there, or not what they should be", () => {
  it("a missing plugin", async () => {
    const at = project();
    at.write("doc.go", directive("-plugin-path build/x.so -plugin-package ./plug -output-path api/api.go"));
    const { lines, code } = await at.check();
    expect(code).toBe(1);
    expect(said(lines)).toEqual([
      "error: the plugin build/x.so does not exist; build it from ./plug with go generate [plugin.missing]",
      "error: the wrapper api/api.go does not exist; run go generate [wrapper.missing]",
    ]);
    expect(textAt(at, lines[0]!)).toMatch(/^-plugin-path build\/x.so/);
  });

  it("a missing plugin that only the wrapper's header names", async () => {
    const at = project();
    at.plugin("basic");
    await at.generate("-plugin-package", "./plug");
    rmSync(at.path("plugin.so"));
    expect(said((await at.check()).lines)).toEqual([
      "error: the plugin plugin.so does not exist; build it from ./plug with the command in the wrapper's header [plugin.missing]",
    ]);
  });

  it.each([
    ["text", "hello\n", /this is/],
    ["an empty file", "", /empty/],
  ])("%s in place of a plugin", async (_, content, reason) => {
    const at = project();
    at.plugin("basic");
    await at.generate();
    at.write("plugin.so", content);
    const { lines, code } = await at.check();
    expect(code).toBe(1);
    expect(said(lines)).toEqual([
      expect.stringMatching(/^error: the plugin plugin\.so cannot be read: .* \[plugin\.unreadable\]$/),
    ]);
    expect(lines[0]).toMatch(reason);
  });

  it("a hand-written file in place of the wrapper", async () => {
    const at = project();
    at.plugin("basic");
    at.write("doc.go", directive("-plugin-path plugin.so -output-path own.go"));
    at.write("own.go", "package api\n");
    const { lines } = await at.check();
    expect(said(lines)).toEqual([
      "error: own.go is not a generated wrapper, and go generate will not overwrite it [wrapper.missing]",
    ]);
  });

  it("a path to check that does not exist is an error of its own", async () => {
    const { code, stdout, stderr } = await runBin(["check", "nowhere"], { cwd: tempFolder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^bind-plugin: .*nowhere does not exist\n$/);
  });
});

describe("a directive and its wrapper", () => {
  const args = "-plugin-path plugin.so -output-path api/api.go";

  it("fit, and are one binding", async () => {
    const at = project();
    at.plugin("basic");
    await at.generate("-sha256", "-output-name", "Basic");
    at.write("doc.go", directive(`${args} -sha256 true -output-name Basic`));
    const { stdout, code } = await runBin(["check"], { cwd: at.folder });
    expect({ stdout, code }).toEqual({ stdout: "1 binding, no problems\n", code: 0 });
  });

  it("differ in options", async () => {
    const at = project();
    at.plugin("basic");
    await at.generate();
    at.write("doc.go", directive(`${args} -sha256 -output-name Other`));
    const { lines, code } = await at.check();
    expect(code).toBe(1);
    expect(said(lines)).toEqual([
      "warning: the wrapper was generated without -sha256, which its directive has; it was generated with -output-name PluginAPI, its directive has Other; refresh it [wrapper.outdated]",
    ]);
    expect(lines[1]).toMatch(/^ {4}doc\.go:3:1: the directive of this wrapper$/);
  });

  it("differ in the generator's version", async () => {
    const at = project();
    at.plugin("basic");
    await at.generate();
    const text = readFileSync(at.path("api/api.go"), "utf8");
    at.write("api/api.go", text.replace(/^(\/\/ Code generated by bind-plugin) \S+\./, "$1 0.0.1."));
    const { lines, code } = await at.check();
    expect(code).toBe(1);
    expect(said(lines)).toEqual([
      expect.stringMatching(/^warning: the wrapper was written by bind-plugin 0\.0\.1, this is /),
    ]);
  });
});

describe("a plugin and its sources", () => {
  const source = readFileSync(join(pluginFolder("basic"), "basic.go"), "utf8")
    .replace('"errors"\n', '"errors"\n\t"example.com/m/dep"\n')
    .replace('Version = "1.2.3"', "Version = dep.Version");

  async function withSources(): Promise<Project> {
    const at = project();
    at.plugin("basic");
    at.write("go.mod", "module example.com/m\n\ngo 1.20\n");
    at.write("plug/plug.go", source);
    at.write("dep/dep.go", 'package dep\n\nvar Version = "1"\n');
    await at.generate("-plugin-package", "./plug");
    const built = statSync(at.path("plugin.so")).mtime;
    const before = new Date(built.getTime() - 60_000);
    for (const file of ["go.mod", "plug/plug.go", "dep/dep.go"]) utimesSync(at.path(file), before, before);
    return at;
  }

  it("fit when no source is newer", async () => {
    const at = await withSources();
    expect(await at.check()).toEqual({ lines: [], code: 0 });
  });

  it.each(["plug/plug.go", "dep/dep.go", "go.mod"])("drift when %s is newer", async (file) => {
    const at = await withSources();
    const later = new Date(statSync(at.path("plugin.so")).mtimeMs + 60_000);
    utimesSync(at.path(file), later, later);
    const { lines, code } = await at.check();
    expect(code).toBe(1);
    expect(said(lines)).toEqual([
      `warning: the plugin plugin.so is older than its source ${file}; build it again [plugin.stale]`,
    ]);
    expect(lines[1]).toBe(`    ${file}:1:1: the newer source`);
  });

  it("a checkout that writes all at about the same time is no drift", async () => {
    const at = await withSources();
    const later = new Date(statSync(at.path("plugin.so")).mtimeMs + 1500);
    utimesSync(at.path("plug/plug.go"), later, later);
    expect((await at.check()).code).toBe(0);
  });
});

describe("the source of a plugin, ahead of its next build", () => {
  const source = readFileSync(join(pluginFolder("basic"), "basic.go"), "utf8");

  /** The basic plugin and its wrapper, which fit, and an edited source that is as old as the plugin. */
  async function edited(edit: (text: string) => string, ...args: string[]): Promise<Project> {
    const at = project();
    at.plugin("basic");
    at.write("go.mod", "module example.com/m\n\ngo 1.20\n");
    at.write("plug/plug.go", source);
    await at.generate("-plugin-package", "./plug", ...args);
    at.write("plug/plug.go", edit(source));
    const { mtime } = statSync(at.path("plugin.so"));
    for (const file of ["go.mod", "plug/plug.go"]) utimesSync(at.path(file), mtime, mtime);
    return at;
  }

  it.each<[string, (text: string) => string, readonly string[]]>([
    [
      "another signature",
      (text) => text.replace("Greet(name string) string", "Greet(name string, loud bool) string"),
      [
        "warning: Greet breaks at the next build: the wrapper has func(string) string, the plugin's source has func(string, bool) string [source.type-changed]",
      ],
    ],
    [
      "a variable that becomes a function",
      (text) => text.replace("var Count int", "func Count() int { return 0 }"),
      [
        "warning: Count breaks at the next build: the wrapper has var int, the plugin's source has func() int [source.type-changed]",
      ],
    ],
    [
      "a new name for a function",
      (text) => text.replace("func Greet(", "func Hello("),
      [
        "warning: Greet breaks at the next build: the plugin's source does not have the function any more [source.symbol-missing]",
        "information: the plugin plugin.so does not have the function Hello; build it again [source.not-built]",
      ],
    ],
  ])("%s is told", async (_, edit, expected) => {
    const { lines } = await (await edited(edit)).check();
    expect(said(lines)).toEqual(expected);
  });

  it("places the problems on the wrapper's member and on the source", async () => {
    const at = await edited((text) => text.replace("Greet(name string)", "Greet(name []string)"));
    const { lines, code } = await at.check();
    expect(code).toBe(1);
    expect(textAt(at, lines[0]!)).toMatch(/^Greet\(/);
    expect(lines[1]).toMatch(/^ {4}plug\/plug\.go:\d+:6: the declaration of Greet$/);
  });

  it.each<[string, (text: string) => string]>([
    ["a comment", (text) => text.replace("// Greet returns", "// Greet gives back")],
    ["a function's body", (text) => text.replace('"Hello, "', '"Good day, "')],
    ["a parameter's name", (text) => text.replace("Greet(name string)", "Greet(who string)")],
    ["another spelling of a type", (text) => text.replace("Count int", "Count (int)")],
    [
      "a type that only a type checker can tell",
      (text) => text.replace("Count int", "Count = strings.Count"),
    ],
    [
      "text that is no Go while it is typed",
      (text) => `${text}\nfunc (`.replace("func Greet(", "func Greet"),
    ],
    [
      "a build constraint, of which the plugin says that it holds",
      (text) => `//go:build cgo || !cgo\n\n${text}`,
    ],
  ])("%s is silent", async (_, edit) => {
    const { lines } = await (await edited(edit)).check();
    expect(said(lines)).toEqual([]);
  });

  it("is silent about hidden variables, and where the plugin changed in the same way", async () => {
    const hidden = await edited((text) => text.replace("var Count int", "var Count string"), "-interface");
    expect((await hidden.check()).lines).toEqual([]);
    const both = await edited((text) => text.replace("Add(a, b int) int", "Add(a, b int64) int64"));
    both.plugin("drifted");
    const about = said((await both.check()).lines).filter((line) => / Add /.test(line));
    expect(about).toEqual([expect.stringContaining("[symbol.type-changed]")]);
  });

  it("is compared with the wrapper also where there is no plugin, unless a build may leave files out", async () => {
    const edit = (text: string) => text.replace("Greet(name string)", "Greet(name []string)");
    const plain = await edited(edit);
    rmSync(plain.path("plugin.so"));
    expect(said((await plain.check()).lines).join("\n")).toContain("[source.type-changed]");
    const conditional = await edited((text) => `//go:build something\n\n${edit(text)}`);
    rmSync(conditional.path("plugin.so"));
    expect(said((await conditional.check()).lines).join("\n")).not.toContain("[source.");
  });
});

describe("mistakes in directives", () => {
  it.each([
    ["-plugin-pth x.so", "unknown-flag", "-plugin-pth"],
    ["-plugin-path plugin.so -sha256=maybe", "bad-value", "-sha256=maybe"],
    ["-plugin-path plugin.so -output-name my-api", "bad-value", "my-api"],
    ["-sha256", "missing-flag", "//go:generate"],
    ["-plugin-path plugin.so -rebuild", "missing-flag", "-rebuild"],
    ["-plugin-path plugin.so -sha256 yes -hide-vars", "bad-value", "yes"],
    ["-plugin-path plugin.so -hide-vars -dereference-vars", "bad-value", "-dereference-vars"],
    ['-plugin-path "plugin.so', "bad-value", ""],
  ])("%s", async (args, code, place) => {
    const at = project();
    at.write("doc.go", directive(args));
    const { lines, code: exit } = await at.check();
    expect(exit).toBe(1);
    const line = lines.find((text) => text.includes(`[directive.${code}]`));
    expect(line, lines.join("\n")).toBeDefined();
    expect(textAt(at, line!).startsWith(place)).toBe(true);
  });
});

describe("where bindings are found", () => {
  it("in folders by go's rules, in files named, and not in vendor, testdata or hidden folders", async () => {
    const at = project();
    for (const file of [
      "a/a.go",
      "vendor/v/v.go",
      "testdata/t.go",
      "_x/x.go",
      ".h/h.go",
      "node_modules/n.go",
    ]) {
      at.write(file, directive("-plugin-path none.so"));
    }
    const files = async (...args: string[]) =>
      (await at.check(...args)).lines.map((line) => line.split(":")[0]);
    expect(new Set(await files())).toEqual(new Set(["a/a.go"]));
    expect(new Set(await files("./..."))).toEqual(new Set(["a/a.go"]));
    expect(new Set(await files("testdata/t.go", "a"))).toEqual(new Set(["a/a.go", "testdata/t.go"]));
  });

  it("through links to folders never twice, nor for ever", async () => {
    const at = project();
    at.write("a/a.go", directive("-plugin-path none.so"));
    symlinkSync(at.folder, at.path("a/loop"));
    expect((await at.check()).lines).toHaveLength(2);
  });

  it("a link to a Go file counts as the file", async () => {
    const at = project();
    at.write("real.txt", directive("-plugin-path none.so"));
    symlinkSync(at.path("real.txt"), at.path("linked.go"));
    expect((await at.check()).lines[0]).toMatch(/^linked\.go:3:/);
  });

  it("nothing at all is fine", async () => {
    const { code, stdout } = await runBin(["check"], { cwd: tempFolder() });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "no bindings, no problems\n" });
  });
});

describe("a wrapper that go-bind-plugin wrote", () => {
  const wrapper = (sum: string) => `package api
// Autogenerated by github.com/wendigo/go-bind-plugin on 2017-02-01 10:00:00 +0100 CET, do not edit!
// Command: go-bind-plugin -plugin-path ./plugin.so -output-name Basic -output-path ./api/api.go -sha256
//
// Plugin ./plugin.so info:
// - package: example.com/plugins/basic
// - size: 1000 bytes
// - sha256: ${sum}

import (
	"fmt"
	"plugin"
)

type Basic struct {
	_Add func(int, int) (int)
	_Gone func() (error)
	_Join func(string, ...string) (string)

	Version *string
	Count *uint8
}

func (p *Basic) Add(in0 int, in1 int) (int) { return p._Add(in0, in1) }

func (p *Basic) Gone() (error) { return p._Gone() }

func (p *Basic) Join(in0 string, in1 ...string) (string) { return p._Join(in0, in1...) }

func BindBasic(path string) (*Basic, error) {
	if _, err := plugin.Open(path); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("SHA256 checksum mismatch (expected: ${sum}, actual: %s)", "")
}
`;

  it("is checked like ours, and reported as one to refresh", async () => {
    const at = project();
    at.plugin("basic");
    at.write("api/api.go", wrapper("0".repeat(64)));
    const { lines, code } = await at.check();
    expect(code).toBe(1);
    const found = said(lines).filter((line) => !line.includes("symbol.added"));
    expect(found.toSorted()).toEqual([
      "error: Count has changed: the wrapper has var uint8, the plugin has var int [symbol.type-changed]",
      "error: the plugin plugin.so does not export the function Gone [symbol.missing]",
      expect.stringMatching(
        /^error: the plugin plugin\.so has sha256 \w{64}, the wrapper accepts only 0{64} \[wrapper\.checksum-drift\]$/,
      ),
      "warning: the wrapper was written by go-bind-plugin; refresh it [wrapper.outdated]",
    ]);
    expect(textAt(at, lines.find((line) => line.includes("Gone"))!)).toMatch(/^Gone\(/);
  });

  it("is refreshed into ours by the same command", async () => {
    const at = project();
    at.plugin("basic");
    at.write("api/api.go", wrapper("0".repeat(64)));
    const args = [
      "-plugin-path",
      "./plugin.so",
      "-output-name",
      "Basic",
      "-output-path",
      "./api/api.go",
      "-sha256",
    ];
    expect(await runBin(args, { cwd: at.folder })).toMatchObject({ code: 0 });
    expect(readFileSync(at.path("api/api.go"), "utf8")).toMatch(/^\/\/ Code generated by bind-plugin/);
    expect(await at.check()).toEqual({ lines: [], code: 0 });
  });
});

describe("-json", () => {
  it("has every problem with its place, 0-based", async () => {
    const at = project();
    at.write("doc.go", directive("-plugin-path none.so"));
    const { stdout, code } = await runBin(["check", "-json"], { cwd: at.folder });
    expect(code).toBe(1);
    const problems: { code: string }[] = JSON.parse(stdout);
    expect(problems.find((problem) => problem.code === "plugin.missing")).toMatchObject({
      severity: "error",
      location: { path: at.path("doc.go"), range: { start: { line: 2, character: 35 } } },
      data: { pluginPath: at.path("none.so") },
    });
  });
});

it("the built command is what is tested", () => expect(statSync(bin).isFile()).toBe(true));
