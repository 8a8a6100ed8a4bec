// Reads bind-plugin.json: the plugins it names, and all that is wrong with it.

import type { Node } from "jsonc-parser";
import { parseFlags, parseWrapperOptions } from "../flags.ts";
import type { Range, WrapperOptions } from "../model.ts";
import { nearest } from "../nearest.ts";
import {
  configName,
  configShape,
  keyOf,
  type ObjectShape,
  pluginShape,
  type Shape,
  showKey,
} from "./shape.ts";
import { type ConfigText, parseConfigText } from "./text.ts";

export interface ConfigIssue {
  /** One sentence for people. */
  readonly message: string;
  readonly range: Range;
  /** The key that it is about, and one that was probably meant. */
  readonly key?: string;
  readonly suggestion?: string;
}

/** The host of plugins, as written. */
export interface ConfigHost {
  readonly path: string;
  /** Of the value, with its quotes. */
  readonly range: Range;
}

export interface ConfigEntry {
  readonly options: WrapperOptions;
  /** Of this plugin alone. */
  readonly host?: ConfigHost;
  /** Where the values are, by the flag that means the same; of `plugin-path` always. */
  readonly places: ReadonlyMap<string, Range>;
}

export interface Config {
  /** Those that name their plugin, in order. */
  readonly entries: readonly ConfigEntry[];
  /** Of all plugins here and below. */
  readonly host?: ConfigHost;
  readonly issues: readonly ConfigIssue[];
}

/** Never throws. What is understood counts, whatever else is wrong. */
export function parseConfig(text: string): Config {
  const parsed = parseConfigText(text);
  const { root, error } = parsed;
  if (!root) return { entries: [], issues: error ? [error] : [] };
  const issues: ConfigIssue[] = [];
  checkShape(parsed, root, configShape, configName, issues);
  const plugins = memberValue(root, "plugins");
  const entries = (plugins?.type === "array" ? (plugins.children ?? []) : [])
    .filter(({ type }) => type === "object")
    .map((node) => readEntry(parsed, node, issues));
  const host = readHost(parsed, root, issues);
  const before = error ? issues.filter(({ range }) => isBefore(range, error.range)) : issues;
  return {
    entries: entries.filter((entry) => entry !== undefined),
    ...(host ? { host } : {}),
    issues: error ? [...before, error] : before,
  };
}

/** What is found behind a mistake in the syntax mostly comes of it. */
function isBefore({ start }: Range, { start: other }: Range): boolean {
  return start.line < other.line || (start.line === other.line && start.character < other.character);
}

/** Adds what is wrong with a value by its shape; `name` is how a message calls it. */
function checkShape(text: ConfigText, node: Node, shape: Shape, name: string, issues: ConfigIssue[]): void {
  if (!hasKind(node, shape)) {
    issues.push({
      message: `${name} is ${kindNames[shape.kind]}, not ${typeNames[node.type]}`,
      range: spanOf(text, node),
    });
  } else if (shape.kind === "list") {
    for (const item of node.children ?? []) checkShape(text, item, shape.items, "a plugin", issues);
  } else if (shape.kind === "object") {
    checkMembers(text, node, shape, issues);
  }
}

function checkMembers(
  text: ConfigText,
  node: Node,
  { members, required }: ObjectShape,
  issues: ConfigIssue[],
): void {
  const seen = new Set<string>();
  for (const { key, keyNode, value } of propertiesOf(node)) {
    const shown = JSON.stringify(key);
    const range = spanOf(text, keyNode);
    const member = members.get(key);
    if (!member) {
      const suggestion = nearest(key, [...members.keys()]);
      const hint = suggestion === undefined ? "" : `; did you mean ${JSON.stringify(suggestion)}?`;
      issues.push({
        message: `unknown key ${shown}${hint}`,
        range,
        key,
        ...(suggestion ? { suggestion } : {}),
      });
    } else if (seen.has(key)) {
      issues.push({ message: `${shown} is given twice; the last one counts`, range, key });
    }
    seen.add(key);
    if (member && value) checkShape(text, value, member.shape, shown, issues);
  }
  for (const key of required) {
    // Of flags it is told where they are read.
    if (seen.has(key) || members.get(key)?.flag) continue;
    issues.push({ message: `${JSON.stringify(key)} is needed`, range: spanOf(text, node), key });
  }
}

