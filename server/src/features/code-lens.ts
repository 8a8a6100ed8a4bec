// textDocument/codeLens: what there is to say of bindings and symbols; of symbols, which are many, it is resolved when it is shown.

import {
  type CancellationToken,
  type CodeLens,
  type CodeLensParams,
  CodeLensRequest,
} from "vscode-languageserver/node";
import { type Lens, lensCommand, lensesOf } from "../lenses.ts";
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
    : lensesOf(workspace, path).map((lens) => toCodeLens(workspace, lens));
}

/**
 * A binding's lens has its command at once: VS Code 1.100 keeps what is resolved while lenses are asked for again, and then says that the
 * command is not found.
 */
function toCodeLens(workspace: Workspace, { range, task }: Lens): CodeLens {
  const command = task.kind === "symbol" ? undefined : lensCommand(workspace, task);
  return { range, data: task, ...(command ? { command } : {}) };
}

export const codeLens = requestFeature(CodeLensRequest.type, provideCodeLens, () => ({
  codeLensProvider: { resolveProvider: true },
}));
