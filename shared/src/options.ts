// The one table of commands and flags: the command line, --help, directives and the documentation derive from it.

import type { WrapperOptions } from "./model.ts";

export type CommandName = "generate" | "check" | "inspect" | "lsp" | "version" | "help";

export interface CommandSpec {
  readonly summary: string;
  /** What follows the flags, as shown in the usage line; "" where nothing may. */
  readonly operands: string;
}

export const commands: Readonly<Record<CommandName, CommandSpec>> = {
  generate: {
    summary: "write a typed Go wrapper for a plugin, building the plugin first if asked",
    operands: "",
  },
  check: {
    summary: "report wrappers, plugins and directives that have drifted apart",
    operands: "[path...]",
  },
  inspect: {
    summary: "show what plugins export, and what hosts are, without running them",
    operands: "plugin.so...",
  },
  lsp: { summary: "serve editors as a language server on standard input and output", operands: "" },
  version: { summary: "print the version", operands: "" },
  help: { summary: "explain a command", operands: "[command]" },
};

export interface FlagSpec {
  readonly name: string;
  readonly commands: readonly CommandName[];
  readonly kind: "bool" | "string";
  /** The placeholder of a string flag's value in help texts. */
  readonly value?: string;
  /** In Go's spelling; "" for no default. */
  readonly default: string;
  /** The only values there are, where they are few. */
  readonly choices?: readonly string[];
  readonly help: string;
}

const generate = ["generate"] as const;

export const flags = [
  {
    name: "plugin-path",
    commands: generate,
    kind: "string",
    value: "file",
    default: "",
    help: "the plugin (.so file); with -plugin-package it is built there when it is missing",
  },
  {
    name: "plugin-package",
    commands: generate,
    kind: "string",
    value: "package",
    default: "",
    help: "the plugin's package, as go build takes it (./plug, example.com/plug), or path@version as go get takes it",
  },
  {
    name: "output-path",
    commands: generate,
    kind: "string",
    value: "file",
    default: "plugin_api.go",
    help: "the Go file to write",
  },
  {
    name: "output-name",
    commands: generate,
    kind: "string",
    value: "name",
    default: "PluginAPI",
    help: "name of the generated type",
  },
  {
    name: "output-package",
    commands: generate,
    kind: "string",
    value: "name",
    default: "",
    help: "package of the generated file; derived from the Go files beside it, else from the folder's name, else main",
  },
  {
    name: "rebuild",
    commands: generate,
    kind: "bool",
    default: "false",
    help: "build the plugin on every run, also when it exists",
  },
  {
    name: "sha256",
    commands: generate,
    kind: "bool",
    default: "false",
    help: "write the plugin's sha256 checksum into the wrapper, which verifies it before opening the plugin",
  },
  {
    name: "format",
    commands: generate,
    kind: "bool",
    default: "true",
    help: "run gofmt -s on the written file where gofmt is installed; the output is formatted in any case",
  },
  {
    name: "dereference-vars",
    commands: generate,
    kind: "bool",
    default: "false",
    help: "fields hold the variables' values at bind time instead of pointers",
  },
  {
    name: "hide-vars",
    commands: generate,
    kind: "bool",
    default: "false",
    help: "leave the plugin's variables out",
  },
  {
    name: "interface",
    commands: generate,
    kind: "bool",
    default: "false",
    help: "generate an interface and an unexported implementation (implies -hide-vars)",
  },
  {
    name: "force",
    commands: generate,
    kind: "bool",
    default: "false",
    help: "overwrite a file that was not generated",
  },
  {
    name: "json",
    commands: ["inspect", "check"],
    kind: "bool",
    default: "false",
    help: "print JSON instead of text",
  },
  {
    name: "color",
    commands: ["inspect", "check"],
    kind: "string",
    value: "when",
    default: "auto",
    choices: ["auto", "always", "never"],
    help: "colour the text: auto (where the terminal has it), always or never",
  },
  {
    name: "stdio",
    commands: ["lsp"],
    kind: "bool",
    default: "true",
    help: "speak on standard input and output, which is the only way; editors like to say it",
  },
] as const satisfies readonly FlagSpec[];

export type FlagName = (typeof flags)[number]["name"];

/** The flags of a command, in the table's order. */
export function flagsOf(command: CommandName): readonly FlagSpec[] {
  return flags.filter((flag: FlagSpec) => flag.commands.includes(command));
}

/** What is wrong with one argument. `argument` is its index in the list that was parsed; -1 where something lacks. */
export interface FlagIssue {
  readonly code: "unknown-flag" | "bad-value" | "missing-flag";
  readonly argument: number;
  readonly flag: string;
  readonly message: string;
  /** A known flag that was probably meant, or a value that would do. */
  readonly suggestion?: string;
}

