// textDocument/documentLink: the files that directives, bind-plugin.json and the headers of wrappers name, and the places of a symbol view.

import {
  type CancellationToken,
  type DocumentLink,
  type DocumentLinkParams,
  DocumentLinkRequest,
} from "vscode-languageserver/node";
import type { FoundBinding } from "#shared/binding/find";
import type { Range } from "#shared/model";
import { bindingOfWrapper } from "../cursor.ts";
import { directiveParts } from "../directive-parts.ts";
import { outputPlace, packagePlace, pluginUri } from "../places.ts";
import { lineOf, quietText } from "../text-lines.ts";
import { viewLinks } from "../view-links.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature } from "./feature.ts";

export async function provideDocumentLinks(
  workspace: Workspace,
  { textDocument }: DocumentLinkParams,
  _token: CancellationToken,
): Promise<DocumentLink[] | null> {
  const path = workspace.pathOf(textDocument.uri);
  if (path === undefined) return linksInView(workspace, textDocument.uri);
  const text = quietText(workspace.host, path);
  if (text === undefined) return null;
  const links = namedIn(workspace, path, text).flatMap(({ found, flag, range }) => {
    const link = targetOf(workspace, found, flag);
    return link ? [{ range, ...link }] : [];
  });
  return links.length === 0 ? null : links;
}

async function linksInView(workspace: Workspace, uri: string): Promise<DocumentLink[] | null> {
  const links = await viewLinks(workspace, uri);
  if (links.length === 0) return null;
  const tip = workspace.client.documentLinkTooltips ? { tooltip: "Open the declaration" } : {};
  return links.map(({ place, target }) => {
    const { line, character } = target.range.start;
    return { range: place, target: `${workspace.uriOf(target.path)}#L${line + 1},${character + 1}`, ...tip };
  });
}

interface Named {
  readonly found: FoundBinding;
  /** The flag that names the file. */
  readonly flag: string;
  readonly range: Range;
}

function namedIn(workspace: Workspace, path: string, text: string): readonly Named[] {
  const finding = workspace.goFile(path);
  const inDirectives = (finding?.directives ?? []).flatMap(({ directive, binding }) =>
    binding
      ? directiveParts(directive, text)
          .filter(({ kind }) => kind === "value")
          .map(({ flag, range }) => ({ found: { binding, directive }, flag: flag.name, range }))
      : [],
  );
  const inConfig = path.endsWith(".go")
    ? []
    : workspace
        .bindings()
        .filter(({ entry, binding }) => entry && binding.location.path === path)
        .flatMap((found) => [...found.entry!.places].map(([flag, range]) => ({ found, flag, range })));
  return [...inDirectives, ...inConfig, ...namedInHeader(workspace, path, text)];
}

const named = [
  ["plugin-path", /^\/\/ Plugin (.+) info:$/],
  ["plugin-package", /^\/\/ - package: (.+)$/],
] as const;

function namedInHeader(workspace: Workspace, path: string, text: string): readonly Named[] {
  const wrapper = workspace.goFile(path)?.wrapper;
  const found = wrapper && bindingOfWrapper(workspace, path);
  if (!wrapper || !found) return [];
  const links: Named[] = [];
  for (let line = wrapper.headerRange.start.line; lineOf(text, line).startsWith("//"); line++) {
    const row = lineOf(text, line);
    for (const [flag, pattern] of named) {
      const value = pattern.exec(row)?.[1];
      if (value === undefined) continue;
      const character = row.indexOf(value);
      const range = { start: { line, character }, end: { line, character: character + value.length } };
      links.push({ found, flag, range });
    }
  }
  return links;
}

function targetOf(
  workspace: Workspace,
  found: FoundBinding,
  flag: string,
): Pick<DocumentLink, "target" | "tooltip"> | undefined {
  const { host, client, uriOf } = workspace;
  const tip = (tooltip: string) => (client.documentLinkTooltips ? { tooltip } : {});
  if (flag === "plugin-path") {
    const target = pluginUri(workspace, found.binding.pluginPath);
    const words = client.virtualDocuments ? "Show what the plugin exports" : "Open the plugin";
    return target === undefined ? undefined : { target, ...tip(words) };
  }
  const place = flag === "plugin-package" ? packagePlace(host, found) : undefined;
  if (place) return { target: uriOf(place.path), ...tip("Open the plugin's source") };
  const output = flag === "output-path" ? outputPlace(host, found) : undefined;
  return output && { target: uriOf(output.path), ...tip("Open the wrapper") };
}

export const documentLink = requestFeature(DocumentLinkRequest.type, provideDocumentLinks, () => ({
  documentLinkProvider: {},
}));
