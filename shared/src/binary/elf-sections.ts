// Where an ELF file's debug sections are: the only part that needs section headers.

import type { ElfHeader } from "./elf-header.ts";
import type { DebugSection } from "./image.ts";
import { Memory } from "./memory.ts";

// gABI 4.1, and Go's debug/elf/elf.go (Go 1.26).
const SHT_NOBITS = 8;
const SHF_COMPRESSED = 0x800;
const ELFCOMPRESS_ZLIB = 1;

/** By name without the leading `.` and `z`. A section table that cannot be read has no debug sections. */
export function readDebugSections(header: ElfHeader): ReadonlyMap<string, DebugSection> {
  const sections = new Map<string, DebugSection>();
  const { file, wordSize: w, bigEndian } = header.memory;
  const { offset, entrySize, count, names } = header.sections;
  const inFile = (start: number, length: number) => start >= 0 && start + length <= file.size;
  if (count === 0 || names >= count || entrySize < 16 + 6 * w || !inFile(offset, count * entrySize))
    return sections;
  const whole = { address: 0, offset: 0, fileSize: file.size, memorySize: file.size, writable: false };
  const raw = new Memory(file, w, bigEndian, [whole]);
  const namesStart = raw.word(offset + names * entrySize + 8 + 2 * w);
  for (let i = 1; i < count; i++) {
    // sh_name u32, sh_type u32, then words sh_flags, sh_addr, sh_offset, sh_size.
    const at = offset + i * entrySize;
    const start = raw.word(at + 8 + 2 * w);
    const length = raw.word(at + 8 + 3 * w);
    const nameStart = namesStart + raw.u32(at);
    if (raw.u32(at + 4) === SHT_NOBITS || !inFile(start, length) || !inFile(nameStart, 32)) continue;
    const name = raw.text(nameStart, 32).split("\0", 1)[0]!;
    const key = name.startsWith(".zdebug_") ? name.slice(2) : name.slice(1);
    if (!/^\.z?debug_/.test(name) || sections.has(key)) continue;
    const section = name.startsWith(".z")
      ? readOldCompressed(raw, start, length)
      : raw.u32(at + 8 + (w === 8 && bigEndian ? 4 : 0)) & SHF_COMPRESSED
        ? readCompressed(raw, start, length)
        : { offset: start, length, compressed: false, size: length };
    if (section) sections.set(key, section);
  }
  return sections;
}

/** Elf64_Chdr: type u32, reserved u32, size, align; Elf32_Chdr: type, size, align. */
function readCompressed(raw: Memory, start: number, length: number): DebugSection | undefined {
  const header = raw.wordSize === 8 ? 24 : 12;
  if (length < header || raw.u32(start) !== ELFCOMPRESS_ZLIB) return undefined;
  return {
    offset: start + header,
    length: length - header,
    compressed: true,
    size: raw.word(start + raw.wordSize),
  };
}

/** "ZLIB", then the size as 8 bytes, big-endian: Go's debug/elf/file.go, (*File).DWARF (Go 1.26). */
function readOldCompressed(raw: Memory, start: number, length: number): DebugSection | undefined {
  if (length < 12 || raw.text(start, 4) !== "ZLIB") return undefined;
  const bytes = raw.bytes(start + 4, 8);
  const size = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return { offset: start + 12, length: length - 12, compressed: true, size };
}
