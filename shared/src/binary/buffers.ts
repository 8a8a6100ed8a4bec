// Large pieces of memory that one reading leaves to the next: new memory costs more than what is read into it.

/** Bytes that are kept for later. */
const keptLimit = 8 * 1024 * 1024;

let kept: Uint8Array<ArrayBuffer>[] = [];

/** The buffers of one reading. */
export interface Buffers {
  /** At least `length` bytes from the start of an array buffer; what they hold is anything. */
  take(length: number): Uint8Array<ArrayBuffer>;
  /** Leaves what was taken to the next reading: nothing of it may be looked at any more. */
  release(): void;
}

export function createBuffers(): Buffers {
  let taken: Uint8Array<ArrayBuffer>[] = [];
  return {
    take(length) {
      const buffer = takeKept(length) ?? new Uint8Array(length);
      taken.push(buffer);
      return buffer;
    },
    release() {
      let total = 0;
      kept = [...taken, ...kept].filter((buffer) => {
        total += buffer.length;
        return total <= keptLimit;
      });
      taken = [];
    },
  };
}

/** The smallest that suffices, unless it is far too large. */
function takeKept(length: number): Uint8Array<ArrayBuffer> | undefined {
  let best: Uint8Array<ArrayBuffer> | undefined;
  for (const buffer of kept) {
    if (buffer.length < length || buffer.length > 4 * length) continue;
    if (!best || buffer.length < best.length) best = buffer;
  }
  if (best) kept = kept.filter((buffer) => buffer !== best);
  return best;
}
