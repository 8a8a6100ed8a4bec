// The size of a map type's own part of its descriptor, which changed over the versions.

import { minorOf, newestKnownMinor, pclntabMagic } from "./go-version.ts";
import type { GoModule } from "./moduledata.ts";

/**
 * Bytes between the head of a map type's descriptor and its uncommon part: the ones that can be, the likeliest first.
 * reflect/type.go and runtime/type.go, mapType (1.8 to 1.23), internal/abi/map_swiss.go and map_noswiss.go (1.24, 1.25),
 * internal/abi/map.go (1.26, 1.27).
 */
export function mapTails(module: GoModule): readonly number[] {
  const w = module.image.wordSize;
  const padded = (size: number) => Math.ceil(size / w) * w;
  /** key, elem, bucket, hasher or hmap; sizes and flags. */
  const buckets = 4 * w + 8;
  /** Go 1.12 and 1.13 have no hmap and no hasher. */
  const bucketsShort = 3 * w + 8;
  const swiss = padded(7 * w + 4);
  const swissLong = padded(10 * w + 4);
  const minor = module.goVersion === undefined ? undefined : minorOf(module.goVersion);
  if (minor !== undefined && minor <= newestKnownMinor) {
    if (minor === 12 || minor === 13) return [bucketsShort];
    if (minor < 24 || /\bnoswissmap\b/.test(module.goVersion ?? "")) return [buckets];
    return [minor < 27 ? swiss : swissLong];
  }
  if (minor === undefined) {
    if (module.magic === pclntabMagic.go12) return [buckets, bucketsShort];
    if (module.magic === pclntabMagic.go116 || module.magic === pclntabMagic.go118) return [buckets];
    if (module.magic === pclntabMagic.go120) return [swissLong, swiss, buckets];
  }
  const others = Array.from({ length: 22 }, (_, i) => (i + 3) * w);
  return [...new Set([swissLong, swiss, buckets, ...others])];
}
