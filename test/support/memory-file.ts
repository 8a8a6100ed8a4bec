// A file that is in memory.

import { createHash } from "node:crypto";
import type { RandomAccessFile } from "#shared/host";

export function memoryFile(bytes: Uint8Array): RandomAccessFile {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    sha256: async () => createHash("sha256").update(bytes).digest("hex"),
    settle: async () => {},
    isUnchanged: () => true,
    close: () => {},
  };
}
