// Adds a plugin to the text of a bind-plugin.json, which keeps its indentation.

import { type Edit, modify } from "jsonc-parser";
import { parseFlags } from "../flags.ts";
import { flagsOf } from "../options.ts";
import { keyOf, pluginShape } from "./shape.ts";

/** The element of `plugins` that means the same as these arguments of `generate`, which have no issues. */
export function configEntry(args: readonly string[]): Readonly<Record<string, unknown>> {
  const { given } = parseFlags("generate", args);
  const ofPlugin: Record<string, unknown> = {};
  const ofWrapper: Record<string, unknown> = {};
  for (const { name, kind } of flagsOf("generate")) {
    const value = given.get(name);
    if (!value) continue;
    const key = keyOf(name);
    (pluginShape.members.has(key) ? ofPlugin : ofWrapper)[key] =
      kind === "bool" ? value.text === "true" : value.text;
  }
  return Object.keys(ofWrapper).length === 0 ? ofPlugin : { ...ofPlugin, wrapper: ofWrapper };
}

/** Edits of the text, which is empty or a bind-plugin.json without issues, in order of their offsets. */
export function addPlugin(text: string, args: readonly string[]): readonly Edit[] {
  const entry = configEntry(args);
  if (text.trim() === "") {
    const content = `${JSON.stringify({ plugins: [entry] }, undefined, 2)}\n`;
    return [{ offset: 0, length: text.length, content }];
  }
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  return modify(text, ["plugins", -1], entry, { isArrayInsertion: true, formattingOptions });
}
