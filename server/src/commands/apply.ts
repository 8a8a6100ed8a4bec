// The command apply: what a code action does, for clients that do not resolve it to an edit.

import type { GenerationResult } from "#shared/protocol";
import { CommandError } from "../failure.ts";
import { editsFor, readTask } from "../tasks.ts";
import type { Command } from "./command.ts";

export const apply: Command = async ({ workspace, editor }, argument): Promise<GenerationResult> => {
  const task = readTask(argument);
  if (!task) throw new CommandError("the command needs the argument of a code action");
  const files = await editsFor(workspace, task);
  if (files.length === 0) return { written: [], current: [] };
  if (!workspace.client.applyEdit) throw new CommandError("the editor takes no edits");
  await editor.applyEdits(files);
  return { written: files.map(({ path }) => workspace.uriOf(path)), current: [] };
};
