// Makes a built plugin compress well: what only running it needs becomes zeros.

import { isDeepStrictEqual } from "node:util";
import { nodeHost } from "#server/node-host";
import type { RandomAccessFile } from "#shared/host";
import type { Plugin } from "#shared/model";
import { reflectPlugin } from "#shared/runtime/plugin";
import { memoryFile } from "./memory-file.ts";

const pageSize = 4096;

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A copy of a 64-bit little-endian ELF plugin, of the same size, in which code, data, line tables, the linker's symbols and
 * debug information are zeros, except for the pages that reading the plugin looks at. Types, dynamic symbols and relocations
 * stay whole. Throws where the copy is read otherwise than the original.
 */
export function shrinkPlugin(image: Uint8Array): Uint8Array {
  const shrunk = image.slice();
  const read = pagesRead(image);
  for (const { start, end } of dispensable(image)) {
    for (let page = Math.floor(start / pageSize); page * pageSize < end; page++) {
      if (!read.has(page))
        shrunk.fill(0, Math.max(start, page * pageSize), Math.min(end, (page + 1) * pageSize));
    }
  }
  if (!isDeepStrictEqual(readImage(memoryFile(shrunk)), readImage(memoryFile(image)))) {
    throw new Error("the shrunk plugin is not read as the original is");
  }
  return shrunk;
}

function readImage(file: RandomAccessFile): Plugin {
  return reflectPlugin("plugin.so", file, nodeHost.inflate, { depth: "graph" });
}

function pagesRead(image: Uint8Array): ReadonlySet<number> {
  const pages = new Set<number>();
  const file = memoryFile(image);
  const recorded = {
    ...file,
    read: (offset: number, length: number) => {
      for (let page = Math.floor(offset / pageSize); page * pageSize < offset + length; page++)
        pages.add(page);
      return file.read(offset, length);
    },
  };
  readImage(recorded);
  return pages;
}

/** The sections with code, data, line tables, symbols that only linkers need, and debug information. */
function dispensable(image: Uint8Array): Span[] {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  if (view.getUint32(0, false) !== 0x7f454c46 || image[4] !== 2 || image[5] !== 1) {
    throw new Error("not a 64-bit little-endian ELF file");
  }
  // System V ABI, Elf64_Ehdr and Elf64_Shdr.
  const headers = Number(view.getBigUint64(0x28, true));
  const count = view.getUint16(0x3c, true);
  const section = (index: number) => {
    const at = headers + 64 * index;
    const start = Number(view.getBigUint64(at + 24, true));
    return {
      name: view.getUint32(at, true),
      type: view.getUint32(at + 4, true),
      flags: Number(view.getBigUint64(at + 8, true)),
      start,
      end: start + Number(view.getBigUint64(at + 32, true)),
    };
  };
  const names = section(view.getUint16(0x3e, true)).start;
  const nameOf = (offset: number) =>
    Buffer.from(image.subarray(names + offset, image.indexOf(0, names + offset))).toString("latin1");
  return Array.from({ length: count }, (_, index) => section(index)).filter(({ name, type, flags }) => {
    if (type === 8) return false; // SHT_NOBITS: nothing in the file
    const isCode = (flags & 4) !== 0; // SHF_EXECINSTR
    return (
      isCode || /^\.(rodata|gopclntab|eh_frame|data$|noptrdata|z?debug_|symtab|strtab)/.test(nameOf(name))
    );
  });
}
