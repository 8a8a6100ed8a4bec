// Completion in bind-plugin.json: keys that are not there yet, values, and whole entries.

import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Position,
  type Range,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type KeyPlace, readConfigPlace, type ValuePlace } from "#shared/config/place";
import type { MemberShape, Shape } from "#shared/config/shape";
import { complete, detailOf, fits, otherTruth, sortText, valueKinds } from "./completion-item.ts";
import { memberHelp } from "./flag-help.ts";
import { findFlagValues } from "./flag-values.ts";
import { insertion, type Template } from "./insertion.ts";
import type { Workspace } from "./workspace.ts";

export function completeConfig(
  workspace: Workspace,
  path: string,
  document: TextDocument,
  position: Position,
): CompletionList | null {
  const text = document.getText();
  const place = readConfigPlace(text, document.offsetAt(position));
  if (!place) return null;
  const range = { start: document.positionAt(place.start), end: document.positionAt(place.end) };
  if (place.kind === "value") return valueItems(workspace, path, place, range);
  return complete(keyItems(workspace, place, range, /^\s*"/.test(text.slice(place.end))));
}

/** `isFollowed` by another key, so that a comma has to stand between. */
function keyItems(
  { client }: Workspace,
  { shape, others, args, hasValue }: KeyPlace,
  range: Range,
  isFollowed: boolean,
): CompletionItem[] {
  return [...shape.members]
    .filter(([key, { flag }]) => !others.has(key) && (flag === undefined || fits(flag, args)))
    .map(([key, member], index) => {
      const name = JSON.stringify(key);
      const value: Template = hasValue ? [] : [": ", ...valueTemplate(member), ...(isFollowed ? [","] : [])];
      return {
        label: key,
        kind: CompletionItemKind.Property,
        documentation: memberHelp(key, member, client.completionMarkdown),
        filterText: name,
        sortText: sortText(index),
        ...insertion(range, [name, ...value], client.completionSnippets),
      };
    });
}

function valueTemplate({ shape, flag }: MemberShape): Template {
  if (flag?.kind === "bool") return [otherTruth(flag)];
  return shape.kind === "string" ? ['"', { blank: flag?.default ?? "" }, '"'] : skeletonOf(shape);
}

/** What a value begins as: an object with the keys that it must have. */
function skeletonOf(shape: Shape): Template {
  switch (shape.kind) {
    case "list":
      return ["[", ...skeletonOf(shape.items), "]"];
    case "object": {
      const members = shape.required.flatMap((key, index) => [
        `${index === 0 ? " " : ", "}${JSON.stringify(key)}: `,
        ...valueTemplate(shape.members.get(key)!),
      ]);
      return members.length === 0 ? ["{ ", { blank: "" }, " }"] : ["{", ...members, " }"];
    }
    case "string":
      return ['"', { blank: "" }, '"'];
    case "boolean":
      return ["true"];
  }
}

function valueItems(
  workspace: Workspace,
  path: string,
  { shape, member, args, typed }: ValuePlace,
  range: Range,
): CompletionList | null {
  const { host, client } = workspace;
  if (!member?.flag) return typed === "" ? skeletonItem(shape, range, client.completionSnippets) : null;
  const found = findFlagValues(workspace, member.flag, host.path.dirname(path), args, typed);
  const items = found.values.map((value, index) => {
    const text = shape.kind === "string" ? JSON.stringify(value.text) : value.text;
    // Behind a folder one goes on typing.
    const template: Template =
      value.kind === "folder" ? [text.slice(0, -1), { blank: "" }, text.slice(-1)] : [text];
    return {
      label: value.text,
      kind: valueKinds[value.kind],
      ...detailOf(value),
      filterText: text,
      sortText: sortText(index),
      ...insertion(range, template, client.completionSnippets),
    };
  });
  return { items, isIncomplete: found.isIncomplete };
}

function skeletonItem(shape: Shape, range: Range, hasSnippets: boolean): CompletionList | null {
  if (shape.kind === "string" || shape.kind === "boolean") return null;
  const template = skeletonOf(shape);
  const label = template.map((part) => (typeof part === "string" ? part : part.blank)).join("");
  return complete([{ label, kind: CompletionItemKind.Snippet, ...insertion(range, template, hasSnippets) }]);
}
