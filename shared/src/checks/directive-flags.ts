// directive.unknown-flag, directive.bad-value, directive.missing-flag: what is wrong with a directive's own text.

import type { FlagIssue } from "../flags.ts";
import type { Location } from "../model.ts";
import { type Problem, type ProblemCode, problem } from "../problem.ts";
import type { Directive } from "../source/directive.ts";

const codes: Readonly<Record<FlagIssue["code"], ProblemCode>> = {
  "unknown-flag": "directive.unknown-flag",
  "bad-value": "directive.bad-value",
  "missing-flag": "directive.missing-flag",
};

/** `data`: the flag, and a suggestion where there is one. */
export function checkDirectiveFlags(directive: Directive, issues: readonly FlagIssue[]): readonly Problem[] {
  const at = (argument: number): Location => ({
    path: directive.path,
    range: directive.args[argument]?.range ?? directive.range,
  });
  const broken = (directive.problems ?? []).map(({ message, range }) =>
    problem("directive.bad-value", { path: directive.path, range }, message),
  );
  const wrong = issues.map(({ code, argument, flag, message, suggestion }) =>
    problem(codes[code], at(argument), message, { data: { flag, suggestion } }),
  );
  return [...broken, ...wrong];
}
