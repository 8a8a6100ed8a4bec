// A file that is in memory.

import type { RandomAccessFile } from "#shared/host";

export function memoryFile(bytes: Uint8Array): RandomAccessFile {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    isUnchanged: () => true,
    close: () => {},
  };
}
