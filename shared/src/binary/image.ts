// What a reader needs of a linked binary, whatever its container format.

import type { Memory } from "./memory.ts";

/** A dynamic symbol that the file defines. */
export interface ImageSymbol {
  readonly address: number;
  /** Bytes; 0 where the file doesn't say. */
  readonly size: number;
}

export interface NamedSymbol extends ImageSymbol {
  readonly name: string;
}

/** A library that has to be loaded with the file. */
export interface NeededLibrary {
  readonly library: string;
  /** The versions of its symbols that it must have, lower ones first; empty where it has no versions. */
  readonly versions: readonly string[];
}

/** A section of debug information. */
export interface DebugSection {
  /** File offset and length in bytes of what is stored, without a compression header. */
  readonly offset: number;
  readonly length: number;
  readonly compressed: boolean;
  /** Length in bytes when inflated; equal to `length` where it is not compressed. */
  readonly size: number;
}

export interface Image extends Memory {
  readonly format: "elf";
  /** The container's machine number. */
  readonly machine: number;
  /** The container's operating system number. */
  readonly system: number;
  readonly role: "executable" | "library" | "object" | "core";
  /** Whether a dynamic linker loads it. */
  readonly isDynamic: boolean;
  /** Whether it may be loaded anywhere: a library, or such an executable. */
  readonly isPositionIndependent: boolean;
  /** Whether some of its relocations are packed (DT_RELR), which old dynamic linkers don't know. */
  readonly hasPackedRelocations: boolean;
  /**
   * The address that the word at `slot` holds once the file is loaded at address 0. A negative number stands for a
   * symbol that another file has to define: see `externalName`.
   */
  pointer(slot: number): number;
  /** Name of the symbol that a negative result of `pointer` stands for. */
  externalName(reference: number): string;
  /** A symbol of this name that the file itself defines. */
  findSymbol(name: string): ImageSymbol | undefined;
  /** The symbols that the file itself defines whose names begin so, in the file's order. */
  symbolsWithPrefix(prefix: string): readonly NamedSymbol[];
  /** The symbols without a version that another file has to define, in the file's order; not those that may be missing. */
  requiredSymbols(): readonly string[];
  /** Whether it names folders of its own where its libraries are looked for (DT_RPATH, DT_RUNPATH). */
  readonly hasLibraryPath: boolean;
  /** In the order that they are loaded in. */
  neededLibraries(): readonly NeededLibrary[];
  /** Addresses of all words that relocations write, ascending. */
  relocatedSlots(): Float64Array;
  /** Debug sections by name without the leading `.` and `z`, as `debug_info`; empty where there are none. */
  debugSections(): ReadonlyMap<string, DebugSection>;
  /** Ends reading: bytes that were read may be overwritten from now on. */
  release(): void;
}
