// Finds a Go module's moduledata and reads what of it describes a plugin.

import { FormatError } from "#shared/binary/format-error";
import type { Image } from "#shared/binary/image";
import { type Encoding, encodingOf, minorOf, newestKnownMinor, pclntabMagic } from "./go-version.ts";
import { readName } from "./names.ts";

/** Addresses and encodings of a linked Go module. */
export interface GoModule {
  readonly image: Image;
  readonly encoding: Encoding;
  /** Where the file says it. */
  readonly goVersion: string | undefined;
  /** Offsets of moduledata's fields by name, where the file describes them. */
  readonly fields: ReadonlyMap<string, number> | undefined;
  /** Whether moduledata lists initialization tasks, as since Go 1.21. */
  readonly initTasks: boolean;
  /** First word of pclntab, as a number. */
  readonly magic: number;
  /** Address of the pclntab header. */
  readonly pclntab: number;
  /** Address that offsets of types and names count from. */
  readonly types: number;
  /** Address that code offsets count from. */
  readonly text: number;
  readonly ptab: Span;
  /** As stored: in the escaped form since Go 1.10. "" in what is no plugin. */
  readonly pluginPath: string;
  readonly packageHashes: Span;
}

/** A Go slice: address of the first element, number of elements. */
interface Span {
  readonly address: number;
  readonly count: number;
}

/** The fields of moduledata that are read; offsets in bytes. */
type Layout = Readonly<Record<"text" | "types" | "ptab" | "pluginpath" | "pkghashes", number>>;

/**
 * Offsets in words, of the file's word size: runtime/symtab.go, moduledata, of Go 1.8, 1.16, 1.18, 1.20, 1.26 and 1.27.
 * Only for files that lack the descriptor of the type (they are linked with -linkshared).
 */
const knownLayouts: readonly { readonly since: number; readonly words: Layout }[] = [
  { since: 27, words: { text: 22, types: 37, ptab: 48, pluginpath: 51, pkghashes: 53 } },
  { since: 26, words: { text: 22, types: 37, ptab: 51, pluginpath: 54, pkghashes: 56 } },
  { since: 20, words: { text: 22, types: 37, ptab: 50, pluginpath: 53, pkghashes: 55 } },
  { since: 18, words: { text: 22, types: 35, ptab: 48, pluginpath: 51, pkghashes: 53 } },
  { since: 16, words: { text: 22, types: 35, ptab: 46, pluginpath: 49, pkghashes: 51 } },
  { since: 8, words: { text: 12, types: 25, ptab: 36, pluginpath: 39, pkghashes: 41 } },
];

/** The oldest version with each pclntab magic. */
const firstWithMagic: ReadonlyMap<number, number> = new Map([
  [pclntabMagic.go12, 8],
  [pclntabMagic.go116, 16],
  [pclntabMagic.go118, 18],
  [pclntabMagic.go120, 20],
]);

/** Exported symbols or packages; the largest programs have some thousands. */
const tableLimit = 50_000;

/** Bytes of an import path; real ones are far shorter. */
export const pathLimit = 4096;

/**
 * Reads the moduledata of a plugin or of another Go module. `goVersion` is what the file's build information says.
 * Throws `FormatError` where there is none, or none that can be read.
 */
export function readModule(image: Image, goVersion: string | undefined): GoModule {
  const minor = goVersion === undefined ? undefined : minorOf(goVersion);
  const address = findModuledata(image);
  const pclntab = image.pointer(address);
  const magic = image.u32(pclntab);
  const described = readDescriptor(image);
  const layout = described?.layout ?? tableLayout(image, minor, magic, address);
  const types = image.pointer(address + layout.types);
  const ptab = readSpan(image, address + layout.ptab, 8);
  let encoding = described?.encoding ?? encodingOf(minor, magic);
  if (!described && minor === undefined && magic === pclntabMagic.go116 && ptab.count > 0) {
    // Exported names are not empty, so a length of two bytes begins with a 0 byte, and a varint doesn't.
    const isVarint = image.u8(types + image.i32(ptab.address) + 1) !== 0;
    encoding = { ...encoding, nameLength: isVarint ? "varint" : "two-bytes" };
  }
  return {
    image,
    encoding,
    goVersion,
    fields: described?.fields,
    initTasks: hasInitTasks(image, address, layout),
    magic,
    pclntab,
    types,
    text: image.pointer(address + layout.text),
    ptab,
    pluginPath: readString(image, address + layout.pluginpath, pathLimit),
    packageHashes: readSpan(image, address + layout.pkghashes, 5 * image.wordSize),
  };
}

