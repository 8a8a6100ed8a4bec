// Places in answers to requests that lead somewhere.

import type { Location, LocationLink, Range } from "vscode-languageserver/node";

/** As links that mark `origin`, where the client takes these; `null` for none. */
export function toLinks(
  targets: readonly Location[],
  origin: Range,
  hasLinks: boolean,
): Location[] | LocationLink[] | null {
  if (targets.length === 0) return null;
  if (!hasLinks) return [...targets];
  return targets.map(({ uri, range }) => ({
    originSelectionRange: origin,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}
