// Memory that one reading leaves to the next: never to two at once.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { nodeHost } from "#server/node-host";
import { createBuffers } from "#shared/binary/buffers";
import { reflectPlugin } from "#shared/runtime/plugin";
import { memoryFile } from "#test/memory-file";

test("what was released is taken again, by one reading only", () => {
  const [first, second, third] = [createBuffers(), createBuffers(), createBuffers()];
  const left = first.take(100_000);
  first.release();
  expect(second.take(60_000)).toBe(left);
  expect(third.take(60_000)).not.toBe(left);
  second.release();
  expect(third.take(100_000)).toBe(left);
  third.release();
});

test("a buffer that is too small or far too large is not taken", () => {
  const [first, second] = [createBuffers(), createBuffers()];
  const left = first.take(1_000_000);
  first.release();
  expect(second.take(1_000_001)).not.toBe(left);
  expect(second.take(249_999)).not.toBe(left);
  expect(second.take(250_000)).toBe(left);
  second.release();
});

test("no more is kept than is good for memory", () => {
  const [first, second] = [createBuffers(), createBuffers()];
  const left = new Set(Array.from({ length: 20 }, () => first.take(1 << 20)));
  first.release();
  expect(Array.from({ length: 20 }, () => second.take(1 << 20)).filter((b) => left.has(b)).length).toBe(8);
});

test("readings within readings do not meet", () => {
  const folder = join(import.meta.dirname, "../../fixtures/matrix");
  const unpack = (id: string) => new Uint8Array(gunzipSync(readFileSync(join(folder, `${id}.so.gz`))));
  const little = unpack("go1.27.1-amd64");
  const big = unpack("go1.26.8-s390x");
  /** Like the file on disk, it puts what is read where the reader says. */
  const copying = (bytes: Uint8Array, before: () => void) => ({
    ...memoryFile(bytes),
    read: (offset: number, length: number, target = new Uint8Array(length)) => {
      before();
      const part = bytes.subarray(offset, offset + length);
      target.set(part);
      return target.subarray(0, part.length);
    },
  });
  const reflect = (bytes: Uint8Array, before: () => void = () => {}) =>
    reflectPlugin("x.so", copying(bytes, before), nodeHost.inflate, { depth: "graph" });
  const [plainLittle, plainBig] = [reflect(little), reflect(big)];
  let reads = 0;
  const nested = reflect(little, () => {
    if (++reads % 40 === 0) expect(reflect(big)).toEqual(plainBig);
  });
  expect(reads).toBeGreaterThan(80);
  expect(nested).toEqual(plainLittle);
});
