// Reading in pages: what is read, how often, and what happens at the end of the file.

import { expect, test } from "vitest";
import { FormatError } from "#shared/binary/format-error";
import { PagedFile, pageSize } from "#shared/binary/paged-file";
import { memoryFile } from "#test/memory-file";

const content = Uint8Array.from({ length: 3 * pageSize + 100 }, (_, i) => (i * 7) % 251);

/** The file, and the reads that were made of it. */
function watched(bytes: Uint8Array) {
  const reads: [offset: number, length: number][] = [];
  const inner = memoryFile(bytes);
  const file = {
    ...inner,
    read: (offset: number, length: number) => {
      reads.push([offset, length]);
      return inner.read(offset, length);
    },
  };
  return { file, reads };
}

test("bytes within a page, across pages and in bulk are the file's", () => {
  const big = Uint8Array.from({ length: 100 * pageSize }, (_, i) => (i * 13) % 255);
  const file = new PagedFile(memoryFile(big));
  for (const [offset, length] of [
    [0, 10],
    [pageSize - 3, 6],
    [5, 3 * pageSize],
    [7, 50 * pageSize],
    [big.length - 1, 1],
    [9, 0],
  ] as const) {
    expect(file.bytes(offset, length)).toEqual(big.subarray(offset, offset + length));
  }
});

test("a page is read once", () => {
  const { file, reads } = watched(content);
  const paged = new PagedFile(file);
  for (let i = 0; i < 50; i++) paged.bytes((i % 3) * pageSize + i, 8);
  expect(reads).toEqual([0, 1, 2].map((page) => [page * pageSize, pageSize]));
});

test("no more pages are kept than are good for memory", () => {
  const count = 10_000;
  const { file, reads } = watched(new Uint8Array(count * pageSize));
  const paged = new PagedFile(file);
  const readAll = () => {
    for (let page = 0; page < count; page++) paged.page(page * pageSize);
  };
  readAll();
  reads.length = 0;
  readAll();
  expect(reads.length).toBeGreaterThan(count / 2);
});

test("the last, shorter page", () => {
  const { file, reads } = watched(content);
  const paged = new PagedFile(file);
  expect(paged.bytes(content.length - 4, 4)).toEqual(content.subarray(content.length - 4));
  expect(reads).toEqual([[3 * pageSize, 100]]);
});

test.each([
  [content.length - 3, 4],
  [content.length, 1],
  [-1, 4],
  [8, -1],
  [2 ** 52, 8],
  [Number.NaN, 8],
  [0, Number.POSITIVE_INFINITY],
])("%d, %d is not in the file", (offset, length) => {
  expect(() => new PagedFile(memoryFile(content)).bytes(offset, length)).toThrow(FormatError);
});

test("a file that became shorter is truncated", () => {
  const paged = new PagedFile({ ...memoryFile(content.subarray(0, 5000)), size: content.length });
  expect(() => paged.bytes(pageSize, 1000)).toThrow(/truncated file/);
});
