// What `check` and `watch` print: problems in lines like a compiler's with a summary, or as JSON.

import path from "node:path";
import type { CheckResult } from "#shared/engine";
import type { Location } from "#shared/model";
import { printable } from "#shared/printable";
import type { Problem, Severity } from "#shared/problem";
import type { Paint } from "./output.ts";

/** The absolute paths that operands name; the current folder where there are none. */
export function pathsToCheck(operands: readonly string[]): readonly string[] {
  return (operands.length > 0 ? operands : ["."]).map((operand) => path.resolve(withoutPattern(operand)));
}

/** Go's `./...` means what a folder means here anyway: all below it. */
function withoutPattern(operand: string): string {
  return operand.replace(/(^|[\\/])\.\.\.$/, "$1") || ".";
}

/** 1 where something has drifted, else 0. */
export function exitCodeOf({ problems }: CheckResult): 0 | 1 {
  return problems.some((problem) => problem.severity !== "information") ? 1 : 0;
}

/** Lines, the summary last. Paths are shown from `folder`. */
export function reportText({ problems, bindings }: CheckResult, folder: string, paint: Paint): string {
  const lines = problems.flatMap((problem) => problemLines(problem, folder, paint));
  return [...lines, summary(problems, bindings), ""].join("\n");
}

const styles = { error: "error", warning: "warning", information: "note" } as const;

function problemLines(problem: Problem, folder: string, paint: Paint): readonly string[] {
  const { code, severity, location, message, related } = problem;
  const place = paint("strong", placeText(location, folder));
  return [
    `${place}: ${paint(styles[severity], severity)}: ${printable(message)} ${paint("faint", `[${code}]`)}`,
    ...related.map((other) => `    ${placeText(other.location, folder)}: ${printable(other.message)}`),
  ];
}

/** 1-based, as compilers have it. */
function placeText({ path: file, range }: Location, folder: string): string {
  const relative = path.relative(folder, file);
  const shown = relative === "" || relative.startsWith("..") ? file : relative;
  return printable(`${shown}:${range.start.line + 1}:${range.start.character + 1}`);
}

function summary(problems: readonly Problem[], bindings: number): string {
  const count = (severity: Severity) => problems.filter((problem) => problem.severity === severity).length;
  const parts = [
    counted(count("error"), "error", "errors"),
    counted(count("warning"), "warning", "warnings"),
    counted(count("information"), "note", "notes"),
  ].filter((part) => part !== "");
  return [
    counted(bindings, "binding", "bindings") || "no bindings",
    ...(parts.length > 0 ? parts : ["no problems"]),
  ].join(", ");
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? "" : `${count} ${count === 1 ? one : many}`;
}
