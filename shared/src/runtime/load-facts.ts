// What of a file decides whether a program loads a plugin: read of either, as plain data.

import { describeFile, openImage } from "#shared/binary/elf-image";
import { FormatError } from "#shared/binary/format-error";
import type { Image } from "#shared/binary/image";
import type { Host, RandomAccessFile } from "#shared/host";
import type { GoBinary, PackageHash } from "#shared/model";
import { hasBuildInfo, readBuildInfo } from "./build-info.ts";
import { openDebugInfo, readCompilerVersion } from "./debug-info.ts";
import { describeBinary } from "./go-binary.ts";
import { versionRange } from "./go-version.ts";
import { type ModuleLinks, readLinks } from "./module-links.ts";
import { type GoModule, readModule } from "./moduledata.ts";
import { readName, unescapePath } from "./names.ts";
import { findHostHashes, readHostHashes, readPluginHashes } from "./package-hashes.ts";

interface Machine {
  /** e_machine. */
  readonly machine: number;
  /** Bytes. */
  readonly wordSize: 4 | 8;
  readonly bigEndian: boolean;
}

/** Of a program. */
export interface HostFacts extends GoBinary, Machine {
  /**
   * "yes": plugin.Open works. "no-cgo": it is the one that only says `plugin: not implemented`. "static": it loads what it cannot
   * be linked with. "none": nothing calls it.
   */
  readonly support: "yes" | "no-cgo" | "static" | "none";
  /** `undefined` where the program cannot load plugins, or where its Go version's are not known. */
  readonly links: ModuleLinks | undefined;
  /** Those of the symbols that were asked for which it defines. */
  readonly defines: ReadonlySet<string>;
}

/** Of a shared library. */
export interface PluginFacts extends GoBinary, Machine {
  readonly kind: "library";
  /** As stored, escaped; "" in a Go library that is no plugin. `undefined` in a library without Go, or whose Go is not known. */
  readonly storedPath: string | undefined;
  /** The same, unescaped. */
  readonly pluginPath: string | undefined;
  readonly links: ModuleLinks | undefined;
  /** Symbols without a version that have to be found when it is loaded, in the file's order. */
  readonly requiredSymbols: readonly string[];
  readonly packedRelocations: boolean;
  /** Whether its libraries may lie in folders that it names itself. */
  readonly ownLibraryPath: boolean;
  /** Exported functions and variables whose address plugin.Open doesn't find; by name. */
  readonly lostSymbols: readonly string[];
  /** How many functions and variables it exports. */
  readonly exported: number;
}

/** Of a file that the dynamic linker takes for no library. */
export interface ForeignFacts {
  readonly kind: "foreign";
  /** As given by the caller. */
  readonly path: string;
  /** As `an executable`. */
  readonly what: string;
  /** What the dynamic linker says of it (glibc 2.36, elf/dl-load.c). */
  readonly refusal: string;
}

/** Bytes that are searched for the name of a function in a program that has no package hashes. */
const searchLimit = 64 * 1024 * 1024;

/** What a program is asked for. */
export interface HostQuestions {
  /** Names of symbols that it may define. */
  readonly symbols: readonly string[];
  /** Packages whose hashes are wanted; all where absent, which takes longer in a large program. */
  readonly packages?: readonly string[];
}

/** Reads a program. Throws `FormatError` for what is no ELF executable, or damaged. */
export function readHostFacts(path: string, file: RandomAccessFile, asked: HostQuestions): HostFacts {
  const foreign = describeFile(file);
  if (foreign !== undefined)
    throw new FormatError(`not a host program: this is ${foreign}`, 0, "an ELF executable", foreign);
  return withImage(file, (image) => {
    if (image.role === "executable") return readProgram(path, image, asked);
    const what = image.role === "library" ? "a shared library" : "no executable";
    throw new FormatError(`not a host program: this is ${what}`, 16, "an executable", what);
  });
}

function readProgram(path: string, image: Image, asked: HostQuestions): HostFacts {
  const packages = asked.packages ? findHostHashes(image, asked.packages) : readHostHashes(image);
  const version = readBuildInfo(image);
  const support = packages.length > 0 ? "yes" : supportOf(image);
  const origin = {
    path,
    image,
    goVersion: version?.goVersion,
    versionRange: () => (hasBuildInfo(image) ? versionRange(readModule(image, undefined)) : ""),
    buildInfo: version?.buildInfo,
  };
  return {
    ...describeBinary(origin, packages),
    ...machineOf(image),
    support,
    links: support === "yes" ? readLinks(readModule(image, version?.goVersion)) : undefined,
    defines: new Set(asked.symbols.filter((name) => image.findSymbol(name) !== undefined)),
  };
}

/**
 * Reads a file that is to be loaded. With `inflate` debug information is asked for the Go version where nothing else says it, as in
 * plugins before Go 1.21. Throws `FormatError` for an ELF file that is damaged.
 */
