// Completion in //go:generate lines: whole directives, flags and their values.

import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Position,
  type Range,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { hasConfig } from "#shared/binding/config";
import { type FlagSpec, flagsOf } from "#shared/options";
import {
  readUnfinished,
  type UnfinishedFlag,
  type UnfinishedValue,
} from "#shared/source/unfinished-directive";
import {
  type CompletionData,
  complete,
  detailOf,
  fits,
  otherTruth,
  sortText,
  valueKinds,
} from "./completion-item.ts";
import { findFlagValues } from "./flag-values.ts";
import { insertion, type Template } from "./insertion.ts";
import type { Workspace } from "./workspace.ts";

/** Items for a place in a Go file; none outside of directives. */
export function completeDirective(
  workspace: Workspace,
  path: string,
  document: TextDocument,
  position: Position,
): CompletionList | null {
  const { host } = workspace;
  const { line } = position;
  const lines = { start: { line: 0, character: 0 }, end: { line: line + 1, character: 0 } };
  const context = { path: host.path, target: { ...host.platform, cgo: true }, env: host.env };
  const unfinished = readUnfinished(path, document.getText(lines), position, context);
  if (!unfinished) return null;
  const range: Range = {
    start: { line, character: unfinished.start },
    end: { line, character: unfinished.end },
  };
  const place = { workspace, folder: host.path.dirname(path), range };
  switch (unfinished.kind) {
    case "line":
      return complete(directiveItems(place, line === document.lineCount - 1));
    case "flag":
      return complete(flagItems(place, unfinished));
    case "value":
      return valueItems(place, unfinished);
  }
}

interface Place {
  readonly workspace: Workspace;
  /** Absolute; the file's. */
  readonly folder: string;
  readonly range: Range;
}

/** How many plugins without a wrapper are offered one. */
const offered = 10;

const start = "//go:generate bind-plugin generate";

/** A directive on a file's last line needs a line break, without which go generate does not see it. */
function directiveItems({ workspace, folder, range }: Place, isLast: boolean): CompletionItem[] {
  const { host, client } = workspace;
  const bound = new Set(workspace.bindings().map(({ binding }) => binding.pluginPath));
  const free = findFlagValues(workspace, pluginPath, folder, [], "")
    .values.filter(({ path }) => path !== undefined && !bound.has(path))
    .slice(0, offered);
  const templates: { readonly template: Template; readonly detail: string }[] = [
    ...free.map(({ text }) => ({
      template: [`${start} -plugin-path ${quoted(text)}`],
      detail: "wrap this plugin",
    })),
    { template: [`${start} -plugin-path `, { blank: "plugin.so" }], detail: "wrap a plugin" },
    {
      template: [
        `${start} -plugin-path `,
        { blank: "plugin.so" },
        " -plugin-package ",
        { blank: "./plugin" },
        " -output-path ",
        { blank: "plugin_api.go" },
      ],
      detail: "build a plugin where it is missing, and wrap it",
    },
    ...(hasConfig(host, folder) ? [{ template: [start], detail: "what bind-plugin.json says" }] : []),
  ];
  return templates.map(({ template, detail }, index) => {
    const label = template.map((part) => (typeof part === "string" ? part : part.blank)).join("");
    return {
      label,
      detail,
      kind: CompletionItemKind.Snippet,
      sortText: sortText(index),
      ...insertion(range, isLast ? [...template, "\n"] : template, client.completionSnippets),
    };
  });
}

const pluginPath = flagsOf("generate").find(({ name }) => name === "plugin-path")!;

/** Flags that are not given yet and contradict none that is. */
function flagItems({ workspace, range }: Place, unfinished: UnfinishedFlag): CompletionItem[] {
  const { typed, args, mayBeCommand, mayBeTruth, hasValue } = unfinished;
  if (typed !== "" && !typed.startsWith("-")) {
    const words = [...(mayBeCommand ? ["generate"] : []), ...(mayBeTruth ? ["true", "false"] : [])];
    return words
      .filter((word) => word.startsWith(typed))
      .map((word) => ({ label: word, kind: CompletionItemKind.Keyword, textEdit: { range, newText: word } }));
  }
  const dash = typed.startsWith("--") ? "--" : "-";
  const given = new Set(args.map((arg) => /^--?([^-=][^=]*)/.exec(arg)?.[1]));
  const items = flagsOf("generate")
    .filter((flag) => !given.has(flag.name) && fits(flag, args))
    .map((flag, index): CompletionItem => {
      const template = hasValue
        ? [`${dash}${flag.name}`]
        : flagTemplate(flag, dash, workspace.client.completionSnippets);
      return {
        label: flag.default === "true" && !hasValue ? `-${flag.name}=false` : `-${flag.name}`,
        kind: CompletionItemKind.Property,
        ...(flag.value === undefined ? {} : { detail: flag.value }),
        filterText: `${dash}${flag.name}`,
        sortText: sortText(index),
        data: { flag: flag.name } satisfies CompletionData,
        ...insertion(range, template, workspace.client.completionSnippets),
      };
    });
  if (!mayBeCommand || typed !== "") return items;
  const command: CompletionItem = {
    label: "generate",
    kind: CompletionItemKind.Keyword,
    textEdit: { range, newText: "generate" },
  };
  return [command, ...items];
}

function flagTemplate(flag: FlagSpec, dash: string, hasSnippets: boolean): Template {
  const name = `${dash}${flag.name}`;
  if (flag.kind === "bool") return [otherTruth(flag) === "true" ? name : `${name}=false`];
  return hasSnippets ? [`${name} `, { blank: flag.default || flag.value || "" }] : [`${name} `];
}

function valueItems({ workspace, folder, range }: Place, unfinished: UnfinishedValue): CompletionList {
  const { flag, form, typed, args } = unfinished;
  const { values, isIncomplete } = findFlagValues(workspace, flag, folder, args, unescaped(typed, form));
  const items = values
    .filter(({ text }) => form !== "attached" || quoted(text) === text)
    .map((value, index) => {
      const text = form === "quoted" ? JSON.stringify(unexpanded(value.text)) : quoted(value.text);
      return {
        label: value.text,
        kind: valueKinds[value.kind],
        ...detailOf(value),
        filterText: text,
        sortText: sortText(index),
        textEdit: { range, newText: text },
      };
    });
  return { items, isIncomplete };
}

/** A word of a directive that go generate takes for the text: it splits at blanks, and expands variables also in quotes. */
function quoted(text: string): string {
  const word = unexpanded(text);
  return /[ \t]|^"/.test(word) ? JSON.stringify(word) : word;
}

function unexpanded(text: string): string {
  return text.replaceAll("$", "$${DOLLAR}");
}

function unescaped(typed: string, form: UnfinishedValue["form"]): string {
  return form === "quoted" ? typed.replace(/\\(.)/g, "$1") : typed;
}
