// Makes a built plugin small enough to be committed: what reading does not miss becomes zeros, and symbols that nobody looks
// up lose their names. Of either class and byte order.

import { isDeepStrictEqual } from "node:util";
import { nodeHost } from "#server/node-host";
import type { Plugin } from "#shared/model";
import { reflectPlugin } from "#shared/runtime/plugin";
import { dropSectionHeaders } from "#test/elf-edit";
import { memoryFile } from "#test/memory-file";
import { type Form, forms } from "#test/portable-forms";

const blockSize = 1024;

/**
 * A copy of a portable plugin that is read as before in the forms that are named: `"as built"`, or all that have no section
 * headers.
 */
export function condense(built: Uint8Array, name: "as built" | "no sections"): Uint8Array {
  const all = forms.filter((form) => form.edits.includes(dropSectionHeaders) === (name === "no sections"));
  const chosen = name === "as built" ? all.slice(0, 1) : all;
  const whole = new Uint8Array(built);
  const before = chosen.map((form) => readForm(form, whole));
  if (before.includes(undefined)) throw new Error("the plugin is not readable in every form");
  const image = forgetNames(whole, isLookedUp);
  const isSame = () => chosen.every((form, i) => isDeepStrictEqual(readForm(form, image), before[i]));
  if (!isSame()) throw new Error("a name is missed that was taken for one that nobody looks up");
  clear(image, 0, Math.ceil(image.length / blockSize), isSame);
  return image;
}

/** Zeros all blocks from `start` to `end` that `isSame` does not miss. */
function clear(image: Uint8Array, start: number, end: number, isSame: () => boolean): void {
  const part = image.subarray(start * blockSize, end * blockSize);
  if (part.every((byte) => byte === 0)) return;
  const saved = part.slice();
  part.fill(0);
  if (isSame()) return;
  part.set(saved);
  if (end - start === 1) return;
  const middle = (start + end) >> 1;
  clear(image, start, middle, isSame);
  clear(image, middle, end, isSame);
}

/** What is read; of an image that cannot be read, nothing. */
function readForm(form: Form, image: Uint8Array): Plugin | undefined {
  try {
    const file = memoryFile(form.edits.reduce((bytes, edit) => edit(bytes), image));
    return reflectPlugin("plugin.so", file, nodeHost.inflate, { depth: "graph" });
  } catch {
    return undefined;
  }
}

/** The symbols that readers go by: those of the plugin itself, and those that lead to the module data. */
function isLookedUp(name: string): boolean {
  return /^(type[.:]runtime\.moduledata$|runtime\.lastmoduledatap$|go[.:]|(example\.com\/portable\/plug(%2ev1)?|plugin\/unnamed-[0-9a-f]+)\.\p{Lu}[\p{L}\p{N}]*$)/u.test(
    name,
  );
}

/**
 * A copy in which dynamic symbols have a name only where `isWanted`. Values stay, as relocations refer to them; the hash
 * table finds the names that are left, and its filter, which may err on that side, lets every name pass.
 */
function forgetNames(image: Uint8Array, isWanted: (name: string) => boolean): Uint8Array {
  const copy = image.slice();
  const elf = openElf(copy);
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
    const wanted = isWanted(Buffer.from(copy.subarray(start, end)).toString("utf8"));
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
  u32(offset: number): number;
  setU32(offset: number, value: number): void;
  fileOffset(address: number): number;
}

/** System V ABI, chapters "ELF header", "Program header", "Dynamic section". */
function openElf(image: Uint8Array): Elf {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const wide = image[4] === 2;
  const little = image[5] === 1;
  const u32 = (offset: number) => view.getUint32(offset, little);
  const word = (offset: number) => (wide ? Number(view.getBigUint64(offset, little)) : u32(offset));
  const w = wide ? 8 : 4;
  const table = word(wide ? 32 : 28);
  const size = view.getUint16(wide ? 54 : 42, little);
  const headers = Array.from({ length: view.getUint16(wide ? 56 : 44, little) }, (_, i) => {
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
  return { wide, symbolSize: wide ? 24 : 16, dynamic, u32, setU32, fileOffset };
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
