// ELF file header, program headers and dynamic section. Section headers are not needed to load a file, nor here.

import { FormatError, hex } from "./format-error.ts";
import { Memory, type Segment } from "./memory.ts";
import { type PagedFile, pageSize } from "./paged-file.ts";

// Names and values: System V gABI 4.1, also Go's debug/elf/elf.go (Go 1.26).
const ET_REL = 1;
const ET_EXEC = 2;
const ET_DYN = 3;
const ET_CORE = 4;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const PF_W = 2;
const DF_1_PIE = 0x08000000;

/** Tags of dynamic entries. */
export const DT = {
  NULL: 0,
  NEEDED: 1,
  HASH: 4,
  STRTAB: 5,
  SYMTAB: 6,
  RELA: 7,
  RELASZ: 8,
  RELAENT: 9,
  STRSZ: 10,
  SYMENT: 11,
  SONAME: 14,
  RPATH: 15,
  REL: 17,
  RELSZ: 18,
  RELENT: 19,
  RUNPATH: 29,
  RELRSZ: 35,
  RELR: 36,
  GNU_HASH: 0x6ffffef5,
  VERSYM: 0x6ffffff0,
  RELACOUNT: 0x6ffffff9,
  RELCOUNT: 0x6ffffffa,
  FLAGS_1: 0x6ffffffb,
  VERNEED: 0x6ffffffe,
  VERNEEDNUM: 0x6fffffff,
} as const;

/** A dynamic section has some 30 entries; one with more than this is not real. */
const dynamicLimit = 4096;

export interface ElfHeader {
  readonly memory: Memory;
  readonly machine: number;
  readonly osabi: number;
  readonly role: "executable" | "library" | "object" | "core";
  /** Type ET_DYN. */
  readonly isPositionIndependent: boolean;
  /** Values by tag, the first of each; addresses are not yet offsets. */
  readonly dynamic: ReadonlyMap<number, number>;
  /** The libraries that are needed, as offsets of their names in the string table. */
  readonly needed: readonly number[];
  /** Section headers: file offset, bytes an entry, their number and the one that names the others; 0 where there are none. */
  readonly sections: {
    readonly offset: number;
    readonly entrySize: number;
    readonly count: number;
    readonly names: number;
  };
}

/** Reads the header of a file that begins with the ELF magic. Throws `FormatError`. */
export function readElfHeader(file: PagedFile): ElfHeader {
  const ident = file.bytes(0, Math.min(file.size, 64));
  if (ident.length < 52)
    throw new FormatError("truncated ELF file", ident.length, "an ELF header", "the end of the file");
  if (ident[4] !== 1 && ident[4] !== 2) {
    throw new FormatError("not a readable ELF file", 4, "class 1 (32-bit) or 2 (64-bit)", String(ident[4]));
  }
  if (ident[5] !== 1 && ident[5] !== 2) {
    throw new FormatError("not a readable ELF file", 5, "byte order 1 (little) or 2 (big)", String(ident[5]));
  }
  const wordSize = ident[4] === 1 ? 4 : 8;
  const bigEndian = ident[5] === 2;
  const whole = { address: 0, offset: 0, fileSize: file.size, memorySize: file.size, writable: false };
  const raw = new Memory(file, wordSize, bigEndian, [whole]);
  // After e_version: e_entry, e_phoff, e_shoff are words; then e_flags u32, and u16 from e_ehsize on.
  const tail = 24 + 3 * wordSize + 4;
  if (file.size < tail + 12)
    throw new FormatError("truncated ELF file", file.size, "an ELF header", "the end of the file");
  const type = raw.u16(16);
  const machine = raw.u16(18);
  const shoff = raw.word(24 + 2 * wordSize);
  const sections = {
    offset: shoff,
    entrySize: raw.u16(tail + 6),
    count: raw.u16(tail + 8),
    names: raw.u16(tail + 10),
  };
  const base = { machine, osabi: ident[7]!, sections, isPositionIndependent: type === ET_DYN };
  if (type === ET_REL) return { ...base, memory: raw, role: "object", ...noDynamic };
  if (type === ET_CORE) return { ...base, memory: raw, role: "core", ...noDynamic };
  if (type !== ET_EXEC && type !== ET_DYN) {
    throw new FormatError(
      "not a readable ELF file",
      16,
      "type 2 (executable) or 3 (shared object)",
      String(type),
    );
  }
  const programs = readPrograms(raw, raw.word(24 + wordSize), raw.u16(tail + 2), raw.u16(tail + 4));
  const memory = new Memory(file, wordSize, bigEndian, programs.segments);
  const { dynamic, needed } = programs.dynamic ? readDynamic(memory, programs.dynamic) : noDynamic;
  const isProgram =
    type === ET_EXEC ||
    ((dynamic.get(DT.FLAGS_1) ?? 0) & DF_1_PIE) !== 0 ||
    (programs.interpreted && !dynamic.has(DT.SONAME));
  return { ...base, memory, role: isProgram ? "executable" : "library", dynamic, needed };
}

