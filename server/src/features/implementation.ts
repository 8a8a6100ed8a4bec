// textDocument/implementation: from a wrapper's member or its use to the function or variable in the plugin's source.

import {
  type CancellationToken,
  type Definition,
  type DefinitionLink,
  type ImplementationParams,
  ImplementationRequest,
} from "vscode-languageserver/node";
import { findCursor } from "../cursor.ts";
import { toLinks } from "../links.ts";
import { symbolPlace } from "../places.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature, requireWanted } from "./feature.ts";

export async function provideImplementation(
  workspace: Workspace,
  { textDocument, position }: ImplementationParams,
  token: CancellationToken,
): Promise<Definition | DefinitionLink[] | null> {
  const path = workspace.pathOf(textDocument.uri);
  const cursor = path === undefined ? undefined : await findCursor(workspace, path, position);
  requireWanted(token);
  if (cursor?.kind !== "member" && cursor?.kind !== "use") return null;
  const subject = workspace.subject(cursor.found.binding);
  const place = subject && symbolPlace(workspace.host, subject, cursor.member.name);
  if (!place) return null;
  const target = { uri: workspace.uriOf(place.path), range: place.range };
  return toLinks([target], cursor.range, workspace.client.implementationLinks);
}

export const implementation = requestFeature(ImplementationRequest.type, provideImplementation, () => ({
  implementationProvider: true,
}));