const kindNames: Readonly<Record<Shape["kind"], string>> = {
  object: "an object",
  list: "a list",
  string: "a string",
  boolean: "true or false",
};

const typeNames: Readonly<Record<Node["type"], string>> = {
  object: "an object",
  array: "a list",
  string: "a string",
  number: "a number",
  boolean: "true or false",
  null: "null",
  property: "a key",
};

function hasKind(node: Node, { kind }: Shape): boolean {
  return kind === (node.type === "array" ? "list" : node.type);
}

function readEntry(text: ConfigText, node: Node, issues: ConfigIssue[]): ConfigEntry | undefined {
  const values = flagValues(node);
  const ranges = values.map((value) => spanOf(text, value.node));
  const parsed = parseFlags("generate", values.map(argumentOf), showKey);
  const { options, issues: wrong } = parseWrapperOptions(parsed, showKey);
  for (const { argument, flag, message, suggestion } of wrong) {
    // One that is there is no string, which has been told.
    if (argument < 0 && memberValue(node, keyOf(flag))) continue;
    const range = ranges[argument] ?? text.range(node.offset, 1);
    issues.push({ message, range, key: keyOf(flag), ...(suggestion ? { suggestion } : {}) });
  }
  const places = new Map(values.map(({ flag }, i) => [flag, ranges[i]!]));
  const host = readHost(text, node, issues);
  return options.pluginPath === "" ? undefined : { options, ...(host ? { host } : {}), places };
}

function readHost(text: ConfigText, node: Node, issues: ConfigIssue[]): ConfigHost | undefined {
  const value = memberValue(node, "host");
  if (value?.type !== "string") return undefined;
  const range = spanOf(text, value);
  if (value.value !== "") return { path: String(value.value), range };
  issues.push({ message: '"host" is empty', range, key: "host" });
  return undefined;
}

/** The entry as the arguments of `generate` that mean the same, so that both ways are held to the same rules. */
export function entryArguments(entry: Node): readonly string[] {
  return flagValues(entry).map(argumentOf);
}

interface FlagNode {
  readonly flag: string;
  readonly node: Node;
}

function argumentOf({ flag, node }: FlagNode): string {
  return `-${flag}=${node.value}`;
}

/** The values of an entry that are of the right kind, by the flags that mean the same. */
function flagValues(entry: Node, { members }: ObjectShape = pluginShape): readonly FlagNode[] {
  return [...members].flatMap(([key, { flag, shape }]) => {
    const node = memberValue(entry, key);
    if (!node || !hasKind(node, shape)) return [];
    if (shape.kind === "object") return flagValues(node, shape);
    return flag ? [{ flag: flag.name, node }] : [];
  });
}

interface Property {
  readonly key: string;
  readonly keyNode: Node;
  /** Absent while it is being typed. */
  readonly value?: Node;
}

function propertiesOf(node: Node): readonly Property[] {
  return (node.children ?? []).flatMap(({ children: [keyNode, value] = [] }) =>
    keyNode ? [{ key: String(keyNode.value), keyNode, ...(value ? { value } : {}) }] : [],
  );
}

/** The value of a key, the last where there are more, as JSON.parse has it. */
function memberValue(node: Node, key: string): Node | undefined {
  return node.type === "object"
    ? propertiesOf(node).findLast((property) => property.key === key)?.value
    : undefined;
}

function spanOf(text: ConfigText, { offset, length, type }: Node): Range {
  return text.range(offset, type === "object" || type === "array" ? 1 : length);
}
