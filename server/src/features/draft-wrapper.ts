// bindPlugin/suggestWrappers and bindPlugin/draftWrapper: what a new wrapper may be, and what comes of it.

import { type CancellationToken, RequestType } from "vscode-languageserver/node";
import {
  type DraftedWrapper,
  draftWrapperRequest,
  suggestWrappersRequest,
  type WrapperDraft,
  type WrapperSuggestions,
} from "#shared/protocol";
import { draftUri, prepareDraft } from "../draft-documents.ts";
import { suggestWrappers } from "../drafts.ts";
import { toResponseError } from "../response-error.ts";
import type { Workspace } from "../workspace.ts";
import { type Feature, requireWanted } from "./feature.ts";

interface PluginReference {
  readonly uri: string;
}

const suggestions = new RequestType<PluginReference, WrapperSuggestions, void>(suggestWrappersRequest);
const drafted = new RequestType<WrapperDraft, DraftedWrapper, void>(draftWrapperRequest);

/** Fails, in words for people, where the file is no plugin that can be read. */
export async function provideSuggestions(
  workspace: Workspace,
  { uri }: PluginReference,
  token: CancellationToken,
): Promise<WrapperSuggestions> {
  requireWanted(token);
  const path = workspace.pathOf(uri);
  if (path === undefined) throw toResponseError(`${uri} is no file on disk`);
  const state = await workspace.plugin(path, false);
  requireWanted(token);
  if (state.state === "missing") throw toResponseError(`${workspace.show(path)} does not exist`);
  if (state.state === "unreadable")
    throw toResponseError(`${workspace.show(path)} cannot be read: ${state.reason}`);
  return suggestWrappers(workspace, path, state.plugin);
}

export async function provideDraft(
  workspace: Workspace,
  draft: WrapperDraft,
  token: CancellationToken,
): Promise<DraftedWrapper> {
  requireWanted(token);
  try {
    const { statements } = await prepareDraft(workspace, draft);
    return { preview: draftUri(draft), statements };
  } catch (error) {
    throw toResponseError(error);
  }
}

export const draftWrapper: Feature = {
  register(connection, workspace) {
    connection.onRequest(suggestions, (params, token) => provideSuggestions(workspace, params, token));
    connection.onRequest(drafted, (params, token) => provideDraft(workspace, params, token));
  },
};
