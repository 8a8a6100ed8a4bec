// Reads a host and plugins as far as it decides whether the one loads the others.

import { FormatError } from "#shared/binary/format-error";
import type { Host, RandomAccessFile } from "#shared/host";
import { whileUnchanged } from "#shared/read-plugin";
import {
  type ForeignFacts,
  type HostFacts,
  type HostQuestions,
  type PluginFacts,
  readHostFacts,
  readPluginFacts,
} from "#shared/runtime/load-facts";
import { tellingPackages } from "./settings.ts";

export interface Sides {
  readonly host: HostFacts;
  /** In the order given. */
  readonly plugins: readonly (PluginFacts | ForeignFacts)[];
}

/**
 * Throws `FormatError` for a host that is no ELF executable, and for a plugin that is a damaged ELF file; `HostError` for a file
 * that cannot be read.
 */
export async function readSides(host: Host, program: string, paths: readonly string[]): Promise<Sides> {
  const plugins = await readPlugins(host, paths);
  const asked = hostQuestions(plugins);
  const facts = await readFile(host, program, (file) => readHostFacts(program, file, asked));
  return { host: facts, plugins };
}

/** Throws as `readSides` does. */
export async function readPlugins(
  host: Host,
  paths: readonly string[],
): Promise<(PluginFacts | ForeignFacts)[]> {
  const plugins: (PluginFacts | ForeignFacts)[] = [];
  for (const path of paths)
    plugins.push(await readFile(host, path, (file) => readPluginFacts(path, file, host.inflate)));
  return plugins;
}

/** What the host is to be asked for these to be loaded. */
export function hostQuestions(plugins: readonly (PluginFacts | ForeignFacts)[]): HostQuestions {
  const libraries = plugins.filter((plugin) => plugin.kind === "library");
  const packages = new Set(libraries.flatMap((plugin) => plugin.packages.map((each) => each.path)));
  // Each program that loads plugins has the first, also where the plugins have none.
  for (const path of ["runtime", ...tellingPackages]) packages.add(path);
  const symbols = libraries.flatMap((plugin) => plugin.requiredSymbols);
  return { symbols, packages: [...packages].sort() };
}

/** Says of which file it is what cannot be read. */
async function readFile<T>(host: Host, path: string, read: (file: RandomAccessFile) => T): Promise<T> {
  try {
    return await whileUnchanged(host, path, async (file) => read(file));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`${path}: ${error.summary}`, error.offset, error.expected, error.found);
  }
}
