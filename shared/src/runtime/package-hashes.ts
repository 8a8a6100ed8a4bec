// The packages that a plugin was linked with, and the hashes that the runtime compares.

import type { PackageHash } from "#shared/model";
import { type GoModule, readString } from "./moduledata.ts";

const pathLimit = 4096;
/** 40 hex digits up to Go 1.15, 8 raw bytes since (cmd/link/internal/ld/lib.go, fingerprints). */
const hashLimit = 64;

/** In the file's order, which is the order that the runtime checks them in. */
export function readPackageHashes(module: GoModule): PackageHash[] {
  const { image, packageHashes } = module;
  const w = image.wordSize;
  const hashes: PackageHash[] = [];
  for (let i = 0; i < packageHashes.count; i++) {
    // runtime/symtab.go, modulehash (Go 1.26): modulename string, linktimehash string, runtimehash *string.
    const entry = packageHashes.address + 5 * w * i;
    const length = image.word(entry + 3 * w);
    if (length > hashLimit)
      throw image.error("damaged Go plugin", entry, "the hash of a package", `${length} bytes`);
    const bytes = length === 0 ? new Uint8Array(0) : image.bytes(image.pointer(entry + 2 * w), length);
    const isText = length === 40 && bytes.every((byte) => /[0-9a-f]/.test(String.fromCharCode(byte)));
    const hash = isText
      ? String.fromCharCode(...bytes)
      : [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    hashes.push({ path: readString(image, entry, pathLimit), hash });
  }
  return hashes;
}
