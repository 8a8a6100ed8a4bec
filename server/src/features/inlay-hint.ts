// textDocument/inlayHint: at the end of a directive, how its wrapper is. The settings turn it on.

import {
  type CancellationToken,
  type InlayHint,
  type InlayHintParams,
  InlayHintRequest,
} from "vscode-languageserver/node";
import { bindingHint } from "../binding-hints.ts";
import { markupFor } from "../markup.ts";
import { problemsOf } from "../plugin-text.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature } from "./feature.ts";

export function provideInlayHint(
  workspace: Workspace,
  { textDocument, range }: InlayHintParams,
  _token: CancellationToken,
): InlayHint[] | null {
  const path = workspace.pathOf(textDocument.uri);
  if (path === undefined || !workspace.settings.inlayHints) return null;
  const markup = markupFor(workspace.client.hoverMarkdown);
  return workspace.bindings().flatMap(({ binding }) => {
    const { origin, location } = binding;
    const position = location.range.end;
    const isAsked = range.start.line <= position.line && position.line <= range.end.line;
    if (origin !== "directive" || location.path !== path || !isAsked) return [];
    const label = bindingHint(workspace, binding);
    if (label === undefined) return [];
    const tooltip = markup.content([problemsOf(workspace.subject(binding), markup)]);
    return [{ position, label, tooltip, paddingLeft: true }];
  });
}

export const inlayHint = requestFeature(InlayHintRequest.type, provideInlayHint, () => ({
  inlayHintProvider: true,
}));
