// The problems of a subject, found once, and what they say in sentences; and all that are shown of a binding, wherever that is.

import { checkSubject } from "#shared/checks/all";
import type { Subject } from "#shared/checks/subject";
import type { Problem, Severity } from "#shared/problem";
import type { Workspace } from "./workspace.ts";

/** Sentences about one item. */
const noteLimit = 8;

const found = new WeakMap<Subject, readonly Problem[]>();

export function problemsOf(subject: Subject): readonly Problem[] {
  let problems = found.get(subject);
  if (!problems) {
    problems = checkSubject(subject);
    found.set(subject, problems);
  }
  return problems;
}

/** What the subject's check has found, in whatever files, and what else there is where its binding is stated and in its wrapper. */
export function shownProblemsOf({ problems }: Workspace, subject: Subject): readonly Problem[] {
  const { location, wrapperPath } = subject.binding;
  const { line } = location.range.start;
  const stated = problems(location.path).problems.filter((one) => one.location.range.start.line === line);
  const all = [...stated, ...problems(wrapperPath).problems, ...problemsOf(subject)];
  return [
    ...new Map(all.map((one) => [JSON.stringify([one.code, one.location, one.message]), one])).values(),
  ];
}

/** The worst first. */
export function notesOf(problems: readonly Problem[]): readonly string[] {
  const sorted = problems.toSorted((a, b) => severityRanks[a.severity] - severityRanks[b.severity]);
  const notes = [...new Set(sorted.map(({ message }) => message))];
  const more = notes.length - noteLimit;
  return more > 0 ? [...notes.slice(0, noteLimit), `and ${more} more`] : notes;
}

const severityRanks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };
