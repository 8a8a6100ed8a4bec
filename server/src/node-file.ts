// A file on Node.js: read at random places, hashed without blocking, and asked whether it stayed the same.

import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  openSync,
  read as readAsync,
  readSync,
  statSync,
} from "node:fs";
import { HostError, type RandomAccessFile } from "#shared/host";
import { attempt, changedError, hostError, quietly } from "./host-error.ts";

/** Bytes that are hashed at once, in about half a millisecond. */
const slice = 1 << 20;
/** Slices in memory: those that are read while one is hashed, and that one. */
const readAhead = 3;

/**
 * Milliseconds in which two changes may get the same time: a tick of the kernel's clock (10 ms on Linux, 16 on Windows), or
 * the 2 s of file systems whose times are whole seconds.
 */
const clockTick = 20;
const coarseTick = 2000;

export function openFile(file: string): RandomAccessFile {
  const { fd, identity, opened } = openRegular(file);
  const size = Number(identity.size);
  let isClosed = false;
  let hashings = 0;
  const closeUnused = () => {
    if (isClosed && hashings === 0) closeSync(fd);
  };
  const isUnchanged = () =>
    sameFile(
      identity,
      attempt(file, () => fstatSync(fd, { bigint: true })),
    ) &&
    sameFile(
      identity,
      quietly(() => statSync(file, { bigint: true })),
    );
  return {
    size,
    read: (offset, length, target) => readAt(file, fd, offset, Math.min(length, size - offset), target),
    async sha256() {
      hashings++;
      try {
        return await hash(file, fd, size, () => isClosed);
      } finally {
        hashings--;
        closeUnused();
      }
    },
    async settle() {
      const tick = isCoarse(identity) ? coarseTick : clockTick;
      if (opened - Number(identity.ctimeMs) > tick) return;
      await new Promise((resolve) => setTimeout(resolve, tick));
      if (!isUnchanged()) throw changedError(file);
    },
    isUnchanged,
    close() {
      isClosed = true;
      closeUnused();
    },
  };
}

/**
 * Opens what is a regular file, and only that: opening a FIFO would wait for a writer, opening a device may do anything.
 * The kind is looked at before (no side effects) and after (no race) opening, which itself never waits.
 * `opened` is when the identity was taken, in milliseconds since 1970.
 */
export function openRegular(file: string): { fd: number; identity: BigIntStats; opened: number } {
  attempt(file, () => requireRegular(file, statSync(file, { bigint: true })));
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  const fd = attempt(file, () => openSync(file, flags));
  try {
    const opened = Date.now();
    const identity = attempt(file, () => fstatSync(fd, { bigint: true }));
    requireRegular(file, identity);
    return { fd, identity, opened };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function requireRegular(file: string, found: BigIntStats): void {
  if (found.isDirectory()) throw new HostError("not-a-file", file, `${file} is a folder, not a file`);
  if (!found.isFile()) throw new HostError("not-a-file", file, `${file} is not a regular file`);
}

function readAt(file: string, fd: number, offset: number, length: number, target?: Uint8Array): Uint8Array {
  if (!(length > 0)) return new Uint8Array(0);
  const bytes = target && target.length >= length ? target : new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    try {
      const count = readSync(fd, bytes, filled, length - filled, offset + filled);
      if (count === 0) return bytes.subarray(0, filled);
      filled += count;
    } catch (error) {
      throw hostError(file, error);
    }
  }
  return bytes.length === length ? bytes : bytes.subarray(0, length);
}

/** The time of the last change (ctime) cannot be set: whatever wrote to the file shows in it, a tick of the clock later. */
function sameFile(before: BigIntStats, now: BigIntStats | undefined): boolean {
  return (
    now !== undefined &&
    now.size === before.size &&
    now.mtimeNs === before.mtimeNs &&
    now.ctimeNs === before.ctimeNs &&
    now.ino === before.ino &&
    now.dev === before.dev
  );
}

function isCoarse({ mtimeNs, ctimeNs }: BigIntStats): boolean {
  return mtimeNs % 1_000_000_000n === 0n && ctimeNs % 1_000_000_000n === 0n;
}

/** Slices are read by the thread pool while this thread hashes the one before; other work gets its turn between them. */
async function hash(file: string, fd: number, size: number, isClosed: () => boolean): Promise<string> {
  const sum = process.getBuiltinModule("node:crypto").createHash("sha256");
  const count = Math.ceil(size / slice);
  const buffers = Array.from({ length: Math.min(readAhead, count) }, () =>
    Buffer.allocUnsafeSlow(Math.min(slice, size)),
  );
  const begin = (i: number) => {
    const length = Math.min(slice, size - i * slice);
    const read = fill(file, fd, buffers[i % readAhead]!.subarray(0, length), i * slice);
    read.catch(() => {}); // It is awaited below, unless one before it fails.
    return read;
  };
  const reads = buffers.map((_, i) => begin(i));
  try {
    for (let i = 0; i < count; i++) {
      sum.update(await reads[i % readAhead]!);
      if (isClosed()) throw new HostError("io", file, `${file} was closed while it was hashed`);
      if (i + readAhead < count) reads[i % readAhead] = begin(i + readAhead);
    }
    return sum.digest("hex");
  } finally {
    await Promise.allSettled(reads);
  }
}

/** Fills the buffer with the file's bytes from `position` on. */
function fill(file: string, fd: number, buffer: Buffer, position: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let filled = 0;
    const readMore = () => {
      readAsync(fd, buffer, filled, buffer.length - filled, position + filled, (error, count) => {
        if (error) return reject(hostError(file, error));
        filled += count;
        if (filled === buffer.length) return resolve(buffer);
        if (count === 0) return reject(changedError(file));
        readMore();
      });
    };
    readMore();
  });
}
