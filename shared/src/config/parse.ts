// Reads bind-plugin.json: the plugins it names, and all that is wrong with it.

import type { Node } from "jsonc-parser";
import type { Range, WrapperOptions } from "../model.ts";
import { nearest, parseFlags, parseWrapperOptions } from "../options.ts";
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

export interface ConfigEntry {
  readonly options: WrapperOptions;
  /** Where the values are, by the flag that means the same; of `plugin-path` always. */
  readonly places: ReadonlyMap<string, Range>;
}

export interface Config {
  /** Those that name their plugin, in order. */
  readonly entries: readonly ConfigEntry[];
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
  const before = error ? issues.filter(({ range }) => isBefore(range, error.range)) : issues;
  return {
    entries: entries.filter((entry) => entry !== undefined),
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

function checkMembers(text: ConfigText, node: Node, { members }: ObjectShape, issues: ConfigIssue[]): void {
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

/** The entry as the arguments that mean the same, so that both ways are held to the same rules. */
function readEntry(text: ConfigText, node: Node, issues: ConfigIssue[]): ConfigEntry | undefined {
  const args: string[] = [];
  const ranges: Range[] = [];
  const places = new Map<string, Range>();
  const broken = new Set<string>();
  const collect = (of: Node, { members }: ObjectShape) => {
    for (const [key, { flag, shape }] of members) {
      const value = memberValue(of, key);
      if (value && shape.kind === "object" && value.type === "object") collect(value, shape);
      if (!value || !flag) continue;
      if (!hasKind(value, shape)) {
        broken.add(flag.name);
        continue;
      }
      const range = spanOf(text, value);
      args.push(`-${flag.name}=${value.value}`);
      ranges.push(range);
      places.set(flag.name, range);
    }
  };
  collect(node, pluginShape);
  const { options, issues: wrong } = parseWrapperOptions(parseFlags("generate", args, showKey), showKey);
  for (const { argument, flag, message, suggestion } of wrong) {
    if (argument < 0 && broken.has(flag)) continue;
    const range = ranges[argument] ?? text.range(node.offset, 1);
    issues.push({ message, range, key: keyOf(flag), ...(suggestion ? { suggestion } : {}) });
  }
  return options.pluginPath === "" ? undefined : { options, places };
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
