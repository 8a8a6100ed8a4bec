// The packages that a plugin or a host was linked with, and the hashes that the runtime compares.

import type { Image } from "#shared/binary/image";
import type { PackageHash } from "#shared/model";
import { type GoModule, pathLimit, readString } from "./moduledata.ts";

/** 40 hex digits up to Go 1.15, 8 raw bytes since (cmd/link/internal/ld/lib.go, fingerprints). */
const hashLimit = 64;

/** cmd/link/internal/ld/symtab.go: of Go 1.20 and later, and up to Go 1.19. */
const hostPrefixes = ["go:link.pkghash.", "go.link.pkghash."];

/** Of a plugin, in the file's order, which is the order that the runtime checks them in. */
export function readPluginHashes(module: GoModule): PackageHash[] {
  const { image, packageHashes } = module;
  const w = image.wordSize;
  const hashes: PackageHash[] = [];
  for (let i = 0; i < packageHashes.count; i++) {
    // runtime/symtab.go, modulehash (Go 1.26): modulename string, linktimehash string, runtimehash *string.
    const entry = packageHashes.address + 5 * w * i;
    hashes.push({ path: readString(image, entry, pathLimit), hash: readHash(image, entry + 2 * w) });
  }
  return hashes;
}

/**
 * Of a host, sorted by path. Programs that import plugin have a symbol for each package, a string with its hash, to which
 * the dynamic linker points the plugin's runtimehash; other programs have none.
 */
export function readHostHashes(image: Image): PackageHash[] {
  const hashes = hostPrefixes.flatMap((prefix) =>
    image.symbolsWithPrefix(prefix).map(({ name, address }) => ({
      path: name.slice(prefix.length),
      hash: readHash(image, address),
    })),
  );
  return hashes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Of a host, those of the packages named that it has, in the order of the names. */
export function findHostHashes(image: Image, paths: readonly string[]): PackageHash[] {
  const prefix = hostPrefix(image);
  if (prefix === undefined) return [];
  return paths.flatMap((path) => {
    const symbol = image.findSymbol(prefix + path);
    return symbol ? [{ path, hash: readHash(image, symbol.address) }] : [];
  });
}

/** What the names of the symbols begin with; `undefined` in a program that cannot load plugins. Each has package runtime. */
function hostPrefix(image: Image): string | undefined {
  return hostPrefixes.find((prefix) => image.findSymbol(`${prefix}runtime`) !== undefined);
}

/** `header` is the address of a Go string. */
function readHash(image: Image, header: number): string {
  const length = image.word(header + image.wordSize);
  if (length > hashLimit)
    throw image.error("damaged Go binary", header, "the hash of a package", `${length} bytes`);
  const bytes = length === 0 ? new Uint8Array(0) : image.bytes(image.pointer(header), length);
  if (length === 40 && bytes.every(isHexDigit)) return String.fromCharCode(...bytes);
  let text = "";
  for (const byte of bytes) text += hexDigits[byte >>> 4]! + hexDigits[byte & 15]!;
  return text;
}

const hexDigits = "0123456789abcdef";

function isHexDigit(byte: number): boolean {
  return hexDigits.includes(String.fromCharCode(byte));
}
