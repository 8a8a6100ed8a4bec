// codeLens/resolve: what a lens says, and what a click on it does.

import { type CancellationToken, type CodeLens, CodeLensResolveRequest } from "vscode-languageserver/node";
import { type LensTask, lensCommand } from "../lenses.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature } from "./feature.ts";

/** A lens whose binding has gone since has no command, and goes at the next request. */
export function provideCodeLensResolve(
  workspace: Workspace,
  lens: CodeLens,
  _token: CancellationToken,
): CodeLens {
  const task = lens.data as LensTask | undefined;
  const command = typeof task?.reference?.uri === "string" ? lensCommand(workspace, task) : undefined;
  return command ? { ...lens, command } : lens;
}

export const codeLensResolve = requestFeature(CodeLensResolveRequest.type, provideCodeLensResolve);
