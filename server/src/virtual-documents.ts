// The URIs of virtual documents: what a plugin exports, and what the next wrapper would be.

import { URI } from "vscode-uri";
import { virtualScheme } from "#shared/protocol";
import { pathOf, type Separator, uriOf } from "./uri.ts";

export interface VirtualDocument {
  readonly kind: "symbols" | "next";
  /** Absolute: of the plugin, or of the wrapper. */
  readonly path: string;
}

/** A document's name ends so that editors choose the right language: a symbol view is not Go, a wrapper is. */
const endings = { symbols: ".symbols", next: "" } as const;

/** `bind-plugin:/symbols/home/me/plugin.so.symbols`, `bind-plugin:/next/home/me/plugin_api.go`. */
export function virtualUri({ kind, path }: VirtualDocument, separator: Separator): string {
  const file = URI.parse(uriOf(path, separator));
  return file.with({ scheme: virtualScheme, path: `/${kind}${file.path}${endings[kind]}` }).toString();
}

/** What `virtualUri` has put into the URI; `undefined` for any other. */
export function parseVirtualUri(uri: string, separator: Separator): VirtualDocument | undefined {
  if (!uri.startsWith(`${virtualScheme}:`)) return undefined;
  const parsed = URI.parse(uri);
  for (const kind of ["symbols", "next"] as const) {
    const [start, end] = [`/${kind}/`, endings[kind]];
    if (!parsed.path.startsWith(start) || !parsed.path.endsWith(end)) continue;
    const file = parsed.path.slice(start.length - 1, parsed.path.length - end.length);
    const path = pathOf(parsed.with({ scheme: "file", path: file }).toString(), separator);
    if (path !== undefined) return { kind, path };
  }
  return undefined;
}
