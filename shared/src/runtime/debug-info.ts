// What debug information says of a plugin: parameter names and the compiler's version.

import { openDebugBytes } from "#shared/binary/debug-bytes";
import { createDwarfReader, DW_AT, DW_TAG, type DwarfReader, type Entry } from "#shared/binary/dwarf";
import { FormatError } from "#shared/binary/format-error";
import type { Image } from "#shared/binary/image";
import type { Host } from "#shared/host";

/** "" for unnamed and `_`; absent where not all are known. */
export interface ParameterNames {
  readonly params?: readonly string[];
  readonly results?: readonly string[];
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
const entryAttributes: ReadonlySet<number> = new Set([
  DW_AT.name,
  DW_AT.abstract_origin,
  DW_AT.variable_parameter,
]);

const entryTags: ReadonlySet<number> = new Set([DW_TAG.subprogram, DW_TAG.formal_parameter]);

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

/** How many names a function has to have. */
export interface Arity {
  readonly params: number;
  readonly results: number;
}

/** A subprogram with its parameters and results, each of which may refer to an entry that has its name. */
interface Subprogram {
  readonly name: string;
  readonly origin: number | undefined;
  readonly parameters: Entry[];
}

/**
 * Names of the parameters and results of functions. `unitNames` are the names that the package's unit may have, `functions`
 * has the linker's names of the functions. `inOrder` says whether the compiler lists parameters as they are declared.
 */
export function readParameterNames(
  reader: DwarfReader,
  unitNames: ReadonlySet<string>,
  functions: ReadonlyMap<string, Arity>,
  inOrder: boolean,
): ReadonlyMap<string, ParameterNames> {
  const found = new Map<string, ParameterNames>();
  tolerant(() => {
    for (const unit of reader.units()) {
      const [entry] = reader.entries(unit, unitAttributes);
      if (!unitNames.has(String(entry?.values.get(DW_AT.name)))) continue;
      const subprograms: Subprogram[] = [];
      const parameters = new Map<number, Entry>();
      const names = new Map<number, string>();
      let current: Subprogram | undefined;
      for (const entry of reader.entries(unit, entryAttributes, entryTags)) {
        if (entry.depth === 1) {
          current = entry.tag === DW_TAG.subprogram ? newSubprogram(entry) : undefined;
          if (!current) continue;
          subprograms.push(current);
          names.set(entry.offset, current.name);
        } else if (entry.depth === 2 && entry.tag === DW_TAG.formal_parameter && current) {
          current.parameters.push(entry);
          parameters.set(entry.offset, entry);
        }
      }
      for (const { name, origin, parameters: own } of subprograms) {
        // An inlined function has an entry with its names, and another one, complete, that refers to the first.
        const linkName = name !== "" ? name : (names.get(origin ?? -1) ?? "");
        const arity = functions.get(linkName);
        if (arity)
          found.set(linkName, { ...found.get(linkName), ...listNames(own, parameters, arity, inOrder) });
      }
      return;
    }
  });
  return found;
}

function newSubprogram({ values }: Entry): Subprogram {
  const name = values.get(DW_AT.name);
  const origin = values.get(DW_AT.abstract_origin);
  return {
    name: typeof name === "string" ? name : "",
    origin: typeof origin === "number" ? origin : undefined,
    parameters: [],
  };
}

function listNames(
  entries: readonly Entry[],
  byOffset: ReadonlyMap<number, Entry>,
  arity: Arity,
  inOrder: boolean,
): ParameterNames {
  const params: string[] = [];
  const results: string[] = [];
  for (const entry of entries) {
    const named = byOffset.get(Number(entry.values.get(DW_AT.abstract_origin) ?? -1)) ?? entry;
    const list = named.values.get(DW_AT.variable_parameter) === 1 ? results : params;
    list.push(String(named.values.get(DW_AT.name) ?? ""));
  }
  // Up to Go 1.21 parameters without a name are left out.
  const allParams = params.length === 0 ? new Array<string>(arity.params).fill("") : params;
  const ownResults = results.length === arity.results ? results : withoutInlined(results, arity.results);
  const known = (list: readonly string[], count: number) => list.length === count && (inOrder || count < 2);
  return {
    ...(known(allParams, arity.params) ? { params: allParams.map(sourceName) } : {}),
    ...(known(ownResults, arity.results) ? { results: ownResults.map(sourceName) } : {}),
  };
}

/** The results of functions that were inlined may be listed with a function's own: they repeat names, and have none. */
function withoutInlined(results: readonly string[], count: number): readonly string[] {
  const unique = [...new Set(results)];
  if (unique.length === count) return unique;
  const named = results.filter((name) => sourceName(name) !== "");
  return named.length > 0 || results.length < count ? named : new Array<string>(count).fill("");
}

/** cmd/compile names unnamed ones ~p0, ~r0 or ~b0. */
function sourceName(name: string): string {
  return name === "_" || name.startsWith("~") ? "" : name;
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
