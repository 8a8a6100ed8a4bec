// The values that an ELF file's relocations give to its pointers.

import { DT } from "./elf-header.ts";
import type { ElfSymbols } from "./elf-symbols.ts";
import { FormatError, hex } from "./format-error.ts";
import type { Memory } from "./memory.ts";

/** Relocation types of a machine: relative to the load address, and a word with a symbol's value. */
interface MachineTypes {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * By e_machine. Go's debug/elf/elf.go (Go 1.26): R_386_RELATIVE and R_386_32, R_X86_64_RELATIVE and R_X86_64_64,
 * R_ARM_RELATIVE and R_ARM_ABS32, R_AARCH64_RELATIVE and R_AARCH64_ABS64, R_PPC64_RELATIVE and R_PPC64_ADDR64,
 * R_390_RELATIVE and R_390_64, R_RISCV_RELATIVE and R_RISCV_64, R_LARCH_RELATIVE and R_LARCH_64.
 */
const machineTypes: ReadonlyMap<number, MachineTypes> = new Map([
  [3, { relative: 8, absolute: 1 }],
  [62, { relative: 8, absolute: 1 }],
  [40, { relative: 23, absolute: 2 }],
  [183, { relative: 1027, absolute: 257 }],
  [21, { relative: 22, absolute: 38 }],
  [22, { relative: 12, absolute: 22 }],
  [243, { relative: 3, absolute: 2 }],
  [258, { relative: 3, absolute: 2 }],
]);

/** Bytes of relocations that are read at most; a plugin of 80 MB has 4 MB. */
const tableLimit = 128 * 1024 * 1024;

/** Steps to a free place in the hash of slots; real files need some 40. */
const probeLimit = 1024;

const hostIsLittle = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** A relocation table. Its first `sortedCount` entries are RELATIVE and ascending. */
interface Table {
  readonly address: number;
  readonly entrySize: number;
  readonly count: number;
  readonly sortedCount: number;
  readonly hasAddend: boolean;
}

/** The entries after the sorted ones, as 32-bit units, with a hash from slot to entry. */
interface Index {
  readonly table: Table;
  readonly units: Uint32Array;
  /** Entry number + 1, or 0. */
  readonly hash: Int32Array;
  readonly mask: number;
}

export class ElfRelocations {
  readonly #memory: Memory;
  readonly #symbols: ElfSymbols;
  readonly #types: MachineTypes;
  readonly #tables: readonly Table[];
  readonly #dynamic: ReadonlyMap<number, number>;
  #indexes: readonly Index[] | undefined;

  /** Throws `FormatError` for a machine whose relocations are not known, and for tables that cannot be. */
  constructor(memory: Memory, symbols: ElfSymbols, machine: number, dynamic: ReadonlyMap<number, number>) {
    const types = machineTypes.get(machine);
    if (!types)
      throw new FormatError(
        "unknown machine",
        18,
        "a machine that Go builds plugins for",
        `e_machine ${machine}`,
      );
    this.#types = types;
    this.#memory = memory;
    this.#symbols = symbols;
    this.#dynamic = dynamic;
    const w = memory.wordSize;
    this.#tables = [
      ...readTable(
        memory,
        dynamic.get(DT.RELA),
        dynamic.get(DT.RELASZ),
        dynamic.get(DT.RELACOUNT),
        3 * w,
        true,
      ),
      ...readTable(
        memory,
        dynamic.get(DT.REL),
        dynamic.get(DT.RELSZ),
        dynamic.get(DT.RELCOUNT),
        2 * w,
        false,
      ),
    ];
  }

  /** What the word at `slot` is when loaded at 0; negative: minus the number of an undefined symbol. */
  pointer(slot: number): number {
    const memory = this.#memory;
    for (const table of this.#tables) {
      const entry = this.#findSorted(table, slot);
      if (entry !== undefined)
        return table.hasAddend ? memory.word(entry + 2 * memory.wordSize) : memory.word(slot);
    }
    this.#indexes ??= this.#tables.map((table) => this.#buildIndex(table));
    for (const index of this.#indexes) {
      const unit = findIndexed(index, slot, memory);
      if (unit >= 0) return this.#valueOf(index, unit, slot);
    }
    // RELR entries, too, keep the value in place, as do words without a relocation.
    return memory.word(slot);
  }

