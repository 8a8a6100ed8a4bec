// The one table of commands and flags: the command line, --help, directives and the documentation derive from it.

export type CommandName =
  | "generate"
  | "check"
  | "watch"
  | "inspect"
  | "compat"
  | "diff"
  | "lsp"
  | "version"
  | "help";

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
  watch: {
    summary: "check, and check again whenever files change",
    operands: "[path...]",
  },
  inspect: {
    summary: "show what plugins export, and what hosts are, without running them",
    operands: "plugin.so...",
  },
  compat: {
    summary: "say whether a host program loads plugins, and if not, why and what to do",
    operands: "host plugin.so...",
  },
  diff: {
    summary: "show what has changed between two builds of a plugin, and what of it breaks its users",
    operands: "old.so new.so",
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
    commands: ["inspect", "check", "watch", "compat", "diff"],
    kind: "bool",
    default: "false",
    help: "print JSON instead of text",
  },
  {
    name: "color",
    commands: ["inspect", "check", "watch", "compat", "diff"],
    kind: "string",
    value: "when",
    default: "auto",
    choices: ["auto", "always", "never"],
    help: "colour the text: auto (where the terminal has it), always or never",
  },
  {
    name: "go-list",
    commands: ["compat"],
    kind: "bool",
    default: "false",
    help: "for a host that is a package's folder: ask the go command what it imports and with which Go it is built",
  },
  {
    name: "libc",
    commands: ["compat"],
    kind: "string",
    value: "version",
    default: "",
    help: "the GNU C library of the machine where the host runs, as 2.31; this machine's where it isn't given",
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
