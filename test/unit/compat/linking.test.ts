// What the dynamic linker does with C libraries of another kind; measured with musl 1.2.3, glibc 2.36 and plugins of Go 1.26.

import { describe, expect, it } from "vitest";
import { predictLinking } from "#shared/compat/linking";
import type { NeededLibrary } from "#shared/model";
import type { HostFacts, PluginFacts } from "#shared/runtime/load-facts";

const common = {
  format: "elf",
  goos: "linux",
  goarch: "amd64",
  size: 1,
  packages: [],
  machine: 62,
  wordSize: 8,
  bigEndian: false,
  links: undefined,
} as const;

const host = (needed: readonly NeededLibrary[]): HostFacts => ({
  ...common,
  path: "host",
  needed,
  support: "yes",
  defines: new Set(),
});

const plugin = (needed: readonly NeededLibrary[]): PluginFacts => ({
  ...common,
  kind: "library",
  path: "plugin.so",
  needed,
  storedPath: "p",
  pluginPath: "p",
  requiredSymbols: [],
  packedRelocations: false,
  ownLibraryPath: false,
  lostSymbols: [],
  exported: 0,
});

const library = (name: string, ...versions: string[]): NeededLibrary => ({ library: name, versions });
const glibc = library("libc.so.6", "GLIBC_2.34");
const alpine = library("libc.musl-x86_64.so.1");
const nothing = { hasLibrary: () => false, libc: "2.31" };

describe("a host on Alpine", () => {
  it.each([
    ["Alpine's library", alpine],
    ["libc.so, as musl-gcc of Debian names it", library("libc.so")],
  ])("loads what is linked with glibc: %s", (_name, own) => {
    expect(predictLinking(host([own]), plugin([glibc, library("libpthread.so.0")]), nothing)).toBeUndefined();
  });

  it("says in its own words what is missing", () => {
    expect(predictLinking(host([alpine]), plugin([library("libgcc_s.so.1"), glibc]), nothing)?.message).toBe(
      "Error loading shared library libgcc_s.so.1: No such file or directory (needed by plugin.so)",
    );
  });
});

describe("a host with glibc", () => {
  it.each([
    ["on this machine", nothing],
    ["on another", { libc: "2.40" }],
    ["somewhere", {}],
  ])("doesn't load what is linked on Alpine: %s", (_name, world) => {
    expect(predictLinking(host([glibc]), plugin([alpine]), world)).toEqual({
      outcome: "refused",
      reason: "library",
      message: "libc.musl-x86_64.so.1: cannot open shared object file: No such file or directory",
    });
  });
});
