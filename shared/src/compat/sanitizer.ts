// What AddressSanitizer does when a plugin that was built with -asan is loaded: it sees the plugin before the Go runtime does.

import type { HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import type { Verdict } from "./report.ts";

/** The library that gcc links with -fsanitize=address. */
export function isSanitizer({ library }: { readonly library: string }): boolean {
  return library.startsWith("libasan.so");
}

/**
 * Measured with gcc 12 (libsanitizer/asan/asan_linux.cpp and asan_globals.cpp): the library ends a program that didn't start
 * with it; and where both sides have it, the C variables of package runtime/cgo are there twice, which it takes for an error
 * unless ASAN_OPTIONS has detect_odr_violation=0.
 */
export function predictSanitizer(host: HostFacts, plugin: PluginFacts): Verdict | undefined {
  if (!plugin.needed.some(isSanitizer)) return undefined;
  const message = host.needed.some(isSanitizer)
    ? "ERROR: AddressSanitizer: odr-violation"
    : "ASan runtime does not come first in initial library list; you should either link runtime to your application or manually preload it with LD_PRELOAD.";
  return { outcome: "dies", reason: "sanitizer", message };
}
