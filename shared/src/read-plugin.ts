// Reads a plugin or a host program: reflection and checksum of one and the same content.

import { FormatError } from "./binary/format-error.ts";
import { type Host, HostError, type RandomAccessFile } from "./host.ts";
import type { HostImage, Plugin } from "./model.ts";
import { type ReflectOptions, reflectBinary, reflectPlugin } from "./runtime/plugin.ts";

export interface ReadPlugin {
  readonly plugin: Plugin;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * Reflects a plugin while it is being hashed. Throws `FormatError` for what is no readable plugin, `HostError` for a file that
 * cannot be read or that changed meanwhile.
 */
export async function readPlugin(
  host: Host,
  path: string,
  options: ReflectOptions = {},
): Promise<ReadPlugin> {
  const { result, sha256 } = await whileHashing(host, path, (file) =>
    reflectPlugin(path, file, host.inflate, options),
  );
  return { plugin: result, sha256 };
}

export interface ReadBinary {
  readonly binary: Plugin | HostImage;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Like `readPlugin`, also of a program that can load plugins. */
export async function readBinary(host: Host, path: string): Promise<ReadBinary> {
  const { result, sha256 } = await whileHashing(host, path, (file) =>
    reflectBinary(path, file, host.inflate),
  );
  return { binary: result, sha256 };
}

async function whileHashing<T>(
  host: Host,
  path: string,
  reflect: (file: RandomAccessFile) => T,
): Promise<{ readonly result: T; readonly sha256: string }> {
  return whileUnchanged(host, path, async (file) => {
    const hashing = file.sha256();
    hashing.catch(() => {}); // It is awaited below, unless reflecting fails first.
    const result = reflect(file);
    return { result, sha256: await hashing };
  });
}

/** Reflects a plugin without hashing it, which would read the whole file. Throws as `readPlugin` does. */
export async function reflectFile(host: Host, path: string, options: ReflectOptions = {}): Promise<Plugin> {
  return whileUnchanged(host, path, async (file) => reflectPlugin(path, file, host.inflate, options));
}

/**
 * Gives an open file to `read`, and closes it. Throws what `read` does, and `HostError` for a file that cannot be opened or
 * that changed meanwhile.
 */
export async function whileUnchanged<T>(
  host: Host,
  path: string,
  read: (file: RandomAccessFile) => Promise<T>,
): Promise<T> {
  const file = host.openFile(path);
  const requireUnchanged = () => {
    if (!file.isUnchanged())
      throw new HostError("changed", path, `${path} changed while it was read; try again`);
  };
  try {
    await file.settle();
    const result = await read(file);
    requireUnchanged();
    return result;
  } catch (error) {
    // What was read of a file that was being written says nothing about it.
    if (error instanceof FormatError) requireUnchanged();
    throw error;
  } finally {
    file.close();
  }
}
