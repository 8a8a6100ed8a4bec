// Go type descriptors as GoType.

import type {
  BasicName,
  Field,
  FuncType,
  GoPackage,
  GoType,
  InterfaceType,
  Method,
  NamedType,
  TypeLayout,
} from "#shared/model";
import { mapTails } from "./map-layout.ts";
import type { GoModule } from "./moduledata.ts";
import { type Name, readName } from "./names.ts";
import { parseType, parseTypeArgs, splitTypeName } from "./type-names.ts";
import { expansionLimit, writtenSize } from "./written-size.ts";

/** How far named types are read: those of the symbols' own types with their methods, or all that can be reached. */
export type Depth = "symbols" | "graph";

export interface TypeReader {
  /** The type at an address, with everything that its own text names; what is behind named types comes with `finish`. */
  at(address: number): GoType;
  /** The type at an offset from the module's types. */
  atOffset(offset: number): GoType;
  /** The basic type that a type is or, named, is made of. */
  basicAt(address: number): BasicName | undefined;
  /** For a pointer type's address that of its element. */
  pointerElem(address: number): number;
  /** Reads what lies behind the named types that were met, and checks that every type can be written out. */
  finish(): void;
  /** The one object for a package path. */
  packageOf(path: string, name?: string): GoPackage;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

// internal/abi/type.go, Kind (Go 1.26), unchanged since 1.8. Bits above are flags.
const kindMask = 0x1f;
const kinds = {
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
};
const basicKinds: readonly (BasicName | undefined)[] = [
  undefined,
  "bool",
  "int",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "uintptr",
  "float32",
  "float64",
  "complex64",
  "complex128",
  undefined,
  undefined,
  undefined,
  undefined,
  undefined,
  undefined,
  undefined,
  "string",
  undefined,
  "unsafe.Pointer",
];

// internal/abi/type.go, TFlag (Go 1.26), unchanged since 1.8.
const tflagUncommon = 1;
const tflagExtraStar = 2;
const tflagNamed = 4;

/** What a child is until it is read. */
const pending: GoType = { kind: "opaque", text: "" };

function byName(a: Method, b: Method): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** `pluginPath` is the plugin path, unescaped. */
export function createTypeReader(module: GoModule, pluginPath: string, depth: Depth): TypeReader {
  const { image, encoding } = module;
  const w = image.wordSize;
  /** Size of abi.Type: 4 words and 16 bytes, in Go 1.8 to 1.27. */
  const headSize = 4 * w + 16;

  const types = new Map<number, GoType>();
  const names = new Map<number, Name>();
  const packages = new Map<string, Writable<GoPackage>>();
  const unfilled: { address: number; type: GoType }[] = [];
  const unexpanded: { address: number; type: Writable<NamedType> }[] = [];
  let expanding = true;
  /** Every byte of types and names is read once; more bytes than the file has mean that they overlap. */
  let budget = image.file.size;

  function spend(bytes: number, address: number): void {
    budget -= bytes;
    if (budget < 0)
      throw image.error("damaged Go plugin", address, "types apart from each other", "overlapping ones");
  }

  function damaged(address: number, expected: string, found: string) {
    return image.error("damaged Go plugin", address, expected, found);
  }

  function name(address: number): Name {
    const known = names.get(address);
    if (known) return known;
    const read = readName(image, address, encoding.nameLength);
    spend(read.length, address);
    names.set(address, read);
    return read;
  }

  function pathAt(address: number): string {
    return importPath(name(address).text);
  }

  /** Up to Go 1.9, and in type arguments up to 1.18, the main package is called what it is in the source. */
  function importPath(path: string): string {
    return path === "main" ? pluginPath : path;
  }

  function packageOf(path: string, clause?: string): GoPackage {
    const known = packages.get(path);
    if (known) {
      if (clause !== undefined && known.name === undefined) known.name = clause;
      return known;
    }
    const found: Writable<GoPackage> = { path: importPath(path) };
    if (found.path !== path) return packageOf(found.path, clause);
    if (clause !== undefined) found.name = clause;
    packages.set(path, found);
    return found;
  }

  const kindAt = (address: number) => image.u8(address + 2 * w + 7) & kindMask;
  const flagsAt = (address: number) => image.u8(address + 2 * w + 4);

  function stringAt(address: number): string {
    const { text } = name(module.types + image.i32(address + 4 * w + 8));
    return flagsAt(address) & tflagExtraStar ? text.slice(1) : text;
  }

  function layoutAt(address: number): TypeLayout {
    return { size: image.word(address), align: image.u8(address + 2 * w + 5) };
  }

  function at(address: number): GoType {
    const known = types.get(address);
    if (known) return known;
    const type = address < 0 ? externalType(image.externalName(address)) : create(address);
    types.set(address, type);
    return type;
  }

  /** A type of another file: `type:int`, or `type:` and a hash (cmd/link/internal/ld/ld.go, typeNameMangle, Go 1.26). */
  function externalType(symbol: string): GoType {
    const type = /^type[:.]/.test(symbol) ? parseType(symbol.slice(5), packageOf) : undefined;
    return type && type.kind !== "opaque" ? type : { kind: "opaque", text: symbol };
  }

  function create(address: number): GoType {
    spend(headSize, address);
    image.locate(address, headSize);
    const kind = kindAt(address);
    if (kind < 1 || kind > kinds.unsafePointer)
      throw damaged(address, "a type of kind 1 to 26", `kind ${kind}`);
    if (flagsAt(address) & tflagNamed) return createNamed(address, kind);
    const type = createUnnamed(address, kind);
    if (type.kind !== "basic") unfilled.push({ address, type });
    return type;
  }

  function createNamed(address: number, kind: number): GoType {
    const text = stringAt(address);
    const offset = flagsAt(address) & tflagUncommon ? image.i32(uncommonAt(address, kind)) : 0;
    const path = offset === 0 ? "" : pathAt(module.types + offset);
    const layout = layoutAt(address);
    const basic = basicKinds[kind];
    // unsafe.Pointer is a named type of package unsafe in some versions.
    if (basic !== undefined && (path === "" || (path === "unsafe" && basic === text))) {
      return { kind: "basic", name: basic, layout };
    }
    const parts = splitTypeName(text);
    const type: Writable<NamedType> = {
      kind: "named",
      ...(path === "" ? {} : { package: packageOf(path, parts.packageName) }),
      name: parts.name,
      typeArgs: parts.args === undefined ? [] : parseTypeArgs(parts.args, packageOf),
      layout,
    };
    if (expanding || depth === "graph") unexpanded.push({ address, type });
    return type;
  }

  /** Of the kind, with its children still to be filled in. */
  function createUnnamed(address: number, kind: number): GoType {
    const layout = layoutAt(address);
    const basic = basicKinds[kind];
    if (basic !== undefined) return { kind: "basic", name: basic, layout };
    switch (kind) {
      case kinds.array: {
        const length = image.word(address + headSize + 2 * w);
        return { kind: "array", elem: pending, length, layout };
      }
      case kinds.chan: {
        // reflect/type.go, ChanDir (Go 1.26).
        const direction = image.word(address + headSize + w);
        if (direction < 1 || direction > 3)
          throw damaged(address, "a channel of direction 1 to 3", `${direction}`);
        return {
          kind: "chan",
          direction: direction === 1 ? "receive" : direction === 2 ? "send" : "both",
          elem: pending,
          layout,
        };
      }
      case kinds.func:
        return { kind: "func", params: [], results: [], variadic: false, layout };
      case kinds.interface:
        return { kind: "interface", methods: [], layout };
      case kinds.map:
        return { kind: "map", key: pending, elem: pending, layout };
      case kinds.pointer:
        return { kind: "pointer", elem: pending, layout };
      case kinds.slice:
        return { kind: "slice", elem: pending, layout };
      default:
        return { kind: "struct", fields: [], layout };
    }
  }

  /** Reads the children of an unnamed type, or of the underlying type of a named one. */
  function fill(address: number, type: Writable<GoType>): void {
    switch (type.kind) {
      case "array":
      case "chan":
      case "pointer":
      case "slice":
        type.elem = at(image.pointer(address + headSize));
        break;
      case "map":
        type.key = at(image.pointer(address + headSize));
        type.elem = at(image.pointer(address + headSize + w));
        break;
      case "func":
        fillFunc(address, type);
        break;
      case "interface":
        (type as Writable<InterfaceType>).methods = interfaceMethods(address);
        break;
      case "struct":
        type.fields = structFields(address);
        break;
    }
  }

  function fillFunc(address: number, type: Writable<FuncType>): void {
    const paramCount = image.u16(address + headSize);
    const out = image.u16(address + headSize + 2);
    const resultCount = out & 0x7fff;
    // internal/abi/type.go, FuncType and (*FuncType).InSlice (Go 1.26).
    const start = address + headSize + w + (flagsAt(address) & tflagUncommon ? 16 : 0);
    spend((paramCount + resultCount) * w, address);
    const list = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => at(image.pointer(start + (from + i) * w)));
    type.params = list(0, paramCount);
    type.results = list(paramCount, resultCount);
    type.variadic = out > 0x7fff;
    if (type.variadic && type.params.at(-1)?.kind !== "slice") {
      throw damaged(
        address,
        "a slice as last parameter of a variadic function",
        type.params.at(-1)?.kind ?? "none",
      );
    }
  }

