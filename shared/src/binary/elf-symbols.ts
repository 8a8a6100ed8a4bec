// Dynamic symbols of an ELF file by name, through its hash tables.

import { DT } from "./elf-header.ts";
import type { ImageSymbol, NamedSymbol } from "./image.ts";
import type { Memory } from "./memory.ts";
import { encodeUtf8 } from "./utf8.ts";

const nameLimit = 4096;

/** No real chain of a hash table comes near this length. */
const chainLimit = 4096;

/** EM_S390: its 64-bit DT_HASH has words of 8 bytes (glibc sysdeps/s390/s390-64/bits/elfclass.h). */
const machineS390 = 22;

/** STB_GLOBAL (gABI 4.1). */
const STB_GLOBAL = 1;

/** Undefined symbols that are looked at; a plugin has some hundred. */
const symbolLimit = 65_536;

export class ElfSymbols {
  readonly #memory: Memory;
  readonly #dynamic: ReadonlyMap<number, number>;
  readonly #hashWord: 4 | 8;
  readonly #entrySize: number;

  constructor(memory: Memory, machine: number, dynamic: ReadonlyMap<number, number>) {
    this.#memory = memory;
    this.#dynamic = dynamic;
    this.#hashWord = machine === machineS390 && memory.wordSize === 8 ? 8 : 4;
    this.#entrySize = memory.wordSize === 8 ? 24 : 16;
  }

  /** The symbol of this name that the file defines. */
  find(name: string): ImageSymbol | undefined {
    const bytes = encodeUtf8(name);
    const gnu = this.#dynamic.get(DT.GNU_HASH);
    if (gnu !== undefined) return this.#findGnu(gnu, bytes);
    const sysv = this.#dynamic.get(DT.HASH);
    return sysv === undefined ? undefined : this.#findSysv(sysv, bytes);
  }

  /** The symbols that the file defines whose names begin with `prefix`, in the file's order. */
  withPrefix(prefix: string): NamedSymbol[] {
    const bytes = encodeUtf8(prefix);
    const { first, end } = this.#hashed();
    const found: NamedSymbol[] = [];
    for (let index = first; index < end; index++) {
      if (!this.#beginsWith(this.#nameStart(index), bytes)) continue;
      const symbol = this.#symbol(index);
      if (symbol) found.push({ name: this.name(index), ...symbol });
    }
    return found;
  }

  /** The undefined symbols that have to be found, of no version, in the file's order. */
  required(): string[] {
    const memory = this.#memory;
    // A GNU hash table has no undefined symbols: they come before those that it has.
    const gnu = this.#dynamic.get(DT.GNU_HASH);
    const end = gnu === undefined ? this.#hashed().end : this.#gnuTable(gnu).firstSymbol;
    const last = Math.min(end, symbolLimit);
    const versions = this.#dynamic.get(DT.VERSYM);
    const found: string[] = [];
    for (let index = 1; index < last; index++) {
      if (this.value(index) !== undefined) continue;
      const binding = memory.u8(this.#entry(index) + (memory.wordSize === 8 ? 4 : 12)) >>> 4;
      if (binding !== STB_GLOBAL) continue;
      // glibc elf/elf.h: the highest bit hides a version; 0 is local, 1 global without a version.
      const version = versions === undefined ? 1 : memory.u16(versions + 2 * index) & 0x7fff;
      if (version <= 1) found.push(this.name(index));
    }
    return found;
  }

  /** The numbers of the symbols that can be looked up. The symbol table doesn't say where it ends, its hash table does. */
  #hashed(): { readonly first: number; readonly end: number } {
    const memory = this.#memory;
    const gnu = this.#dynamic.get(DT.GNU_HASH);
    const sysv = this.#dynamic.get(DT.HASH);
    if (gnu === undefined) {
      // nbucket, nchain; there is a link of a chain for each symbol.
      const low = this.#hashWord === 8 && memory.bigEndian ? 4 : 0;
      return { first: 1, end: sysv === undefined ? 0 : memory.u32(sysv + this.#hashWord + low) };
    }
    const { bucketCount, firstSymbol, buckets, chains } = this.#gnuTable(gnu);
    let last = 0;
    for (let i = 0; i < bucketCount; i++) last = Math.max(last, memory.u32(buckets + 4 * i));
    if (last < firstSymbol) return { first: 0, end: 0 };
    // The lowest bit marks the end of the chain.
    while ((memory.u32(chains + 4 * (last - firstSymbol)) & 1) === 0) last++;
    return { first: firstSymbol, end: last + 1 };
  }

  #entry(index: number): number {
    return (this.#dynamic.get(DT.SYMTAB) ?? Number.NaN) + index * this.#entrySize;
  }

  /** st_value of a symbol, or `undefined` for one that the file doesn't define (st_shndx 0). */
  value(index: number): number | undefined {
    const memory = this.#memory;
    const at = this.#entry(index);
    if (memory.u16(at + (memory.wordSize === 8 ? 6 : 14)) === 0) return undefined;
    return memory.word(at + (memory.wordSize === 8 ? 8 : 4));
  }

  #nameStart(index: number): number {
    return (this.#dynamic.get(DT.STRTAB) ?? Number.NaN) + this.#memory.u32(this.#entry(index));
  }

  /** Name of a symbol, at most 4096 bytes of it. */
  name(index: number): string {
    return this.#memory.zeroTerminated(this.#nameStart(index), nameLimit);
  }

  #isNamed(index: number, name: Uint8Array): boolean {
    const start = this.#nameStart(index);
    if (!this.#memory.has(start, name.length + 1)) return false;
    return this.#beginsWith(start, name) && this.#memory.u8(start + name.length) === 0;
  }

  #beginsWith(start: number, bytes: Uint8Array): boolean {
    if (!this.#memory.has(start, bytes.length)) return false;
    const stored = this.#memory.bytes(start, bytes.length);
    for (let i = 0; i < bytes.length; i++) if (stored[i] !== bytes[i]) return false;
    return true;
  }

  #symbol(index: number): ImageSymbol | undefined {
    const address = this.value(index);
    if (address === undefined) return undefined;
    return { address, size: this.#memory.word(this.#entry(index) + (this.#memory.wordSize === 8 ? 16 : 8)) };
  }

  #gnuTable(table: number) {
    const memory = this.#memory;
    const bucketCount = memory.u32(table);
    const firstSymbol = memory.u32(table + 4);
    const buckets = table + 16 + memory.u32(table + 8) * memory.wordSize;
    return { bucketCount, firstSymbol, buckets, chains: buckets + 4 * bucketCount };
  }

  #findGnu(table: number, name: Uint8Array): ImageSymbol | undefined {
    const memory = this.#memory;
    let hash = 5381;
    for (const byte of name) hash = (Math.imul(hash, 33) + byte) >>> 0;
    const { bucketCount, firstSymbol, buckets, chains } = this.#gnuTable(table);
    if (bucketCount === 0) return undefined;
    const first = memory.u32(buckets + 4 * (hash % bucketCount));
    if (first < firstSymbol) return undefined;
    for (let index = first; index < first + chainLimit; index++) {
      const stored = memory.u32(chains + 4 * (index - firstSymbol));
      if ((stored | 1) === (hash | 1) && this.#isNamed(index, name)) return this.#symbol(index);
      if (stored & 1) return undefined;
    }
    return undefined;
  }

  #findSysv(table: number, name: Uint8Array): ImageSymbol | undefined {
    const memory = this.#memory;
    const w = this.#hashWord;
    const low = w === 8 && memory.bigEndian ? 4 : 0;
    let hash = 0;
    for (const byte of name) {
      hash = (hash << 4) + byte;
      const high = hash & 0xf0000000;
      hash = (hash ^ (high >>> 24)) & ~high;
    }
    const bucketCount = memory.u32(table + low);
    if (bucketCount === 0) return undefined;
    const buckets = table + 2 * w + low;
    const chains = buckets + bucketCount * w;
    let index = memory.u32(buckets + w * ((hash >>> 0) % bucketCount));
    for (let steps = 0; index !== 0 && steps < chainLimit; steps++) {
      if (this.#isNamed(index, name)) return this.#symbol(index);
      index = memory.u32(chains + w * index);
    }
    return undefined;
  }
}
