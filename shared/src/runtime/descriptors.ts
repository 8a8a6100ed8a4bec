// What the descriptors of types hold: names, numbers, and the addresses of other descriptors.

import type { FormatError } from "#shared/binary/format-error";
import type { TypeLayout } from "#shared/model";
import { mapTails } from "./map-layout.ts";
import { type GoModule, pathLimit } from "./moduledata.ts";
import { type Name, readName } from "./names.ts";
import { splitTypeName } from "./type-names.ts";

/** internal/abi/type.go, Kind (Go 1.26), unchanged since 1.8; those below 17 are numbers and bool. */
export const kinds = {
  bool: 1,
  complex128: 16,
  array: 17,
  chan: 18,
  func: 19,
  interface: 20,
  map: 21,
  pointer: 22,
  slice: 23,
  string: 24,
  struct: 25,
  unsafePointer: 26,
} as const;
/** The bits above are flags. */
const kindMask = 0x1f;

// internal/abi/type.go, TFlag (Go 1.26), unchanged since 1.8.
const tflagUncommon = 1;
const tflagExtraStar = 2;
const tflagNamed = 4;

/** A slice in a descriptor: address of the first element, number of elements. */
interface Span {
  readonly start: number;
  readonly count: number;
}

/** Types are given by their descriptors' addresses; a negative one stands for a type of another file (image.ts). */
interface FieldDescriptor {
  readonly name: Name;
  readonly type: number;
  /** Bytes. */
  readonly offset: number;
  readonly embedded: boolean;
}

export interface MethodDescriptor {
  readonly name: Name;
  /** Of the function type without the receiver. */
  readonly type: number;
}

export interface Descriptors {
  /** 1 to 26, see `kinds`. Throws `FormatError` for what is no descriptor. */
  kind(type: number): number;
  isNamed(type: number): boolean;
  /** As reflect's String: a named type with the name of its package. */
  text(type: number): string;
  layout(type: number): TypeLayout;
  /** Import path of a named type's package as it is written, "" for predeclared types. */
  packagePath(type: number): string;
  /** Element of an array, chan, map, pointer or slice. */
  elem(type: number): number;
  /** Key of a map. */
  key(type: number): number;
  /** Length of an array. */
  arrayLength(type: number): number;
  /** Direction of a chan: 1 receive, 2 send, 3 both. */
  direction(type: number): number;
  signature(type: number): { params: readonly number[]; results: readonly number[]; variadic: boolean };
  fields(type: number): readonly FieldDescriptor[];
  /** Methods of an interface. */
  interfaceMethods(type: number): readonly MethodDescriptor[];
  /** Methods of any other type. */
  methods(type: number): readonly MethodDescriptor[];
  /** Package path of a struct's or interface's own unexported names, as it is written; "" without one. */
  namesPath(type: number): string;
  /** The pointer to this type, where the file has it. */
  pointerTo(type: number): number | undefined;
  /** The name at an offset from the module's types. */
  nameAt(offset: number): Name;
  /** The import path at an offset from the module's types, as it is written. */
  pathAt(offset: number): string;
  damaged(address: number, expected: string, found: string): FormatError;
}