  function interfaceMethods(address: number): readonly Method[] {
    const { start, count } = span(address + headSize + w, 8);
    const own = packagePathAt(address + headSize);
    const methods: Method[] = [];
    for (let i = 0; i < count; i++) {
      const method = name(module.types + image.i32(start + 8 * i));
      const type = funcAt(image.i32(start + 8 * i + 4), start + 8 * i + 4);
      if (type) methods.push(newMethod(method, own, type));
    }
    return methods.sort(byName);
  }

  function structFields(address: number): Field[] {
    const { start, count } = span(address + headSize + w, 3 * w);
    const own = packagePathAt(address + headSize);
    const shifted = count > 0 && hasShiftedOffsets(address, start, count);
    const fields: Field[] = [];
    for (let i = 0; i < count; i++) {
      const field = start + 3 * w * i;
      const { text, tag, exported, embedded } = name(image.pointer(field));
      const type = at(image.pointer(field + w));
      const stored = image.word(field + 2 * w);
      const isEmbedded = embedded || text === "" || (shifted && stored % 2 === 1);
      fields.push({
        // Go 1.8 gives an embedded field no name.
        name: text === "" ? embeddedName(image.pointer(field + w)) : text,
        ...(exported || own === "" ? {} : { packagePath: own }),
        type,
        tag,
        embedded: isEmbedded,
        offset: shifted ? Math.floor(stored / 2) : stored,
      });
    }
    return fields;
  }

