// A plugin or a host as the JSON contract of `inspect -json` (schemas/inspect.schema.json) has it.

import { isExported } from "./go-names.ts";
import type { BuildInfo, GoType, HostImage, Method, Module, Plugin, PluginSymbol } from "./model.ts";
import { typeString } from "./type-string.ts";
import { whyUnnameable } from "./wrapper/nameable.ts";

/** The contract's version: it changes when a reader of the old one would go wrong. */
export const inspectSchema = 1;

export interface InspectedBinary {
  readonly schema: number;
  readonly kind: "plugin" | "host";
  readonly path: string;
  readonly format: string;
  readonly goos: string;
  readonly goarch: string;
  readonly goVersion: string | null;
  readonly goVersionRange: string | null;
  /** Null for a host. */
  readonly pluginPath: string | null;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly buildInfo: InspectedBuildInfo | null;
  readonly packages: readonly { readonly path: string; readonly hash: string }[];
  readonly needed: readonly { readonly library: string; readonly versions: readonly string[] }[];
  /** Empty for a host. */
  readonly symbols: readonly InspectedSymbol[];
}

export interface InspectedBuildInfo {
  readonly path: string;
  readonly main: InspectedModule | null;
  readonly deps: readonly InspectedModule[];
  readonly settings: readonly { readonly key: string; readonly value: string }[];
}

export interface InspectedModule {
  readonly path: string;
  readonly version: string;
  readonly sum: string;
  readonly replace: InspectedModule | null;
}

export interface InspectedSymbol {
  readonly name: string;
  readonly kind: "func" | "var";
  readonly type: string;
  readonly params: readonly string[] | null;
  readonly results: readonly string[] | null;
  /** The exported methods that a variable has; null for a function. */
  readonly methods: readonly { readonly name: string; readonly type: string }[] | null;
  readonly file: string | null;
  readonly line: number | null;
  /** A number that JSON cannot hold exactly is a string. */
  readonly value: string | boolean | number | null;
  readonly nameable: boolean;
  readonly unnameable: string | null;
}

export function inspectBinary(binary: Plugin | HostImage, sha256: string): InspectedBinary {
  return {
    schema: inspectSchema,
    kind: binary.kind,
    path: binary.path,
    format: binary.format,
    goos: binary.goos,
    goarch: binary.goarch,
    goVersion: binary.goVersion ?? null,
    goVersionRange: binary.goVersionRange ?? null,
    pluginPath: binary.kind === "plugin" ? binary.pluginPath : null,
    size: binary.size,
    sha256,
    buildInfo: binary.buildInfo ? inspectBuildInfo(binary.buildInfo) : null,
    packages: binary.packages.map(({ path, hash }) => ({ path, hash })),
    needed: binary.needed.map(({ library, versions }) => ({ library, versions })),
    symbols: binary.kind === "plugin" ? binary.symbols.map(inspectSymbol) : [],
  };
}

function inspectBuildInfo(info: BuildInfo): InspectedBuildInfo {
  return {
    path: info.path,
    main: info.main ? inspectModule(info.main) : null,
    deps: info.deps.map(inspectModule),
    settings: info.settings.map(({ key, value }) => ({ key, value })),
  };
}

function inspectModule(module: Module): InspectedModule {
  return {
    path: module.path,
    version: module.version,
    sum: module.sum,
    replace: module.replace ? inspectModule(module.replace) : null,
  };
}

function inspectSymbol(symbol: PluginSymbol): InspectedSymbol {
  const unnameable = whyUnnameable(symbol.type);
  const methods = (method: Method) => ({ name: method.name, type: typeString(method.type) });
  return {
    name: symbol.name,
    kind: symbol.kind,
    type: typeString(symbol.type),
    params: symbol.params ?? null,
    results: symbol.results ?? null,
    methods: symbol.kind === "var" ? exportedMethods(symbol.type).map(methods) : null,
    file: symbol.file ?? null,
    line: symbol.line ?? null,
    value: jsonValue(symbol.value),
    nameable: unnameable === undefined,
    unnameable: unnameable ?? null,
  };
}

/**
 * The exported methods that can be called on a variable of the type, sorted by name. The variable can be addressed (Lookup
 * returns its pointer), so that these are the methods of T and of *T, as go doc lists them.
 */
export function exportedMethods(type: GoType): readonly Method[] {
  return methodsOf(type).filter((method) => method.packagePath === undefined && isExported(method.name));
}

function methodsOf(type: GoType): readonly Method[] {
  if (type.kind === "interface") return type.methods;
  if (type.kind === "pointer") return type.elem.kind === "named" ? (type.elem.pointerMethods ?? []) : [];
  if (type.kind !== "named") return [];
  const isInterface = type.underlying?.kind === "interface";
  return (isInterface ? type.methods : type.pointerMethods) ?? [];
}

function jsonValue(value: PluginSymbol["value"]): InspectedSymbol["value"] {
  if (value === undefined) return null;
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
