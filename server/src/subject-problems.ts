// The problems of a subject, found once, and what they say in sentences.

import { checkSubject } from "#shared/checks/all";
import type { Subject } from "#shared/checks/subject";
import type { Problem, Severity } from "#shared/problem";

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

/** The worst first. */
export function notesOf(problems: readonly Problem[]): readonly string[] {
  const sorted = problems.toSorted((a, b) => severityRanks[a.severity] - severityRanks[b.severity]);
  const notes = [...new Set(sorted.map(({ message }) => message))];
  const more = notes.length - noteLimit;
  return more > 0 ? [...notes.slice(0, noteLimit), `and ${more} more`] : notes;
}

const severityRanks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };
