// textDocument/references: a symbol of a plugin's source and the wrappers' members that stand for it, from any of them.

import {
  type CancellationToken,
  type Location,
  type ReferenceParams,
  ReferencesRequest,
} from "vscode-languageserver/node";
import { findCursor } from "../cursor.ts";
import { bindingsOf, memberPlaces, symbolPlace } from "../places.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature, requireWanted } from "./feature.ts";

/** The declaration in the plugin's source comes first, where it is at hand and asked for. Calls are not looked for. */
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
  const places = source && context.includeDeclaration ? [source, ...members] : members;
  return places.map((place) => ({ uri: workspace.uriOf(place.path), range: place.range }));
}

export const references = requestFeature(ReferencesRequest.type, provideReferences, () => ({
  referencesProvider: true,
}));
