// Whether a host loads plugins, why not, and what would help: the whole answer, from files.

import type { Host } from "#shared/host";
import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import { explain } from "./causes.ts";
import { estimatePlugin } from "./estimate.ts";
import { suggest } from "./fixes.ts";
import type { World } from "./linking.ts";
import { thisMachine } from "./machine.ts";
import { type Prediction, predictLoad } from "./predict.ts";
import { readPlugins, readSides } from "./read.ts";
import type { CompatReport, PluginReport } from "./report.ts";
import { type GoAnswer, readSourceHost } from "./source-host.ts";
import { summarize } from "./summary.ts";

export interface CompatRequest {
  /** The host's program, or the folder of the package that it is to be built from. Absolute, or relative to where the process runs; the report has it as given. */
  readonly host: string;
  /** The plugins, in the order that the host opens them. */
  readonly plugins: readonly string[];
  /** Where the host runs; where absent, what this machine has is looked at, if the host is for such a machine. */
  readonly world?: World;
  /** What go says of the package, where the host is one. */
  readonly answer?: GoAnswer;
}

/** Throws as `readSides` and, for a folder, `readSourceHost` do. */
export async function readCompat(host: Host, request: CompatRequest): Promise<CompatReport> {
  if (host.stat(request.host)?.kind === "directory") return estimateCompat(host, request);
  const sides = await readSides(host, request.host, request.plugins);
  return reportCompat(sides.host, sides.plugins, request.world ?? thisMachine(host, sides.host));
}

async function estimateCompat(host: Host, request: CompatRequest): Promise<CompatReport> {
  const source = readSourceHost(host, request.host, request.answer);
  const plugins = await readPlugins(host, request.plugins);
  return {
    host: summarize(source.facts),
    basis: "source",
    plugins: plugins.map((plugin) => estimatePlugin(source, plugin)),
  };
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