interface Programs {
  readonly segments: readonly Segment[];
  readonly dynamic: { readonly address: number; readonly size: number } | undefined;
  readonly interpreted: boolean;
}

function readPrograms(raw: Memory, start: number, entrySize: number, count: number): Programs {
  const w = raw.wordSize;
  const minimum = w === 8 ? 56 : 32;
  if (entrySize < minimum || count === 0 || count === 0xffff) {
    throw new FormatError(
      "not a loadable ELF file",
      start,
      "program headers",
      `${count} of ${entrySize} bytes`,
    );
  }
  const segments: Segment[] = [];
  let dynamic: Programs["dynamic"];
  let interpreted = false;
  for (let i = 0; i < count; i++) {
    const at = start + i * entrySize;
    if (at + entrySize > raw.file.size) {
      throw new FormatError(
        "truncated ELF file",
        raw.file.size,
        `program header ${i}`,
        "the end of the file",
      );
    }
    const type = raw.u32(at);
    if (type === PT_INTERP) interpreted = true;
    if (type !== PT_LOAD && type !== PT_DYNAMIC) continue;
    // ELF64: type, flags, then words; ELF32: type, then words, with flags after memsz.
    const words = w === 8 ? at + 8 : at + 4;
    const offset = raw.word(words);
    const address = raw.word(words + w);
    const fileSize = raw.word(words + 3 * w);
    const memorySize = raw.word(words + 4 * w);
    const flags = raw.u32(w === 8 ? at + 4 : at + 24);
    if (type === PT_DYNAMIC) {
      dynamic = { address, size: fileSize };
      continue;
    }
    if (offset + fileSize > raw.file.size) {
      const expected = `${hex(fileSize)} bytes of a segment at ${hex(offset)}`;
      throw new FormatError("truncated ELF file", raw.file.size, expected, "the end of the file");
    }
    if (!Number.isSafeInteger(address + memorySize) || memorySize < fileSize) {
      throw new FormatError(
        "damaged ELF file",
        at,
        "a segment in the address space",
        `${hex(address)}+${hex(memorySize)}`,
      );
    }
    segments.push({ address, offset, fileSize, memorySize, writable: (flags & PF_W) !== 0 });
  }
  return { segments, dynamic, interpreted };
}

type Dynamic = Pick<ElfHeader, "dynamic" | "needed">;

const noDynamic: Dynamic = { dynamic: new Map(), needed: [] };

function readDynamic(memory: Memory, place: { address: number; size: number }): Dynamic {
  const w = memory.wordSize;
  const values = new Map<number, number>();
  const needed: number[] = [];
  const count = Math.min(Math.floor(place.size / (2 * w)), dynamicLimit);
  for (let i = 0; i < count; i++) {
    const at = place.address + i * 2 * w;
    const tag = memory.word(at);
    if (tag === DT.NULL) break;
    const value = memory.word(at + w);
    if (tag === DT.NEEDED) needed.push(value);
    if (!values.has(tag)) values.set(tag, value);
  }
  return { dynamic: values, needed };
}

/** What a file that doesn't begin with the ELF magic seems to be. */
export function describeForeign(file: PagedFile): string {
  if (file.size === 0) return "an empty file";
  const head = file.bytes(0, Math.min(file.size, pageSize));
  const magic =
    (head[0] ?? 0) * 0x1000000 + (((head[1] ?? 0) << 16) | ((head[2] ?? 0) << 8) | (head[3] ?? 0));
  const text = String.fromCharCode(...head.subarray(0, 64));
  if (magic === 0xfeedface || magic === 0xfeedfacf || magic === 0xcefaedfe || magic === 0xcffaedfe)
    return "a Mach-O file";
  if (magic === 0xcafebabe) return "a universal Mach-O file or a Java class";
  if (magic === 0x0061736d) return "a WebAssembly module";
  if (text.startsWith("!<arch>\n") || text.startsWith("!<thin>\n")) return "an archive (.a)";
  if (text.startsWith("MZ")) return "a Windows executable or DLL";
  if (text.startsWith("PK\x03\x04")) return "a zip archive";
  if (magic >>> 16 === 0x1f8b) return "a gzip file";
  if (text.startsWith("#!")) return "a script";
  if (text.startsWith("go object ")) return "a Go object file";
  if (text.startsWith("\x7fEL".slice(0, Math.min(file.size, 3)))) return "the beginning of an ELF file";
  if (head.every((byte) => byte >= 0x20 || (byte >= 8 && byte <= 13))) return "a text file";
  return `a file that begins with ${[...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")}`;
}
