// DWARF 2 to 5: compilation units and the entries in them, as far as names and flags go.

import type { DebugBytes } from "./debug-bytes.ts";
import { FormatError } from "./format-error.ts";
import { decodeUtf8 } from "./utf8.ts";

// DWARF 5, section 7.5.3, tables 7.3 and 7.5.
export const DW_TAG = { formal_parameter: 0x05, compile_unit: 0x11, subprogram: 0x2e } as const;
export const DW_AT = { name: 0x03, producer: 0x25, abstract_origin: 0x31, variable_parameter: 0x4b } as const;
const DW_UT_compile = 1;

// Far more than real programs have: k8s.io/client-go and all it imports are some 1500 units.
const unitLimit = 50_000;
const valueLimit = 5_000_000;
const abbreviationLimit = 100_000;
/** Bytes of abbreviations; Go's own are 2 KB, C code has some more. */
const abbreviationSize = 4 * 1024 * 1024;

/** An abbreviation: its attributes are pairs of attribute and form. */
interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly number[];
}

/** Where a unit's entries are, and how they are written. Offsets count from the start of .debug_info. */
interface Unit {
  /** Offset of the unit's header, which references within the unit count from. */
  readonly offset: number;
  /** Offset of the unit's first entry. */
  readonly start: number;
  /** Offset behind the unit. */
  readonly end: number;
  readonly version: number;
  readonly addressSize: number;
  readonly offsetSize: 4 | 8;
  readonly abbreviations: number;
}

/**
 * A debugging entry. The values are texts that stand in the entry itself, small numbers, and references, which count from
 * the start of .debug_info; others are left out.
 */
export interface Entry {
  /** Bytes from the start of .debug_info. */
  readonly offset: number;
  readonly tag: number;
  /** 0 for the unit's own entry. */
  readonly depth: number;
  readonly values: ReadonlyMap<number, string | number>;
}

export interface DwarfReader {
  /** The compilation units, in the file's order. */
  units(): Generator<Unit>;
  /**
   * The unit's own entry and all below it, in the file's order. Only attributes in `wanted` get values, and those only in
   * entries whose tag is in `tags`, where it is given; of other entries below the second level nothing is given.
   */
  entries(unit: Unit, wanted: ReadonlySet<number>, tags?: ReadonlySet<number>): Generator<Entry>;
}

const noValues: ReadonlyMap<number, string | number> = new Map();