export interface FlagValue {
  readonly text: string;
  /** Index of the argument that holds the value, and of the one that holds the flag (often the same). */
  readonly valueArgument: number;
  readonly flagArgument: number;
}

export interface ParsedFlags {
  /** Flags that were given, by name; of one given twice the last counts, as in Go. */
  readonly given: ReadonlyMap<string, FlagValue>;
  /** What is no flag. */
  readonly operands: readonly { readonly text: string; readonly argument: number }[];
  readonly issues: readonly FlagIssue[];
  /** -h, -help or --help was given. */
  readonly help: boolean;
}

const truths = new Map([
  ["1", true],
  ["t", true],
  ["T", true],
  ["true", true],
  ["TRUE", true],
  ["True", true],
  ["0", false],
  ["f", false],
  ["F", false],
  ["false", false],
  ["FALSE", false],
  ["False", false],
]);

/** How messages name a flag: as it is given. */
type ShowFlag = (flag: string) => string;

const dashed: ShowFlag = (flag) => `-${flag}`;

/**
 * Parses Go-style flags: `-flag`, `--flag`, `-flag=value`, `-flag value`. Unlike Go's flag package it takes flags after
 * operands, and the `-flag true` of old directives for booleans. `--` ends the flags. Never throws.
 */
export function parseFlags(
  command: CommandName,
  args: readonly string[],
  show: ShowFlag = dashed,
): ParsedFlags {
  const specs = new Map(flagsOf(command).map((flag) => [flag.name, flag]));
  const given = new Map<string, FlagValue>();
  const operands: { text: string; argument: number }[] = [];
  const issues: FlagIssue[] = [];
  let help = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--") {
      for (let rest = i + 1; rest < args.length; rest++) operands.push({ text: args[rest]!, argument: rest });
      break;
    }
    const match = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(arg);
    if (!match) {
      operands.push({ text: arg, argument: i });
      continue;
    }
    const name = match[1]!;
    const attached = match[2];
    if (name === "h" || name === "help") {
      help = true;
      continue;
    }
    const spec = specs.get(name);
    if (!spec) {
      const suggestion = nearest(name, [...specs.keys()]);
      issues.push({
        code: "unknown-flag",
        argument: i,
        flag: name,
        message: `unknown flag ${show(name)} of ${command}${suggestion ? `; did you mean ${show(suggestion)}?` : ""}`,
        ...(suggestion ? { suggestion } : {}),
      });
      continue;
    }
    const flagArgument = i;
    let text = attached;
    if (text === undefined && spec.kind === "bool") {
      const next = args[i + 1];
      text = next === "true" || next === "false" ? args[++i]! : "true";
    } else if (text === undefined) {
      const next = args[i + 1];
      if (next === undefined) {
        issues.push({
          code: "bad-value",
          argument: i,
          flag: name,
          message: `flag ${show(name)} needs a value (${spec.value})`,
        });
        continue;
      }
      text = args[++i]!;
    }
    const issue = badValue(spec, text, show(name));
    if (issue) issues.push({ code: "bad-value", argument: i, flag: name, ...issue });
    else given.set(name, { text, valueArgument: i, flagArgument });
  }
  return { given, operands, issues, help };
}

function badValue(
  spec: FlagSpec,
  text: string,
  shown: string,
): { message: string; suggestion?: string } | undefined {
  if (spec.kind === "bool") {
    if (truths.has(text)) return undefined;
    return { message: `${shown} is true or false, not ${JSON.stringify(text)}`, suggestion: "true" };
  }
  if (spec.choices && !spec.choices.includes(text)) {
    return { message: `${shown} is one of ${spec.choices.join(", ")}, not ${JSON.stringify(text)}` };
  }
  if (text === "") return { message: `${shown} is given but empty; it needs a value (${spec.value})` };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) return { message: `${shown} has control characters in its value` };
  if (spec.name === "output-name" && !isGoIdentifier(text)) {
    return { message: `${shown} is a Go identifier, which ${JSON.stringify(text)} is not` };
  }
  if (spec.name === "output-name" && (predeclaredNames.has(text) || ["_", "init", "main"].includes(text))) {
    return { message: `${shown} cannot be ${text}, which means something else to Go` };
  }
  if (spec.name === "output-package" && (!isGoIdentifier(text) || text === "_")) {
    return { message: `${shown} is a Go package name, which ${JSON.stringify(text)} is not` };
  }
  if (spec.name === "plugin-package" && text.startsWith("-")) {
    return {
      message: `${shown} is a package, and ${JSON.stringify(text)} would be a flag of go build`,
    };
  }
  if (spec.name === "output-path" && !text.endsWith(".go")) {
    return {
      message: `${shown} is a Go file (its name ends in .go), which ${JSON.stringify(text)} is not`,
    };
  }
  return undefined;
}

