// Dynamic symbols of an ELF file by name, through its hash tables.

import { DT } from "./elf-header.ts";
import type { ImageSymbol } from "./image.ts";
import type { Memory } from "./memory.ts";
import { encodeUtf8 } from "./utf8.ts";

/** No real chain of a hash table comes near this length. */
const chainLimit = 4096;

/** EM_S390: its 64-bit DT_HASH has words of 8 bytes (glibc sysdeps/s390/s390-64/bits/elfclass.h). */
const machineS390 = 22;

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

  /** Name of a symbol, at most 4096 bytes of it. */
  name(index: number): string {
    const start = (this.#dynamic.get(DT.STRTAB) ?? Number.NaN) + this.#memory.u32(this.#entry(index));
    let length = 0;
    while (length < 4096 && this.#memory.u8(start + length) !== 0) length++;
    return this.#memory.text(start, length);
  }

  #isNamed(index: number, name: Uint8Array): boolean {
    const start = (this.#dynamic.get(DT.STRTAB) ?? Number.NaN) + this.#memory.u32(this.#entry(index));
    if (!this.#memory.has(start, name.length + 1)) return false;
    for (let i = 0; i < name.length; i++) if (this.#memory.u8(start + i) !== name[i]) return false;
    return this.#memory.u8(start + name.length) === 0;
  }

  #symbol(index: number): ImageSymbol | undefined {
    const address = this.value(index);
    if (address === undefined) return undefined;
    return { address, size: this.#memory.word(this.#entry(index) + (this.#memory.wordSize === 8 ? 16 : 8)) };
  }

  #findGnu(table: number, name: Uint8Array): ImageSymbol | undefined {
    const memory = this.#memory;
    let hash = 5381;
    for (const byte of name) hash = (Math.imul(hash, 33) + byte) >>> 0;
    const bucketCount = memory.u32(table);
    const firstSymbol = memory.u32(table + 4);
    const bloomWords = memory.u32(table + 8);
    if (bucketCount === 0) return undefined;
    const buckets = table + 16 + bloomWords * memory.wordSize;
    const chains = buckets + 4 * bucketCount;
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
