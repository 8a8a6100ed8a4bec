// The nouns of the engine: a plugin and its symbols, Go types, a binding, a wrapper.

/** A Go package as a type mentions it. */
export interface GoPackage {
  /** Import path, unescaped; the plugin path for types of the plugin's main package. */
  readonly path: string;
  /** The package clause's name, where the binary or source says it (`yaml` for gopkg.in/yaml.v3). */
  readonly name?: string;
}

/** The predeclared types, of which `byte` and `rune` are other names, and the one basic type of package unsafe. */
export const basicNames = [
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
  "string",
  "unsafe.Pointer",
] as const;

export type BasicName = (typeof basicNames)[number];

/** Bytes, as the binary has it. Absent on types known only by name (type arguments, types read from source). */
export interface TypeLayout {
  readonly size: number;
  readonly align: number;
}

interface TypeBase {
  readonly layout?: TypeLayout;
}

export interface BasicType extends TypeBase {
  readonly kind: "basic";
  readonly name: BasicName;
}

/**
 * A defined type. The graph may be cyclic through `underlying` and methods.
 * What lies behind the name is absent where it was not read: type arguments, and types beyond the reading depth.
 */
export interface NamedType extends TypeBase {
  readonly kind: "named";
  /** Absent for `error`, the one named type of the universe. */
  readonly package?: GoPackage;
  /** Without type arguments. */
  readonly name: string;
  /** Empty for a type that is not generic. */
  readonly typeArgs: readonly GoType[];
  readonly underlying?: GoType;
  /** Method set of T, exported and not, sorted by name. Of an interface: its methods. */
  readonly methods?: readonly Method[];
  /** Method set of *T (a superset of `methods`; empty for an interface), sorted by name. */
  readonly pointerMethods?: readonly Method[];
}

export interface PointerType extends TypeBase {
  readonly kind: "pointer";
  readonly elem: GoType;
}

export interface SliceType extends TypeBase {
  readonly kind: "slice";
  readonly elem: GoType;
}

export interface ArrayType extends TypeBase {
  readonly kind: "array";
  readonly elem: GoType;
  /** A number of elements: beyond 2^53 it is not exact, which no real array reaches. */
  readonly length: number;
}

export interface MapType extends TypeBase {
  readonly kind: "map";
  readonly key: GoType;
  readonly elem: GoType;
}

export interface ChanType extends TypeBase {
  readonly kind: "chan";
  readonly direction: "both" | "send" | "receive";
  readonly elem: GoType;
}

export interface FuncType extends TypeBase {
  readonly kind: "func";
  /** Of a variadic function the last one is a slice. */
  readonly params: readonly GoType[];
  readonly results: readonly GoType[];
  readonly variadic: boolean;
}

export interface StructType extends TypeBase {
  readonly kind: "struct";
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  /** Path of the package that an unexported field belongs to. */
  readonly packagePath?: string;
  readonly type: GoType;
  /** Raw tag, unquoted; "" without one. */
  readonly tag: string;
  readonly embedded: boolean;
  /** Bytes from the start of the struct; absent where only the source was read. */
  readonly offset?: number;
}

export interface InterfaceType extends TypeBase {
  readonly kind: "interface";
  readonly methods: readonly Method[];
}

export interface Method {
  readonly name: string;
  /** Path of the package that an unexported method belongs to. */
  readonly packagePath?: string;
  /** Without the receiver. */
  readonly type: FuncType;
}

/** A type that the file only refers to by its linker name (-linkshared), or that its text could not be parsed to. */
export interface OpaqueType extends TypeBase {
  readonly kind: "opaque";
  readonly text: string;
}

export type GoType =
  | BasicType
  | NamedType
  | PointerType
  | SliceType
  | ArrayType
  | MapType
  | ChanType
  | FuncType
  | StructType
  | InterfaceType
  | OpaqueType;

export type SymbolKind = "func" | "var";

