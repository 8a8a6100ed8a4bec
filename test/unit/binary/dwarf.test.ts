// Debugging entries of DWARF 2 to 5 in both byte orders, and what damaged ones lead to.

import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { nodeHost } from "#server/node-host";
import { type DebugBytes, openDebugBytes } from "#shared/binary/debug-bytes";
import { createDwarfReader, DW_AT, DW_TAG } from "#shared/binary/dwarf";
import { FormatError } from "#shared/binary/format-error";
import { PagedFile } from "#shared/binary/paged-file";
import { memoryFile } from "#test/memory-file";

const plainBytes = (bytes: readonly number[]): DebugBytes =>
  openDebugBytes(
    new PagedFile(memoryFile(Uint8Array.from(bytes))),
    { offset: 0, length: bytes.length, compressed: false, size: bytes.length },
    nodeHost.inflate,
  );
const text = (value: string) => [...new TextEncoder().encode(`${value}\0`)];

/** DWARF 5, 7.5.6: a form, a value of it in little-endian order, and what the reader gives for it. */
const forms = (
  version: number,
  base: number,
): readonly [form: number, bytes: readonly number[], value?: number | string][] => [
  [0x01, [1, 2, 3, 4, 5, 6, 7, 8]], // addr
  [0x03, [3, 0, 9, 9, 9]], // block2
  [0x04, [1, 0, 0, 0, 9]], // block4
  [0x05, [1, 2]], // data2
  [0x06, [1, 2, 3, 4]], // data4
  [0x07, [1, 2, 3, 4, 5, 6, 7, 8]], // data8
  [0x08, text("größe"), "größe"], // string
  [0x09, [0x81, 0x01, ...new Array<number>(129).fill(7)]], // block
  [0x0a, [2, 9, 9]], // block1
  [0x0b, [200], 200], // data1
  [0x0c, [1], 1], // flag
  [0x0d, [0x80, 0x7f]], // sdata
  [0x0e, [1, 2, 3, 4]], // strp
  [0x0f, [0xff, 0xff, 0x03]], // udata
  [0x10, version === 2 ? [5, 1, 0, 0, 0, 0, 0, 0] : [5, 1, 0, 0], 0x105], // ref_addr
  [0x11, [4], base + 4], // ref1
  [0x12, [4, 1], base + 0x104], // ref2
  [0x13, [4, 1, 0, 0], base + 0x104], // ref4
  [0x14, [4, 1, 0, 0, 0, 0, 0, 0], base + 0x104], // ref8
  [0x15, [0x84, 0x02], base + 0x104], // ref_udata
  [0x16, [0x0b, 77], 77], // indirect: data1
  [0x17, [1, 2, 3, 4]], // sec_offset
  [0x18, [1, 0x9c]], // exprloc
  [0x19, [], 1], // flag_present
  [0x1a, [0x80, 0x01]], // strx
  [0x1b, [1]], // addrx
  [0x1e, new Array<number>(16).fill(1)], // data16
  [0x1f, [1, 2, 3, 4]], // line_strp
  [0x20, new Array<number>(8).fill(1)], // ref_sig8
  [0x22, [1]], // loclistx
  [0x25, [1]], // strx1
  [0x27, [1, 2, 3]], // strx3
  [0x2a, [1, 2]], // addrx2
];

/** Numbers of these forms are written in the file's byte order; the first byte of blocks is their length. */
const fixed = new Set([0x05, 0x06, 0x07, 0x10, 0x12, 0x13, 0x14]);

function swapped(form: number, bytes: readonly number[], bigEndian: boolean): readonly number[] {
  if (!bigEndian) return bytes;
  if (fixed.has(form)) return bytes.toReversed();
  const length = form === 0x03 ? 2 : form === 0x04 ? 4 : 0;
  return [...bytes.slice(0, length).toReversed(), ...bytes.slice(length)];
}

/** A unit of these entries, behind `before` other bytes. */
function unitOf(version: number, bigEndian: boolean, entries: readonly number[]): number[] {
  const number = (value: number, size: number) => {
    const bytes = Array.from({ length: size }, (_, i) => (value >>> (8 * i)) & 0xff);
    return bigEndian ? bytes.toReversed() : bytes;
  };
  const head = version === 5 ? [1, 8, ...number(0, 4)] : [...number(0, 4), 8];
  return [...number(2 + head.length + entries.length, 4), ...number(version, 2), ...head, ...entries];
}

