// Wrong usage, told in one line with the help that explains it.

import type { CommandName, FlagIssue, ParsedFlags } from "#shared/options";
import { CommandError } from "../failure.ts";

export function usageError(command: CommandName, message: string): CommandError {
  return new CommandError(message, [`Run "bind-plugin help ${command}" for its flags.`]);
}

/** Throws where an argument is wrong. */
export function requireNoIssues(command: CommandName, issues: readonly FlagIssue[]): void {
  if (issues.length > 0) throw usageError(command, issues.map((issue) => issue.message).join("; "));
}

/** What is no flag, for a command that takes any number of such arguments. */
export function operandsOf(command: CommandName, parsed: ParsedFlags): readonly string[] {
  requireNoIssues(command, parsed.issues);
  return parsed.operands.map((operand) => operand.text);
}

export function requireNoOperands(command: CommandName, parsed: ParsedFlags): void {
  const [extra] = parsed.operands;
  if (extra) throw usageError(command, `${command} takes no argument ${JSON.stringify(extra.text)}`);
}
