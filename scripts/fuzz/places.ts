// Where a plugin holds what is read of it: found by watching the reader read it.

import { openImage } from "#shared/binary/elf-image";
import { ElfRelocations } from "#shared/binary/elf-relocations";
import { Memory } from "#shared/binary/memory";
import { PagedFile } from "#shared/binary/paged-file";
import { readBuildInfo } from "#shared/runtime/build-info";
import { readModule } from "#shared/runtime/moduledata";
import { memoryFile } from "#test/memory-file";

/** A piece that is read at once. */
export interface Place {
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

export interface Places {
  readonly wordSize: 4 | 8;
  readonly bigEndian: boolean;
  /** By the structure that they belong to, as `dynamic` or `types`. */
  readonly structures: ReadonlyMap<string, readonly Place[]>;
  /** Addresses that pointers and symbols of the file have. */
  readonly addresses: readonly number[];
}

/** `read` reads the file, as often as it likes. */
export function findPlaces(bytes: Uint8Array, read: () => void): Places {
  const seen = new Map<string, Place>();
  const note = (offset: number, length: number) => {
    if (length > 0) seen.set(`${offset}:${length}`, { offset, length });
  };
  const slots = new Set<number>();
  const addresses = new Set<number>();
  const { locate } = Memory.prototype;
  const { bytes: bytesOf } = PagedFile.prototype;
  const { pointer } = ElfRelocations.prototype;
  try {
    Memory.prototype.locate = function (address, length) {
      const offset = locate.call(this, address, length);
      note(offset, length);
      return offset;
    };
    PagedFile.prototype.bytes = function (offset, length) {
      const result = bytesOf.call(this, offset, length);
      note(offset, length);
      return result;
    };
    ElfRelocations.prototype.pointer = function (slot) {
      const address = pointer.call(this, slot);
      slots.add(slot);
      if (address > 0) addresses.add(address);
      return address;
    };
    read();
  } finally {
    Memory.prototype.locate = locate;
    PagedFile.prototype.bytes = bytesOf;
    ElfRelocations.prototype.pointer = pointer;
  }
  const image = openImage(memoryFile(bytes));
  const starts = findStructures(bytes);
  const structures = new Map<string, Place[]>();
  const add = (name: string, place: Place) => {
    const list = structures.get(name) ?? [];
    list.push(place);
    structures.set(name, list);
  };
  const relocations = starts.filter(({ name }) => name === "rela" || name === "rel");
  for (const place of seen.values()) {
    const { name } = starts.findLast(({ offset }) => offset <= place.offset) ?? { name: "header" };
    if (place.length > 4096 && (name === "rela" || name === "rel")) continue;
    add(name, place);
  }
  for (const table of relocations) {
    for (const place of entriesOf(image, table, slots)) add("relocations", place);
  }
  return {
    wordSize: image.wordSize,
    bigEndian: image.bigEndian,
    structures,
    addresses: [...addresses],
  };
}

interface Structure {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/** Dynamic entries that say where something is, and how large it is (gABI 4.1, Go's debug/elf/elf.go, Go 1.26). */
const tables: readonly (readonly [name: string, address: number, size?: number])[] = [
  ["sysv hash", 4],
  ["symbol names", 5, 10],
  ["symbols", 6],
  ["rela", 7, 8],
  ["rel", 17, 18],
  ["relr", 36, 35],
  ["gnu hash", 0x6ffffef5],
  ["version needs", 0x6ffffffe],
];

/** Where structures begin, ascending. */
function findStructures(bytes: Uint8Array): Structure[] {
  const image = openImage(memoryFile(bytes));
  const { wordSize: w } = image;
  const found: Structure[] = [{ name: "header", offset: 0, size: 0 }];
  const whole = { address: 0, offset: 0, fileSize: bytes.length, memorySize: bytes.length, writable: false };
  const raw = new Memory(new PagedFile(memoryFile(bytes)), w, image.bigEndian, [whole]);
  const programs = raw.word(24 + w);
  const sections = raw.word(24 + 2 * w);
  found.push({ name: "program headers", offset: programs, size: 0 });
  if (sections > 0) found.push({ name: "section headers", offset: sections, size: 0 });
  const dynamic = new Map<number, number>();
  const count = raw.u16(24 + 3 * w + 4 + 4);
  const size = raw.u16(24 + 3 * w + 4 + 2);
  for (let i = 0; i < count; i++) {
    const header = programs + i * size;
    const offset = raw.word(header + (w === 8 ? 8 : 4));
    found.push({ name: "data", offset, size: 0 });
    if (raw.u32(header) !== 2) continue;
    found.push({ name: "dynamic", offset, size: 0 });
    for (let at = offset; raw.word(at) !== 0; at += 2 * w) dynamic.set(raw.word(at), raw.word(at + w));
  }
  const add = (name: string, address: number | undefined, length = 0) => {
    if (address !== undefined && image.has(address, 1))
      found.push({ name, offset: image.locate(address, 1), size: length });
  };
  for (const [name, address, length] of tables)
    add(name, dynamic.get(address), length === undefined ? 0 : dynamic.get(length));
  for (const [name, { offset }] of image.debugSections()) found.push({ name, offset, size: 0 });
  try {
    const module = readModule(image, readBuildInfo(image)?.goVersion);
    add("types", module.types);
    add("pclntab", module.pclntab);
    add("ptab", module.ptab.address);
    add("package hashes", module.packageHashes.address);
    add("module data", image.pointer(image.findSymbol("runtime.lastmoduledatap")?.address ?? -1));
    add("build information", image.findSymbol("go:buildinfo")?.address);
  } catch {
    // A program has no plugin's module.
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/** The fields of the relocations that write slots that are read. */
function entriesOf(image: Memory, table: Structure, slots: ReadonlySet<number>): Place[] {
  const { wordSize: w } = image;
  const entrySize = (table.name === "rela" ? 3 : 2) * w;
  const segment = image.segments.find(
    (s) => table.offset >= s.offset && table.offset < s.offset + s.fileSize,
  );
  if (!segment) return [];
  const places: Place[] = [];
  for (let offset = table.offset; offset + entrySize <= table.offset + table.size; offset += entrySize) {
    if (!slots.has(image.word(segment.address + offset - segment.offset))) continue;
    for (let field = 0; field < entrySize; field += w) places.push({ offset: offset + field, length: w });
    if (w === 8) places.push({ offset: offset + 8, length: 4 }, { offset: offset + 12, length: 4 });
  }
  return places;
}
