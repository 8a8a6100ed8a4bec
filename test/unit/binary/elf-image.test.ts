// Symbols and relocated pointers of ELF files of every word size, byte order and form of relocations.

import { describe, expect, test } from "vitest";
import { openImage } from "#shared/binary/elf-image";
import { FormatError } from "#shared/binary/format-error";
import { buildElf, type ElfSpec, elfBase, elfData } from "#test/elf-builder";
import { memoryFile } from "#test/memory-file";

/** e_machine, with the types of relative and of absolute relocations as the psABI of each machine numbers them. */
const machines = [
  { name: "386", machine: 3, wordSize: 4, bigEndian: false, relative: 8, absolute: 1, addends: "place" },
  { name: "arm", machine: 40, wordSize: 4, bigEndian: false, relative: 23, absolute: 2, addends: "place" },
  { name: "amd64", machine: 62, wordSize: 8, bigEndian: false, relative: 8, absolute: 1, addends: "table" },
  {
    name: "arm64",
    machine: 183,
    wordSize: 8,
    bigEndian: false,
    relative: 1027,
    absolute: 257,
    addends: "table",
  },
  {
    name: "ppc64le",
    machine: 21,
    wordSize: 8,
    bigEndian: false,
    relative: 22,
    absolute: 38,
    addends: "table",
  },
  { name: "ppc64", machine: 21, wordSize: 8, bigEndian: true, relative: 22, absolute: 38, addends: "table" },
  { name: "s390x", machine: 22, wordSize: 8, bigEndian: true, relative: 12, absolute: 22, addends: "table" },
  {
    name: "riscv64",
    machine: 243,
    wordSize: 8,
    bigEndian: false,
    relative: 3,
    absolute: 2,
    addends: "table",
  },
  {
    name: "loong64",
    machine: 258,
    wordSize: 8,
    bigEndian: false,
    relative: 3,
    absolute: 2,
    addends: "table",
  },
] as const;

const symbols = [
  { name: "first", value: elfBase + 0x2100, size: 16 },
  { name: "missing", value: 0, defined: false },
  { name: "type:runtime.moduledata", value: elfBase + 0x2200, size: 8 },
  { name: "größer%2ev1.Ünï", value: elfBase + 0x2300 },
  { name: "", value: 1 },
  { name: "second", value: elfBase + 0x2400 },
];

function specOf(machine: (typeof machines)[number], changes: Partial<ElfSpec> = {}): ElfSpec {
  const { relative, absolute } = machine;
  return {
    ...machine,
    symbols,
    hash: "gnu",
    data: [0x11, 0x22, 0x33, 0x44, 0x55, 0x66],
    relocations: [
      { slot: 0, type: relative, addend: elfBase + 0x500 },
      { slot: 2, type: relative, addend: elfBase + 0x600 },
      // Not sorted: absolute ones are grouped by symbol.
      { slot: 5, type: absolute, symbol: 0, addend: 4 },
      { slot: 1, type: absolute, symbol: 2, addend: -8 },
      { slot: 4, type: absolute, symbol: 1, addend: 0 },
    ],
    relativeCount: 2,
    ...changes,
  };
}

const slot = (machine: { wordSize: number }, i: number) => elfData + i * machine.wordSize;

