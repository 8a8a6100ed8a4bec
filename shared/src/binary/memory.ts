// A binary's segments, read by address: numbers in the file's byte order and word size.

import { FormatError, hex } from "./format-error.ts";
import { type PagedFile, pageSize } from "./paged-file.ts";
import { decodeUtf8 } from "./utf8.ts";

/** A part of the file that is loaded at an address. Beyond `fileSize` its memory is zero. All in bytes. */
export interface Segment {
  readonly address: number;
  readonly offset: number;
  readonly fileSize: number;
  readonly memorySize: number;
  readonly writable: boolean;
}

const pageMask = pageSize - 1;
const twoTo32 = 2 ** 32;

/** Every read throws `FormatError` outside of what the file holds of the segments. */
export class Memory {
  readonly file: PagedFile;
  readonly wordSize: 4 | 8;
  readonly bigEndian: boolean;
  readonly segments: readonly Segment[];
  #current: Segment;
  #lastOffset = 0;

  constructor(file: PagedFile, wordSize: 4 | 8, bigEndian: boolean, segments: readonly Segment[]) {
    this.file = file;
    this.wordSize = wordSize;
    this.bigEndian = bigEndian;
    this.segments = segments;
    this.#current = segments[0] ?? { address: 0, offset: 0, fileSize: 0, memorySize: 0, writable: false };
  }

  /** File offset of `length` bytes at `address`. */
  locate(address: number, length: number): number {
    let segment = this.#current;
    if (!(address >= segment.address && address + length <= segment.address + segment.fileSize)) {
      segment = this.#find(address, length);
      this.#current = segment;
    }
    const offset = segment.offset + (address - segment.address);
    this.#lastOffset = offset;
    return offset;
  }

  #find(address: number, length: number): Segment {
    for (const segment of this.segments) {
      if (address >= segment.address && address + length <= segment.address + segment.fileSize)
        return segment;
    }
    const what = `${length} ${length === 1 ? "byte" : "bytes"} at ${hex(address)}`;
    throw new FormatError("damaged file", this.#lastOffset, "an address that the file has bytes for", what);
  }

  /** Whether the file has `length` bytes at `address`. */
  has(address: number, length: number): boolean {
    for (const { address: start, fileSize } of this.segments) {
      if (address >= start && address + length <= start + fileSize) return true;
    }
    return false;
  }

  /** Whether `length` bytes at `address` are memory that the file has no bytes for, and that is therefore zero. */
  isZeroFilled(address: number, length: number): boolean {
    for (const { address: start, fileSize, memorySize } of this.segments) {
      if (address >= start + fileSize && address + length <= start + memorySize) return true;
    }
    return false;
  }

  /** A `FormatError` about what is at `address`. */
  error(summary: string, address: number, expected: string, found: string): FormatError {
    const segment = this.segments.find((s) => address >= s.address && address < s.address + s.fileSize);
    const offset = segment ? segment.offset + (address - segment.address) : this.#lastOffset;
    return new FormatError(summary, offset, expected, found);
  }

  u8(address: number): number {
    const offset = this.locate(address, 1);
    return this.file.page(offset)[offset & pageMask]!;
  }

  u16(address: number): number {
    const first = this.u8(address);
    const second = this.u8(address + 1);
    return this.bigEndian ? (first << 8) | second : (second << 8) | first;
  }

  u32(address: number): number {
    return this.i32(address) >>> 0;
  }

  i32(address: number): number {
    const offset = this.locate(address, 4);
    const at = offset & pageMask;
    if (at > pageSize - 4) {
      const low = this.u16(this.bigEndian ? address + 2 : address);
      return low | (this.u16(this.bigEndian ? address : address + 2) << 16);
    }
    const page = this.file.page(offset);
    return this.bigEndian
      ? (page[at]! << 24) | (page[at + 1]! << 16) | (page[at + 2]! << 8) | page[at + 3]!
      : page[at]! | (page[at + 1]! << 8) | (page[at + 2]! << 16) | (page[at + 3]! << 24);
  }

  /** An unsigned word, as it is in the file. Above 2^53 it is not exact, and no address. */
  word(address: number): number {
    if (this.wordSize === 4) return this.u32(address);
    const offset = this.locate(address, 8);
    const at = offset & pageMask;
    if (at > pageSize - 8) {
      const first = this.u32(address);
      const second = this.u32(address + 4);
      return this.bigEndian ? first * twoTo32 + second : first + second * twoTo32;
    }
    const page = this.file.page(offset);
    const first = page[at]! | (page[at + 1]! << 8) | (page[at + 2]! << 16) | (page[at + 3]! << 24);
    const second = page[at + 4]! | (page[at + 5]! << 8) | (page[at + 6]! << 16) | (page[at + 7]! << 24);
    if (this.bigEndian) return swapped(first) * twoTo32 + swapped(second);
    return (first >>> 0) + (second >>> 0) * twoTo32;
  }

  /** Not to be written to. */
  bytes(address: number, length: number): Uint8Array {
    return this.file.bytes(this.locate(address, length), length);
  }

  /** UTF-8 text; see `decodeUtf8` for bytes that are none. */
  text(address: number, length: number): string {
    return decodeUtf8(this.bytes(address, length));
  }

  /** The text up to the zero byte after it, at most `limit` bytes of it. */
  zeroTerminated(address: number, limit: number): string {
    const offset = this.locate(address, 1);
    const page = this.file.page(offset);
    const at = offset & pageMask;
    const end = page.indexOf(0, at);
    if (end >= 0 && end - at <= limit) {
      this.locate(address, end - at + 1);
      return decodeUtf8(page, at, end);
    }
    let length = 0;
    while (length < limit && this.u8(address + length) !== 0) length++;
    return this.text(address, length);
  }
}

/** The four bytes of a number in the other order, unsigned. */
export function swapped(value: number): number {
  return ((value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;
}
