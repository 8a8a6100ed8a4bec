// A damaged plugin, as a plugin that is there and what is changed in it.

/** A piece of a file that is replaced: offset in bytes, and the new bytes as hex. */
export type Edit = readonly [offset: number, bytes: string];

export interface FuzzCase {
  /** A file in test/fixtures, without `.so.gz`, as `matrix/go1.27.1-amd64`. */
  readonly seed: string;
  /** Bytes that the file ends after; absent where it is whole. */
  readonly length?: number;
  /** Later ones go over earlier ones. */
  readonly edits: readonly Edit[];
}

/** Changes `bytes`, and gives the part of them that is the damaged file. */
export function applyCase(bytes: Uint8Array, { edits, length }: Omit<FuzzCase, "seed">): Uint8Array {
  for (const [offset, hex] of edits) {
    for (let i = 0; 2 * i < hex.length && offset + i < bytes.length; i++) {
      bytes[offset + i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
    }
  }
  return bytes.subarray(0, length ?? bytes.length);
}

/** Puts back what `applyCase` changed. */
export function undoCase(bytes: Uint8Array, original: Uint8Array, { edits }: Pick<FuzzCase, "edits">): void {
  for (const [offset, hex] of edits) {
    bytes.set(original.subarray(offset, Math.min(offset + hex.length / 2, original.length)), offset);
  }
}
