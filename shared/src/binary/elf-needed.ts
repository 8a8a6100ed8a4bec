// The libraries that an ELF file needs, and the versions of their symbols.

import { DT, type ElfHeader } from "./elf-header.ts";
import type { NeededLibrary } from "./image.ts";

// Verneed and Vernaux, alike in both classes: debug/elf/file.go, gnuVersionInit (Go 1.26), and glibc's elf/elf.h.
const VER_NEED_CURRENT = 1;

/** Bytes of a name that are read. */
const nameLimit = 1024;
/** No real file has as many libraries, or as many versions. */
const countLimit = 512;

/** In the order of DT_NEEDED. Throws `FormatError` where the tables are not in the file. */
export function readNeededLibraries(header: ElfHeader): NeededLibrary[] {
  const { memory, dynamic, needed } = header;
  requireCount(header, needed.length);
  const versions = readVersionNeeds(header);
  const strings = dynamic.get(DT.STRTAB) ?? Number.NaN;
  return needed.map((offset) => {
    const library = memory.zeroTerminated(strings + offset, nameLimit);
    return { library, versions: versions.get(library) ?? [] };
  });
}

/** By the library's name. */
function readVersionNeeds(header: ElfHeader): ReadonlyMap<string, readonly string[]> {
  const { memory, dynamic } = header;
  const strings = dynamic.get(DT.STRTAB) ?? Number.NaN;
  const versions = new Map<string, string[]>();
  const libraries = dynamic.get(DT.VERNEEDNUM) ?? 0;
  requireCount(header, libraries);
  let total = 0;
  let at = dynamic.get(DT.VERNEED) ?? Number.NaN;
  for (let i = 0; i < libraries; i++) {
    // vn_version u16, vn_cnt u16, vn_file u32, vn_aux u32, vn_next u32.
    const form = memory.u16(at);
    if (form !== VER_NEED_CURRENT)
      throw memory.error("damaged ELF file", at, "version needs of form 1", `form ${form}`);
    const count = memory.u16(at + 2);
    total += count;
    requireCount(header, total);
    const names: string[] = [];
    let entry = at + memory.u32(at + 8);
    for (let k = 0; k < count; k++) {
      // vna_hash u32, vna_flags u16, vna_other u16, vna_name u32, vna_next u32.
      names.push(memory.zeroTerminated(strings + memory.u32(entry + 8), nameLimit));
      entry += memory.u32(entry + 12);
    }
    versions.set(memory.zeroTerminated(strings + memory.u32(at + 4), nameLimit), names.sort(compareVersions));
    at += memory.u32(at + 12);
  }
  return versions;
}

function requireCount({ memory, dynamic }: ElfHeader, count: number): void {
  if (count <= countLimit) return;
  const at = dynamic.get(DT.VERNEED) ?? Number.NaN;
  throw memory.error(
    "damaged ELF file",
    at,
    `at most ${countLimit} needed libraries and versions`,
    `${count}`,
  );
}

/** Numbers in names by their value: GLIBC_2.4 before GLIBC_2.34. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (x === y) continue;
    const difference = Number(x) - Number(y);
    return difference || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}

function parts(version: string): readonly string[] {
  return version.match(/\d+|\D+/g) ?? [];
}
