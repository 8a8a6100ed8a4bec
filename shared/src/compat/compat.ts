// Whether a host loads plugins, why not, and what would help: the whole answer, from files.

import type { Host } from "#shared/host";
import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import { explain } from "./causes.ts";
import { suggest } from "./fixes.ts";
import type { World } from "./linking.ts";
import { thisMachine } from "./machine.ts";
import { type Prediction, predictLoad } from "./predict.ts";
import { readSides } from "./read.ts";
import type { CompatReport, PluginReport, SideSummary } from "./report.ts";

export interface CompatRequest {
  /** The host's program. Absolute, or relative to where the process runs; the report has it as given. */
  readonly host: string;
  /** The plugins, in the order that the host opens them. */
  readonly plugins: readonly string[];
  /** Where the host runs; where absent, what this machine has is looked at, if the host is for such a machine. */
  readonly world?: World;
}

/** Throws as `readSides` does. */
export async function readCompat(host: Host, request: CompatRequest): Promise<CompatReport> {
  const sides = await readSides(host, request.host, request.plugins);
  return reportCompat(sides.host, sides.plugins, request.world ?? thisMachine(host, sides.host));
}

/** What is said of files that were read. */
export function reportCompat(
  host: HostFacts,
  plugins: readonly (PluginFacts | ForeignFacts)[],
  world: World = {},
): CompatReport {
  const predictions = predictLoad(host, plugins, world);
  return {
    host: summarize(host),
    basis: "binary",
    plugins: plugins.map((plugin, i) => {
      const before = plugins.slice(0, i).filter((other) => other.kind === "library");
      return reportPlugin(host, plugin, predictions[i]!, before);
    }),
  };
}

/** `before` are the plugins that the host opened before. */
function reportPlugin(
  host: HostFacts,
  plugin: PluginFacts | ForeignFacts,
  { verdict, compared }: Prediction,
  before: readonly PluginFacts[],
): PluginReport {
  const different = compared.filter(({ same }) => !same).map(({ path }) => path);
  const { causes, unknown } = explain(host, plugin, verdict, compared, before);
  return {
    plugin: summarize(plugin),
    verdict,
    causes,
    fixes: suggest(host, plugin, verdict, causes, different, before),
    compared: compared.length,
    different,
    unknown,
  };
}

function summarize(side: HostFacts | PluginFacts | ForeignFacts): SideSummary {
  if ("refusal" in side) return { path: side.path };
  const { path, goos, goarch, goVersion, goVersionRange, buildInfo } = side;
  const go = goVersion ?? goVersionRange;
  const main = buildInfo?.path ?? ("pluginPath" in side ? side.pluginPath : undefined);
  return { path, goos, goarch, ...(go ? { go } : {}), ...(main ? { package: main } : {}) };
}