/** The value of a flag that was given, else its default. */
export function textOf(parsed: ParsedFlags, name: FlagName): string {
  return parsed.given.get(name)?.text ?? flags.find((flag) => flag.name === name)!.default;
}

export function truthOf(parsed: ParsedFlags, name: FlagName): boolean {
  return truths.get(textOf(parsed, name)) ?? false;
}

/** The wrapper that `generate`'s flags ask for, and what lacks or contradicts itself. */
export function parseWrapperOptions(
  parsed: ParsedFlags,
  show: ShowFlag = dashed,
): {
  options: WrapperOptions;
  issues: readonly FlagIssue[];
} {
  const options: WrapperOptions = {
    pluginPath: textOf(parsed, "plugin-path"),
    pluginPackage: textOf(parsed, "plugin-package"),
    outputPath: textOf(parsed, "output-path"),
    outputName: textOf(parsed, "output-name"),
    outputPackage: textOf(parsed, "output-package"),
    rebuild: truthOf(parsed, "rebuild"),
    sha256: truthOf(parsed, "sha256"),
    format: truthOf(parsed, "format"),
    dereferenceVars: truthOf(parsed, "dereference-vars"),
    hideVars: truthOf(parsed, "hide-vars") || truthOf(parsed, "interface"),
    interface: truthOf(parsed, "interface"),
  };
  const issues: FlagIssue[] = [...parsed.issues];
  const broken = new Set(parsed.issues.map((issue) => issue.flag));
  if (options.pluginPath === "" && !broken.has("plugin-path")) {
    issues.push({
      code: "missing-flag",
      argument: -1,
      flag: "plugin-path",
      message: `${show("plugin-path")} is needed: it names the plugin (.so file)`,
    });
  }
  if (options.rebuild && options.pluginPackage === "" && !broken.has("plugin-package")) {
    issues.push({
      code: "missing-flag",
      argument: parsed.given.get("rebuild")!.flagArgument,
      flag: "plugin-package",
      message: `${show("rebuild")} needs ${show("plugin-package")}, the package to build`,
    });
  }
  if (truthOf(parsed, "dereference-vars") && options.hideVars) {
    const other = options.interface ? "interface" : "hide-vars";
    issues.push({
      code: "bad-value",
      argument: parsed.given.get("dereference-vars")!.flagArgument,
      flag: "dereference-vars",
      message: `${show("dereference-vars")} and ${show(other)} contradict each other: with ${show(other)} there are no variables`,
    });
  }
  return { options, issues };
}

/** The arguments that ask for these options again: what differs from the defaults, in the table's order. */
export function argumentsFor(options: WrapperOptions): readonly string[] {
  const texts: Record<string, string | boolean> = {
    "plugin-path": options.pluginPath,
    "plugin-package": options.pluginPackage,
    "output-path": options.outputPath,
    "output-name": options.outputName,
    "output-package": options.outputPackage,
    rebuild: options.rebuild,
    sha256: options.sha256,
    format: options.format,
    "dereference-vars": options.dereferenceVars,
    "hide-vars": options.hideVars && !options.interface,
    interface: options.interface,
  };
  const args: string[] = [];
  for (const flag of flagsOf("generate")) {
    const value = texts[flag.name];
    if (value === undefined || String(value) === flag.default) continue;
    if (typeof value === "string") args.push(`-${flag.name}`, value);
    else args.push(value ? `-${flag.name}` : `-${flag.name}=false`);
  }
  return args;
}

const keywords = new Set(
  (
    "break case chan const continue default defer else fallthrough for func go goto if import interface map package " +
    "range return select struct switch type var"
  ).split(" "),
);

/** What Go declares in every file without an import, up to Go 1.26. */
export const predeclaredNames: ReadonlySet<string> = new Set(
  (
    "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string " +
    "uint uint8 uint16 uint32 uint64 uintptr true false iota nil append cap clear close complex copy delete imag " +
    "len make max min new panic print println real recover"
  ).split(" "),
);

/** Whether the text can be declared as a name in Go: letters, digits and _, not a keyword. */
export function isGoIdentifier(text: string): boolean {
  return /^[\p{L}_][\p{L}_\p{Nd}]*$/u.test(text) && !keywords.has(text);
}

/** The known name that was probably meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
