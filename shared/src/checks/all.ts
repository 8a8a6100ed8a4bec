// Every check of a binding, in the order in which their problems make sense to a reader.

import { checkPluginMissing } from "./plugin-missing.ts";
import { checkPluginStale } from "./plugin-stale.ts";
import { checkPluginUnreadable } from "./plugin-unreadable.ts";
import type { Check } from "./subject.ts";
import { checkSymbolAdded } from "./symbol-added.ts";
import { checkSymbolMissing } from "./symbol-missing.ts";
import { checkSymbolTypeChanged } from "./symbol-type-changed.ts";
import { checkSymbolUnnameable } from "./symbol-unnameable.ts";
import { checkWrapperChecksumDrift } from "./wrapper-checksum-drift.ts";
import { checkWrapperMissing } from "./wrapper-missing.ts";
import { checkWrapperOutdated } from "./wrapper-outdated.ts";

export const allChecks: readonly Check[] = [
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
];
