// The virtual document of a wrapper that is not written yet: `bind-plugin:/draft/home/me/api.go?{"plugin":…,"name":…}`.

import { URI } from "vscode-uri";
import { printable } from "#shared/printable";
import { virtualScheme, type WrapperDraft } from "#shared/protocol";
import { draftBinding, requireDraft } from "./drafts.ts";
import { isExpected } from "./failure.ts";
import { nextWrapper } from "./next-wrapper.ts";
import { statementsOf } from "./statements.ts";
import type { Workspace } from "./workspace.ts";

const start = "/draft/";

export function draftUri({ plugin, wrapper, name }: WrapperDraft): string {
  const file = URI.parse(wrapper);
  const path = `${start.slice(0, -1)}${file.path}`;
  return file.with({ scheme: virtualScheme, path, query: JSON.stringify({ plugin, name }) }).toString();
}

/** What `draftUri` has put into the URI; `undefined` for any other. */
export function parseDraftUri(uri: string): unknown {
  if (!uri.startsWith(`${virtualScheme}:`)) return undefined;
  const parsed = URI.parse(uri);
  if (!parsed.path.startsWith(start)) return undefined;
  const wrapper = parsed.with({ scheme: "file", path: parsed.path.slice(start.length - 1), query: "" });
  try {
    return { ...JSON.parse(parsed.query), wrapper: wrapper.toString() };
  } catch {
    return {};
  }
}

/** The wrapper with the statement that is usual here, or a comment that says why there can be none. */
export async function draftText(workspace: Workspace, argument: unknown): Promise<string> {
  try {
    return (await prepareDraft(workspace, argument)).text;
  } catch (error) {
    if (!isExpected(error)) throw error;
    return `// ${printable(error.message)}\n`;
  }
}

/** Rejects as `requireDraft` and `nextWrapper` do. */
export async function prepareDraft(workspace: Workspace, argument: unknown) {
  const draft = await requireDraft(workspace, argument);
  const statements = statementsOf(workspace, draft);
  const { binding } = draftBinding(workspace, draft, statements[0]!.kind);
  const { text } = await nextWrapper(workspace, binding);
  return { text, statements };
}
