// Small ELF shared objects, byte by byte, of any word size and byte order.

export interface ElfSpec {
  readonly wordSize: 4 | 8;
  readonly bigEndian: boolean;
  /** e_machine. */
  readonly machine: number;
  /** e_type; 3 (shared object) by default. */
  readonly type?: number;
  readonly symbols: readonly { name: string; value: number; size?: number; defined?: boolean }[];
  readonly hash: "gnu" | "sysv";
  /** Words at `elfData`. */
  readonly data: readonly number[];
  readonly relocations: readonly {
    /** Index of the word in `data`. */
    slot: number;
    type: number;
    /** Index in `symbols`; none for relative ones. */
    symbol?: number;
    addend: number;
  }[];
  /** Whether relocations have their addends in the table, or in the words. */
  readonly addends: "table" | "place";
  /** How many of the relocations are said to be relative and sorted. */
  readonly relativeCount?: number;
  /** Words of a RELR table. */
  readonly relr?: readonly number[];
  /** Needed libraries with the versions of their symbols. */
  readonly needed?: readonly { readonly library: string; readonly versions: readonly string[] }[];
}

/** What stands at file offset 0 is at this address. */
export const elfBase = 0x10000;
/** Address of the data. */
export const elfData = elfBase + 0x2000;
const fileSize = 0x3000;

/** Writes at `place`, which moves on. */
function writerOf(bytes: Uint8Array, wordSize: 4 | 8, bigEndian: boolean) {
  const view = new DataView(bytes.buffer);
  let place = 0;
  const writer = {
    at: (offset: number) => {
      place = offset;
      return writer;
    },
    offset: () => place,
    u8: (value: number) => view.setUint8(place++, value),
    u16: (value: number) => {
      view.setUint16(place, value, !bigEndian);
      place += 2;
    },
    u32: (value: number) => {
      view.setUint32(place, value >>> 0, !bigEndian);
      place += 4;
    },
    word: (value: number) => {
      if (wordSize === 4) return writer.u32(value);
      view.setBigInt64(place, BigInt(value), !bigEndian);
      place += 8;
    },
    text: (value: string) => {
      for (const byte of new TextEncoder().encode(`${value}\0`)) writer.u8(byte);
    },
  };
  return writer;
}

/** The file has one segment, which holds all of it at `elfBase`, and after it as many zero bytes. */
export function buildElf(spec: ElfSpec): Uint8Array {
  const { wordSize: w, bigEndian, machine } = spec;
  const wide = w === 8;
  const bytes = new Uint8Array(fileSize);
  const out = writerOf(bytes, w, bigEndian);
  const dynamic: [tag: number, value: number][] = [];
  const tables = {
    strings: 0x400,
    symbols: 0x800,
    hash: 0xc00,
    relocations: 0x1000,
    relr: 0x1800,
    dynamic: 0x1c00,
    versions: 0x1e00,
  };

  out.at(tables.strings).u8(0);
  const names = spec.symbols.map(({ name }) => {
    const start = out.offset() - tables.strings;
    out.text(name);
    return start;
  });
  const needs = (spec.needed ?? []).map(({ library, versions }) => {
    const [name = 0, ...rest] = [library, ...versions].map((text) => {
      const start = out.offset() - tables.strings;
      out.text(text);
      return start;
    });
    dynamic.push([1, name]);
    return { name, versions: rest };
  });
  dynamic.push([5, elfBase + tables.strings], [10, out.offset() - tables.strings]);

  const order = spec.hash === "gnu" ? gnuOrder(spec) : spec.symbols.map((_, i) => i);
  const indexOf = (symbol: number) => order.indexOf(symbol) + 1;
  const symbolSize = wide ? 24 : 16;
  out.at(tables.symbols + symbolSize);
  for (const i of order) {
    const { value, size = 0, defined = true } = spec.symbols[i]!;
    out.u32(names[i]!);
    if (wide) {
      out.u8(0x11);
      out.u8(0);
      out.u16(defined ? 1 : 0);
    }
    out.word(value);
    out.word(size);
    if (!wide) {
      out.u8(0x11);
      out.u8(0);
      out.u16(defined ? 1 : 0);
    }
  }
  dynamic.push([6, elfBase + tables.symbols], [11, symbolSize]);

  out.at(tables.hash);
  if (spec.hash === "gnu") writeGnuHash(out, spec, order);
  else writeSysvHash(out, spec);
  dynamic.push([spec.hash === "gnu" ? 0x6ffffef5 : 4, elfBase + tables.hash]);

  out.at(elfData - elfBase);
  for (const word of spec.data) out.word(word);

  const inTable = spec.addends === "table";
  out.at(tables.relocations);
  for (const { slot, type, symbol, addend } of spec.relocations) {
    const index = symbol === undefined ? 0 : indexOf(symbol);
    out.word(elfData + slot * w);
    if (!wide) out.u32((index << 8) | type);
    else if (bigEndian) {
      out.u32(index);
      out.u32(type);
    } else {
      out.u32(type);
      out.u32(index);
    }
    if (inTable) out.word(addend);
  }
  const size = out.offset() - tables.relocations;
  if (size > 0) dynamic.push([inTable ? 7 : 17, elfBase + tables.relocations], [inTable ? 8 : 18, size]);
  if (spec.relativeCount !== undefined) dynamic.push([inTable ? 0x6ffffff9 : 0x6ffffffa, spec.relativeCount]);
  if (!inTable)
    for (const { slot, addend } of spec.relocations) out.at(elfData - elfBase + slot * w).word(addend);

  if (spec.relr) {
    out.at(tables.relr);
    for (const word of spec.relr) out.word(word);
    dynamic.push([36, elfBase + tables.relr], [35, spec.relr.length * w]);
  }

  const versioned = needs.filter(({ versions }) => versions.length > 0);
  if (versioned.length > 0) {
    dynamic.push([0x6ffffffe, elfBase + tables.versions], [0x6fffffff, versioned.length]);
    writeVersionNeeds(out.at(tables.versions), versioned);
  }

  out.at(tables.dynamic);
  for (const [tag, value] of [...dynamic, [0, 0] as const]) {
    out.word(tag);
    out.word(value);
  }
  const dynamicSize = out.offset() - tables.dynamic;

  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, bigEndian ? 2 : 1, 1]);
  out.at(16).u16(spec.type ?? 3);
  out.u16(machine);
  out.u32(1);
  out.word(0);
  const headers = wide ? 64 : 52;
  out.word(headers);
  out.word(0);
  out.u32(0);
  out.u16(headers);
  out.u16(wide ? 56 : 32);
  out.u16(2);
  out.at(headers);
  writeProgramHeader(out, wide, 1, 0, fileSize, 2 * fileSize);
  writeProgramHeader(out, wide, 2, tables.dynamic, dynamicSize, dynamicSize);
  return bytes;
}

