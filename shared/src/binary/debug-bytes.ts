// The content of a debug section, of which no more is inflated than is asked for.

import type { Host } from "../host.ts";
import { FormatError } from "./format-error.ts";
import type { DebugSection } from "./image.ts";
import type { PagedFile } from "./paged-file.ts";

/** Compressed bytes that are inflated first; each further time four times as many. */
const firstPart = 64 * 1024;

/** Debug information behind this many bytes is not read; a plugin of 87 MB has 18 MB. */
const inflatedLimit = 20 * 1024 * 1024;
/** Debug information is compressed to a quarter; what claims to be far smaller than it is only costs memory. */
const ratioLimit = 32;

export interface DebugBytes {
  /** Bytes of the section when inflated, as far as it is read. */
  readonly size: number;
  /** At least the first `length` bytes. Throws `FormatError` where the section has not as many. */
  prefix(length: number): Uint8Array;
}

export function openDebugBytes(file: PagedFile, section: DebugSection, inflate: Host["inflate"]): DebugBytes {
  const size = Math.min(section.size, inflatedLimit, ratioLimit * section.length + firstPart);
  let stored = 0;
  let bytes = new Uint8Array(0) as Uint8Array;

  function readMore(): void {
    stored = Math.min(section.length, stored === 0 ? firstPart : stored * 4);
    if (!section.compressed) {
      bytes = file.bytes(section.offset, stored);
      return;
    }
    try {
      bytes = inflate(file.bytes(section.offset, stored), size);
    } catch (reason) {
      if (reason instanceof FormatError) throw reason;
      throw new FormatError("damaged debug information", section.offset, "zlib data", "other bytes");
    }
  }

  return {
    size,
    prefix(length) {
      while (bytes.length < length && stored < section.length) readMore();
      if (bytes.length < length) {
        throw new FormatError(
          "truncated debug information",
          section.offset,
          `${length} bytes`,
          `${bytes.length}`,
        );
      }
      return bytes;
    },
  };
}
