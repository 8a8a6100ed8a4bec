// An ELF file as an image.

import type { RandomAccessFile } from "../host.ts";
import { DT, describeForeign, type ElfHeader, readElfHeader } from "./elf-header.ts";
import { readNeededLibraries } from "./elf-needed.ts";
import { ElfRelocations } from "./elf-relocations.ts";
import { readDebugSections } from "./elf-sections.ts";
import { ElfSymbols } from "./elf-symbols.ts";
import { FormatError } from "./format-error.ts";
import type { DebugSection, Image, ImageSymbol, NamedSymbol, NeededLibrary } from "./image.ts";
import { Memory } from "./memory.ts";
import { PagedFile } from "./paged-file.ts";

class ElfImage extends Memory implements Image {
  readonly format = "elf";
  readonly machine: number;
  readonly system: number;
  readonly role: ElfHeader["role"];
  readonly isDynamic: boolean;
  readonly isPositionIndependent: boolean;
  readonly hasPackedRelocations: boolean;
  readonly hasLibraryPath: boolean;
  readonly #header: ElfHeader;
  readonly #symbols: ElfSymbols;
  #relocations: ElfRelocations | undefined;

  constructor(header: ElfHeader) {
    const { file, wordSize, bigEndian, segments } = header.memory;
    super(file, wordSize, bigEndian, segments);
    this.machine = header.machine;
    this.system = header.osabi;
    this.role = header.role;
    this.isPositionIndependent = header.isPositionIndependent;
    this.hasPackedRelocations = header.dynamic.has(DT.RELR);
    this.hasLibraryPath = header.dynamic.has(DT.RPATH) || header.dynamic.has(DT.RUNPATH);
    this.isDynamic = header.dynamic.size > 0;
    this.#header = header;
    this.#symbols = new ElfSymbols(this, header.machine, header.dynamic);
  }

  #relocated(): ElfRelocations {
    this.#relocations ??= new ElfRelocations(this, this.#symbols, this.machine, this.#header.dynamic);
    return this.#relocations;
  }

  pointer(slot: number): number {
    return this.#relocated().pointer(slot);
  }

  externalName(reference: number): string {
    return this.#symbols.name(-reference);
  }

  findSymbol(name: string): ImageSymbol | undefined {
    return this.#symbols.find(name);
  }

  symbolsWithPrefix(prefix: string): readonly NamedSymbol[] {
    return this.#symbols.withPrefix(prefix);
  }

  requiredSymbols(): readonly string[] {
    return this.#symbols.required();
  }

  neededLibraries(): readonly NeededLibrary[] {
    return readNeededLibraries(this.#header);
  }

  relocatedSlots(): Float64Array {
    return this.#relocated().slots();
  }

  debugSections(): ReadonlyMap<string, DebugSection> {
    return readDebugSections(this.#header);
  }

  release(): void {
    this.file.release();
  }
}

/** Opens an ELF file of any role. Throws `FormatError` for every other file. */
export function openImage(file: RandomAccessFile): Image {
  const paged = new PagedFile(file);
  const what = describe(paged);
  if (what !== undefined)
    throw new FormatError(`not a Go plugin: this is ${what}`, 0, "an ELF shared object", what);
  return new ElfImage(readElfHeader(paged));
}

/** What a file seems to be that is no ELF file (`a text file`), and `undefined` for one that is. */
export function describeFile(file: RandomAccessFile): string | undefined {
  return describe(new PagedFile(file));
}

function describe(paged: PagedFile): string | undefined {
  const magic = paged.size < 4 ? undefined : paged.bytes(0, 4);
  // ELFMAG: 0x7f "ELF" (gABI 4.1).
  const isElf = magic?.[0] === 0x7f && magic[1] === 0x45 && magic[2] === 0x4c && magic[3] === 0x46;
  return isElf ? undefined : describeForeign(paged);
}
