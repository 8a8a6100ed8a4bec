// The requests that a case can make at a cursor, and their answers as text.

import type { Position } from "vscode-languageserver/node";
import type { LspClient } from "#test/lsp-client";

type Answer = (client: LspClient, path: string, position: Position) => Promise<string>;

/** By the name that a case's section has: `-- hover @here --` makes the request `hover`. */
export const answers: Readonly<Record<string, Answer>> = {};
