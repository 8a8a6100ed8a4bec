// Needed libraries, the versions of their symbols, and lists of symbols, on hand-made files of every class and byte order.

import { describe, expect, test } from "vitest";
import { openImage } from "#shared/binary/elf-image";
import { FormatError } from "#shared/binary/format-error";
import { buildElf, type ElfSpec, elfBase } from "#test/elf-builder";
import { memoryFile } from "#test/memory-file";

const kinds = [
  { name: "64-bit, little-endian", machine: 62, wordSize: 8, bigEndian: false },
  { name: "64-bit, big-endian", machine: 22, wordSize: 8, bigEndian: true },
  { name: "32-bit, little-endian", machine: 3, wordSize: 4, bigEndian: false },
  { name: "32-bit, big-endian", machine: 8, wordSize: 4, bigEndian: true },
] as const;

const needed = [
  { library: "libm.so.6", versions: ["GLIBC_2.29"] },
  { library: "/opt/größer/libown.so", versions: [] },
  { library: "libc.so.6", versions: ["GLIBC_2.34", "GLIBC_2.4", "GLIBC_2.3.2", "GLIBC_2.3"] },
];

const symbols = [
  { name: "go:link.pkghash.b", value: elfBase + 0x2000, size: 16 },
  { name: "go:link.pkghashbytes.b", value: elfBase + 0x2100 },
  { name: "go:link.pkghash.missing", value: 0, defined: false },
  { name: "go:link.pkghash.a", value: elfBase + 0x2200, size: 8 },
  { name: "go", value: elfBase },
];

function build(kind: (typeof kinds)[number], changes: Partial<ElfSpec> = {}): Uint8Array {
  const empty = { symbols, hash: "gnu", data: [], relocations: [], addends: "table" } as const;
  return buildElf({ ...kind, ...empty, needed, ...changes });
}

const open = (bytes: Uint8Array) => openImage(memoryFile(bytes));

describe.each(kinds)("$name", (kind) => {
  test("libraries in their order, versions from the lowest", () => {
    expect(open(build(kind)).neededLibraries()).toEqual([
      needed[0],
      needed[1],
      { library: "libc.so.6", versions: ["GLIBC_2.3", "GLIBC_2.3.2", "GLIBC_2.4", "GLIBC_2.34"] },
    ]);
  });

  test("no libraries", () => {
    expect(open(build(kind, { needed: [] })).neededLibraries()).toEqual([]);
  });

  test.each(["gnu", "sysv"] as const)("defined symbols with a prefix, through the %s hash", (hash) => {
    const found = open(build(kind, { hash })).symbolsWithPrefix("go:link.pkghash.");
    expect([...found].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: "go:link.pkghash.a", address: elfBase + 0x2200, size: 8 },
      { name: "go:link.pkghash.b", address: elfBase + 0x2000, size: 16 },
    ]);
  });

  test.each(["gnu", "sysv"] as const)("no symbols, through the %s hash", (hash) => {
    expect(open(build(kind, { hash, symbols: [] })).symbolsWithPrefix("")).toEqual([]);
  });
});

/** Where the builder puts the hash table and the version needs. */
const hashTable = 0xc00;
const versionTable = 0x1e00;

test.each<[string, ElfSpec["hash"], number, number, (bytes: Uint8Array) => unknown]>([
  ["a form of version needs that is not known", "gnu", versionTable, 2, needs],
  ["versions beyond the file", "gnu", versionTable + 8, 0x00ffffff, needs],
  ["versions without end", "gnu", versionTable, 0xffff0001, needs],
  ["a next library beyond the file", "gnu", versionTable + 12, 0x00ffffff, needs],
  ["buckets beyond the file", "gnu", hashTable, 0x7fffffff, list],
  ["a chain beyond the file", "gnu", hashTable + 16 + 8, 0x7fffffff, list],
  ["more symbols than the file has", "sysv", hashTable + 4, 0x7fffffff, list],
])("%s is damage", (_, hash, offset, value, read) => {
  const bytes = build(kinds[0], { hash });
  new DataView(bytes.buffer).setUint32(offset, value, true);
  expect(() => read(bytes)).toThrow(FormatError);
});

function needs(bytes: Uint8Array) {
  return open(bytes).neededLibraries();
}

function list(bytes: Uint8Array) {
  return open(bytes).symbolsWithPrefix("go");
}

test("version needs that go round in a circle come to an end", () => {
  const bytes = build(kinds[0]);
  const view = new DataView(bytes.buffer);
  // The first library has itself as the next one, as often as there are libraries.
  view.setUint32(versionTable + 12, 0, true);
  expect(open(bytes).neededLibraries()[0]).toEqual(needed[0]);
});