describe.each([2, 3, 4, 5])("DWARF %d", (version) => {
  describe.each([false, true])("big-endian: %s", (bigEndian) => {
    test("every form is stepped over, and read where it is small", () => {
      const first = unitOf(version, bigEndian, [1, ...text("first"), 0]);
      const all = forms(version, first.length);
      const abbrev = [
        ...[1, DW_TAG.compile_unit, 1, DW_AT.name, 0x08, 0, 0],
        ...[2, DW_TAG.subprogram, 0, ...all.flatMap(([form], i) => [0x40 + i, form]), DW_AT.name, 0x08, 0, 0],
        ...[3, DW_TAG.subprogram, 1, 0x40, 0x21, 5, DW_AT.name, 0x08, 0, 0],
        0,
      ];
      const second = unitOf(version, bigEndian, [
        ...[1, ...text("second")],
        ...[2, ...all.flatMap(([form, bytes]) => swapped(form, bytes, bigEndian)), ...text("forms")],
        ...[3, ...text("outer"), 3, ...text("inner"), 0, 0],
        ...[3, ...text("last"), 0],
        0,
      ]);
      const reader = createDwarfReader(plainBytes([...first, ...second]), plainBytes(abbrev), bigEndian);
      const units = [...reader.units()];
      expect(units.map((unit) => unit.offset)).toEqual([0, first.length]);
      const wanted = new Set<number>([DW_AT.name, ...all.map((_, i) => 0x40 + i)]);
      const entries = [...reader.entries(units[1]!, wanted)];
      expect(entries.map(({ depth, values }) => [depth, values.get(DW_AT.name)])).toEqual([
        [0, "second"],
        [1, "forms"],
        [1, "outer"],
        [2, "inner"],
        [1, "last"],
      ]);
      const values = entries[1]!.values;
      expect(all.map(([form], i) => [form, values.get(0x40 + i)])).toEqual(
        all.map(([form, , value]) => [form, value]),
      );
      const ofOneTag = [...reader.entries(units[1]!, wanted, new Set([DW_TAG.compile_unit]))];
      expect(ofOneTag.map(({ depth, values }) => [depth, values.get(DW_AT.name)])).toEqual([
        [0, "second"],
        [1, undefined],
        [1, undefined],
        [1, undefined],
      ]);
      const [only] = reader.entries(units[0]!, new Set());
      expect(only?.values.size).toBe(0);
    });
  });
});

describe("damage", () => {
  const abbrev = [1, DW_TAG.compile_unit, 1, DW_AT.name, 0x08, 0, 0, 2, 5, 0, 3, 0x7f, 0, 0, 0];
  const walk = (info: readonly number[]) => {
    const reader = createDwarfReader(plainBytes(info), plainBytes(abbrev), false);
    for (const unit of reader.units()) for (const _ of reader.entries(unit, new Set())) void _;
  };

  test("of a whole unit is none", () => {
    expect(() => walk(unitOf(4, false, [1, ...text("a"), 0]))).not.toThrow();
  });

  test.each([
    ["an unknown abbreviation", unitOf(4, false, [9])],
    ["an unknown form", unitOf(4, false, [1, ...text("a"), 2, 1])],
    ["a text without an end", unitOf(4, false, [1, 0x41, 0x42])],
    ["a unit that is too long", [0xff, 0, 0, 0, 4, 0, 0, 0, 0, 0, 8, 1]],
    ["a unit of no length", new Array<number>(20).fill(0)],
    ["an unknown version", unitOf(6, false, [1, ...text("a"), 0])],
  ])("%s", (_, info) => {
    expect(() => walk(info)).toThrow(FormatError);
  });
});

describe("compressed sections", () => {
  const content = Uint8Array.from({ length: 4_000_000 }, (_, i) => (i * i * 31 + (i >> 8)) & 0xff);
  const stored = deflateSync(content);

  function open(bytes: Uint8Array, size = content.length) {
    const inflated: number[] = [];
    const section = { offset: 0, length: bytes.length, compressed: true, size };
    const opened = openDebugBytes(new PagedFile(memoryFile(bytes)), section, (data, limit) => {
      inflated.push(data.length);
      return nodeHost.inflate(data, limit);
    });
    return { opened, inflated };
  }

  test("no more is inflated than is asked for", () => {
    const { opened, inflated } = open(stored);
    expect(Buffer.compare(opened.prefix(1000).subarray(0, 1000), content.subarray(0, 1000))).toBe(0);
    opened.prefix(2000);
    expect(inflated).toHaveLength(1);
    expect(inflated[0]).toBeLessThan(stored.length / 4);
    expect(Buffer.compare(opened.prefix(content.length), content)).toBe(0);
  });

  test("that claim to be far larger than they are stored are not inflated to that", () => {
    const zeros = deflateSync(new Uint8Array(50_000_000));
    const { opened } = open(zeros, 50_000_000);
    expect(opened.size).toBeLessThan(2_000_000);
    expect(opened.prefix(opened.size).length).toBe(opened.size);
    expect(() => opened.prefix(opened.size + 1)).toThrow(FormatError);
  });

  test("that are shorter than they say, or no zlib data", () => {
    expect(() => open(stored, content.length + 1).opened.prefix(content.length + 1)).toThrow(FormatError);
    expect(() => open(stored.subarray(0, 5000)).opened.prefix(content.length)).toThrow(FormatError);
    expect(() => open(new Uint8Array(1000).fill(0x55)).opened.prefix(10)).toThrow(FormatError);
  });
});