export interface PluginSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** A function's type, or the variable's own type (not the pointer that Lookup returns). */
  readonly type: GoType;
  /** A function's parameter names, one for each parameter, "" for unnamed and `_`. Absent where not known. */
  readonly params?: readonly string[];
  /** Likewise its results. */
  readonly results?: readonly string[];
  /** Source file as the compiler recorded it, and 1-based line. */
  readonly file?: string;
  readonly line?: number;
  /** A variable's initial string, bool or number. A number beyond 2^53 is a string of digits in `bigint` form. */
  readonly value?: string | boolean | number | bigint;
}

export interface Module {
  readonly path: string;
  readonly version: string;
  /** go.sum hash, "" where there is none. */
  readonly sum: string;
  readonly replace?: Module;
}

export interface BuildInfo {
  /** Import path of the main package, as `go build` recorded it. */
  readonly path: string;
  readonly main?: Module;
  readonly deps: readonly Module[];
  readonly settings: readonly { readonly key: string; readonly value: string }[];
}

export interface PackageHash {
  readonly path: string;
  /** Lower-case hex of what the runtime compares. */
  readonly hash: string;
}

/** A library that the dynamic linker loads with a binary. */
export interface NeededLibrary {
  /** As `libc.so.6`. */
  readonly library: string;
  /** The versions of its symbols that it must have, as `GLIBC_2.34`, lower ones first; empty where it has no versions. */
  readonly versions: readonly string[];
}

/** What plugins and hosts alike say of themselves. */
export interface GoBinary {
  /** As given by the caller. */
  readonly path: string;
  readonly format: "elf" | "macho";
  readonly goos: string;
  readonly goarch: string;
  /** `go1.26.8`, possibly with ` X:experiments`; absent where the file doesn't say. */
  readonly goVersion?: string;
  /** Where `goVersion` is absent: what the file's structures allow, as `go1.16` or `go1.9-go1.15`. */
  readonly goVersionRange?: string;
  /** Bytes. */
  readonly size: number;
  readonly buildInfo?: BuildInfo;
  /** What the runtime compares: of a plugin in the order that it does so, of a host sorted by path. */
  readonly packages: readonly PackageHash[];
  readonly needed: readonly NeededLibrary[];
}

/** What a plugin binary says of itself. */
export interface Plugin extends GoBinary {
  readonly kind: "plugin";
  /** The plugin path, unescaped. */
  readonly pluginPath: string;
  /** Sorted by name (by code unit). */
  readonly symbols: readonly PluginSymbol[];
}

/** What a program says of itself that can load plugins. */
export interface HostImage extends GoBinary {
  readonly kind: "host";
}

/** Positions are 0-based; characters are UTF-16 code units, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Location {
  /** Absolute path. */
  readonly path: string;
  readonly range: Range;
}

/** An exported package-level function or variable of a plugin's source. */
export interface SourceSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Documentation comment as plain lines without comment markers; empty without one. */
  readonly doc: readonly string[];
  /** Parameter names, "" for unnamed and `_`; only of functions. */
  readonly params: readonly string[];
  readonly results: readonly string[];
  /** Where the name is declared. */
  readonly location: Location;
}

/** Options of one wrapper; the flags of `generate` (options.ts) fill it. Paths are as given. */
export interface WrapperOptions {
  readonly pluginPath: string;
  /** "" where none was given. */
  readonly pluginPackage: string;
  readonly outputPath: string;
  readonly outputName: string;
  /** "" where it is to be derived. */
  readonly outputPackage: string;
  readonly rebuild: boolean;
  readonly sha256: boolean;
  readonly format: boolean;
  readonly dereferenceVars: boolean;
  readonly hideVars: boolean;
  readonly interface: boolean;
}

/** Which wrapper belongs to which plugin, and who says so. */
export interface Binding {
  readonly origin: "directive" | "config" | "header";
  /** The directive, the plugin's path in bind-plugin.json, or the wrapper's header. */
  readonly location: Location;
  /** Absolute folder that relative paths of the options are meant from. */
  readonly folder: string;
  readonly options: WrapperOptions;
  /** Absolute. */
  readonly pluginPath: string;
  /** Absolute. */
  readonly wrapperPath: string;
}
