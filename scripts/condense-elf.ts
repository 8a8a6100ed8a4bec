// Makes built ELF files small enough to be committed: what reading does not miss becomes zeros, and symbols that nobody looks
// up lose their names. Of either class and byte order.

/** A dynamic symbol; `defined` where it is the file's own. */
interface DynamicSymbol {
  readonly name: string;
  readonly defined: boolean;
}

/**
 * A copy in which only `isWanted` symbols have names, and all is zero that reading does not miss: `isSame` says whether a copy is
 * still read as the file is. Smaller blocks, in bytes, make a smaller file, and take longer.
 */
export function condenseElf(
  built: Uint8Array,
  isWanted: (symbol: DynamicSymbol) => boolean,
  isSame: (image: Uint8Array) => boolean,
  blockSize = 1024,
): Uint8Array {
  const image = forgetNames(new Uint8Array(built), isWanted); // of a Buffer, slice would share memory
  if (!isSame(image)) throw new Error("a name is missed that was taken for one that nobody looks up");
  clear(image, blockSize, 0, Math.ceil(image.length / blockSize), () => isSame(image));
  return image;
}

/** Zeros all blocks from `start` to `end` that `isSame` does not miss. */
function clear(
  image: Uint8Array,
  blockSize: number,
  start: number,
  end: number,
  isSame: () => boolean,
): void {
  const part = image.subarray(start * blockSize, end * blockSize);
  if (part.every((byte) => byte === 0)) return;
  const saved = part.slice();
  part.fill(0);
  if (isSame()) return;
  part.set(saved);
  if (end - start === 1) return;
  const middle = (start + end) >> 1;
  clear(image, blockSize, start, middle, isSame);
  clear(image, blockSize, middle, end, isSame);
}

/**
 * A copy in which dynamic symbols have a name only where `isWanted`. Values stay, as relocations refer to them; the hash
 * table finds the names that are left, and its filter, which may err on that side, lets every name pass. Of a file that is
 * not linked dynamically a plain copy.
 */
function forgetNames(image: Uint8Array, isWanted: (symbol: DynamicSymbol) => boolean): Uint8Array {
  const copy = image.slice();
  const elf = openElf(copy);
  if (elf.dynamic.size === 0) return copy;
  const at = (tag: number) => elf.fileOffset(elf.dynamic.get(tag) ?? 0);
  const strings = at(5); // DT_STRTAB
  const symbols = at(6); // DT_SYMTAB
  const { buckets, chains, chainOffset } = readGnuHash(elf, at(0x6ffffef5)); // DT_GNU_HASH
  const count = countSymbols(elf, buckets, chains, chainOffset);
  const kept = new Set<number>();
  const names: { start: number; end: number; wanted: boolean; index: number }[] = [];
  for (let index = 1; index < count; index++) {
    const start = strings + elf.u32(symbols + index * elf.symbolSize);
    const end = copy.indexOf(0, start);
    const name = Buffer.from(copy.subarray(start, end)).toString("utf8");
    const wanted = isWanted({
      name,
      defined: elf.u16(symbols + index * elf.symbolSize + (elf.wide ? 6 : 14)) !== 0,
    }); // st_shndx
    names.push({ start, end, wanted, index });
    if (wanted) for (let i = start; i < end; i++) kept.add(i);
  }
  for (const { start, end, wanted, index } of names) {
    if (wanted) continue;
    for (let i = start; i < end; i++) if (!kept.has(i)) copy[i] = 0;
    elf.setU32(symbols + index * elf.symbolSize, 0);
    if (index < chainOffset) continue;
    const chain = chains + 4 * (index - chainOffset);
    elf.setU32(chain, elf.u32(chain) & 1); // the last bit ends a chain
  }
  return copy;
}

interface Elf {
  readonly wide: boolean;
  readonly symbolSize: number;
  readonly dynamic: ReadonlyMap<number, number>;
  u16(offset: number): number;
  u32(offset: number): number;
  setU32(offset: number, value: number): void;
  fileOffset(address: number): number;
}

/** System V ABI, chapters "ELF header", "Program header", "Dynamic section". */
function openElf(image: Uint8Array): Elf {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const wide = image[4] === 2;
  const little = image[5] === 1;
  const u16 = (offset: number) => view.getUint16(offset, little);
  const u32 = (offset: number) => view.getUint32(offset, little);
  const word = (offset: number) => (wide ? Number(view.getBigUint64(offset, little)) : u32(offset));
  const w = wide ? 8 : 4;
  const table = word(wide ? 32 : 28);
  const size = u16(wide ? 54 : 42);
  const headers = Array.from({ length: u16(wide ? 56 : 44) }, (_, i) => {
    const header = table + i * size;
    const offset = word(header + (wide ? 8 : 4));
    const address = word(header + (wide ? 16 : 8));
    return { type: u32(header), offset, address, size: word(header + (wide ? 32 : 16)) };
  });
  const dynamic = new Map<number, number>();
  for (const { type, offset, size } of headers) {
    if (type !== 2) continue; // PT_DYNAMIC
    for (let i = offset; i < offset + size; i += 2 * w) dynamic.set(word(i), word(i + w));
  }
  const fileOffset = (address: number) => {
    const segment = headers.find((h) => h.type === 1 && h.address <= address && address < h.address + h.size);
    if (!segment) throw new Error(`no segment holds address ${address}`);
    return address - segment.address + segment.offset;
  };
  const setU32 = (offset: number, value: number) => view.setUint32(offset, value, little);
  return { wide, symbolSize: wide ? 24 : 16, dynamic, u16, u32, setU32, fileOffset };
}

/** Header: number of buckets, index of the first symbol in the chains, words of the filter, shift. The filter is filled. */
function readGnuHash(elf: Elf, table: number) {
  const bucketCount = elf.u32(table);
  const filterBytes = elf.u32(table + 8) * (elf.wide ? 8 : 4);
  for (let i = 0; i < filterBytes; i += 4) elf.setU32(table + 16 + i, 0xffffffff);
  const start = table + 16 + filterBytes;
  const buckets = Array.from({ length: bucketCount }, (_, i) => elf.u32(start + 4 * i));
  return { buckets, chains: start + 4 * bucketCount, chainOffset: elf.u32(table + 4) };
}

function countSymbols(elf: Elf, buckets: readonly number[], chains: number, chainOffset: number): number {
  let last = buckets.reduce((a, b) => Math.max(a, b), 0);
  if (last < chainOffset) return chainOffset;
  while ((elf.u32(chains + 4 * (last - chainOffset)) & 1) === 0) last++;
  return last + 1;
}
