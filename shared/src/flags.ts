// Go-style flags: parsing them, and what they ask of a wrapper.

import { isGoIdentifier, predeclaredNames } from "./go-names.ts";
import type { WrapperOptions } from "./model.ts";
import { nearest } from "./nearest.ts";
import { type CommandName, type FlagName, type FlagSpec, flags, flagsOf } from "./options.ts";

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
  const unknown = new Set(
    parsed.issues.filter(({ code }) => code === "unknown-flag").map((issue) => issue.argument),
  );
  for (const { text, argument } of parsed.operands) {
    // The value of an unknown flag.
    if (unknown.has(argument - 1)) continue;
    const message = `generate takes no argument ${JSON.stringify(text)}`;
    issues.push({ code: "bad-value", argument, flag: text, message });
  }
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
