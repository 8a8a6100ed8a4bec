// textDocument/definition: from a wrapper's member, its use or a symbol view to the plugin's source, from a directive to the files that it
// names, and from a symbol in the source to what wraps it.

import {
  type CancellationToken,
  type Definition,
  type DefinitionLink,
  type DefinitionParams,
  DefinitionRequest,
} from "vscode-languageserver/node";
import { type Cursor, findCursor } from "../cursor.ts";
import { toLinks } from "../links.ts";
import { memberOf, memberPlaces, outputPlace, packagePlace, pluginUri, symbolPlace } from "../places.ts";
import { viewLinks } from "../view-links.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature, requireWanted } from "./feature.ts";

export async function provideDefinition(
  workspace: Workspace,
  { textDocument, position }: DefinitionParams,
  token: CancellationToken,
): Promise<Definition | DefinitionLink[] | null> {
  const path = workspace.pathOf(textDocument.uri);
  if (path === undefined) return fromView(workspace, textDocument.uri, position, token);
  const cursor = await findCursor(workspace, path, position);
  requireWanted(token);
  if (!cursor) return null;
  return toLinks(targetsOf(workspace, cursor), cursor.range, workspace.client.definitionLinks);
}

async function fromView(
  workspace: Workspace,
  uri: string,
  position: DefinitionParams["position"],
  token: CancellationToken,
): Promise<Definition | DefinitionLink[] | null> {
  const link = (await viewLinks(workspace, uri)).find(({ row }) => row === position.line);
  requireWanted(token);
  if (!link) return null;
  const target = { uri: workspace.uriOf(link.target.path), range: link.target.range };
  return toLinks([target], link.name, workspace.client.definitionLinks);
}

function targetsOf(workspace: Workspace, cursor: Cursor) {
  const { host, uriOf } = workspace;
  const at = (place: { path: string; range: Cursor["range"] } | undefined) =>
    place ? [{ uri: uriOf(place.path), range: place.range }] : [];
  const plugin = (path: string) => {
    const uri = pluginUri(workspace, path);
    const start = { line: 0, character: 0 };
    return uri === undefined ? [] : [{ uri, range: { start, end: start } }];
  };
  switch (cursor.kind) {
    case "member":
    case "use": {
      const { found, wrapper, member } = cursor;
      const subject = workspace.subject(found.binding);
      const source = subject && symbolPlace(host, subject, member.name);
      if (source) return at(source);
      const declared = cursor.kind === "use" ? memberOf(wrapper, member.name) : undefined;
      return at(declared && { path: wrapper.path, range: declared.range });
    }
    case "symbol":
      return memberPlaces(workspace, cursor.found, cursor.symbol.name).flatMap(at);
    case "header":
      return cursor.found.binding.origin === "header"
        ? plugin(cursor.found.binding.pluginPath)
        : at(cursor.found.binding.location);
    case "directive":
      return at(cursor.found && outputPlace(host, cursor.found));
    default: {
      if (!cursor.found) return [];
      const { name } = cursor.flag;
      if (name === "plugin-path") return plugin(cursor.found.binding.pluginPath);
      if (name === "plugin-package") return at(packagePlace(host, cursor.found));
      return name.startsWith("output-") ? at(outputPlace(host, cursor.found)) : [];
    }
  }
}

export const definition = requestFeature(DefinitionRequest.type, provideDefinition, () => ({
  definitionProvider: true,
}));
