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
  {
    name: "none of these",
    file: "stripped.so",
    edits: [dropSectionHeaders, withholdLayout, withholdModule, withholdVersion],
  },
];

/** Which Go built a plugin, for which machine. */
export interface PortableBuild {
  /** As 1.26.8. */
  readonly version: string;
  readonly minor: number;
  readonly goos: string;
  readonly goarch: string;
  /** The plugin's folder, the last part of its path. */
  readonly plugin: string;
  /** Whether Go files were named, not a package: its path is then `plugin/unnamed-` and a hash. */
  readonly files?: boolean;
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
    const isUnnamed = build.files === true && /^plugin\/unnamed-[0-9a-f]{20,}$/.test(plugin.pluginPath);
    const pluginPath = isUnnamed ? plugin.pluginPath : `example.com/portable/${build.plugin}`;
    return comparePortable(plugin, {
      runtime,
      source: sourceFor(source, build.minor, pluginPath),
      pluginPath,
      goos: build.goos,
      goarch: build.goarch,
      goVersion: `go${build.version}`,
      // cmd/go writes build information into plugins from Go 1.21 on.
      versionInFile: build.minor >= 21 && !form.edits.includes(withholdVersion),
      names: form.file === "plugin.so" ? namesIn(build.minor) : "none",
    });
  } catch (error) {
    return [String(error instanceof Error ? (error.stack ?? error) : error)];
  }
}

/** The source as a Go version and a plugin path see it. */
function sourceFor(source: readonly SourceTruth[], minor: number, pluginPath: string): SourceTruth[] {
  return source
    .filter((symbol) => minor >= 18 || !symbol.generic)
    .map((symbol) => ({
      ...symbol,
      type: symbol.type.replaceAll("example.com/portable/plug.v1.", `${pluginPath}.`),
    }));
}

/** Before Go 1.12, debug information says little of functions. */
function namesIn(minor: number): "all" | "some" | "none" {
  return minor >= 22 ? "all" : minor >= 12 ? "some" : "none";
}
