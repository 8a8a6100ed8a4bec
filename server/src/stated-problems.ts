// The problems in what states bindings: the flags of directives, and each bind-plugin.json.

import type { Findings } from "#shared/binding/find";
import { checkConfig } from "#shared/checks/config-invalid";
import { checkDirectiveFlags } from "#shared/checks/directive-flags";
import type { Problem } from "#shared/problem";
import type { ProblemStore } from "./problem-store.ts";

/** Gives a function that puts what is found into the store, in place of what was found before. */
export function createStatedProblems(store: ProblemStore): (findings: Findings) => void {
  /** Files that had something to check the last time. */
  let files: readonly string[] = [];
  return ({ directiveIssues, configs }) => {
    const found = new Map<string, Problem[]>();
    for (const { directive, issues } of directiveIssues) {
      const { path } = directive;
      found.set(path, [...(found.get(path) ?? []), ...checkDirectiveFlags(directive, issues)]);
    }
    for (const config of configs) found.set(config.path, [...checkConfig(config)]);
    for (const path of new Set([...files, ...found.keys()]))
      store.set(`stated:${path}`, found.get(path) ?? []);
    files = [...found.keys()];
  };
}
