// The forms in which people ship plugins, made of a built portable plugin, and the comparison of each with the truth.

import { nodeHost } from "#server/node-host";
import { reflectPlugin } from "#shared/runtime/plugin";
import { dropSectionHeaders } from "./elf-edit.ts";
import { memoryFile } from "./memory-file.ts";
import { comparePortable, type RuntimeTruth, type SourceTruth } from "./portable-truth.ts";
import { withholdLayout, withholdModule, withholdVersion } from "./withheld.ts";

export interface Form {
  readonly name: string;
  /** Which built file it is made of: as built, linked with -s -w, or stripped. */
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

/** Which Go built a plugin, for which machine. */
export interface PortableBuild {
  /** As 1.26.8. */
  readonly version: string;
  readonly minor: number;
  readonly arch: string;
  /** The plugin's folder, the last part of its path. */
  readonly plugin: string;
}

/** What differs, a line each; what the reader throws is a difference. `built` is the form's file. */
export function compareForm(
  built: Uint8Array,
  build: PortableBuild,
  form: Form,
  runtime: RuntimeTruth,
  source: readonly SourceTruth[],
): string[] {
  try {
    // A plain array: slice of a Buffer would share its memory.
    const image = new Uint8Array(built);
    const file = memoryFile(form.edits.reduce<Uint8Array>((bytes, edit) => edit(bytes), image));
    const plugin = reflectPlugin(form.file, file, nodeHost.inflate, { depth: "graph" });
    return comparePortable(plugin, {
      runtime,
      source: sourceFor(source, build),
      pluginPath: `example.com/portable/${build.plugin}`,
      goarch: build.arch,
      goVersion: `go${build.version}`,
      // cmd/go writes build information into plugins from Go 1.21 on.
      versionInFile: build.minor >= 21 && form.name !== "no version",
      names: form.file === "plugin.so" ? namesIn(build.minor) : "none",
    });
  } catch (error) {
    return [String(error instanceof Error ? (error.stack ?? error) : error)];
  }
}

/** The source as that Go version and that plugin path see it. */
function sourceFor(source: readonly SourceTruth[], build: PortableBuild): SourceTruth[] {
  return source
    .filter((symbol) => build.minor >= 18 || !symbol.generic)
    .map((symbol) => ({
      ...symbol,
      type: symbol.type.replaceAll("portable/plug.v1.", `portable/${build.plugin}.`),
    }));
}

/** Before Go 1.12, debug information says little of functions. */
function namesIn(minor: number): "all" | "some" | "none" {
  return minor >= 22 ? "all" : minor >= 12 ? "some" : "none";
}