export function readPluginFacts(
  path: string,
  file: RandomAccessFile,
  inflate?: Host["inflate"],
): PluginFacts | ForeignFacts {
  const what = describeFile(file);
  if (what !== undefined) {
    // The header of an ELF file of 64 bits.
    const refusal = file.size < 64 ? "file too short" : "invalid ELF header";
    return { kind: "foreign", path, what, refusal };
  }
  return withImage(file, (image) => {
    const refusal = refusalOf(image);
    if (refusal !== undefined) return { kind: "foreign", path, ...refusal };
    return readLibrary(path, image, inflate);
  });
}

/** elf/dl-load.c, open_verify and _dl_map_object_from_fd (glibc 2.36). */
function refusalOf(image: Image): Pick<ForeignFacts, "what" | "refusal"> | undefined {
  switch (image.role) {
    case "library":
      return undefined;
    case "object":
      return { what: "a relocatable object file (.o)", refusal: "only ET_DYN and ET_EXEC can be loaded" };
    case "core":
      return { what: "a core dump", refusal: "only ET_DYN and ET_EXEC can be loaded" };
    case "executable": {
      const kind = image.isPositionIndependent ? "position-independent executable" : "executable";
      return { what: "an executable", refusal: `cannot dynamically load ${kind}` };
    }
  }
}

function readLibrary(path: string, image: Image, inflate: Host["inflate"] | undefined): PluginFacts {
  const version = readBuildInfo(image);
  const goVersion = version?.goVersion ?? (isGo(image) && inflate ? compilerOf(image, inflate) : undefined);
  const module = isGo(image) ? readModule(image, goVersion) : undefined;
  const packages: readonly PackageHash[] = module ? readPluginHashes(module) : [];
  const origin = {
    path,
    image,
    goVersion,
    versionRange: () => (module ? versionRange(module) : ""),
    buildInfo: version?.buildInfo,
  };
  const names = module ? exportedNames(module) : [];
  return {
    kind: "library",
    ...describeBinary(origin, packages),
    ...machineOf(image),
    storedPath: module?.pluginPath,
    pluginPath: module && unescapePath(module.pluginPath),
    links: module && readLinks(module),
    ownLibraryPath: image.hasLibraryPath,
    packedRelocations: image.hasPackedRelocations,
    requiredSymbols: image.requiredSymbols(),
    lostSymbols: names.filter((name) => image.findSymbol(`${module?.pluginPath}.${name}`) === undefined),
    exported: names.length,
  };
}

function compilerOf(image: Image, inflate: Host["inflate"]): string | undefined {
  const debug = openDebugInfo(image, inflate);
  return debug && readCompilerVersion(debug);
}

function machineOf({ machine, wordSize, bigEndian }: Image): Machine {
  return { machine, wordSize, bigEndian };
}

function isGo(image: Image): boolean {
  const symbols = ["runtime.lastmoduledatap", "runtime.firstmoduledata"];
  return symbols.some((name) => image.findSymbol(name) !== undefined) || hasBuildInfo(image);
}

/** runtime/plugin.go, ptabEntry (Go 1.26): name and type as offsets. */
function exportedNames(module: GoModule): string[] {
  const { image, ptab, types, encoding } = module;
  return Array.from(
    { length: ptab.count },
    (_, i) => readName(image, types + image.i32(ptab.address + 8 * i), encoding.nameLength).text,
  );
}

/**
 * Of a program without package hashes, which the linker gives to all that import plugin and are linked dynamically. With cgo
 * plugin.Open calls a C function (plugin/plugin_dlopen.go), without it only says so (plugin/plugin_stubs.go, Go 1.8 to 1.27).
 */
function supportOf(image: Image): HostFacts["support"] {
  if (namesFunction(image, "plugin._Cfunc_pluginOpen")) return "static";
  return namesFunction(image, "plugin.Open") ? "no-cgo" : "none";
}

/** Whether the file's read-only part, where pclntab names the functions, holds a name of letters, dots and underscores. */
function namesFunction(image: Image, name: string): boolean {
  const bytes = Array.from(`${name}\0`, (character) => character.charCodeAt(0));
  const step = 64 * 1024;
  let left = searchLimit;
  for (const { address, fileSize, writable } of image.segments) {
    if (writable) continue;
    for (let at = 0; at < fileSize && left > 0; at += step, left -= step) {
      const part = image.bytes(address + at, Math.min(step + bytes.length + 1, fileSize - at));
      for (let i = part.indexOf(bytes[0]!, 1); i >= 0; i = part.indexOf(bytes[0]!, i + 1)) {
        if (bytes.every((byte, k) => part[i + k] === byte) && !isPathByte(part[i - 1]!)) return true;
      }
    }
  }
  return false;
}

/** Whether a byte before a function's name makes it another one, of a package whose path ends so. */
function isPathByte(byte: number): boolean {
  return /[\w./%~-]/.test(String.fromCharCode(byte));
}

function withImage<T>(file: RandomAccessFile, read: (image: Image) => T): T {
  const image = openImage(file);
  try {
    return read(image);
  } finally {
    image.release();
  }
}
