// Reads what a Go plugin exports, or what a host says of itself, without running either.

import type { DwarfReader } from "#shared/binary/dwarf";
import { openImage } from "#shared/binary/elf-image";
import { FormatError } from "#shared/binary/format-error";
import type { Image } from "#shared/binary/image";
import type { Host, RandomAccessFile } from "#shared/host";
import type { HostImage, Plugin, PluginSymbol } from "#shared/model";
import { readBuildInfo } from "./build-info.ts";
import { type Arity, openDebugInfo, readCompilerVersion, readParameterNames } from "./debug-info.ts";
import { createDescriptors, kinds } from "./descriptors.ts";
import { describeBinary } from "./go-binary.ts";
import { goarchOf } from "./go-platform.ts";
import { minorOf, versionRange } from "./go-version.ts";
import { reflectHost } from "./host.ts";
import { readInitialValue } from "./initial-values.ts";
import { type GoModule, readModule } from "./moduledata.ts";
import { escapePath, unescapePath } from "./names.ts";
import { readPluginHashes } from "./package-hashes.ts";
import { createLineTable } from "./pclntab.ts";
import { basicOf, createTypeReader, type Depth } from "./types.ts";

export interface ReflectOptions {
  /**
   * "symbols" (the default): named types that are in a symbol's own type have their methods, and interfaces their
   * underlying type; named types in those methods have their name alone. "graph": everything that can be reached. A function:
   * everything of the packages that it accepts, and what other types are made of that values of theirs hold.
   */
  readonly depth?: Depth;
  /** Whether to read parameter names from debug information; true by default. */
  readonly dwarf?: boolean;
  /** Whether to read the hashes of the packages, which of a large plugin are many; true by default, else there are none. */
  readonly packages?: boolean;
}

/**
 * Reads a plugin. A variable's `value` is its static data, so one that the program sets when it starts has the value from
 * before. Throws `FormatError` for every file that is no readable Go plugin, `HostError` where reading the file fails, and
 * nothing else. Whether the file changed meanwhile is for the caller to ask.
 */
export function reflectPlugin(
  path: string,
  file: RandomAccessFile,
  inflate: Host["inflate"],
  options: ReflectOptions = {},
): Plugin {
  return withImage(file, (image) => {
    checkRole(image);
    return reflectLibrary(path, image, inflate, options);
  });
}

/** Reads a program that can load plugins as what it is, and every other file as a plugin. Throws as `reflectPlugin` does. */
export function reflectBinary(
  path: string,
  file: RandomAccessFile,
  inflate: Host["inflate"],
  options: ReflectOptions = {},
): Plugin | HostImage {
  return withImage(file, (image) => {
    if (image.role === "executable") return reflectHost(path, image);
    checkRole(image);
    return reflectLibrary(path, image, inflate, options);
  });
}

function withImage<T>(file: RandomAccessFile, read: (image: Image) => T): T {
  const image = openImage(file);
  try {
    return read(image);
  } finally {
    image.release();
  }
}

function reflectLibrary(
  path: string,
  image: Image,
  inflate: Host["inflate"],
  options: ReflectOptions,
): Plugin {
  const version = readBuildInfo(image);
  const debug = options.dwarf === false ? undefined : openDebugInfo(image, inflate);
  const goVersion = version?.goVersion ?? (debug && readCompilerVersion(debug));
  const module = readModule(image, goVersion);
  if (module.pluginPath === "") {
    const expected = "a plugin path (go build -buildmode=plugin)";
    throw new FormatError(
      "not a Go plugin: this is a Go shared library (-buildmode=c-shared or shared)",
      0,
      expected,
      "none",
    );
  }
  const symbols = readSymbols(module, options.depth ?? "symbols");
  if (debug) addParameterNames(symbols, module, debug);
  const origin = {
    path,
    image,
    goVersion,
    versionRange: () => versionRange(module),
    buildInfo: version?.buildInfo,
  };
  return {
    kind: "plugin",
    ...describeBinary(origin, options.packages === false ? [] : readPluginHashes(module)),
    pluginPath: unescapePath(module.pluginPath),
    symbols,
  };
}

function addParameterNames(symbols: PluginSymbol[], module: GoModule, debug: DwarfReader): void {
  const prefix = symbolPrefix(module);
  const functions = new Map<string, Arity>();
  for (const { name, kind, type } of symbols) {
    if (kind !== "func" || type.kind !== "func") continue;
    functions.set(prefix + name, { params: type.params.length, results: type.results.length });
  }
  if (functions.size === 0) return;
  const unitNames = new Set([module.pluginPath, unescapePath(module.pluginPath)]);
  const names = readParameterNames(debug, unitNames, functions, listsInOrder(module));
  for (const [i, symbol] of symbols.entries()) {
    const found = names.get(prefix + symbol.name);
    if (symbol.kind === "func" && found) symbols[i] = { ...symbol, ...found };
  }
}

/**
 * Up to Go 1.16 parameters are sorted by an address that, on machines with a fixed part in each frame, is not the same for
 * all of them (cmd/compile/internal/gc/scope.go, varsByScopeAndOffset, Go 1.16).
 */
function listsInOrder({ image, goVersion }: GoModule): boolean {
  return (minorOf(goVersion ?? "") ?? 0) > 16 || ["amd64", "386"].includes(goarchOf(image));
}

/** What the plugin's own symbols begin with. */
function symbolPrefix({ pluginPath }: GoModule): string {
  // An escaped path has no "." after its last slash: the path is then a plain one, of Go 1.8 or 1.9.
  const plain = pluginPath.lastIndexOf(".") > pluginPath.lastIndexOf("/");
  return `${plain ? escapePath(pluginPath) : pluginPath}.`;
}

function checkRole(image: Image): void {
  if (image.role === "library") return;
  const what = {
    executable: "an executable",
    object: "a relocatable object file (.o)",
    core: "a core dump",
  }[image.role];
  throw new FormatError(`not a Go plugin: this is ${what}`, 16, "an ELF shared object", what);
}

function readSymbols(module: GoModule, depth: Depth): PluginSymbol[] {
  const { image, ptab, pluginPath } = module;
  const descriptors = createDescriptors(module);
  const types = createTypeReader(image, descriptors, unescapePath(pluginPath), depth);
  const prefix = symbolPrefix(module);
  const lineOf = createLineTable(module);
  const symbols: PluginSymbol[] = [];
  for (let i = 0; i < ptab.count; i++) {
    // plugin/plugin_dlopen.go and runtime/plugin.go, ptabEntry (Go 1.26): name and type as offsets.
    const entry = ptab.address + 8 * i;
    const name = descriptors.nameAt(image.i32(entry)).text;
    const type = module.types + image.i32(entry + 4);
    const address = image.findSymbol(prefix + name)?.address;
    const kind = descriptors.kind(type);
    if (kind === kinds.func) {
      const place = address === undefined ? undefined : lineOf(address);
      symbols.push(
        place
          ? { name, kind: "func", type: types.at(type), file: place.file, line: place.line }
          : { name, kind: "func", type: types.at(type) },
      );
      continue;
    }
    // Of a variable the table has the type of its pointer.
    if (kind !== kinds.pointer) throw descriptors.damaged(type, "the type of a pointer", `kind ${kind}`);
    const elem = descriptors.elem(type);
    const basic = elem < 0 ? undefined : basicOf(descriptors.kind(elem));
    const value = address === undefined ? undefined : readInitialValue(image, address, basic);
    symbols.push({ name, kind: "var", type: types.at(elem), ...(value === undefined ? {} : { value }) });
  }
  types.finish();
  return symbols.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
