// A file read in 4 KiB pages on demand, of which a bounded number is kept.

import type { RandomAccessFile } from "../host.ts";
import { createBuffers } from "./buffers.ts";
import { FormatError } from "./format-error.ts";

export const pageSize = 4096;

/** Pages of one generation; two generations are kept, so at most 16 MiB. */
const generationLimit = 2048;

/** A larger read than this goes past the pages. */
const bulkSize = 16 * pageSize;

/** Pages are cut from pieces of memory of this size, the first ones from what an earlier reading left. */
const pieceSize = 16 * pageSize;
const pooledPieces = 32;

export class PagedFile {
  readonly size: number;
  /** What is kept while the file is read. */
  readonly buffers = createBuffers();
  readonly #file: RandomAccessFile;
  #young = new Map<number, Uint8Array>();
  #old = new Map<number, Uint8Array>();
  #lastIndex = -1;
  #lastPage: Uint8Array = new Uint8Array(0);
  #pieces = 0;
  #piece: Uint8Array = new Uint8Array(0);
  #pieceUsed = pieceSize;

  constructor(file: RandomAccessFile) {
    this.#file = file;
    this.size = file.size;
  }

  /**
   * The page that holds file offset `offset`; the byte is at `offset & (pageSize - 1)` in it.
   * Throws `FormatError` at or past the end of the file.
   */
  page(offset: number): Uint8Array {
    const index = Math.floor(offset / pageSize);
    if (index === this.#lastIndex) return this.#lastPage;
    const page = this.#young.get(index) ?? this.#load(index);
    this.#lastIndex = index;
    this.#lastPage = page;
    return page;
  }

  #load(index: number): Uint8Array {
    const page = this.#old.get(index) ?? this.#readPage(index * pageSize);
    if (this.#young.size >= generationLimit) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(index, page);
    return page;
  }

  #readPage(offset: number): Uint8Array {
    if (this.#pieceUsed === pieceSize) {
      this.#piece = this.#pieces++ < pooledPieces ? this.buffers.take(pieceSize) : new Uint8Array(pieceSize);
      this.#pieceUsed = 0;
    }
    const target = this.#piece.subarray(this.#pieceUsed, this.#pieceUsed + pageSize);
    const page = this.#read(offset, Math.min(pageSize, this.size - offset), target);
    if (page.buffer === target.buffer) this.#pieceUsed += pageSize;
    return page;
  }

  #read(offset: number, length: number, target?: Uint8Array): Uint8Array {
    const bytes = length > 0 && offset >= 0 ? this.#file.read(offset, length, target) : new Uint8Array(0);
    if (length <= 0 || bytes.length < length) {
      throw new FormatError("truncated file", offset, `${Math.max(length, 1)} bytes`, `${bytes.length}`);
    }
    return bytes;
  }

  /** Fills `target` with the bytes from file offset `offset` on. Throws `FormatError` where the file ends earlier. */
  copy(offset: number, target: Uint8Array): void {
    if (target.length === 0) return;
    const bytes = this.#read(offset, target.length, target);
    if (bytes.buffer !== target.buffer) target.set(bytes);
  }

  /** `length` bytes at file offset `offset`, not to be written to. Throws `FormatError` where the file ends earlier. */
  bytes(offset: number, length: number): Uint8Array {
    if (length === 0) return new Uint8Array(0);
    if (!(offset >= 0 && length >= 0 && offset + length <= this.size)) {
      throw new FormatError(
        "truncated file",
        Math.min(offset, this.size),
        `${length} bytes`,
        `${this.size - offset}`,
      );
    }
    const start = offset & (pageSize - 1);
    if (start + length <= pageSize) return this.page(offset).subarray(start, start + length);
    if (length > bulkSize) return this.#read(offset, length);
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const from = (offset + done) & (pageSize - 1);
      const count = Math.min(pageSize - from, length - done);
      bytes.set(this.page(offset + done).subarray(from, from + count), done);
      done += count;
    }
    return bytes;
  }

  /** Ends reading: what was read may be overwritten from now on. */
  release(): void {
    this.#young.clear();
    this.#old.clear();
    this.#lastIndex = -1;
    this.#pieceUsed = pieceSize;
    this.buffers.release();
  }
}
