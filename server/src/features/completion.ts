// textDocument/completion: in directives and in bind-plugin.json, nowhere else.

import { type CompletionList, type CompletionParams, CompletionRequest } from "vscode-languageserver/node";
import { isConfigFile } from "#shared/binding/config";
import { completeConfig } from "../config-completion.ts";
import { completeDirective } from "../directive-completion.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature } from "./feature.ts";

export function provideCompletion(
  workspace: Workspace,
  { textDocument, position }: CompletionParams,
): CompletionList | null {
  const path = workspace.pathOf(textDocument.uri);
  const document = workspace.document(textDocument.uri);
  if (path === undefined || !document) return null;
  if (isConfigFile(workspace.host, path)) return completeConfig(workspace, path, document, position);
  return path.endsWith(".go") ? completeDirective(workspace, path, document, position) : null;
}

export const completion = requestFeature(CompletionRequest.type, provideCompletion, () => ({
  completionProvider: { triggerCharacters: ["-", "=", " ", "/", ".", '"'], resolveProvider: true },
}));
