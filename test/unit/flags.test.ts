import { describe, expect, it } from "vitest";
import { argumentsFor, parseFlags, parseWrapperOptions } from "#shared/flags";
import { isGoIdentifier } from "#shared/go-names";
import { flagsOf } from "#shared/options";

const parse = (...args: string[]) => parseFlags("generate", args);
const options = (...args: string[]) => parseWrapperOptions(parse(...args)).options;
const messages = (...args: string[]) =>
  parseWrapperOptions(parse(...args)).issues.map((issue) => issue.message);

describe("parseFlags", () => {
  it("takes -flag, --flag, = and a separate value", () => {
    expect(options("-plugin-path", "a.so").pluginPath).toBe("a.so");
    expect(options("--plugin-path=a.so").pluginPath).toBe("a.so");
    expect(options("-plugin-path=a=b.so").pluginPath).toBe("a=b.so");
  });

  it("takes booleans as Go does, and as old lines have them", () => {
    const sha256 = (...args: string[]) => options("-plugin-path", "a.so", ...args).sha256;
    expect(sha256("-sha256")).toBe(true);
    expect(sha256("-sha256=false")).toBe(false);
    expect(sha256("-sha256=T")).toBe(true);
    expect(sha256("-sha256", "true")).toBe(true);
    expect(sha256("-sha256", "false")).toBe(false);
    expect(options("-format", "true", "-rebuild", "true", "-plugin-path", "a.so").format).toBe(true);
    expect(options("-plugin-path", "a.so", "-format=false").format).toBe(false);
  });

  it("says where each value stands", () => {
    const given = parse("-sha256", "true", "-plugin-path=a.so", "-output-name", "X").given;
    expect(given.get("sha256")).toEqual({ text: "true", flagArgument: 0, valueArgument: 1 });
    expect(given.get("plugin-path")).toEqual({ text: "a.so", flagArgument: 2, valueArgument: 2 });
    expect(given.get("output-name")).toEqual({ text: "X", flagArgument: 3, valueArgument: 4 });
  });

  it("lets the last of a repeated flag count", () => {
    expect(options("-plugin-path", "a.so", "-plugin-path", "b.so").pluginPath).toBe("b.so");
  });

  it("keeps operands apart, also before flags and after --", () => {
    const parsed = parseFlags("inspect", ["a.so", "-json", "b.so", "--", "-c.so"]);
    expect(parsed.operands).toEqual([
      { text: "a.so", argument: 0 },
      { text: "b.so", argument: 2 },
      { text: "-c.so", argument: 4 },
    ]);
    expect(parsed.given.has("json")).toBe(true);
  });

  it.each([
    [["-plugin-pth", "x"], "unknown flag -plugin-pth of generate; did you mean -plugin-path?"],
    [["-zzz"], "unknown flag -zzz of generate"],
    [["-json"], "unknown flag -json of generate"],
    [["-plugin-path", "a.so", "-output-name"], "flag -output-name needs a value (name)"],
    [["-plugin-path", ""], "-plugin-path is given but empty; it needs a value (file)"],
    [["-plugin-path", "a.so", "-sha256=maybe"], '-sha256 is true or false, not "maybe"'],
    [
      ["-plugin-path", "a.so", "-output-name", "my-api"],
      '-output-name is a Go identifier, which "my-api" is not',
    ],
    [
      ["-plugin-path", "a.so", "-output-name", "func"],
      '-output-name is a Go identifier, which "func" is not',
    ],
    [
      ["-plugin-path", "a.so", "-output-package", "a/b"],
      '-output-package is a Go package name, which "a/b" is not',
    ],
    [
      ["-plugin-path", "a.so", "-output-path", "x"],
      '-output-path is a Go file (its name ends in .go), which "x" is not',
    ],
    [["-plugin-path", "a\nb.so"], "-plugin-path has control characters in its value"],
    [
      ["-plugin-path", "a.so", "-plugin-package=-toolexec=x"],
      '-plugin-package is a package, and "-toolexec=x" would be a flag of go build',
    ],
    [[], "-plugin-path is needed: it names the plugin (.so file)"],
    [["-plugin-path", "a.so", "-rebuild"], "-rebuild needs -plugin-package, the package to build"],
    [
      ["-plugin-path", "a.so", "-hide-vars", "-dereference-vars"],
      "-dereference-vars and -hide-vars contradict each other: with -hide-vars there are no variables",
    ],
    [
      ["-plugin-path", "a.so", "-dereference-vars", "-interface"],
      "-dereference-vars and -interface contradict each other: with -interface there are no variables",
    ],
  ])("%j: %s", (args, message) => expect(messages(...args)).toContain(message));

  it("says each mistake once", () => {
    expect(messages("-plugin-path")).toEqual(["flag -plugin-path needs a value (file)"]);
  });
});

describe("argumentsFor", () => {
  it.each([
    [["-plugin-path", "a.so"]],
    [
      [
        "-plugin-path",
        "a b.so",
        "-plugin-package",
        "./p",
        "-rebuild",
        "-sha256",
        "-format=false",
        "-dereference-vars",
      ],
    ],
    [
      [
        "-plugin-path",
        "a.so",
        "-output-path",
        "x/y.go",
        "-output-name",
        "N",
        "-output-package",
        "y",
        "-hide-vars",
      ],
    ],
    [["-plugin-path", "a.so", "-interface"]],
  ])("%j comes back", (args) => {
    const asked = options(...args);
    expect(options(...argumentsFor(asked))).toEqual(asked);
    expect(argumentsFor(options(...argumentsFor(asked)))).toEqual(argumentsFor(asked));
  });
});

describe("the table of flags", () => {
  it("has every flag of go-bind-plugin", () => {
    const names = flagsOf("generate").map((flag) => flag.name);
    for (const name of [
      "dereference-vars",
      "format",
      "hide-vars",
      "interface",
      "output-name",
      "output-package",
      "output-path",
      "plugin-package",
      "plugin-path",
      "rebuild",
      "sha256",
    ]) {
      expect(names).toContain(name);
    }
  });
});

describe("isGoIdentifier", () => {
  it.each(["a", "_", "Ünïcode", "x1", "世界"])("%s", (text) => expect(isGoIdentifier(text)).toBe(true));
  it.each(["", "1a", "a-b", "func", "a b", "a.b", "a\n", "a\u0301"])("not %j", (text) =>
    expect(isGoIdentifier(text)).toBe(false),
  );
});
