// Every check of a binding, in the order in which their problems make sense to a reader.

import type { Problem } from "../problem.ts";
import { checkConfigHost } from "./config-invalid.ts";
import { checkHostBuildFlags } from "./host-build-flags.ts";
import { checkHostGoVersion } from "./host-go-version.ts";
import { checkHostPackageMismatch } from "./host-package-mismatch.ts";
import { checkHostPlatform } from "./host-platform.ts";
import { checkPluginMissing } from "./plugin-missing.ts";
import { checkPluginStale } from "./plugin-stale.ts";
import { checkPluginUnreadable } from "./plugin-unreadable.ts";
import { checkSourceNotBuilt } from "./source-not-built.ts";
import { checkSourceSymbolMissing } from "./source-symbol-missing.ts";
import { checkSourceTypeChanged } from "./source-type-changed.ts";
import type { Check, Subject } from "./subject.ts";
import { checkSymbolAdded } from "./symbol-added.ts";
import { checkSymbolMissing } from "./symbol-missing.ts";
import { checkSymbolTypeChanged } from "./symbol-type-changed.ts";
import { checkSymbolUnnameable } from "./symbol-unnameable.ts";
import { checkWrapperChecksumDrift } from "./wrapper-checksum-drift.ts";
import { checkWrapperMissing } from "./wrapper-missing.ts";
import { checkWrapperOutdated } from "./wrapper-outdated.ts";

const allChecks: readonly Check[] = [
  checkPluginMissing,
  checkPluginUnreadable,
  checkPluginStale,
  checkWrapperMissing,
  checkWrapperOutdated,
  checkWrapperChecksumDrift,
  checkSymbolMissing,
  checkSymbolTypeChanged,
  checkSymbolAdded,
  checkSymbolUnnameable,
  checkSourceTypeChanged,
  checkSourceSymbolMissing,
  checkSourceNotBuilt,
  checkConfigHost,
  checkHostPlatform,
  checkHostGoVersion,
  checkHostBuildFlags,
  checkHostPackageMismatch,
];

/** Everything that is wrong with one binding. */
export function checkSubject(subject: Subject): readonly Problem[] {
  return allChecks.flatMap((check) => check(subject));
}

/**
 * Sorted by path and position, each once: bindings of one plugin find the same in its source. Of one place the order stays.
 */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  const unique = problems.filter(({ code, location: { path, range }, message }) => {
    const key = `${code}\0${path}\0${range.start.line}:${range.start.character}\0${message}`;
    return !seen.has(key) && seen.add(key);
  });
  return unique.sort(byPlace);
}

function byPlace(a: Problem, b: Problem): number {
  const [here, there] = [a.location, b.location];
  if (here.path !== there.path) return here.path < there.path ? -1 : 1;
  const { start } = here.range;
  return start.line - there.range.start.line || start.character - there.range.start.character;
}
