// What a file is, in few words.

import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import type { SideSummary } from "./report.ts";

export function summarize(side: HostFacts | PluginFacts | ForeignFacts): SideSummary {
  if ("refusal" in side) return { path: side.path };
  const { path, goos, goarch, goVersion, goVersionRange, buildInfo } = side;
  const go = goVersion ?? goVersionRange;
  const main = buildInfo?.path ?? ("pluginPath" in side ? side.pluginPath : undefined);
  return { path, goos, goarch, ...(go ? { go } : {}), ...(main ? { package: main } : {}) };
}
