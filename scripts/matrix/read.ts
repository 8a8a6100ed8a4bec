// Reads a built cell of the matrix in every form that people ship, and compares it with the truth.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeHost } from "#server/node-host";
import { reflectPlugin } from "#shared/runtime/plugin";
import { dropSectionHeaders } from "#test/elf-edit";
import { memoryFile } from "#test/memory-file";
import { comparePortable, type RuntimeTruth, type SourceTruth } from "#test/portable-truth";
import { withholdLayout, withholdModule, withholdVersion } from "#test/withheld";

interface Form {
  readonly name: string;
  /** Which of the three built files it is made of. */
  readonly file: "plugin.so" | "small.so" | "stripped.so";
  readonly edits: readonly ((image: Uint8Array) => Uint8Array)[];
}

export const forms: readonly Form[] = [
  { name: "as built", file: "plugin.so", edits: [] },
  { name: "-s -w", file: "small.so", edits: [] },
  { name: "stripped", file: "stripped.so", edits: [] },
  { name: "no sections", file: "stripped.so", edits: [dropSectionHeaders] },
  { name: "no layout", file: "stripped.so", edits: [dropSectionHeaders, withholdLayout] },
  { name: "no module", file: "stripped.so", edits: [dropSectionHeaders, withholdModule] },
  { name: "neither", file: "stripped.so", edits: [dropSectionHeaders, withholdLayout, withholdModule] },
  { name: "no version", file: "stripped.so", edits: [dropSectionHeaders, withholdVersion] },
];

export interface CellFacts {
  readonly version: string;
  readonly minor: number;
  readonly arch: string;
  readonly plugin: string;
}

/**
 * What differs, a line each. `truth` is of the plain cell where the cell has none of its own.
 * Throws nothing: what the reader throws is a difference.
 */
export function compareForm(
  folder: string,
  cell: CellFacts,
  form: Form,
  runtime: RuntimeTruth,
  source: readonly SourceTruth[],
): string[] {
  try {
    const built = readFileSync(join(folder, form.file));
    const image = form.edits.reduce<Uint8Array>((bytes, edit) => edit(bytes), built);
    const plugin = reflectPlugin(form.file, memoryFile(image), nodeHost.inflate, { depth: "graph" });
    return comparePortable(plugin, {
      runtime,
      source: sourceFor(source, cell),
      pluginPath: `example.com/portable/${cell.plugin}`,
      goarch: cell.arch,
      goVersion: `go${cell.version}`,
      // cmd/go writes build information into plugins from Go 1.21 on.
      versionInFile: cell.minor >= 21 && form.name !== "no version",
      names: form.file === "plugin.so" ? namesIn(cell.minor) : "none",
    });
  } catch (error) {
    return [String(error instanceof Error ? (error.stack ?? error) : error)];
  }
}

/** The source as that Go version and that plugin path see it. */
function sourceFor(source: readonly SourceTruth[], cell: CellFacts): SourceTruth[] {
  return source
    .filter((symbol) => cell.minor >= 18 || !symbol.generic)
    .map((symbol) => ({
      ...symbol,
      type: symbol.type.replaceAll("portable/plug.v1.", `portable/${cell.plugin}.`),
    }));
}

/** Before Go 1.12, debug information says little of functions. */
function namesIn(minor: number): "all" | "some" | "none" {
  return minor >= 22 ? "all" : minor >= 12 ? "some" : "none";
}
