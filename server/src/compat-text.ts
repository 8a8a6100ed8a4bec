// The virtual document that says whether a host loads a plugin, why not, and what to do.

import { FormatError } from "#shared/binary/format-error";
import { readCompat } from "#shared/compat/compat";
import { compatLines, compatText } from "#shared/compat/text";
import { HostError } from "#shared/host";
import { printable } from "#shared/printable";
import type { Workspace } from "./workspace.ts";

/** Of absolute paths. What cannot be read is a sentence that says why. */
export async function compatDocument(workspace: Workspace, host: string, plugin: string): Promise<string> {
  const { show } = workspace;
  try {
    const report = await readCompat(workspace.host, { host, plugins: [plugin] });
    const plugins = report.plugins.map((one) => ({
      ...one,
      plugin: { ...one.plugin, path: show(one.plugin.path) },
    }));
    return compatText(compatLines({ ...report, host: { ...report.host, path: show(host) }, plugins }));
  } catch (error) {
    if (error instanceof HostError || error instanceof FormatError) return `${printable(error.message)}\n`;
    throw error;
  }
}