  /** Address of the sorted RELATIVE entry for `slot`. */
  #findSorted(table: Table, slot: number): number | undefined {
    let low = 0;
    let high = table.sortedCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = table.address + middle * table.entrySize;
      const offset = this.#memory.word(entry);
      if (offset === slot) return entry;
      if (offset < slot) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  #buildIndex(table: Table): Index {
    const { relative, absolute } = this.#types;
    const memory = this.#memory;
    const count = table.count - table.sortedCount;
    const units = readUnits(
      memory,
      table.address + table.sortedCount * table.entrySize,
      count * table.entrySize,
    );
    const step = table.entrySize / 4;
    let size = 1024;
    while (size < 2 * count) size *= 2;
    const hash = new Int32Array(size);
    const mask = size - 1;
    const wide = memory.wordSize === 8;
    const slotUnit = wide && memory.bigEndian ? 1 : 0;
    const typeUnit = wide ? (memory.bigEndian ? 3 : 2) : 1;
    for (let entry = 0; entry < count; entry++) {
      const info = units[entry * step + typeUnit]!;
      const type = wide ? info : info & 0xff;
      if (type !== absolute && type !== relative) continue;
      let place = Math.imul(units[entry * step + slotUnit]! >>> 2, 0x9e3779b1) >>> 8;
      place &= mask;
      for (let steps = 0; hash[place] !== 0; steps++) {
        if (steps === probeLimit) {
          const found = "too many for the same one";
          throw memory.error("damaged ELF file", table.address, "relocations of different words", found);
        }
        place = (place + 1) & mask;
      }
      hash[place] = entry + 1;
    }
    return { table, units, hash, mask };
  }

  #valueOf(index: Index, unit: number, slot: number): number {
    const memory = this.#memory;
    const { units, table } = index;
    const wide = memory.wordSize === 8;
    const info = units[unit + (wide ? (memory.bigEndian ? 3 : 2) : 1)]!;
    const symbol = wide ? units[unit + (memory.bigEndian ? 2 : 3)]! : info >>> 8;
    const type = wide ? info : info & 0xff;
    let addend: number;
    if (!table.hasAddend)
      addend = wide ? signedWord(memory.u32(slot), memory.u32(slot + 4), memory) : memory.i32(slot);
    else if (wide) addend = signedWord(units[unit + 4]!, units[unit + 5]!, memory);
    else addend = units[unit + 2]! | 0;
    // RELATIVE has no symbol.
    const value = type === this.#types.relative || symbol === 0 ? 0 : this.#symbols.value(symbol);
    if (value === undefined) return -symbol;
    const sum = value + addend;
    if (sum < 0 || sum > Number.MAX_SAFE_INTEGER) {
      throw memory.error("damaged ELF file", slot, "a relocation to an address", `${hex(value)}+${addend}`);
    }
    return wide ? sum : sum >>> 0;
  }

  /** Addresses of all words that relocations of the known types write, ascending. */
  slots(): Float64Array {
    const memory = this.#memory;
    const found: number[] = [];
    for (const table of this.#tables) {
      for (let i = 0; i < table.sortedCount; i++)
        found.push(memory.word(table.address + i * table.entrySize));
      const { units, hash } = this.#buildIndex(table);
      const step = table.entrySize / 4;
      for (const entry of hash) if (entry !== 0) found.push(unitWord(units, (entry - 1) * step, memory));
    }
    readRelr(memory, this.#dynamic.get(DT.RELR), this.#dynamic.get(DT.RELRSZ), (slot) => found.push(slot));
    return Float64Array.from(found).sort();
  }
}

function readTable(
  memory: Memory,
  address: number | undefined,
  size: number | undefined,
  sorted: number | undefined,
  entrySize: number,
  hasAddend: boolean,
): Table[] {
  if (address === undefined || size === undefined || size < entrySize) return [];
  if (size > tableLimit)
    throw memory.error("damaged ELF file", address, "a relocation table of sensible size", hex(size));
  // Fails where the table is not in the file.
  memory.locate(address, size);
  const count = Math.floor(size / entrySize);
  return [{ address, entrySize, count, sortedCount: Math.min(sorted ?? 0, count), hasAddend }];
}

/** `length` bytes as 32-bit units in the file's byte order. */
function readUnits(memory: Memory, address: number, length: number): Uint32Array {
  if (length === 0) return new Uint32Array(0);
  const bytes = memory.bytes(address, length);
  if (memory.bigEndian !== hostIsLittle) {
    if (bytes.byteOffset % 4 === 0)
      return new Uint32Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, length >>> 2);
    return new Uint32Array(bytes.slice().buffer);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const units = new Uint32Array(length >>> 2);
  for (let i = 0; i < units.length; i++) units[i] = view.getUint32(4 * i, !memory.bigEndian);
  return units;
}

/** The word that begins at unit `at`. */
function unitWord(units: Uint32Array, at: number, memory: Memory): number {
  if (memory.wordSize === 4) return units[at]!;
  return memory.bigEndian ? units[at]! * 2 ** 32 + units[at + 1]! : units[at]! + units[at + 1]! * 2 ** 32;
}

function signedWord(first: number, second: number, memory: Memory): number {
  return memory.bigEndian ? (first | 0) * 2 ** 32 + second : first + (second | 0) * 2 ** 32;
}

/** First unit of the entry for `slot`, or -1. */
function findIndexed(index: Index, slot: number, memory: Memory): number {
  const { units, hash, mask, table } = index;
  const step = table.entrySize / 4;
  let place = (Math.imul((slot % 2 ** 32) >>> 2, 0x9e3779b1) >>> 8) & mask;
  for (let entry = hash[place]!; entry !== 0; entry = hash[place]!) {
    const unit = (entry - 1) * step;
    if (unitWord(units, unit, memory) === slot) return unit;
    place = (place + 1) & mask;
  }
  return -1;
}

/** DT_RELR: an even word is a slot, an odd one a bitmap of the following ones (gABI draft, glibc elf/dynamic-link.h). */
function readRelr(
  memory: Memory,
  start: number | undefined,
  size: number | undefined,
  add: (slot: number) => void,
): void {
  if (start === undefined || size === undefined) return;
  if (size > tableLimit)
    throw memory.error("damaged ELF file", start, "a relocation table of sensible size", hex(size));
  const w = memory.wordSize;
  let next = 0;
  for (let at = start; at + w <= start + size; at += w) {
    const low = memory.u32(w === 8 && memory.bigEndian ? at + 4 : at);
    if ((low & 1) === 0) {
      const slot = memory.word(at);
      add(slot);
      next = slot + w;
      continue;
    }
    const high = w === 8 ? memory.u32(memory.bigEndian ? at : at + 4) : 0;
    for (let bit = 1; bit < 8 * w; bit++) {
      const set = bit < 32 ? (low >>> bit) & 1 : (high >>> (bit - 32)) & 1;
      if (set) add(next + (bit - 1) * w);
    }
    next += (8 * w - 1) * w;
  }
}
