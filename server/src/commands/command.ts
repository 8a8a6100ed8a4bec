// What each command of workspace/executeCommand is.

import type { Editor } from "../editor.ts";
import type { Workspace } from "../workspace.ts";

export interface CommandContext {
  readonly workspace: Workspace;
  readonly editor: Editor;
  /** Ends what the command is doing. */
  readonly signal: AbortSignal;
  /** Says how far the command has come (0 to 100, where that is known) and what it is at. */
  readonly progress: (message: string, percentage?: number) => void;
}

/** Rejects with `CommandError` or another expected error where it cannot do what is asked. */
export type Command = (context: CommandContext, argument: unknown) => Promise<unknown>;
