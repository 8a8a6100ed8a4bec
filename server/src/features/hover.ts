// textDocument/hover: what a wrapper's member, a directive, a plugin's path or a plugin's symbol is, and whether it is still true; and
// what was built with a module of go.mod.

import {
  type CancellationToken,
  type Hover,
  type HoverParams,
  HoverRequest,
} from "vscode-languageserver/node";
import { isConfigFile } from "#shared/binding/config";
import { hoverConfig } from "../config-hover.ts";
import { type Cursor, findCursor } from "../cursor.ts";
import { hoverGoMod } from "../go-mod-hover.ts";
import { hoverBlocks } from "../hover-text.ts";
import { markupFor } from "../markup.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature, requireWanted } from "./feature.ts";

export async function provideHover(
  workspace: Workspace,
  { textDocument, position }: HoverParams,
  token: CancellationToken,
): Promise<Hover | null> {
  const path = workspace.pathOf(textDocument.uri);
  if (path === undefined) return null;
  const markup = markupFor(workspace.client.hoverMarkdown);
  if (workspace.host.path.basename(path) === "go.mod") return hoverGoMod(workspace, path, position, markup);
  const cursor = await findCursor(workspace, path, position);
  requireWanted(token);
  const config = isConfigFile(workspace.host, path) ? workspace.document(textDocument.uri) : undefined;
  const help = config && hoverConfig(config, position, workspace.client.hoverMarkdown);
  // The plugin and the wrapper say more than what the key of their path means.
  if (!cursor || (help && !hasFile(cursor))) return help ?? null;
  const blocks = await hoverBlocks(workspace, cursor, markup);
  return { contents: markup.content(blocks), range: cursor.range };
}

/** Whether the hover says what a file is. */
function hasFile(cursor: Cursor): boolean {
  return cursor.kind === "value" && /-path$/.test(cursor.flag.name);
}

export const hover = requestFeature(HoverRequest.type, provideHover, () => ({ hoverProvider: true }));
