// Go type descriptors as GoType.

import type { Image } from "#shared/binary/image";
import type {
  BasicName,
  Field,
  FuncType,
  GoPackage,
  GoType,
  InterfaceType,
  Method,
  NamedType,
} from "#shared/model";
import { type Descriptors, kinds, type MethodDescriptor } from "./descriptors.ts";
import { parseType, parseTypeArgs, splitTypeName } from "./type-names.ts";
import { expansionLimit, writtenSize } from "./written-size.ts";

/**
 * How far named types are read: those of the symbols' own types with their methods, all that can be reached, or those of the
 * packages (by import path) for which a function says so, with what of other packages is a part of their values.
 */
export type Depth = "symbols" | "graph" | ((packagePath: string) => boolean);

export interface TypeReader {
  /**
   * The type at an address; there is one object for each. What lies behind it is only there after `finish`.
   */
  at(address: number): GoType;
  /** Reads what lies behind the types that were asked for, and checks that each can be written out. */
  finish(): void;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** By kind (descriptors.ts). */
// biome-ignore format: a table of kinds in their order
const basicKinds: readonly (BasicName | undefined)[] = [
  undefined, "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr",
  "float32", "float64", "complex64", "complex128", undefined, undefined, undefined, undefined, undefined, undefined,
  undefined, "string", undefined, "unsafe.Pointer",
];

/** The basic type that a type of this kind is made of. */
export function basicOf(kind: number): BasicName | undefined {
  return basicKinds[kind];
}

/** What a child is until it is read. */
const pending: GoType = { kind: "opaque", text: "" };

/** `pluginPath` is the plugin path, unescaped. */
export function createTypeReader(
  image: Image,
  descriptors: Descriptors,
  pluginPath: string,
  depth: Depth,
): TypeReader {
  const types = new Map<number, GoType>();
  const packages = new Map<string, Writable<GoPackage>>();
  const unfilled: { address: number; type: GoType }[] = [];
  const unexpanded: { address: number; type: Writable<NamedType> }[] = [];
  /** Types that a function for a depth has passed over. */
  const passedOver = new Map<GoType, number>();
  /** Types that structs hold or embed. */
  const held: GoType[] = [];
  let expanding = true;
  packageOf(pluginPath, "main");

  /**
   * Up to Go 1.9, and in type arguments up to 1.18, the main package is called what it is in the source. Of a plugin built
   * from named files, the compiler and the linker of Go 1.10 to 1.12 each make a path from a hash of their own
   * (cmd/go/internal/work/gc.go, pluginPath, Go 1.12 and 1.13); no package can be imported by such a path.
   */
  function importPath(path: string): string {
    return path === "main" || path.startsWith("plugin/unnamed-") ? pluginPath : path;
  }

  function packageOf(writtenPath: string, clause?: string): GoPackage {
    const path = importPath(writtenPath);
    let found = packages.get(path);
    if (!found) {
      found = { path };
      packages.set(path, found);
    }
    if (clause !== undefined && found.name === undefined) found.name = clause;
    return found;
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
    const kind = descriptors.kind(address);
    if (descriptors.isNamed(address)) return createNamed(address, kind);
    const type = createUnnamed(address, kind);
    if (type.kind !== "basic") unfilled.push({ address, type });
    return type;
  }

  function createNamed(address: number, kind: number): GoType {
    const text = descriptors.text(address);
    const path = descriptors.packagePath(address);
    const layout = descriptors.layout(address);
    const basic = basicOf(kind);
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
    if (expanding || depth !== "symbols") unexpanded.push({ address, type });
    return type;
  }

  /** Of the kind, with its children still to be filled in. */
  function createUnnamed(address: number, kind: number): GoType {
    const layout = descriptors.layout(address);
    const basic = basicOf(kind);
    if (basic !== undefined) return { kind: "basic", name: basic, layout };
    switch (kind) {
      case kinds.array:
        return { kind: "array", elem: pending, length: descriptors.arrayLength(address), layout };
      case kinds.chan: {
        const direction = (["receive", "send", "both"] as const)[descriptors.direction(address) - 1]!;
        return { kind: "chan", direction, elem: pending, layout };
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
        type.elem = at(descriptors.elem(address));
        break;
      case "map":
        type.key = at(descriptors.key(address));
        type.elem = at(descriptors.elem(address));
        break;
      case "func":
        fillFunc(address, type);
        break;
      case "interface":
        (type as Writable<InterfaceType>).methods = interfaceMethods(address);
        break;
      case "struct":
        type.fields = structFields(address);
        for (const field of type.fields)
          if (field.embedded || field.type.kind !== "pointer") held.push(field.type);
        break;
    }
  }

  function fillFunc(address: number, type: Writable<FuncType>): void {
    const { params, results, variadic } = descriptors.signature(address);
    type.params = params.map(at);
    type.results = results.map(at);
    type.variadic = variadic;
    const last = type.params.at(-1)?.kind;
    if (variadic && last !== "slice") {
      throw descriptors.damaged(
        address,
        "a slice as last parameter of a variadic function",
        last ?? "no parameter",
      );
    }
  }

  function structFields(address: number): Field[] {
    const own = importPath(descriptors.namesPath(address));
    return descriptors.fields(address).map(({ name, type, offset, embedded }) => ({
      name: name.text === "" ? embeddedName(type) : name.text,
      ...(name.exported || own === "" ? {} : { packagePath: own }),
      type: at(type),
      tag: name.tag,
      embedded,
      offset,
    }));
  }

  function embeddedName(address: number): string {
    const isPointer =
      address >= 0 && descriptors.kind(address) === kinds.pointer && !descriptors.isNamed(address);
    const type = at(isPointer ? descriptors.elem(address) : address);
    return type.kind === "named" || type.kind === "basic" ? type.name : "";
  }

  function interfaceMethods(address: number): readonly Method[] {
    return methodSet(
      descriptors.interfaceMethods(address),
      importPath(descriptors.namesPath(address)),
      address,
    );
  }

  function methodsOf(address: number): readonly Method[] {
    return methodSet(descriptors.methods(address), importPath(descriptors.packagePath(address)), address);
  }

  /** `own` is the package path of unexported methods whose names have none. */
  function methodSet(methods: readonly MethodDescriptor[], own: string, address: number): Method[] {
    const set = methods.map(({ name, type }): Method => {
      const func = at(type);
      if (func.kind !== "func") {
        throw descriptors.damaged(address, "a method of a function type", `one of a ${func.kind}`);
      }
      const written = name.packageOffset > 0 ? descriptors.pathAt(name.packageOffset) : own;
      const isLocal = name.exported || written === "";
      return { name: name.text, ...(isLocal ? {} : { packagePath: importPath(written) }), type: func };
    });
    return set.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  function readUnderlying(address: number, type: Writable<NamedType>): void {
    const underlying: Writable<GoType> = createUnnamed(address, descriptors.kind(address));
    fill(address, underlying);
    type.underlying = underlying;
  }

  /** Reads what is behind types that values of others have in them. */
  function readHeld(): void {
    for (let type = held.pop(); type; type = held.pop()) {
      if (type.kind === "array" || type.kind === "pointer") held.push(type.elem);
      const address = passedOver.get(type);
      if (address === undefined) continue;
      passedOver.delete(type);
      readUnderlying(address, type as Writable<NamedType>);
      fillAll();
    }
  }

  /** Reads what is behind a named type. */
  function expand(address: number, type: Writable<NamedType>): void {
    const kind = descriptors.kind(address);
    if (kind === kinds.interface || depth !== "symbols") readUnderlying(address, type);
    if (type.underlying?.kind === "interface") {
      type.methods = type.underlying.methods;
      type.pointerMethods = [];
      return;
    }
    type.methods = methodsOf(address);
    const pointer = descriptors.pointerTo(address);
    if (pointer !== undefined) type.pointerMethods = methodsOf(pointer);
  }

  function fillAll(): void {
    for (let next = unfilled.pop(); next; next = unfilled.pop()) fill(next.address, next.type);
  }

  return {
    at,
    finish() {
      fillAll();
      // Named types that are met from here on, in methods, keep their names alone unless all are read.
      expanding = false;
      for (let next = unexpanded.pop(); next; next = unexpanded.pop()) {
        const { address, type } = next;
        if (typeof depth === "function" && type.package && !depth(type.package.path)) {
          passedOver.set(type, address);
          continue;
        }
        expand(address, type);
        fillAll();
      }
      if (passedOver.size > 0) readHeld();
      const measured = new Map<GoType, number>();
      for (const [address, type] of types) {
        if (writtenSize(type, measured) <= expansionLimit) continue;
        throw descriptors.damaged(address, "a type that can be written out", "one that has no end");
      }
    },
  };
}
