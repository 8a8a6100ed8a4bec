// codeAction/resolve: the edit of an action that has been chosen.

import {
  type CancellationToken,
  type CodeAction,
  CodeActionResolveRequest,
} from "vscode-languageserver/node";
import { toWorkspaceEdit } from "../edits.ts";
import { toResponseError } from "../response-error.ts";
import { editsFor, readTask } from "../tasks.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature, requireWanted } from "./feature.ts";

export async function provideCodeActionResolve(
  workspace: Workspace,
  action: CodeAction,
  token: CancellationToken,
): Promise<CodeAction> {
  const task = readTask(action.data);
  if (!task) return action;
  try {
    const files = await editsFor(workspace, task);
    requireWanted(token);
    return { ...action, edit: toWorkspaceEdit(workspace, files) };
  } catch (error) {
    throw toResponseError(error);
  }
}

export const codeActionResolve = requestFeature(CodeActionResolveRequest.type, provideCodeActionResolve);
