// Source file and line of a function, from pclntab.

import type { Image } from "#shared/binary/image";
import { pclntabMagic } from "./go-version.ts";
import type { GoModule } from "./moduledata.ts";

export interface SourceLine {
  /** As the compiler recorded it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** File names are far shorter. */
const fileLimit = 4096;

/**
 * Where a version keeps the tables. Addresses, except for what is named an offset.
 * runtime/symtab.go, pcHeader, and cmd/link/internal/ld/pcln.go, of Go 1.8, 1.16, 1.18 and 1.26.
 */
interface Tables {
  readonly functionCount: number;
  readonly functab: number;
  /** Size of each of the two parts of a functab entry. */
  readonly entrySize: number;
  /** What entries of functab are relative to; 0 where they are addresses. */
  readonly entryBase: number;
  readonly functions: number;
  readonly pctab: number;
  readonly fileOf: (fileNumber: number, compileUnit: number) => number | undefined;
}

function readTables(module: GoModule): Tables | undefined {
  const { image, magic, pclntab: header } = module;
  const w = image.wordSize;
  const word = (i: number) => image.word(header + 8 + i * w);
  if (magic === pclntabMagic.go12) {
    const functionCount = word(0);
    const functab = header + 8 + w;
    const files = header + image.u32(functab + functionCount * 2 * w + w);
    return {
      functionCount,
      functab,
      entrySize: w,
      entryBase: 0,
      functions: header,
      pctab: header,
      fileOf: (number) => header + image.u32(files + 4 * number),
    };
  }
  const is116 = magic === pclntabMagic.go116;
  if (!is116 && magic !== pclntabMagic.go118 && magic !== pclntabMagic.go120) return undefined;
  // nfunc, nfiles, (textStart since 1.18,) funcnameOffset, cuOffset, filetabOffset, pctabOffset, pclnOffset.
  const first = is116 ? 2 : 3;
  const cutab = header + word(first + 1);
  const filetab = header + word(first + 2);
  const functab = header + word(first + 4);
  return {
    functionCount: word(0),
    functab,
    entrySize: is116 ? w : 4,
    entryBase: is116 ? 0 : module.text,
    functions: functab,
    pctab: header + word(first + 3),
    fileOf: (number, compileUnit) => {
      const offset = image.u32(cutab + 4 * (compileUnit + number));
      return offset === 0xffffffff ? undefined : filetab + offset;
    },
  };
}

/**
 * Gives a function that looks the entry address of a function up. It gives `undefined` where no function begins, and for
 * pclntab forms that are not known.
 */
export function createLineTable(module: GoModule): (entry: number) => SourceLine | undefined {
  const tables = readTables(module);
  if (!tables) return () => undefined;
  const { image, magic } = module;
  const { entrySize, functab, entryBase } = tables;
  const files = new Map<number, string>();
  const part = (address: number) => (entrySize === 4 ? image.u32(address) : image.word(address));
  const entryAt = (i: number): number => {
    const at = functab + 2 * entrySize * i;
    // Up to Go 1.17 entries are relocated addresses.
    return entryBase === 0 ? image.pointer(at) : entryBase + part(at);
  };

  return (entry) => {
    let low = 0;
    let high = tables.functionCount;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (entryAt(middle) < entry) low = middle + 1;
      else high = middle;
    }
    if (low >= tables.functionCount || entryAt(low) !== entry) return undefined;
    const func = tables.functions + part(functab + 2 * entrySize * low + entrySize);
    // runtime/runtime2.go, _func (Go 1.26): entry, then nameOff, args, deferreturn, pcsp, pcfile, pcln, npcdata, cuOffset.
    const fixed = func + (magic === pclntabMagic.go12 || magic === pclntabMagic.go116 ? image.wordSize : 4);
    const fileNumber = firstValue(image, tables.pctab, image.u32(fixed + 16));
    const line = firstValue(image, tables.pctab, image.u32(fixed + 20));
    const compileUnit = magic === pclntabMagic.go12 ? 0 : image.u32(fixed + 28);
    const file =
      fileNumber === undefined || fileNumber < 0 ? undefined : tables.fileOf(fileNumber, compileUnit);
    if (file === undefined || line === undefined || line < 1) return undefined;
    const known = files.get(file) ?? image.zeroTerminated(file, fileLimit);
    files.set(file, known);
    return { file: known, line };
  };
}

/** The first value of a table of pc values: a zigzag varint added to -1 (runtime/symtab.go, step, Go 1.26). */
function firstValue(image: Image, pctab: number, offset: number): number | undefined {
  if (offset === 0) return undefined;
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = image.u8(pctab + offset + i);
    value += i < 4 ? (byte & 0x7f) << (7 * i) : (byte & 0x7f) * 2 ** 28;
    if (byte < 0x80) break;
  }
  const delta = value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  return -1 + delta;
}
