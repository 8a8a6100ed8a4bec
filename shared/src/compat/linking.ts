// What the dynamic linker would say to a library before the Go runtime sees it: glibc's messages (elf/dl-load.c, dl-version.c, 2.36).

import type { HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import type { Verdict } from "./report.ts";
import { isSanitizer } from "./sanitizer.ts";

/** What is known of the machine that the host runs on. */
export interface World {
  /** The version of the C library, as `2.36`; where absent, that it has what the host itself needs is all that is known. */
  readonly libc?: string;
  /** Finds the version where it isn't given; asked only when the plugin needs a newer one than the host. */
  readonly findLibc?: () => string | undefined;
  /** Whether a library is there, by its name; `undefined` where that is not known. */
  readonly hasLibrary?: (library: string) => boolean | undefined;
}

/** `undefined` where the library is linked into the host. */
export function predictLinking(host: HostFacts, plugin: PluginFacts, world: World): Verdict | undefined {
  return (
    comparePlatforms(host, plugin) ??
    findLibraries(host, plugin, world) ??
    compareVersions(host, plugin, world) ??
    checkPacking(host, plugin) ??
    findSymbols(host, plugin)
  );
}

function refused(reason: Verdict["reason"], message: string): Verdict {
  return { outcome: "refused", reason, message };
}

function comparePlatforms(host: HostFacts, plugin: PluginFacts): Verdict | undefined {
  if (host.wordSize !== plugin.wordSize)
    return refused("platform", `wrong ELF class: ELFCLASS${8 * plugin.wordSize}`);
  if (host.machine !== plugin.machine) return refused("platform", missingFile);
  if (host.bigEndian !== plugin.bigEndian) {
    return refused("platform", `ELF file data encoding not ${host.bigEndian ? "big" : "little"}-endian`);
  }
  if (host.goos === plugin.goos) return undefined;
  const library = missingLibraries(host, plugin)[0];
  return refused(
    "platform",
    library === undefined ? "built for another system" : `${library}: ${missingFile}`,
  );
}

const missingFile = "cannot open shared object file: No such file or directory";

/** What the plugin needs and the host doesn't have with it anyway. */
export function missingLibraries(host: HostFacts, plugin: PluginFacts): string[] {
  const present = new Set(host.needed.map(({ library }) => library));
  const isThere = (library: string) => present.has(library) || (usesMusl(host) && muslParts.test(library));
  return plugin.needed.map(({ library }) => library).filter((library) => !isThere(library));
}

/** What musl takes for itself, so that libraries linked with glibc find it (musl 1.2.3, ldso/dynlink.c, load_library). */
const muslParts = /^lib(c|pthread|rt|m|dl|util|xnet)\./;

/** Alpine's C library, by the name that it has there. */
export function isMusl(library: string): boolean {
  return library.startsWith("libc.musl-");
}

/** Whether musl loads the plugins, which knows no versions of symbols. */
function usesMusl(host: HostFacts): boolean {
  return host.needed.some(({ library }) => isMusl(library) || library === "libc.so");
}

const packingVersion = "GLIBC_ABI_DT_RELR";

function findLibraries(host: HostFacts, plugin: PluginFacts, world: World): Verdict | undefined {
  if (plugin.ownLibraryPath) return undefined;
  // Where glibc is, musl isn't, unless it is seen.
  const isThere = (library: string) => world.hasLibrary?.(library) ?? !isMusl(library);
  const absent = missingLibraries(host, plugin).find((library) => !isThere(library));
  if (absent === undefined) return undefined;
  const byMusl = `Error loading shared library ${absent}: No such file or directory (needed by ${plugin.path})`;
  return refused("library", usesMusl(host) ? byMusl : `${absent}: ${missingFile}`);
}

/** The newest versions of the C library that a file needs, as `2.34`; `undefined` where it needs none. */
export function neededLibc(binary: Pick<PluginFacts, "needed">): string | undefined {
  const versions = binary.needed.flatMap(({ versions: names }) => names.flatMap(libcVersion));
  return versions.sort(compareNumbers).at(-1);
}

function libcVersion(name: string): string[] {
  const match = /^GLIBC_(\d[\d.]*)$/.exec(name);
  return match ? [match[1]!] : [];
}

/** Orders versions as `2.4` and `2.34` by their numbers. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.split("."), b.split(".")];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = Number(left[i] ?? 0) - Number(right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareVersions(host: HostFacts, plugin: PluginFacts, world: World): Verdict | undefined {
  if (usesMusl(host)) return undefined;
  const [ofHost, ofPlugin] = [neededLibc(host), neededLibc(plugin)];
  // Where the host runs there is what it needs itself.
  const isMore = ofPlugin !== undefined && (ofHost === undefined || compareNumbers(ofPlugin, ofHost) > 0);
  const libc = world.libc ?? (isMore ? world.findLibc?.() : undefined);
  if (libc === undefined) return undefined;
  for (const { binary, outcome } of [
    { binary: host, outcome: "dies" as const },
    { binary: plugin, outcome: "refused" as const },
  ]) {
    for (const { library, versions } of binary.needed) {
      const newer = versions.find((name) =>
        libcVersion(name).some((version) => compareNumbers(version, libc) > 0),
      );
      if (newer === undefined) continue;
      const message = `${library}: version \`${newer}' not found (required by ${binary.path})`;
      return { outcome, reason: "libc", message };
    }
  }
  return undefined;
}

/** glibc since 2.36 wants a file whose relocations are packed to say so, which lld leaves out of a library (elf/dl-version.c). */
function checkPacking(host: HostFacts, plugin: PluginFacts): Verdict | undefined {
  if (!plugin.packedRelocations || usesMusl(host)) return undefined;
  const says = plugin.needed.some(({ versions }) => versions.includes(packingVersion));
  const usesGlibc = plugin.needed.some(({ library }) => library === "libc.so.6");
  return says || !usesGlibc ? undefined : refused("libc", `DT_RELR without ${packingVersion} dependency`);
}

/** Only what no needed library can define is known to be missing: one whose symbols have versions is linked to by them. */
function findSymbols(host: HostFacts, plugin: PluginFacts): Verdict | undefined {
  const others = host.needed.filter((needed) => !isSanitizer(needed));
  const plain = [...others, ...plugin.needed].some(({ versions }) => versions.length === 0);
  if (plain) return undefined;
  const missing = plugin.requiredSymbols.find((name) => !host.defines.has(name));
  return missing === undefined ? undefined : refused("undefined-symbol", `undefined symbol: ${missing}`);
}
