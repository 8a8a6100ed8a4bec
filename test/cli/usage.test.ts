// Commands, flags and help as a user meets them: exit codes, one clear line, no stack traces.

import { describe, expect, it } from "vitest";
import { type CommandName, commands, flagsOf } from "#shared/options";
import { pathWithBins, runBin } from "#test/bin";
import { runTool } from "#test/go";
import { tempFolder } from "#test/temp-folder";

const cwd = tempFolder();

describe("help", () => {
  it("lists every command and goes to standard output", async () => {
    for (const args of [["help"], ["--help"], ["-h"], ["-help"]]) {
      const run = await runBin(args, { cwd });
      expect(run).toMatchObject({ code: 0, stderr: "" });
      for (const [name, { summary }] of Object.entries(commands)) {
        expect(run.stdout).toContain(`  ${name} `);
        expect(run.stdout).toContain(summary);
      }
    }
  });

  it.each(Object.keys(commands) as CommandName[])("of %s shows every flag of the table", async (command) => {
    const { code, stdout, stderr } = await runBin(["help", command], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const flag of flagsOf(command)) {
      const value = flag.kind === "string" ? ` ${flag.value}` : "";
      expect(stdout).toContain(`\n  -${flag.name}${value}\n    \t${flag.help}`);
    }
    expect(stdout.match(/^ {2}-\S+/gm) ?? []).toEqual(flagsOf(command).map((flag) => `  -${flag.name}`));
    expect((await runBin([command, "--help"], { cwd })).stdout).toBe(stdout);
  });

  it("shows defaults as Go does", async () => {
    const { stdout } = await runBin(["help", "generate"], { cwd });
    expect(stdout).toContain('(default "PluginAPI")\n');
    expect(stdout).toContain('(default "plugin_api.go")\n');
    expect(stdout).toMatch(/-format\n.*\(default true\)\n/);
  });

  it("of go-bind-plugin is that of generate", async () => {
    const { stdout } = await runTool("go-bind-plugin", ["-help"], { cwd, env: { PATH: pathWithBins() } });
    expect(stdout).toBe((await runBin(["help", "generate"], { cwd })).stdout);
  });

  it("without any argument goes to standard error, as wrong usage", async () => {
    const { code, stdout, stderr } = await runBin([], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("usage: bind-plugin <command> [flags]");
  });
});

it("prints the package's version", async () => {
  const { default: manifest } = await import("../../package.json");
  for (const args of [["version"], ["-version"], ["--version"]]) {
    const run = await runBin(args, { cwd });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout.startsWith(`bind-plugin ${manifest.version} `)).toBe(true);
  }
});

describe("wrong usage", () => {
  const hint = 'Run "bind-plugin help generate" for its flags.';
  it.each<[string, string[], string[]]>([
    [
      "unknown command",
      ["inspekt"],
      ['bind-plugin: there is no command "inspekt"', "Did you mean bind-plugin inspect?"],
    ],
    [
      "nothing like a command",
      ["frobnicate"],
      ['bind-plugin: there is no command "frobnicate"', 'Run "bind-plugin help" for the commands.'],
    ],
    [
      "help of no command",
      ["help", "nothing"],
      ['bind-plugin: there is no command "nothing"', `The commands are ${Object.keys(commands).join(", ")}.`],
    ],
    [
      "name of every object",
      ["constructor"],
      ['bind-plugin: there is no command "constructor"', 'Run "bind-plugin help" for the commands.'],
    ],
    [
      "unknown flag",
      ["-plugin-pth", "x.so"],
      ["bind-plugin: unknown flag -plugin-pth of generate; did you mean -plugin-path?", hint],
    ],
    [
      "no plugin",
      ["generate"],
      ["bind-plugin: -plugin-path is needed: it names the plugin (.so file)", hint],
    ],
    ["missing value", ["-plugin-path"], ["bind-plugin: flag -plugin-path needs a value (file)", hint]],
    [
      "empty value",
      ["-plugin-path="],
      ["bind-plugin: -plugin-path is given but empty; it needs a value (file)", hint],
    ],
    [
      "no truth",
      ["-plugin-path", "x.so", "-sha256=maybe"],
      ['bind-plugin: -sha256 is true or false, not "maybe"', hint],
    ],
    [
      "no identifier",
      ["-plugin-path", "x.so", "-output-name", "my api"],
      ['bind-plugin: -output-name is a Go identifier, which "my api" is not', hint],
    ],
    [
      "a flag for go build",
      ["-plugin-path", "x.so", "-plugin-package=-toolexec=x"],
      ['bind-plugin: -plugin-package is a package, and "-toolexec=x" would be a flag of go build', hint],
    ],
    [
      "rebuild what",
      ["-plugin-path", "x.so", "-rebuild"],
      ["bind-plugin: -rebuild needs -plugin-package, the package to build", hint],
    ],
    [
      "contradiction",
      ["-plugin-path", "x.so", "-dereference-vars", "-interface"],
      [
        "bind-plugin: -dereference-vars and -interface contradict each other: with -interface there are no variables",
        hint,
      ],
    ],
    [
      "extra argument",
      ["-plugin-path", "x.so", "y.so"],
      ['bind-plugin: generate takes no argument "y.so"', hint],
    ],
    [
      "inspect what",
      ["inspect"],
      [
        "bind-plugin: inspect needs a plugin: bind-plugin inspect plugin.so",
        'Run "bind-plugin help inspect" for its flags.',
      ],
    ],
    [
      "colour",
      ["inspect", "-color=blue", "x.so"],
      [
        'bind-plugin: -color is one of auto, always, never, not "blue"',
        'Run "bind-plugin help inspect" for its flags.',
      ],
    ],
    [
      "check where",
      ["check", "nowhere"],
      [expect.stringMatching(/^bind-plugin: .*nowhere does not exist$/) as unknown as string],
    ],
  ])("%s", async (_, args, lines) => {
    const { code, stdout, stderr } = await runBin(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.endsWith("\n")).toBe(true);
    expect(stderr.slice(0, -1).split("\n")).toEqual(lines);
  });
});
