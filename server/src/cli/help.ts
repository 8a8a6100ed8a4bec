// `bind-plugin help`: texts in the form of Go's own commands, made from the table of flags.

import { type CommandName, type CommandSpec, commands, type FlagSpec, flagsOf } from "#shared/options";
import { CommandError } from "../failure.ts";
import { writeOut } from "./output.ts";

const examples: Partial<Record<CommandName, readonly string[]>> = {
  generate: [
    "bind-plugin -plugin-path plug.so",
    "bind-plugin -plugin-package ./plug -plugin-path tmp/plug.so -output-path plugapi/plug.go -sha256",
    "bind-plugin generate    (what the bind-plugin.json of this folder says)",
    "//go:generate go-bind-plugin -plugin-package ./plug -plugin-path tmp/plug.so -rebuild",
  ],
  check: ["bind-plugin check", "bind-plugin check -json ./..."],
  watch: ["bind-plugin watch", "bind-plugin watch ./plugins ./host"],
  inspect: ["bind-plugin inspect plug.so", "bind-plugin inspect -json plug.so"],
  diff: ["bind-plugin diff old.so new.so", "bind-plugin diff -json old.so new.so"],
};

export function help(topics: readonly string[]): number {
  const [topic] = topics;
  if (topics.length > 1) throw new CommandError("help explains one command at a time");
  if (topic === undefined) writeOut(overviewText());
  else if (Object.hasOwn(commands, topic)) writeOut(commandText(topic as CommandName));
  else
    throw new CommandError(`there is no command ${JSON.stringify(topic)}`, [`The commands are ${names()}.`]);
  return 0;
}

function names(): string {
  return Object.keys(commands).join(", ");
}

export function overviewText(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const list = Object.entries(commands).map(([name, spec]) => `  ${name.padEnd(width)}  ${spec.summary}\n`);
  return `bind-plugin reads Go plugins without running them, writes typed wrappers, and checks that they still fit.

usage: bind-plugin <command> [flags]

Commands:
${list.join("")}
A first argument that is a flag means generate: bind-plugin -plugin-path plug.so.
"bind-plugin help <command>" lists a command's flags.

Exit status: 0 when all is well, 1 when something has drifted, 2 on wrong usage or unreadable input.
`;
}

export function commandText(command: CommandName): string {
  const spec: CommandSpec = commands[command];
  const flags = flagsOf(command);
  const usage = ["bind-plugin", command, flags.length > 0 ? "[flags]" : "", spec.operands].filter(
    (word) => word !== "",
  );
  let text = `usage: ${usage.join(" ")}\n\n${capitalised(spec.summary)}.\n`;
  if (flags.length > 0) text += `\nFlags:\n${flags.map(flagText).join("")}`;
  const shown = examples[command];
  if (shown) text += `\nExamples:\n${shown.map((line) => `  ${line}\n`).join("")}`;
  return text;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function flagText(flag: FlagSpec): string {
  const value = flag.kind === "string" ? ` ${flag.value}` : "";
  const shownDefault = flag.kind === "string" ? JSON.stringify(flag.default) : flag.default;
  const hasDefault = flag.default !== "" && flag.default !== "false";
  return `  -${flag.name}${value}\n    \t${flag.help}${hasDefault ? ` (default ${shownDefault})` : ""}\n`;
}