/** A Go string header at `address`; at most `limit` bytes. */
export function readString(image: Image, address: number, limit: number): string {
  const length = image.word(address + image.wordSize);
  if (length === 0) return "";
  if (length > limit)
    throw image.error("damaged Go plugin", address, `a string of at most ${limit} bytes`, `${length}`);
  return image.text(image.pointer(address), length);
}

/** A Go slice header at `address`, whose elements must be in the file. */
function readSpan(image: Image, address: number, elementSize: number): Span {
  const count = image.word(address + image.wordSize);
  if (count === 0) return { address: 0, count: 0 };
  if (count > tableLimit) {
    throw image.error("damaged Go plugin", address, `a table of at most ${tableLimit} entries`, `${count}`);
  }
  const start = image.pointer(address);
  image.locate(start, count * elementSize);
  return { address: start, count };
}

function findModuledata(image: Image): number {
  // cmd/link/internal/ld/symtab.go defines it in every module (Go 1.8 to 1.27): it holds the address of moduledata.
  const symbol = image.findSymbol("runtime.lastmoduledatap");
  if (symbol && image.has(symbol.address, image.wordSize)) {
    const address = image.pointer(symbol.address);
    if (isModuledata(image, address)) return address;
  }
  const found = scanForModuledata(image);
  if (found !== undefined) return found;
  if (symbol || image.findSymbol("runtime.firstmoduledata") || image.findSymbol("go:buildinfo")) {
    const expected = "a moduledata that begins with the address of pclntab";
    throw new FormatError("unreadable Go plugin: it has no Go module data", 0, expected, "none");
  }
  throw new FormatError("not a Go plugin: this is a shared library without Go", 0, "Go module data", "none");
}

/** In all versions the first word of moduledata is the address of pclntab, whose header is known by its form. */
function isModuledata(image: Image, address: number): boolean {
  if (!image.has(address, 32 * image.wordSize)) return false;
  const header = image.pointer(address);
  if (!image.has(header, 8)) return false;
  // internal/abi/symtab.go and runtime/symtab.go, moduledataverify1 (Go 1.26): magic, 0, 0, minLC, ptrSize.
  const minLC = image.u8(header + 6);
  return (
    image.u32(header) >= 0xffffff00 &&
    image.u16(header + 4) === 0 &&
    (minLC === 1 || minLC === 2 || minLC === 4) &&
    image.u8(header + 7) === image.wordSize
  );
}

/** Words of moduledata that are addresses and therefore relocated, from its first on: since Go 1.16, and up to 1.15. */
const slotPatterns = [
  [1, 4, 7, 10, 13, 16, 19, 20, 21],
  [3, 6, 9, 10, 11],
];

/** Looks for the pattern of relocated words that begins every moduledata. */
function scanForModuledata(image: Image): number | undefined {
  const slots = image.relocatedSlots();
  for (let i = 0; i < slots.length; i++) {
    if (
      slotPatterns.some((pattern) => beginsAt(slots, i, pattern, image.wordSize)) &&
      isModuledata(image, slots[i]!)
    )
      return slots[i]!;
  }
  return undefined;
}

function beginsAt(slots: Float64Array, first: number, pattern: readonly number[], wordSize: number): boolean {
  for (let k = 0; k < pattern.length; k++) {
    if (slots[first + 1 + k] !== slots[first]! + pattern[k]! * wordSize) return false;
  }
  return true;
}

interface Descriptor {
  readonly layout: Layout;
  readonly encoding: Encoding;
  readonly fields: ReadonlyMap<string, number>;
}

/**
 * What the descriptor of the type runtime.moduledata, whose symbol's name is not mangled, says of the layout and of the
 * encoding of names and fields. `undefined` where the file has no such symbol. Throws where it can't be understood.
 */
