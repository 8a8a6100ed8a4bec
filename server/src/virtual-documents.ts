// The URIs of virtual documents: what a plugin exports, what the next wrapper would be, what has changed, what a host would do.

import { URI } from "vscode-uri";
import { virtualScheme } from "#shared/protocol";
import { pathOf, type Separator, uriOf } from "./uri.ts";

export interface VirtualDocument {
  /** changes: between a wrapper and its plugin. diff: between two plugins. compat: whether a host loads a plugin. */
  readonly kind: "symbols" | "next" | "changes" | "diff" | "compat";
  /** Absolute: of the plugin (of two, the new one), or of the wrapper. */
  readonly path: string;
  /** The old one of two plugins, or the host. */
  readonly other?: string;
}

/** A document's name ends so that editors choose the right language: a symbol view is not Go, a wrapper is. */
const endings = { symbols: ".symbols", next: "", changes: ".diff", diff: ".diff", compat: ".txt" } as const;

/** `bind-plugin:/symbols/home/me/plugin.so.symbols`, `bind-plugin:/next/home/me/plugin_api.go`. */
export function virtualUri({ kind, path, other }: VirtualDocument, separator: Separator): string {
  const file = URI.parse(uriOf(path, separator));
  // Editors decode URIs once more or less than others, which does no harm to letters and digits.
  const query = other === undefined ? "" : Buffer.from(other).toString("base64url");
  return file.with({ scheme: virtualScheme, path: `/${kind}${file.path}${endings[kind]}`, query }).toString();
}

/** What `virtualUri` has put into the URI; `undefined` for any other. */
export function parseVirtualUri(uri: string, separator: Separator): VirtualDocument | undefined {
  if (!uri.startsWith(`${virtualScheme}:`)) return undefined;
  const parsed = URI.parse(uri);
  for (const kind of ["symbols", "next", "changes", "diff", "compat"] as const) {
    const [start, end] = [`/${kind}/`, endings[kind]];
    if (!parsed.path.startsWith(start) || !parsed.path.endsWith(end)) continue;
    const file = parsed.path.slice(start.length - 1, parsed.path.length - end.length);
    const path = pathOf(parsed.with({ scheme: "file", path: file, query: "" }).toString(), separator);
    const other = parsed.query === "" ? undefined : Buffer.from(parsed.query, "base64url").toString();
    const isOfTwo = kind === "diff" || kind === "compat";
    if (path === undefined || isOfTwo !== (other !== undefined)) continue;
    return { kind, path, ...(other === undefined ? {} : { other }) };
  }
  return undefined;
}
