// What debug information says of a plugin: parameter names and the compiler's version.

import { openDebugBytes } from "#shared/binary/debug-bytes";
import { createDwarfReader, DW_AT, DW_TAG, type DwarfReader } from "#shared/binary/dwarf";
import { FormatError } from "#shared/binary/format-error";
import type { Image } from "#shared/binary/image";
import type { Host } from "#shared/host";

export interface ParameterNames {
  /** "" for unnamed and `_`. */
  readonly params: readonly string[];
  readonly results: readonly string[];
}

/** `undefined` where the file has no debug information that can be read. */
export function openDebugInfo(image: Image, inflate: Host["inflate"]): DwarfReader | undefined {
  const sections = image.debugSections();
  const info = sections.get("debug_info");
  const abbrev = sections.get("debug_abbrev");
  if (!info || !abbrev) return undefined;
  const bytesOf = (section: typeof info) => openDebugBytes(image.file, section, inflate);
  return createDwarfReader(bytesOf(info), bytesOf(abbrev), image.bigEndian);
}

const unitAttributes: ReadonlySet<number> = new Set([DW_AT.name, DW_AT.producer]);
const entryAttributes: ReadonlySet<number> = new Set([DW_AT.name, DW_AT.variable_parameter]);

/** The units that are looked at for the compiler's version: C code may come before Go code. */
const producerUnits = 100;

/** The version of the Go compiler, as `go1.16.15`. */
export function readCompilerVersion(reader: DwarfReader): string | undefined {
  return tolerant(() => {
    let count = 0;
    for (const unit of reader.units()) {
      if (++count > producerUnits) return undefined;
      const [entry] = reader.entries(unit, unitAttributes);
      // cmd/internal/dwarf and cmd/link/internal/ld/dwarf.go: "Go cmd/compile go1.16.15; flags".
      const match = /^Go cmd\/compile (go1\.[^;\s]+|devel [^;]+)/.exec(
        String(entry?.values.get(DW_AT.producer) ?? ""),
      );
      if (match) return match[1]!;
    }
    return undefined;
  });
}

/**
 * Names of the parameters and results of functions. `unitNames` are the names that the package's unit may have, `functions`
 * the linker's names of the functions. Of a function that is not found there is no entry.
 */
export function readParameterNames(
  reader: DwarfReader,
  unitNames: ReadonlySet<string>,
  functions: ReadonlySet<string>,
): ReadonlyMap<string, ParameterNames> {
  const found = new Map<string, ParameterNames>();
  tolerant(() => {
    for (const unit of reader.units()) {
      const [entry] = reader.entries(unit, unitAttributes);
      if (!unitNames.has(String(entry?.values.get(DW_AT.name)))) continue;
      let current: { params: string[]; results: string[] } | undefined;
      for (const { tag, depth, values } of reader.entries(unit, entryAttributes)) {
        if (depth === 1) {
          if (found.size === functions.size) return;
          // An inlined function has its names in the abstract entry, the one that has its own name.
          const name = tag === DW_TAG.subprogram ? values.get(DW_AT.name) : undefined;
          current = typeof name === "string" && functions.has(name) ? { params: [], results: [] } : undefined;
          if (current) found.set(name as string, current);
        } else if (depth === 2 && tag === DW_TAG.formal_parameter && current) {
          const name = String(values.get(DW_AT.name) ?? "");
          const list = values.get(DW_AT.variable_parameter) === 1 ? current.results : current.params;
          // cmd/compile names unnamed ones ~p0, ~r0 or ~b0.
          list.push(name === "_" || name.startsWith("~") ? "" : name);
        }
      }
      return;
    }
  });
  return found;
}

/** Debug information that is damaged is as good as none. */
function tolerant<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (reason) {
    if (reason instanceof FormatError) return undefined;
    throw reason;
  }
}
