// The texts of virtual documents: a plugin's symbols as a listing, the next wrapper, what has changed, what a host would do.

import { HostError } from "#shared/host";
import { type ListingBlock, listBinary, listingText } from "#shared/listing";
import type { Plugin } from "#shared/model";
import { printable } from "#shared/printable";
import { changesText, pluginDiffText } from "./changes-text.ts";
import { compatDocument } from "./compat-text.ts";
import { draftText, parseDraftUri } from "./draft-documents.ts";
import { isExpected } from "./failure.ts";
import { nextWrapper } from "./next-wrapper.ts";
import { unreadPlugin } from "./unread-plugin.ts";
import { parseVirtualUri } from "./virtual-documents.ts";
import type { Workspace } from "./workspace.ts";

/** `undefined` where the URI is of no virtual document. What cannot be read is a comment that says why. */
export async function virtualContent(workspace: Workspace, uri: string): Promise<string | undefined> {
  const draft = parseDraftUri(uri);
  if (draft !== undefined) return draftText(workspace, draft);
  const document = parseVirtualUri(uri, workspace.host.path.separator);
  if (!document) return undefined;
  const { kind, path, other } = document;
  switch (kind) {
    case "symbols":
      return listingText(await pluginListing(workspace, path));
    case "next":
      return nextText(workspace, path);
    case "changes":
      return changesText(workspace, path);
    case "diff":
      return pluginDiffText(workspace, other!, path);
    case "compat":
      return compatDocument(workspace, other!, path);
  }
}

/** What the text depends on, as far as it changes while the server runs: equal, element by element, as long as the text is. */
export async function contentFacts(workspace: Workspace, uri: string): Promise<readonly unknown[]> {
  const document = parseVirtualUri(uri, workspace.host.path.separator);
  if (!document) return [];
  const { kind, path, other } = document;
  const binding = workspace.bindings().find((found) => found.binding.wrapperPath === path)?.binding;
  const ofPlugin = async (path: string | undefined) => {
    const state = path === undefined ? undefined : await workspace.plugin(path, false);
    return state?.state === "read" ? state.plugin : JSON.stringify(state);
  };
  if (kind === "symbols" || kind === "diff") return [await ofPlugin(path), await ofPlugin(other)];
  if (kind === "compat") return [await ofPlugin(path), JSON.stringify(workspace.host.stat(other!))];
  if (kind === "changes") return [binding && workspace.subject(binding)];
  const plugin = await ofPlugin(binding?.pluginPath);
  const source = binding && workspace.subject(binding)?.source;
  const docs = [...(source?.symbols.values() ?? [])].map(({ name, doc, params, results }) => [
    name,
    doc,
    params,
    results,
  ]);
  return [plugin, JSON.stringify(binding?.options), JSON.stringify(docs)];
}

async function nextText(workspace: Workspace, path: string): Promise<string> {
  const found = workspace.bindings().find(({ binding }) => binding.wrapperPath === path);
  if (!found) return remark(`nothing asks for the wrapper ${workspace.show(path)}`);
  try {
    return (await nextWrapper(workspace, found.binding)).text;
  } catch (error) {
    if (!isExpected(error)) throw error;
    return remark(error.message);
  }
}

/** By what the plugin was when it was listed. */
const listings = new WeakMap<Plugin, readonly ListingBlock[]>();

/** What the plugin exports; of one that cannot be read lines that say why. */
export async function pluginListing(workspace: Workspace, path: string): Promise<readonly ListingBlock[]> {
  const state = await workspace.plugin(path, true);
  if (state.state !== "read") return remarkBlock(...unreadPlugin(state, workspace.show(path)));
  const known = listings.get(state.plugin);
  if (known) return known;
  try {
    // Names of parameters are in the debug information, which is read only here.
    const { plugin, sha256 } = await workspace.engine.readPlugin(path);
    const shown = { ...plugin, path: workspace.show(path) };
    const listing = listBinary(shown, { sha256, show: workspace.show });
    listings.set(state.plugin, listing);
    return listing;
  } catch (error) {
    if (error instanceof HostError || isExpected(error)) return remarkBlock(error.message);
    throw error;
  }
}

function remarkBlock(...sentences: readonly string[]): readonly ListingBlock[] {
  const lines = sentences.map((text) => ({
    pieces: [{ style: "comment" as const, text: remark(text).trimEnd() }],
  }));
  return [{ kind: "remark", lines }];
}

function remark(text: string): string {
  return `// ${printable(text)}\n`;
}
