// textDocument/codeAction: what can be done about the problems and the bindings at a place.

import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionRequest,
  CodeActionTriggerKind,
  type Command,
  type Diagnostic,
} from "vscode-languageserver/node";
import type { Problem } from "#shared/problem";
import { actionKinds, serverCommands } from "#shared/protocol";
import { doLinesMeet } from "../bindings-of.ts";
import { fileOffers, type Offer, placeOffers, problemOffers } from "../offers.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature } from "./feature.ts";

export function provideCodeAction(
  workspace: Workspace,
  { textDocument, range, context }: CodeActionParams,
  _token: CancellationToken,
): (CodeAction | Command)[] | null {
  const path = workspace.pathOf(textDocument.uri);
  if (path === undefined) return null;
  const isWanted = ({ kind }: Offer) => !context.only || context.only.some((only) => isKindOf(kind, only));
  const problems = workspace
    .problems(path)
    .problems.filter(({ location }) => doLinesMeet(location.range, range));
  const offers = [
    ...problemOffers(workspace, problems),
    ...placeOffers(workspace, path, range),
    // Nobody has asked for what is about the whole file when the cursor merely moves.
    ...(context.only || context.triggerKind !== CodeActionTriggerKind.Automatic
      ? fileOffers(workspace, path, textDocument.uri)
      : []),
  ];
  return offers
    .filter(isWanted)
    .filter(({ disabled }) => disabled === undefined || workspace.client.disabledCodeActions)
    .map((offer) => toAction(workspace, offer, context.diagnostics));
}

function isKindOf(kind: string, wanted: string): boolean {
  return wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`);
}

function toAction(
  workspace: Workspace,
  { title, kind, does, disabled, fixes, isPreferred }: Offer,
  diagnostics: readonly Diagnostic[],
): CodeAction | Command {
  const { client } = workspace;
  const command = commandOf(title, does);
  if (!client.codeActions && command) return command;
  const fixed = diagnostics.filter((diagnostic) => fixes?.some((problem) => isSame(problem, diagnostic)));
  const isResolved = "task" in does && client.resolvesCodeActions;
  return {
    title,
    kind,
    ...(fixed.length > 0 ? { diagnostics: fixed } : {}),
    ...(isPreferred && disabled === undefined ? { isPreferred } : {}),
    ...(disabled === undefined ? {} : { disabled: { reason: disabled } }),
    ...("edit" in does ? { edit: does.edit } : {}),
    ...(isResolved ? { data: does.task } : command ? { command } : {}),
  };
}

/** What does it for a client that can only run commands; an edit that is known needs none. */
function commandOf(title: string, does: Offer["does"]): Command | undefined {
  if ("command" in does) return { title, command: does.command, arguments: [does.argument] };
  return "task" in does ? { title, command: serverCommands.apply, arguments: [does.task] } : undefined;
}

function isSame({ code, location: { range } }: Problem, diagnostic: Diagnostic): boolean {
  const { start } = diagnostic.range;
  return (
    diagnostic.code === code && start.line === range.start.line && start.character === range.start.character
  );
}

export const codeAction = requestFeature(
  CodeActionRequest.type,
  provideCodeAction,
  ({ resolvesCodeActions }) => ({
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, ...Object.values(actionKinds)],
      ...(resolvesCodeActions ? { resolveProvider: true } : {}),
    },
  }),
);
