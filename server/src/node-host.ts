// The engine's port on Node.js: files, hashes and inflate of this machine.

import fs from "node:fs";
import path from "node:path";
import { type FileStat, type Host, HostError, type RandomAccessFile } from "#shared/host";

/** Bytes read ahead while the chunk before is hashed: large enough that neither the disk nor the hash waits long. */
const hashChunk = 1 << 22;

/** GOARCH for Node's names, where they differ. */
const goArchitectures = new Map([
  ["x64", "amd64"],
  ["ia32", "386"],
]);

export const nodeHost: Host = {
  path: {
    separator: path.sep,
    resolve: path.resolve,
    relative: path.relative,
    dirname: path.dirname,
    basename: path.basename,
    isAbsolute: path.isAbsolute,
  },
  openFile,
  stat,
  readText,
  listFolder,
  sha256,
  inflate,
  now: () => new Date(),
  platform: {
    goos: process.platform === "win32" ? "windows" : process.platform,
    goarch: goArchitectures.get(process.arch) ?? process.arch,
  },
  env: (name) => process.env[name],
};

function openFile(file: string): RandomAccessFile {
  const { fd, identity } = openRegular(file);
  const size = Number(identity.size);
  return {
    size,
    read: (offset, length, target) => readAt(file, fd, offset, Math.min(length, size - offset), target),
    isUnchanged: () =>
      sameFile(
        identity,
        attempt(file, () => fs.fstatSync(fd, { bigint: true })),
      ) &&
      sameFile(
        identity,
        quietly(() => fs.statSync(file, { bigint: true })),
      ),
    close: () => fs.closeSync(fd),
  };
}

/**
 * Opens what is a regular file, and only that: opening a FIFO would wait for a writer, opening a device may do anything.
 * The kind is looked at before (no side effects) and after (no race) opening, which itself never waits.
 */
function openRegular(file: string): { fd: number; identity: fs.BigIntStats } {
  attempt(file, () => requireRegular(file, fs.statSync(file, { bigint: true })));
  const flags = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);
  const fd = attempt(file, () => fs.openSync(file, flags));
  try {
    const identity = attempt(file, () => fs.fstatSync(fd, { bigint: true }));
    requireRegular(file, identity);
    return { fd, identity };
  } catch (error) {
    fs.closeSync(fd);
    throw error;
  }
}

function requireRegular(file: string, found: fs.BigIntStats): void {
  if (found.isDirectory()) throw new HostError("not-a-file", file, `${file} is a folder, not a file`);
  if (!found.isFile()) throw new HostError("not-a-file", file, `${file} is not a regular file`);
}

function readAt(file: string, fd: number, offset: number, length: number, target?: Uint8Array): Uint8Array {
  if (!(length > 0)) return new Uint8Array(0);
  const bytes = target && target.length >= length ? target : new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    try {
      const count = fs.readSync(fd, bytes, filled, length - filled, offset + filled);
      if (count === 0) return bytes.subarray(0, filled);
      filled += count;
    } catch (error) {
      throw hostError(file, error);
    }
  }
  return bytes.length === length ? bytes : bytes.subarray(0, length);
}

function sameFile(before: fs.BigIntStats, now: fs.BigIntStats | undefined): boolean {
  return (
    now !== undefined &&
    now.size === before.size &&
    now.mtimeNs === before.mtimeNs &&
    now.ino === before.ino &&
    now.dev === before.dev
  );
}

function stat(file: string): FileStat | undefined {
  const found = quietly(() => fs.statSync(file));
  return found && { kind: kindOf(found), size: found.size, modified: found.mtimeMs };
}

function kindOf(found: fs.Stats): FileStat["kind"] {
  return found.isFile() ? "file" : found.isDirectory() ? "directory" : "other";
}

function readText(file: string): string {
  const { fd } = openRegular(file);
  try {
    return attempt(file, () => fs.readFileSync(fd, "utf8"));
  } finally {
    fs.closeSync(fd);
  }
}

function listFolder(folder: string): { name: string; kind: FileStat["kind"] }[] {
  const entries = quietly(() => fs.readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries
    .map((entry) => {
      if (entry.isFile()) return { name: entry.name, kind: "file" as const };
      if (entry.isDirectory()) return { name: entry.name, kind: "directory" as const };
      const isFile = stat(path.join(folder, entry.name))?.kind === "file";
      return { name: entry.name, kind: isFile ? ("file" as const) : ("other" as const) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The next chunk is read by the thread pool while this thread hashes the one before. */
async function sha256(file: string): Promise<string> {
  const { fd, identity } = openRegular(file);
  try {
    const hash = process.getBuiltinModule("node:crypto").createHash("sha256");
    const size = Number(identity.size);
    let filling = Buffer.allocUnsafeSlow(Math.min(hashChunk, size));
    let hashing = Buffer.allocUnsafeSlow(filling.length);
    let pending = readChunk(file, fd, filling);
    for (let done = 0; ; ) {
      const count = await pending;
      done += count;
      const isLast = count === 0 || done >= size;
      [filling, hashing] = [hashing, filling];
      if (!isLast) pending = readChunk(file, fd, filling);
      hash.update(hashing.subarray(0, count));
      if (isLast) return hash.digest("hex");
    }
  } finally {
    fs.closeSync(fd);
  }
}

/** Reads on from the descriptor's own position. */
function readChunk(file: string, fd: number, buffer: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.read(fd, buffer, 0, buffer.length, null, (error, count) => {
      if (error) reject(hostError(file, error));
      else resolve(count);
    });
  });
}

/**
 * zlib gives no prefix of an output that is too large, so a prefix of the input is inflated that just suffices:
 * first one that suffices at the usual ratios, then a longer or shorter one.
 */
function inflate(data: Uint8Array, limit: number): Uint8Array {
  const zlib = process.getBuiltinModule("node:zlib");
  const maxOutputLength = 4 * limit + (1 << 16);
  const chunkSize = Math.min(Math.max(2 * limit, 1 << 10), 1 << 20);
  const options = { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength, chunkSize };
  let tooShort = 0;
  let tooLong = data.length + 1;
  let length = Math.min(data.length, Math.ceil(limit / 2) + 64);
  for (;;) {
    try {
      const output = zlib.inflateSync(data.subarray(0, length), options);
      if (output.length >= limit || length === data.length) return output.subarray(0, limit);
      tooShort = length;
    } catch (error) {
      if (codeOf(error) !== "ERR_BUFFER_TOO_LARGE") throw error;
      tooLong = length;
    }
    const longer = Math.min(2 * length, data.length);
    length = tooLong > data.length && tooShort === length ? longer : Math.floor((tooShort + tooLong) / 2);
  }
}

function attempt<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof HostError ? error : hostError(file, error);
  }
}

function quietly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** What the operating system said, as a sentence about the file. */
export function hostError(file: string, error: unknown): HostError {
  const code = codeOf(error);
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return new HostError("not-found", file, `${file} does not exist`);
    case "EISDIR":
      return new HostError("not-a-file", file, `${file} is a folder, not a file`);
    case "EACCES":
    case "EPERM":
      return new HostError("denied", file, `${file} cannot be read: permission denied`);
    case "ELOOP":
      return new HostError("io", file, `${file} cannot be read: its links form a circle`);
    case "ENAMETOOLONG":
      return new HostError("not-found", file, `${file} does not exist: the name is too long`);
    default:
      return new HostError("io", file, `${JSON.stringify(file)} cannot be read${code ? ` (${code})` : ""}`);
  }
}