type Writer = ReturnType<typeof writerOf>;

function writeProgramHeader(
  out: Writer,
  wide: boolean,
  type: number,
  offset: number,
  size: number,
  memory: number,
) {
  out.u32(type);
  if (wide) out.u32(6);
  for (const word of [offset, elfBase + offset, elfBase + offset, size, memory]) out.word(word);
  if (!wide) out.u32(6);
  out.word(0x1000);
}

/** The records of a library's versions follow its own, as linkers have it. */
function writeVersionNeeds(out: Writer, needs: readonly { name: number; versions: readonly number[] }[]) {
  for (const [i, { name, versions }] of needs.entries()) {
    out.u16(1);
    out.u16(versions.length);
    for (const value of [name, 16, i + 1 < needs.length ? 16 + 16 * versions.length : 0]) out.u32(value);
    for (const [k, version] of versions.entries()) {
      out.u32(0);
      out.u16(0);
      out.u16(2 + k);
      out.u32(version);
      out.u32(k + 1 < versions.length ? 16 : 0);
    }
  }
}

const bucketCount = 3;

function gnuHash(name: string): number {
  return new TextEncoder().encode(name).reduce((hash, byte) => (hash * 33 + byte) % 2 ** 32, 5381);
}

/** Symbols that a GNU hash table lists come last, by bucket; undefined ones are not listed. */
function gnuOrder({ symbols }: ElfSpec): number[] {
  const bucket = (i: number) =>
    symbols[i]!.defined === false ? -1 : gnuHash(symbols[i]!.name) % bucketCount;
  return symbols.map((_, i) => i).sort((a, b) => bucket(a) - bucket(b));
}

function writeGnuHash(out: Writer, { symbols, wordSize }: ElfSpec, order: readonly number[]) {
  const listed = order.filter((i) => symbols[i]!.defined !== false);
  const first = order.length - listed.length + 1;
  const buckets = listed.map((i) => gnuHash(symbols[i]!.name) % bucketCount);
  for (const value of [bucketCount, first, 1, 6]) out.u32(value);
  out.word(wordSize === 8 ? -1 : 0xffffffff);
  for (let b = 0; b < bucketCount; b++) out.u32(buckets.includes(b) ? first + buckets.indexOf(b) : 0);
  for (const [k, i] of listed.entries()) {
    const isLast = buckets[k + 1] !== buckets[k];
    out.u32(((gnuHash(symbols[i]!.name) & ~1) | (isLast ? 1 : 0)) >>> 0);
  }
}

function writeSysvHash(out: Writer, { symbols, machine, wordSize }: ElfSpec) {
  // The 64-bit s390 ABI has words of 8 bytes here.
  const put = machine === 22 && wordSize === 8 ? out.word : out.u32;
  const hashes = symbols.map(({ name }) => {
    let hash = 0n;
    for (const byte of new TextEncoder().encode(name)) {
      hash = (hash << 4n) + BigInt(byte);
      const high = hash & 0xf0000000n;
      hash = (hash ^ (high >> 24n)) & ~high & 0xffffffffn;
    }
    return Number(hash);
  });
  put(bucketCount);
  put(symbols.length + 1);
  const next = symbols.map((_, i) =>
    hashes.findIndex((h, k) => k > i && h % bucketCount === hashes[i]! % bucketCount),
  );
  for (let b = 0; b < bucketCount; b++) put(hashes.findIndex((hash) => hash % bucketCount === b) + 1);
  put(0);
  for (const index of next) put(index + 1);
}