  function embeddedName(address: number): string {
    const inner = address >= 0 && kindAt(address) === kinds.pointer && !(flagsAt(address) & tflagNamed);
    const type = at(inner ? image.pointer(address + headSize) : address);
    return type.kind === "named" || type.kind === "basic" ? type.name : "";
  }

  /** Whether the offsets of a struct are in the form of Go 1.9 to 1.18: decided by the struct itself where unknown. */
  function hasShiftedOffsets(address: number, start: number, count: number): boolean {
    if (encoding.fieldOffset !== "unknown") return encoding.fieldOffset === "shifted";
    let end = 0;
    for (let i = 0; i < count; i++) {
      const field = start + 3 * w * i;
      const stored = image.word(field + 2 * w);
      const type = image.pointer(field + w);
      if (type < 0) break;
      const align = image.u8(type + 2 * w + 6) || 1;
      const offset = Math.ceil(end / align) * align;
      // At 0 both forms are alike, but for an embedded field.
      if (offset !== 0 || stored !== 0) return stored !== offset;
      end = image.word(type);
    }
    return image.word(start + 3 * w * (count - 1) + 2 * w) > image.word(address);
  }

  /** A slice in a descriptor. */
  function span(header: number, elementSize: number): { start: number; count: number } {
    const count = image.word(header + w);
    if (count === 0) return { start: 0, count };
    const start = image.pointer(header);
    image.locate(start, count * elementSize);
    spend(count * elementSize, start);
    return { start, count };
  }

  function packagePathAt(slot: number): string {
    const address = image.pointer(slot);
    return address <= 0 ? "" : pathAt(address);
  }

  function newMethod(method: Name, own: string, type: FuncType): Method {
    const path = method.packageOffset > 0 ? pathAt(module.types + method.packageOffset) : own;
    return { name: method.text, ...(method.exported || path === "" ? {} : { packagePath: path }), type };
  }

  /** The function type at an offset; `undefined` where there is none (0 and -1: the linker left it out). */
  function funcAt(offset: number, slot: number): FuncType | undefined {
    if (offset === 0 || offset === -1) return undefined;
    const type = at(module.types + offset);
    if (type.kind !== "func") throw damaged(slot, "a method of a function type", `one of a ${type.kind}`);
    return type;
  }

  /** Address of abi.UncommonType, which follows the kind's own part of the descriptor. */
  function uncommonAt(address: number, kind: number): number {
    const end = address + headSize;
    switch (kind) {
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
        return end + mapTail(address);
      default:
        return end;
    }
  }