function readDescriptor(image: Image): Descriptor | undefined {
  const symbol = image.findSymbol("type:runtime.moduledata") ?? image.findSymbol("type.runtime.moduledata");
  if (!symbol) return undefined;
  const w = image.wordSize;
  const type = symbol.address;
  const unknown = (expected: string, found: string) =>
    image.error(
      "unknown layout: this plugin's Go version writes types in another way",
      type,
      expected,
      found,
    );
  // internal/abi/type.go, Type and StructType (Go 1.26): size first, kind at 2w+7, the fields' slice at 5w+16.
  const size = image.word(type);
  const kind = image.u8(type + 2 * w + 7) & 0x1f;
  const count = image.word(type + 6 * w + 16);
  const fields = image.pointer(type + 5 * w + 16);
  if (kind !== 25 || count < 20 || count > 200 || !image.has(fields, count * 3 * w)) {
    throw unknown("the struct runtime.moduledata", `kind ${kind} with ${count} fields`);
  }
  const firstName = image.pointer(fields);
  const nameLength = image.u8(firstName + 1) === 0 ? "two-bytes" : "varint";
  const lastOffset = image.word(fields + (count - 1) * 3 * w + 2 * w);
  const fieldOffset = lastOffset >= size ? "shifted" : "plain";
  const offsets = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const field = fields + i * 3 * w;
    const offset = image.word(field + 2 * w);
    const { text } = readName(image, image.pointer(field), nameLength);
    offsets.set(text, fieldOffset === "shifted" ? Math.floor(offset / 2) : offset);
  }
  const offsetOf = (name: string): number => {
    const offset = offsets.get(name);
    if (offset === undefined || offset >= size)
      throw unknown(`a field ${name} of runtime.moduledata`, "none");
    return offset;
  };
  const layout = {
    text: offsetOf("text"),
    types: offsetOf("types"),
    ptab: offsetOf("ptab"),
    pluginpath: offsetOf("pluginpath"),
    pkghashes: offsetOf("pkghashes"),
  };
  return { layout, encoding: { nameLength, fieldOffset }, fields: offsets };
}

/**
 * The layout of a known version. Where the file says no version, the one of the versions with this pclntab whose path and
 * tables make sense: Go 1.20 is the last that may say none.
 */
function tableLayout(image: Image, minor: number | undefined, magic: number, address: number): Layout {
  const first = firstWithMagic.get(magic);
  const unknown = () => {
    const expected = `a Go version from 1.8 to 1.${newestKnownMinor}, or a description of runtime.moduledata`;
    const found = minor === undefined ? `pclntab magic 0x${magic.toString(16)}` : `Go 1.${minor} without one`;
    return image.error("unknown layout: this plugin's Go version is not known", address, expected, found);
  };
  const known = knownLayouts.find((layout) => layout.since <= (minor ?? first ?? 0));
  if (first === undefined || !known || (minor ?? first) > newestKnownMinor) throw unknown();
  const scaled = (words: Layout): Layout => {
    const w = image.wordSize;
    const { text, types, ptab, pluginpath, pkghashes } = words;
    return {
      text: text * w,
      types: types * w,
      ptab: ptab * w,
      pluginpath: pluginpath * w,
      pkghashes: pkghashes * w,
    };
  };
  const oldest = scaled(known.words);
  if (minor !== undefined || magic !== pclntabMagic.go120) return oldest;
  const candidates = knownLayouts.filter((layout) => layout.since >= first).map(({ words }) => scaled(words));
  const fitting = candidates.filter((layout) => fits(image, address, layout));
  if (fitting.length === 1) return fitting[0]!;
  // A library that is no plugin has no path.
  if (fitting.length === 0 && image.word(address + oldest.pluginpath + image.wordSize) === 0) return oldest;
  throw unknown();
}

/** Whether there is a plugin path, and slices where they have to be. */
function fits(image: Image, address: number, layout: Layout): boolean {
  const w = image.wordSize;
  const isSlice = (at: number, elementSize: number) => {
    const count = image.word(at + w);
    return (
      image.word(at + 2 * w) === count && (count === 0 || image.has(image.pointer(at), count * elementSize))
    );
  };
  const length = image.word(address + layout.pluginpath + w);
  const path = image.pointer(address + layout.pluginpath);
  return (
    length > 0 &&
    length <= pathLimit &&
    image.has(path, length) &&
    isSlice(address + layout.ptab, 8) &&
    isSlice(address + layout.pkghashes, 5 * w)
  );
}

/** Whether, as since Go 1.21, a slice of initialization tasks follows pkghashes: before, it is an empty string there. */
function hasInitTasks(image: Image, address: number, layout: Layout): boolean {
  const w = image.wordSize;
  const at = address + layout.pkghashes + 3 * w;
  const count = image.word(at + w);
  return count > 0 && image.word(at + 2 * w) === count && image.has(image.pointer(at), count * w);
}
