// The engine's port on Node.js: files and inflate of this machine.

import { closeSync, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { FileStat, Host } from "#shared/host";
import { attempt, codeOf, quietly } from "./host-error.ts";
import { openFile, openRegular } from "./node-file.ts";

/** GOARCH for Node's names, where they differ. */
const goArchitectures = new Map([
  ["x64", "amd64"],
  ["ia32", "386"],
]);

export const nodeHost: Host = {
  path: {
    separator: sep,
    resolve,
    relative,
    dirname,
    basename,
    isAbsolute,
  },
  openFile,
  stat,
  readText,
  listFolder,
  inflate,
  now: () => new Date(),
  platform: {
    goos: process.platform === "win32" ? "windows" : process.platform,
    goarch: goArchitectures.get(process.arch) ?? process.arch,
  },
  libcVersion,
  env: (name) => process.env[name],
};

function libcVersion(): string | undefined {
  if (process.platform !== "linux") return undefined;
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime;
}

function stat(file: string): FileStat | undefined {
  const found = quietly(() => statSync(file));
  return found && { kind: kindOf(found), size: found.size, modified: found.mtimeMs };
}

function kindOf(found: Stats): FileStat["kind"] {
  return found.isFile() ? "file" : found.isDirectory() ? "directory" : "other";
}

function readText(file: string): string {
  const { fd } = openRegular(file);
  try {
    return attempt(file, () => readFileSync(fd, "utf8"));
  } finally {
    closeSync(fd);
  }
}

function listFolder(folder: string): { name: string; kind: FileStat["kind"] }[] {
  const entries = quietly(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries
    .map((entry) => {
      if (entry.isFile()) return { name: entry.name, kind: "file" as const };
      if (entry.isDirectory()) return { name: entry.name, kind: "directory" as const };
      const isFile = stat(join(folder, entry.name))?.kind === "file";
      return { name: entry.name, kind: isFile ? ("file" as const) : ("other" as const) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * zlib gives no prefix of an output that is too large, so a prefix of the input is inflated that just suffices:
 * first one that suffices at the usual ratios, then a longer or shorter one.
 */
function inflate(data: Uint8Array, limit: number): Uint8Array {
  const zlib = process.getBuiltinModule("node:zlib");
  const maxOutputLength = limit + (limit >> 1) + (1 << 16);
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
