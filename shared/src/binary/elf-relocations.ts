// The values that an ELF file's relocations give to its pointers.

import { DT } from "./elf-header.ts";
import type { ElfSymbols } from "./elf-symbols.ts";
import { FormatError, hex } from "./format-error.ts";
import { type Memory, swapped } from "./memory.ts";

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
const tableLimit = 32 * 1024 * 1024;

/** Bits of an address that don't tell chains of the index apart: neighbours, of which there are 32 at most, share a chain. */
const chainShift = 7;

/** Entries of a chain; real files come near the 32 neighbours. */
const chainLimit = 1024;

const hostIsLittle = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** A relocation table. Its first `sortedCount` entries are RELATIVE and ascending. */
interface Table {
  readonly address: number;
  readonly entrySize: number;
  readonly count: number;
  readonly sortedCount: number;
  readonly hasAddend: boolean;
  /** The sorted entry after the one that was found last, where searching begins. */
  next: number;
}

/**
 * The entries after the sorted ones, in chains by slot. Making it is most of what reading a large plugin costs. So it is one
 * pass that neighbouring slots take to neighbouring places, in one array, which V8 then checks the bounds of but once.
 */
interface Index {
  readonly table: Table;
  /** The entries as 32-bit units; from `heads` on the last link of each chain, and from `links` on a link for each entry. */
  readonly units: Uint32Array;
  readonly heads: number;
  /** A link is the place of the link before it in the chain, or 0. */
  readonly links: number;
}

export class ElfRelocations {
  readonly #memory: Memory;
  readonly #symbols: ElfSymbols;
  readonly #types: MachineTypes;
  readonly #tables: readonly Table[];
  readonly #dynamic: ReadonlyMap<number, number>;
  /** Within an entry, the units that hold the low half of the slot, and the type. */
  readonly #slotUnit: number;
  readonly #typeUnit: number;
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
    this.#slotUnit = w === 8 && memory.bigEndian ? 1 : 0;
    this.#typeUnit = w === 4 ? 1 : memory.bigEndian ? 3 : 2;
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
    this.#indexes ??= this.#tables.map((table) => this.#buildIndex(table));
    for (const index of this.#indexes) {
      const unit = this.#findIndexed(index, slot);
      if (unit >= 0) return this.#valueOf(index, unit, slot);
    }
    for (const table of this.#tables) {
      const entry = this.#findSorted(table, slot);
      if (entry !== undefined)
        return table.hasAddend ? memory.word(entry + 2 * memory.wordSize) : memory.word(slot);
    }
    // RELR entries, too, keep the value in place, as do words without a relocation.
    return memory.word(slot);
  }

  /** Address of the sorted RELATIVE entry for `slot`. Pointers are often asked for in the order of their addresses. */
  #findSorted(table: Table, slot: number): number | undefined {
    const memory = this.#memory;
    let low = 0;
    let high = table.sortedCount;
    const near = table.address + table.next * table.entrySize;
    if (table.next < high && memory.word(near) === slot) {
      table.next++;
      return near;
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = table.address + middle * table.entrySize;
      const offset = memory.word(entry);
      if (offset === slot) {
        table.next = middle + 1;
        return entry;
      }
      if (offset < slot) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  #buildIndex(table: Table): Index {
    const count = table.count - table.sortedCount;
    const step = table.entrySize / 4;
    let chains = 1024;
    while (chains < count / 2) chains *= 2;
    const heads = count * step;
    const links = heads + chains;
    const units = this.#readUnits(table, table.sortedCount, chains + count);
    units.fill(0, heads, links);
    const { absolute, relative } = this.#types;
    const typeMask = this.#memory.wordSize === 8 ? -1 : 0xff;
    let link = links;
    for (let slot = this.#slotUnit, info = this.#typeUnit; slot < heads; slot += step, info += step, link++) {
      const type = units[info]! & typeMask;
      if (type === absolute || type === relative) {
        const head = heads + ((units[slot]! >>> chainShift) & (chains - 1));
        units[link] = units[head]!;
        units[head] = link;
      }
    }
    return { table, units, heads, links };
  }

  /** The entries from one on as 32-bit units in this machine's byte order, and room for `more` units. */
  #readUnits(table: Table, first: number, more = 0): Uint32Array {
    const memory = this.#memory;
    const length = (table.count - first) * table.entrySize;
    const offset = memory.locate(table.address + first * table.entrySize, length);
    const buffer = memory.file.buffers.take(length + 4 * more);
    memory.file.copy(offset, buffer.subarray(0, length));
    const units = new Uint32Array(buffer.buffer, 0, length / 4 + more);
    if (memory.bigEndian === hostIsLittle) {
      for (let i = 0; i < length / 4; i++) units[i] = swapped(units[i]!);
    }
    return units;
  }

  /** First unit of the last entry for `slot`, which is the one that counts, or -1. */
  #findIndexed({ table, units, heads, links }: Index, slot: number): number {
    const memory = this.#memory;
    const step = table.entrySize / 4;
    const low = slot % 2 ** 32;
    let link = units[heads + ((low >>> chainShift) & (links - heads - 1))]!;
    for (let steps = 0; link !== 0; steps++) {
      if (steps === chainLimit) {
        const found = "too many for the same one";
        throw memory.error("damaged ELF file", table.address, "relocations of different words", found);
      }
      const unit = (link - links) * step;
      if (units[unit + this.#slotUnit] === low && unitWord(units, unit, memory) === slot) return unit;
      link = units[link]!;
    }
    return -1;
  }

  #typeAt(units: Uint32Array, unit: number): number {
    const info = units[unit + this.#typeUnit]!;
    return this.#memory.wordSize === 8 ? info : info & 0xff;
  }

  #valueOf(index: Index, unit: number, slot: number): number {
    const memory = this.#memory;
    const { units, table } = index;
    const wide = memory.wordSize === 8;
    const symbol = wide ? units[unit + (memory.bigEndian ? 2 : 3)]! : units[unit + 1]! >>> 8;
    const type = this.#typeAt(units, unit);
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
    const { absolute, relative } = this.#types;
    const packed: number[] = [];
    readRelr(memory, this.#dynamic.get(DT.RELR), this.#dynamic.get(DT.RELRSZ), (slot) => packed.push(slot));
    const slots = new Float64Array(this.#tables.reduce((sum, { count }) => sum + count, packed.length));
    slots.set(packed);
    let next = packed.length;
    for (const table of this.#tables) {
      const units = this.#readUnits(table, 0);
      for (let unit = 0; unit < units.length; unit += table.entrySize / 4) {
        const type = this.#typeAt(units, unit);
        if (type === absolute || type === relative) slots[next++] = unitWord(units, unit, memory);
      }
    }
    return slots.subarray(0, next).sort();
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
  return [{ address, entrySize, count, sortedCount: Math.min(sorted ?? 0, count), hasAddend, next: 0 }];
}

/** The word that begins at unit `at`. */
function unitWord(units: Uint32Array, at: number, memory: Memory): number {
  if (memory.wordSize === 4) return units[at]!;
  return memory.bigEndian ? units[at]! * 2 ** 32 + units[at + 1]! : units[at]! + units[at + 1]! * 2 ** 32;
}

function signedWord(first: number, second: number, memory: Memory): number {
  return memory.bigEndian ? (first | 0) * 2 ** 32 + second : first + (second | 0) * 2 ** 32;
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
