// What would make a host load a plugin, as commands to be run.

import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import type { Cause, Fix, Verdict } from "./report.ts";

/** In the order to be done. */
export function suggest(
  _host: HostFacts,
  _plugin: PluginFacts | ForeignFacts,
  _verdict: Verdict,
  _causes: readonly Cause[],
): readonly Fix[] {
  return [];
}
