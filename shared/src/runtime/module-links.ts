// Where the runtime looks in the moduledata of a plugin that was loaded, which host and plugin must agree on.

import { minorOf, newestKnownMinor, pclntabMagic } from "./go-version.ts";
import type { GoModule } from "./moduledata.ts";

/** Offsets within moduledata, in bytes. */
export interface ModuleLinks {
  /** The pointer that chains a module to the one before it. */
  readonly next: number;
  readonly pluginPath: number;
  readonly packageHashes: number;
}

/** In words: runtime/symtab.go, moduledata, of Go 1.8, 1.10, 1.16, 1.18, 1.20, 1.21, 1.23, 1.26 and 1.27. */
const knownLinks = [
  { since: 27, next: 70, pluginPath: 51, packageHashes: 53 },
  { since: 26, next: 73, pluginPath: 54, packageHashes: 56 },
  { since: 23, next: 72, pluginPath: 53, packageHashes: 55 },
  { since: 21, next: 73, pluginPath: 53, packageHashes: 55 },
  { since: 20, next: 70, pluginPath: 53, packageHashes: 55 },
  { since: 18, next: 68, pluginPath: 51, packageHashes: 53 },
  { since: 16, next: 66, pluginPath: 49, packageHashes: 51 },
  { since: 10, next: 56, pluginPath: 39, packageHashes: 41 },
  { since: 8, next: 54, pluginPath: 39, packageHashes: 41 },
];

/** `undefined` where neither the file nor its version tells. */
export function readLinks(module: GoModule): ModuleLinks | undefined {
  const { fields } = module;
  const next = fields?.get("next");
  const pluginPath = fields?.get("pluginpath");
  const packageHashes = fields?.get("pkghashes");
  if (next !== undefined && pluginPath !== undefined && packageHashes !== undefined)
    return { next, pluginPath, packageHashes };
  const minor = minorOf(module.goVersion ?? "") ?? minorByForm(module);
  return linksOfMinor(minor, module.image.wordSize);
}

/** Those of a Go version, as `go1.26.8`, on a machine with words of that many bytes; `undefined` for a version that is not known. */
export function linksOf(goVersion: string, wordSize: 4 | 8): ModuleLinks | undefined {
  return linksOfMinor(minorOf(goVersion), wordSize);
}

function linksOfMinor(minor: number | undefined, wordSize: number): ModuleLinks | undefined {
  const known = knownLinks.find(({ since }) => since <= (minor ?? 0));
  if (!known || minor === undefined || minor > newestKnownMinor) return undefined;
  return {
    next: known.next * wordSize,
    pluginPath: known.pluginPath * wordSize,
    packageHashes: known.packageHashes * wordSize,
  };
}

/** A version whose links are those of the file, where its pclntab leaves no others: Go 1.16 and 1.17 have the same, and so on. */
function minorByForm({ magic, initTasks }: GoModule): number | undefined {
  if (magic === pclntabMagic.go116) return 16;
  if (magic === pclntabMagic.go118) return 18;
  return magic === pclntabMagic.go120 && !initTasks ? 20 : undefined;
}