/** What the reader's generators read throws `FormatError` where it is not DWARF. */
export function createDwarfReader(info: DebugBytes, abbrev: DebugBytes, bigEndian: boolean): DwarfReader {
  const tables = new Map<number, ReadonlyMap<number, Abbreviation>>();
  let abbreviationCount = 0;
  let bytes = info.prefix(0);
  let at = 0;

  const damaged = (expected: string, found: string) =>
    new FormatError(
      "damaged debug information",
      0,
      expected,
      `${found} at 0x${at.toString(16)} of .debug_info`,
    );

  function unsigned(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + (bytes[bigEndian ? at + i : at + size - 1 - i] ?? 0);
    at += size;
    return value;
  }

  function uleb(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += shift < 28 ? (byte & 0x7f) << shift : (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
      if (shift > 70) throw damaged("a number", "an endless one");
    }
  }

  function* units(): Generator<Unit> {
    let next = 0;
    for (let count = 0; next + 11 <= info.size; count++) {
      if (count === unitLimit) throw damaged(`at most ${unitLimit} units`, "more");
      bytes = info.prefix(Math.min(next + 32, info.size));
      at = next;
      let length = unsigned(4);
      const offsetSize = length === 0xffffffff ? 8 : 4;
      if (offsetSize === 8) length = unsigned(8);
      const end = at + length;
      const version = unsigned(2);
      if (length === 0 || end > info.size || version < 2 || version > 5)
        throw damaged("a unit of DWARF 2 to 5", `${version}`);
      const type = version >= 5 ? unsigned(1) : DW_UT_compile;
      let addressSize = version >= 5 ? unsigned(1) : 0;
      const abbreviations = unsigned(offsetSize);
      if (version < 5) addressSize = unsigned(1);
      if (type === DW_UT_compile)
        yield { offset: next, start: at, end, version, addressSize, offsetSize, abbreviations };
      next = end;
    }
  }

  function* entries(unit: Unit, wanted: ReadonlySet<number>, tags?: ReadonlySet<number>): Generator<Entry> {
    const table = abbreviationsAt(unit.abbreviations);
    let depth = 0;
    // The unit's own entry needs little of it, which is all that most units are asked for.
    bytes = info.prefix(Math.min(unit.start + 4096, unit.end));
    let count = 0;
    for (let next = unit.start; next < unit.end; next = at) {
      if (next > unit.start) bytes = info.prefix(unit.end);
      at = next;
      const code = uleb();
      if (code === 0) {
        if (--depth <= 0) return;
        continue;
      }
      const abbreviation = table.get(code);
      if (!abbreviation) throw damaged("an abbreviation", `code ${code}`);
      const { tag, attributes } = abbreviation;
      const isWanted = tags === undefined || tags.has(tag);
      let values: ReadonlyMap<number, string | number> = noValues;
      count += 1 + attributes.length;
      if (count > valueLimit) throw damaged(`at most ${valueLimit} values in a unit`, "more");
      for (let i = 0; i < attributes.length; i += 2) {
        const attribute = attributes[i]!;
        const hasValue = isWanted && wanted.has(attribute);
        const value = readForm(attributes[i + 1]!, unit, hasValue);
        if (hasValue && value !== undefined) {
          if (values === noValues) values = new Map();
          (values as Map<number, string | number>).set(attribute, value);
        }
        if (at > unit.end) throw damaged("an entry within its unit", "a longer one");
      }
      if (isWanted || depth < 2) {
        const here = at;
        yield { offset: next, tag, depth, values };
        at = here;
      }
      if (abbreviation.hasChildren) depth++;
      else if (depth === 0) return;
    }
  }

  function skip(count: number): undefined {
    at += count;
    return undefined;
  }

  /** DWARF 5, section 7.5.6: steps over a value of this form; gives it where it is wanted, a text or a small number. */
  function readForm(form: number, unit: Unit, wanted: boolean): string | number | undefined {
    switch (form) {
      case 0x08: {
        const start = at;
        const end = bytes.indexOf(0, start);
        at = end < 0 ? unit.end + 1 : end + 1;
        return wanted && end >= 0 ? decodeUtf8(bytes, start, end) : undefined;
      }
      case 0x0b: // data1
      case 0x0c: // flag
        return unsigned(1);
      case 0x19: // flag_present
        return 1;
      case 0x25: // strx1
      case 0x29: // addrx1
        return skip(1);
      case 0x05: // data2
      case 0x26: // strx2
      case 0x2a: // addrx2
        return skip(2);
      case 0x27: // strx3
      case 0x2b: // addrx3
        return skip(3);
      case 0x06: // data4
      case 0x1c: // ref_sup4
      case 0x28: // strx4
      case 0x2c: // addrx4
        return skip(4);
      case 0x07: // data8
      case 0x20: // ref_sig8
      case 0x24: // ref_sup8
        return skip(8);
      case 0x1e: // data16
        return skip(16);
      case 0x01: // addr
        return skip(unit.addressSize);
      case 0x10: // ref_addr
        return unsigned(unit.version === 2 ? unit.addressSize : unit.offsetSize);
      case 0x11: // ref1
        return unit.offset + unsigned(1);
      case 0x12: // ref2
        return unit.offset + unsigned(2);
      case 0x13: // ref4
        return unit.offset + unsigned(4);
      case 0x14: // ref8
        return unit.offset + unsigned(8);
      case 0x15: // ref_udata
        return unit.offset + uleb();
      case 0x0e: // strp
      case 0x17: // sec_offset
      case 0x1d: // strp_sup
      case 0x1f: // line_strp
        return skip(unit.offsetSize);
      case 0x0d: // sdata
      case 0x0f: // udata
      case 0x1a: // strx
      case 0x1b: // addrx
      case 0x22: // loclistx
      case 0x23: // rnglistx
        uleb();
        return undefined;
      case 0x21: // implicit_const, whose value is in the abbreviation
        return undefined;
      case 0x0a: // block1
        return skip(unsigned(1));
      case 0x03: // block2
        return skip(unsigned(2));
      case 0x04: // block4
        return skip(unsigned(4));
      case 0x09: // block
      case 0x18: // exprloc
        return skip(uleb());
      case 0x16: // indirect
        return readForm(indirectForm(), unit, wanted);
      default:
        throw damaged("a form of DWARF 5", `0x${form.toString(16)}`);
    }
  }

  function indirectForm(): number {
    const form = uleb();
    if (form === 0x16 || form === 0x21) throw damaged("a form of a value", "one that names another");
    return form;
  }

  function abbreviationsAt(offset: number): ReadonlyMap<number, Abbreviation> {
    const known = tables.get(offset);
    if (known) return known;
    const table = new Map<number, Abbreviation>();
    const info = bytes;
    const place = at;
    const size = Math.min(abbrev.size, abbreviationSize);
    bytes = abbrev.prefix(size).subarray(0, size);
    at = offset;
    while (at < bytes.length) {
      const code = uleb();
      if (code === 0) break;
      const tag = uleb();
      const hasChildren = unsigned(1) !== 0;
      const attributes: number[] = [];
      while (at < bytes.length) {
        const attribute = uleb();
        const form = uleb();
        if (form === 0x21) uleb();
        if (attribute === 0 && form === 0) break;
        attributes.push(attribute, form);
      }
      table.set(code, { tag, hasChildren, attributes });
      if (++abbreviationCount > abbreviationLimit) throw damaged("less abbreviations", "too many");
    }
    bytes = info;
    at = place;
    tables.set(offset, table);
    return table;
  }

  return { units, entries };
}
