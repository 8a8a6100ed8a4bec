// Corrections of what is written in a directive or a bind-plugin.json, from the suggestion that a problem carries.

import type { TextEdit } from "vscode-languageserver/node";
import type { Range } from "#shared/model";
import type { Problem } from "#shared/problem";
import type { Workspace } from "./workspace.ts";

export interface Correction {
  readonly edit: TextEdit;
  /** What is written instead. */
  readonly text: string;
}

/** `undefined` where there is no suggestion, or where what is wrong does not stand there as it is (a shorthand, a variable). */
export function correctionOf(workspace: Workspace, problem: Problem): Correction | undefined {
  const { code, location, data } = problem;
  const { flag, suggestion } = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof suggestion !== "string") return undefined;
  const written = textIn(workspace, location.path, location.range);
  const text = corrected(code, written, String(flag), suggestion);
  return text === undefined ? undefined : { edit: { range: location.range, newText: text }, text };
}

function corrected(
  code: Problem["code"],
  written: string,
  flag: string,
  suggestion: string,
): string | undefined {
  const [, dashes, name, value = ""] = /^(--?)([^=]+)(=.*)?$/.exec(written) ?? [];
  switch (code) {
    case "directive.unknown-flag":
      return name === flag ? `${dashes}${suggestion}${value}` : undefined;
    case "directive.bad-value":
      return name === flag && value !== "" ? `${dashes}${name}=${suggestion}` : undefined;
    case "config.invalid":
      return written.startsWith('"') ? JSON.stringify(suggestion) : undefined;
    default:
      return undefined;
  }
}

/** The text of a range within one line. */
export function textIn(workspace: Workspace, path: string, { start, end }: Range): string {
  if (start.line !== end.line) return "";
  const line = workspace.host.readText(path).split("\n")[start.line] ?? "";
  return line.slice(start.character, end.character);
}
