// What commands and views are given.

import type { Disposable, ExtensionContext, LogOutputChannel } from "vscode";
import type { Server } from "./server.ts";

export interface Extension {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly server: Server;
}

/** A command of the palette, a menu or a view; what it rejects with is shown to the user. */
export interface ClientCommand {
  readonly id: string;
  run(extension: Extension, ...args: readonly unknown[]): unknown;
}

/** A part of the extension, such as a view: begins at activation and ends by the result's `dispose`. */
export type Part = (extension: Extension) => Disposable;
