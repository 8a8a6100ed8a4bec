// Hover in bind-plugin.json: what a key means.

import type { Hover, Position } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { readConfigPlace } from "#shared/config/place";
import { memberHelp } from "./flag-help.ts";

/** On a key, or on its value. */
export function hoverConfig(document: TextDocument, position: Position, hasMarkdown: boolean): Hover | null {
  const place = readConfigPlace(document.getText(), document.offsetAt(position));
  if (!place?.member || place.key === undefined || place.start === place.end) return null;
  return {
    contents: memberHelp(place.key, place.member, hasMarkdown),
    range: { start: document.positionAt(place.start), end: document.positionAt(place.end) },
  };
}
