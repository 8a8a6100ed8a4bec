// Wrong usage, told in one line with the help that explains it.

import type { FlagIssue } from "#shared/flags";
import type { CommandName } from "#shared/options";
import { CommandError } from "../failure.ts";

export function usageError(command: CommandName, message: string): CommandError {
  return new CommandError(message, [`Run "bind-plugin help ${command}" for its flags.`]);
}

/** Throws where an argument is wrong. */
export function requireNoIssues(command: CommandName, issues: readonly FlagIssue[]): void {
  if (issues.length > 0) throw usageError(command, issues.map((issue) => issue.message).join("; "));
}

export function requireNoOperands(command: CommandName, operands: readonly string[]): void {
  const [extra] = operands;
  if (extra !== undefined) throw usageError(command, `${command} takes no argument ${JSON.stringify(extra)}`);
}
