// textDocument/references: a symbol of a plugin's source, the wrappers' members that stand for it, and their uses, from any of them.

import {
  type CancellationToken,
  type Location,
  type ReferenceParams,
  ReferencesRequest,
} from "vscode-languageserver/node";
import type { FoundBinding } from "#shared/binding/find";
import type { Location as Place } from "#shared/model";
import { findCursor, wrapperOf } from "../cursor.ts";
import { bindingsOf, memberPlaces, symbolPlace } from "../places.ts";
import { quietText } from "../text-lines.ts";
import type { Workspace } from "../workspace.ts";
import { findWrapperUses } from "../wrapper-uses.ts";
import { requestFeature, requireWanted } from "./feature.ts";

/** The declaration in the plugin's source comes first, where it is at hand and asked for; then the members; then what uses them. */
export async function provideReferences(
  workspace: Workspace,
  { textDocument, position, context }: ReferenceParams,
  token: CancellationToken,
): Promise<Location[] | null> {
  const path = workspace.pathOf(textDocument.uri);
  const cursor = path === undefined ? undefined : await findCursor(workspace, path, position);
  requireWanted(token);
  if (cursor?.kind !== "symbol" && cursor?.kind !== "member" && cursor?.kind !== "use") return null;
  const name = cursor.kind === "symbol" ? cursor.symbol.name : cursor.member.name;
  const subject = cursor.kind === "symbol" ? undefined : workspace.subject(cursor.found.binding);
  const source =
    cursor.kind === "symbol" ? cursor.symbol.location : subject && symbolPlace(workspace.host, subject, name);
  const own = cursor.kind === "symbol" ? cursor.found : [cursor.found];
  const bindings = source ? new Set([...own, ...bindingsOf(workspace, source, name)]) : own;
  const members = memberPlaces(workspace, [...bindings], name);
  const uses = await usesOf(workspace, bindings, name, token);
  const places = [...(source && context.includeDeclaration ? [source] : []), ...members, ...uses];
  return places.map((place) => ({ uri: workspace.uriOf(place.path), range: place.range }));
}

/** In all Go files of the workspace, as far as their sources tell the types of what is selected from. */
async function usesOf(
  workspace: Workspace,
  bindings: Iterable<FoundBinding>,
  name: string,
  token: CancellationToken,
): Promise<readonly Place[]> {
  const wrappers = [...bindings].flatMap((found) => wrapperOf(workspace, found) ?? []);
  const uses: Place[] = [];
  if (wrappers.length === 0) return uses;
  for await (const path of workspace.goFiles()) {
    requireWanted(token);
    const text = quietText(workspace.host, path);
    if (!text?.includes(name)) continue;
    const parser = await workspace.goParser();
    for (const { range } of findWrapperUses(workspace.host, parser, { path, text }, name, wrappers))
      uses.push({ path, range });
  }
  return uses;
}

export const references = requestFeature(ReferencesRequest.type, provideReferences, () => ({
  referencesProvider: true,
}));
