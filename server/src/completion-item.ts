// What completion items have in common, in directives and in bind-plugin.json.

import { type CompletionItem, CompletionItemKind, type CompletionList } from "vscode-languageserver/node";
import { parseFlags, parseWrapperOptions } from "#shared/flags";
import type { FlagSpec } from "#shared/options";
import type { FlagValue } from "./flag-values.ts";

/** What an item says more of when it is resolved. */
export interface CompletionData {
  /** The name of a flag. */
  readonly flag?: string;
  /** Absolute path of a plugin. */
  readonly plugin?: string;
}

/** Nothing is left out. */
export function complete(items: CompletionItem[]): CompletionList {
  return { items, isIncomplete: false };
}

export const valueKinds: Readonly<Record<FlagValue["kind"], CompletionItemKind>> = {
  plugin: CompletionItemKind.File,
  package: CompletionItemKind.Module,
  folder: CompletionItemKind.Folder,
  file: CompletionItemKind.File,
  name: CompletionItemKind.Class,
  truth: CompletionItemKind.Keyword,
};

export function detailOf({ detail, path }: FlagValue): Pick<CompletionItem, "detail" | "data"> {
  return {
    ...(detail === undefined ? {} : { detail }),
    ...(path === undefined ? {} : { data: { plugin: path } satisfies CompletionData }),
  };
}

/** The value of a boolean flag that is worth giving: the one that it hasn't by default. */
export function otherTruth(flag: FlagSpec): "true" | "false" {
  return flag.default === "true" ? "false" : "true";
}

/** Whether the flag can be given beside the arguments: nothing contradicts it. */
export function fits(flag: FlagSpec, args: readonly string[]): boolean {
  if (flag.kind !== "bool") return true;
  return contradictions([...args, `-${flag.name}=${otherTruth(flag)}`]) <= contradictions(args);
}

function contradictions(args: readonly string[]): number {
  const { issues } = parseWrapperOptions(parseFlags("generate", args));
  return issues.filter(({ code }) => code === "bad-value").length;
}

/** Keeps the order that the items are given in. */
export function sortText(index: number): string {
  return String(index).padStart(4, "0");
}
