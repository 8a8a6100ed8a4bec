// textDocument/codeLens: where there is something to say of bindings and symbols; what, is resolved when it is shown.

import {
  type CancellationToken,
  type CodeLens,
  type CodeLensParams,
  CodeLensRequest,
} from "vscode-languageserver/node";
import { lensesOf } from "../lenses.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature } from "./feature.ts";

export function provideCodeLens(
  workspace: Workspace,
  { textDocument }: CodeLensParams,
  _token: CancellationToken,
): CodeLens[] | null {
  const path = workspace.pathOf(textDocument.uri);
  return path === undefined || !workspace.settings.codeLenses
    ? null
    : lensesOf(workspace, path).map(({ range, task }) => ({ range, data: task }));
}

export const codeLens = requestFeature(CodeLensRequest.type, provideCodeLens, () => ({
  codeLensProvider: { resolveProvider: true },
}));