/** Reads of one module. Every method throws `FormatError` where the file is damaged. */
export function createDescriptors(module: GoModule): Descriptors {
  const { image, encoding } = module;
  const w = image.wordSize;
  /** Size of abi.Type: 4 words and 16 bytes, in Go 1.8 to 1.27. */
  const headSize = 4 * w + 16;
  const names = new Map<number, Name>();
  const checked = new Map<number, number>();
  /** By alignment and size: many types have the same one. */
  const layouts = new Map<number, TypeLayout>();
  /** Every byte of types and names is read once or twice; more bytes than the file has mean that they overlap. */
  let budget = 2 * image.file.size;

  function damaged(address: number, expected: string, found: string): FormatError {
    return image.error("damaged Go plugin", address, expected, found);
  }

  function spend(bytes: number, address: number): void {
    budget -= bytes;
    if (budget < 0) throw damaged(address, "types apart from each other", "overlapping ones");
  }

  function name(address: number): Name {
    const known = names.get(address);
    if (known) return known;
    const read = readName(image, address, encoding.nameLength);
    spend(read.length, address);
    names.set(address, read);
    return read;
  }

  const nameAt = (offset: number) => name(module.types + offset);

  /** The import path at an address. */
  function path(address: number): string {
    const { text } = name(address);
    if (text.length <= pathLimit) return text;
    throw damaged(address, `an import path of at most ${pathLimit} bytes`, `${text.length}`);
  }

  const flags = (type: number) => image.u8(type + 2 * w + 4);
  const isNamed = (type: number) => (flags(type) & tflagNamed) !== 0;

  function kind(type: number): number {
    const known = checked.get(type);
    if (known !== undefined) return known;
    image.locate(type, headSize);
    const found = image.u8(type + 2 * w + 7) & kindMask;
    if (found < kinds.bool || found > kinds.unsafePointer) {
      throw damaged(type, "a type of kind 1 to 26", `kind ${found}`);
    }
    spend(headSize, type);
    checked.set(type, found);
    return found;
  }

  function text(type: number): string {
    const written = nameAt(image.i32(type + 4 * w + 8)).text;
    return flags(type) & tflagExtraStar ? written.slice(1) : written;
  }

  function span(header: number, elementSize: number): Span {
    const count = image.word(header + w);
    if (count === 0) return { start: 0, count };
    const start = image.pointer(header);
    image.locate(start, count * elementSize);
    spend(count * elementSize, start);
    return { start, count };
  }

  function signature(type: number) {
    const paramCount = image.u16(type + headSize);
    // The top bit says that it is variadic.
    const out = image.u16(type + headSize + 2);
    const resultCount = out & 0x7fff;
    // internal/abi/type.go, FuncType and (*FuncType).InSlice (Go 1.26): the types follow the uncommon part.
    const start = type + headSize + w + (flags(type) & tflagUncommon ? 16 : 0);
    spend((paramCount + resultCount) * w, type);
    const types = Array.from({ length: paramCount + resultCount }, (_, i) => image.pointer(start + i * w));
    return { params: types.slice(0, paramCount), results: types.slice(paramCount), variadic: out > 0x7fff };
  }

  function fields(type: number): FieldDescriptor[] {
    const { start, count } = span(type + headSize + w, 3 * w);
    const shifted = count > 0 && hasShiftedOffsets(type, start, count);
    return Array.from({ length: count }, (_, i) => {
      // internal/abi/type.go, StructField (Go 1.26): Name, Typ, Offset.
      const field = start + 3 * w * i;
      const fieldName = name(image.pointer(field));
      const stored = image.word(field + 2 * w);
      return {
        name: fieldName,
        type: image.pointer(field + w),
        offset: shifted ? Math.floor(stored / 2) : stored,
        // Go 1.8 gives an embedded field no name.
        embedded: fieldName.embedded || fieldName.text === "" || (shifted && stored % 2 === 1),
      };
    });
  }

  /** Whether a struct's offsets are in the form of Go 1.9 to 1.18: decided by the struct itself where unknown. */
  function hasShiftedOffsets(type: number, start: number, count: number): boolean {
    if (encoding.fieldOffset !== "unknown") return encoding.fieldOffset === "shifted";
    let end = 0;
    for (let i = 0; i < count; i++) {
      const field = start + 3 * w * i;
      const stored = image.word(field + 2 * w);
      const fieldType = image.pointer(field + w);
      if (fieldType < 0) break;
      const align = image.u8(fieldType + 2 * w + 6) || 1;
      const offset = Math.ceil(end / align) * align;
      // At 0 both forms are alike, but for an embedded field.
      if (offset !== 0 || stored !== 0) return stored !== offset;
      end = image.word(fieldType);
    }
    return image.word(start + 3 * w * (count - 1) + 2 * w) > image.word(type);
  }

  function interfaceMethods(type: number): MethodDescriptor[] {
    const { start, count } = span(type + headSize + w, 8);
    return methodList(start, count, 8);
  }

  /** Entries that begin with the offsets of a name and of a type. Where the linker left the type out, there is no method. */
  function methodList(start: number, count: number, entrySize: number): MethodDescriptor[] {
    const list: MethodDescriptor[] = [];
    for (let entry = start; entry < start + count * entrySize; entry += entrySize) {
      const offset = image.i32(entry + 4);
      if (offset !== 0 && offset !== -1) {
        list.push({ name: nameAt(image.i32(entry)), type: module.types + offset });
      }
    }
    return list;
  }

  function methods(type: number): MethodDescriptor[] {
    const uncommon = uncommonAt(type);
    const count = uncommon === undefined ? 0 : image.u16(uncommon + 4);
    if (uncommon === undefined || count === 0) return [];
    // internal/abi/type.go, Method (Go 1.26): Name, Mtyp, Ifn, Tfn.
    const start = uncommon + image.u32(uncommon + 8);
    image.locate(start, 16 * count);
    spend(16 * count, start);
    return methodList(start, count, 16);
  }

  /** Address of abi.UncommonType, which follows the kind's own part of the descriptor. */
  function uncommonAt(type: number): number | undefined {
    if (!(flags(type) & tflagUncommon)) return undefined;
    const end = type + headSize;
    switch (kind(type)) {
      case kinds.array:
        return end + 3 * w;
      case kinds.chan:
        return end + 2 * w;
      case kinds.func:
      case kinds.pointer:
      case kinds.slice:
        return end + w;
      case kinds.interface:
      case kinds.struct:
        return end + 4 * w;
      case kinds.map:
        return end + mapTail(type);
      default:
        return end;
    }
  }

  const tails = mapTails(module);

  /** Size of a map's own part: known by the version, else by what makes sense where it would end. */
  function mapTail(type: number): number {
    if (tails.length === 1) return tails[0]!;
    const { packageName } = splitTypeName(text(type));
    const fitting = tails.filter((tail) => isUncommon(type + headSize + tail));
    const pathAt = (tail: number) => nameAt(image.i32(type + headSize + tail)).text;
    const best = fitting.find((tail) => pathAt(tail).includes(packageName)) ?? fitting[0];
    if (best !== undefined) return best;
    const summary = "unknown layout: this plugin's Go version is not known";
    throw image.error(summary, type, "a map type", "another form of it");
  }

  /** internal/abi/type.go, UncommonType (Go 1.26): PkgPath i32, Mcount u16, Xcount u16, Moff u32, unused u32. */
  function isUncommon(address: number): boolean {
    if (!image.has(address, 16)) return false;
    // The methods of a map type follow its uncommon part at once.
    if (image.u32(address + 8) !== 16 || image.u32(address + 12) !== 0) return false;
    const path = module.types + image.i32(address);
    if (!image.has(path, 8) || image.u8(path) > 1) return false;
    const length = encoding.nameLength === "varint" ? image.u8(path + 1) : image.u8(path + 2);
    return length > 0 && image.has(path, length + 3) && /^[!-~]+$/.test(name(path).text);
  }

  return {
    kind,
    isNamed,
    text,
    layout(type) {
      const size = image.word(type);
      const align = image.u8(type + 2 * w + 5);
      const key = size * 256 + align;
      const known = layouts.get(key);
      if (known?.size === size && known.align === align) return known;
      const layout = { size, align };
      layouts.set(key, layout);
      return layout;
    },
    packagePath(type) {
      const uncommon = uncommonAt(type);
      const offset = uncommon === undefined ? 0 : image.i32(uncommon);
      return offset === 0 ? "" : path(module.types + offset);
    },
    elem: (type) => image.pointer(type + headSize + (kind(type) === kinds.map ? w : 0)),
    key: (type) => image.pointer(type + headSize),
    arrayLength: (type) => image.word(type + headSize + 2 * w),
    direction(type) {
      // internal/abi/type.go, ChanDir (Go 1.26).
      const direction = image.word(type + headSize + w);
      if (direction >= 1 && direction <= 3) return direction;
      throw damaged(type, "a channel of direction 1 to 3", `${direction}`);
    },
    signature,
    fields,
    interfaceMethods,
    methods,
    namesPath(type) {
      const address = image.pointer(type + headSize);
      return address <= 0 ? "" : path(address);
    },
    pointerTo(type) {
      // abi.Type.PtrToThis: every named type that a symbol can reach has it (Go 1.8 to 1.27).
      const offset = image.i32(type + 4 * w + 12);
      return offset === 0 ? undefined : module.types + offset;
    },
    nameAt,
    pathAt: (offset) => path(module.types + offset),
    damaged,
  };
}