describe.each(machines)("$name", (machine) => {
  test.each(["gnu", "sysv"] as const)("symbols through the %s hash", (hash) => {
    const image = openImage(memoryFile(buildElf(specOf(machine, { hash }))));
    expect(image.findSymbol("first")).toEqual({ address: elfBase + 0x2100, size: 16 });
    expect(image.findSymbol("type:runtime.moduledata")).toEqual({ address: elfBase + 0x2200, size: 8 });
    expect(image.findSymbol("größer%2ev1.Ünï")?.address).toBe(elfBase + 0x2300);
    expect(image.findSymbol("missing")).toBeUndefined();
    expect(image.findSymbol("firs")).toBeUndefined();
    expect(image.findSymbol("first1")).toBeUndefined();
  });

  test.each([2, 0, undefined])("pointers, of which %s are said to be relative", (relativeCount) => {
    const { relativeCount: _, ...spec } = specOf(machine);
    const image = openImage(
      memoryFile(buildElf(relativeCount === undefined ? spec : { ...spec, relativeCount })),
    );
    expect(image.pointer(slot(machine, 0))).toBe(elfBase + 0x500);
    expect(image.pointer(slot(machine, 1))).toBe(elfBase + 0x2200 - 8);
    expect(image.pointer(slot(machine, 2))).toBe(elfBase + 0x600);
    // Without a relocation the word is what it is.
    expect(image.pointer(slot(machine, 3))).toBe(0x44);
    expect(image.pointer(slot(machine, 5))).toBe(elfBase + 0x2100 + 4);
    const external = image.pointer(slot(machine, 4));
    expect(external).toBeLessThan(0);
    expect(image.externalName(external)).toBe("missing");
    expect([...image.relocatedSlots()]).toEqual([0, 1, 2, 4, 5].map((i) => slot(machine, i)));
  });

  test("relative relocations packed as RELR keep their values in place", () => {
    const w = machine.wordSize;
    const bits = (...set: number[]) => set.reduce((word, bit) => word + 2 ** (bit + 1), 1);
    const data = Array.from({ length: 80 }, (_, i) => elfBase + 0x100 + i);
    const last = 8 * w - 1;
    // A slot, then words whose bits are the slots after it: the first bit of the second word is slot `last` + 1.
    const relr = [slot(machine, 0), bits(0, 2), bits(1)];
    const image = openImage(memoryFile(buildElf({ ...specOf(machine, { relr, data }), relocations: [] })));
    expect([...image.relocatedSlots()]).toEqual([0, 1, 3, last + 2].map((i) => slot(machine, i)));
    expect(image.pointer(slot(machine, 3))).toBe(elfBase + 0x103);
  });

  test("numbers in the file's byte order and word size", () => {
    const value = machine.wordSize === 8 ? 0x1234_5678_9abc : 0x9abc_def0;
    const image = openImage(memoryFile(buildElf(specOf(machine, { data: [value, 0xff], relocations: [] }))));
    expect(image.word(elfData)).toBe(value);
    expect(image.word(slot(machine, 1))).toBe(0xff);
    const low = machine.bigEndian ? slot(machine, 1) - 4 : elfData;
    expect(image.u32(low)).toBe(value % 2 ** 32);
    expect(image.i32(low)).toBe((value % 2 ** 32) - (value % 2 ** 32 >= 2 ** 31 ? 2 ** 32 : 0));
    expect(image.u16(machine.bigEndian ? low + 2 : low)).toBe(value % 2 ** 16);
  });

  test("memory that the file has no bytes for is zero, and read of it as such", () => {
    const image = openImage(memoryFile(buildElf(specOf(machine))));
    const end = elfBase + 0x3000;
    expect(image.has(end - 4, 4)).toBe(true);
    expect(image.has(end - 3, 4)).toBe(false);
    expect(image.isZeroFilled(end, 0x3000)).toBe(true);
    expect(image.isZeroFilled(end - 1, 4)).toBe(false);
    expect(image.isZeroFilled(end, 0x3001)).toBe(false);
    expect(() => image.u32(end)).toThrow(FormatError);
    expect(() => image.word(elfBase - 1)).toThrow(FormatError);
    expect(() => image.bytes(elfData, -1)).toThrow(FormatError);
    expect(() => image.word(Number.NaN)).toThrow(FormatError);
  });
});

test("the addend of the table counts, whatever the word in place is", () => {
  const [, , amd64] = machines;
  const image = openImage(memoryFile(buildElf(specOf(amd64, { data: [0xbad, 0xbad, 0xbad, 1, 1, 1] }))));
  expect(image.pointer(slot(amd64, 0))).toBe(elfBase + 0x500);
});

test("relocations that all write the same word take no time to speak of", () => {
  const [, , amd64] = machines;
  const relocations = Array.from({ length: 80 }, () => ({
    slot: 0,
    type: amd64.absolute,
    symbol: 0,
    addend: 0,
  }));
  const image = openImage(memoryFile(buildElf({ ...specOf(amd64), relocations, relativeCount: 0 })));
  expect(image.pointer(slot(amd64, 0))).toBe(elfBase + 0x2100);
});

test("a machine that Go has no plugins for", () => {
  const [, , amd64] = machines;
  const image = openImage(memoryFile(buildElf({ ...specOf(amd64), machine: 8 })));
  expect(() => image.pointer(elfData)).toThrow(/unknown machine .*e_machine 8/);
});
