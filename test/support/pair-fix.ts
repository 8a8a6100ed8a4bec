// Does to a plugin that is refused what compat says, and opens it again.

import { nodeHost } from "#server/node-host";
import { readCompat } from "#shared/compat/compat";
import type { Fix, PluginReport } from "#shared/compat/report";
import type { PairBuild, pairWorkshop } from "./pair-build.ts";

export interface FixedPair {
  /** What the host printed of the plugin as it was built. */
  readonly before: string;
  readonly report: PluginReport;
  /** The fixes as they are shown. */
  readonly fixes: readonly string[];
  /** What the host, built again where that was advised, printed of the plugin, built again. */
  readonly printed: string;
  readonly after: PluginReport;
}

/** `runner` is what starts programs of another machine; `env` is for all commands, as a user would have it. */
export async function fixPair(
  workshop: ReturnType<typeof pairWorkshop>,
  host: PairBuild,
  plugin: PairBuild,
  runner: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<FixedPair> {
  const program = await workshop.build("host", "server", host);
  const library = await workshop.build("plugin", "plugin.so", plugin);
  const before = await workshop.open(program, [library], runner);
  const report = await reportOf(program, library);
  const fixedProgram = (await apply("host", host, program)) ?? program;
  const fixedLibrary = (await apply("plugin", plugin, library)) ?? library;
  const printed = await workshop.open(fixedProgram, [fixedLibrary], runner);
  const after = await reportOf(fixedProgram, fixedLibrary);
  return { before, report, fixes: report.fixes.map(describeFix), printed, after };

  /** Runs the commands for one side in its sources; returns what they built, or `undefined` where there are none. */
  async function apply(where: Fix["where"], how: PairBuild, file: string): Promise<string | undefined> {
    const commands = report.fixes.filter((fix) => fix.where === where).flatMap((fix) => fix.commands);
    if (commands.length === 0) return undefined;
    const { folder, go } = await workshop.layOut(how.state ?? {});
    for (const command of commands) {
      const [program, ...args] = command.args;
      if (program !== "go") throw new Error(`a command that is not of go: ${command.text}`);
      await go(args, { ...env, ...command.env });
    }
    return workshop.keep(folder, file);
  }
}

async function reportOf(host: string, plugin: string): Promise<PluginReport> {
  const { plugins } = await readCompat(nodeHost, { host, plugins: [plugin] });
  const [report] = plugins;
  if (!report) throw new Error("a report without its plugin");
  return report;
}

function describeFix({ title, where, commands }: Fix): string {
  return [`${where}: ${title}`, ...commands.map(({ text }) => text)].join("\n");
}