  let knownMapTail: number | undefined;

  /** Size of a map's own part: known by the version, else by what makes sense where it would end. */
  function mapTail(address: number): number {
    if (knownMapTail !== undefined) return knownMapTail;
    const candidates = mapTails(module);
    if (candidates.length === 1) {
      knownMapTail = candidates[0]!;
      return knownMapTail;
    }
    const { packageName } = splitTypeName(stringAt(address));
    const fitting = candidates.filter((tail) => isUncommon(address + headSize + tail));
    const fits = (tail: number) =>
      pathAt(module.types + image.i32(address + headSize + tail)).includes(packageName);
    const best = fitting.find(fits) ?? fitting[0];
    if (best === undefined) {
      throw image.error(
        "unknown layout: this plugin's Go version is not known",
        address,
        "a map type",
        "another form of it",
      );
    }
    return best;
  }

  /** internal/abi/type.go, UncommonType (Go 1.26): PkgPath i32, Mcount u16, Xcount u16, Moff u32, unused u32. */
  function isUncommon(address: number): boolean {
    if (!image.has(address, 16)) return false;
    const path = module.types + image.i32(address);
    // The methods of a map type follow its uncommon part at once.
    if (image.u32(address + 8) !== 16 || image.u32(address + 12) !== 0) return false;
    if (!image.has(path, 8) || image.u8(path) > 1) return false;
    const length = encoding.nameLength === "varint" ? image.u8(path + 1) : image.u8(path + 2);
    if (length === 0 || !image.has(path, length + 3)) return false;
    return /^[!-~]+$/.test(readName(image, path, encoding.nameLength).text);
  }

  function methodsOf(address: number): readonly Method[] {
    if (!(flagsAt(address) & tflagUncommon)) return [];
    const uncommon = uncommonAt(address, kindAt(address));
    const count = image.u16(uncommon + 4);
    if (count === 0) return [];
    const start = uncommon + image.u32(uncommon + 8);
    image.locate(start, 16 * count);
    spend(16 * count, start);
    const ownOffset = image.i32(uncommon);
    const own = ownOffset === 0 ? "" : pathAt(module.types + ownOffset);
    const methods: Method[] = [];
    for (let i = 0; i < count; i++) {
      // abi.Method: Name, Mtyp (without the receiver), Ifn, Tfn.
      const method = name(module.types + image.i32(start + 16 * i));
      const type = funcAt(image.i32(start + 16 * i + 4), start + 16 * i + 4);
      if (type) methods.push(newMethod(method, own, type));
    }
    return methods.sort(byName);
  }

  /** Reads what is behind a named type. */
  function expand(address: number, type: Writable<NamedType>): void {
    const kind = kindAt(address);
    if (kind === kinds.interface) {
      const underlying: Writable<InterfaceType> = { kind: "interface", methods: interfaceMethods(address) };
      if (type.layout) underlying.layout = type.layout;
      type.underlying = underlying;
      type.methods = underlying.methods;
      type.pointerMethods = [];
      return;
    }
    if (depth === "graph") {
      type.underlying = createUnnamed(address, kind);
      fill(address, type.underlying as Writable<GoType>);
    }
    type.methods = methodsOf(address);
    // abi.Type.PtrToThis: every named type that a symbol can reach has it (Go 1.8 to 1.27).
    const pointer = image.i32(address + 4 * w + 12);
    if (pointer !== 0) type.pointerMethods = methodsOf(module.types + pointer);
  }

  function fillAll(): void {
    for (let next = unfilled.pop(); next; next = unfilled.pop())
      fill(next.address, next.type as Writable<GoType>);
  }

  return {
    at,
    atOffset: (offset) => at(module.types + offset),
    basicAt: (address) => (address < 0 ? undefined : basicKinds[kindAt(address)]),
    pointerElem(address) {
      if (kindAt(address) !== kinds.pointer)
        throw damaged(address, "a pointer type", `kind ${kindAt(address)}`);
      return image.pointer(address + headSize);
    },
    finish() {
      fillAll();
      expanding = false;
      for (let next = unexpanded.pop(); next; next = unexpanded.pop()) {
        expand(next.address, next.type);
        fillAll();
      }
      const measured = new Map<GoType, number>();
      for (const [address, type] of types) {
        if (writtenSize(type, measured) > expansionLimit) {
          throw damaged(address, "a type that can be written out", "one that has no end");
        }
      }
    },
    packageOf,
  };
}
