// Why a host doesn't load a plugin: what is not the same on both sides, in the order that a person would look at it.

import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import type { ComparedPackage } from "./predict.ts";
import type { Cause, Verdict } from "./report.ts";

export interface Explanation {
  readonly causes: readonly Cause[];
  /** What the files don't say, as sentences. */
  readonly unknown: readonly string[];
}

export function explain(
  _host: HostFacts,
  _plugin: PluginFacts | ForeignFacts,
  _verdict: Verdict,
  _compared: readonly ComparedPackage[],
): Explanation {
  return { causes: [], unknown: [] };
}
