// Whether a host loads plugins, why not, and what would help: the whole answer, from files.

import type { Host } from "#shared/host";
import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import { explain } from "./causes.ts";
import { suggest } from "./fixes.ts";
import type { World } from "./linking.ts";
import { type Prediction, predictLoad } from "./predict.ts";
import { readSides } from "./read.ts";
import type { CompatReport, PluginReport } from "./report.ts";

export interface CompatRequest {
  /** The host's program. Absolute, or relative to where the process runs; the report has it as given. */
  readonly host: string;
  /** The plugins, in the order that the host opens them. */
  readonly plugins: readonly string[];
  readonly world?: World;
}

/** Throws as `readSides` does. */
export async function readCompat(host: Host, request: CompatRequest): Promise<CompatReport> {
  const sides = await readSides(host, request.host, request.plugins);
  return reportCompat(sides.host, sides.plugins, request.world);
}

/** What is said of files that were read. */
export function reportCompat(
  host: HostFacts,
  plugins: readonly (PluginFacts | ForeignFacts)[],
  world: World = {},
): CompatReport {
  const predictions = predictLoad(host, plugins, world);
  return {
    host: host.path,
    basis: "binary",
    plugins: plugins.map((plugin, i) => reportPlugin(host, plugin, predictions[i]!)),
  };
}

function reportPlugin(
  host: HostFacts,
  plugin: PluginFacts | ForeignFacts,
  { verdict, compared }: Prediction,
): PluginReport {
  const different = compared.filter(({ same }) => !same).map(({ path }) => path);
  const { causes, unknown } = explain(host, plugin, verdict, compared);
  return {
    path: plugin.path,
    verdict,
    causes,
    fixes: suggest(host, plugin, verdict, causes),
    compared: compared.length,
    different,
    unknown,
  };
}
