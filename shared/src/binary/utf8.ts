// UTF-8 to text and back, as the engine has no TextDecoder.

/**
 * Decodes bytes `start` (inclusive) to `end` (exclusive). A byte that is not part of valid UTF-8 becomes U+FFFD.
 */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (end - start <= chunkSize) {
    // `apply` takes bytes as they are; spreading them would copy them one by one.
    const text = String.fromCharCode.apply(undefined, bytes.subarray(start, end) as unknown as number[]);
    if (!/[\x80-\xff]/.test(text)) return text;
  }
  let text = "";
  let at = start;
  while (at < end) {
    const plain = asciiEnd(bytes, at, Math.min(end, at + chunkSize));
    if (plain > at) {
      text += String.fromCharCode.apply(undefined, bytes.subarray(at, plain) as unknown as number[]);
      at = plain;
      continue;
    }
    const lead = bytes[at]!;
    const length = sequenceLength(bytes, at, end);
    if (length === 0) {
      text += "\ufffd";
      at++;
      continue;
    }
    let point = length === 2 ? lead & 0x1f : length === 3 ? lead & 0x0f : lead & 0x07;
    for (let i = 1; i < length; i++) point = (point << 6) | (bytes[at + i]! & 0x3f);
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

/** Bytes that are turned into text at once: few enough to be arguments of one call. */
const chunkSize = 4096;

/** Where the bytes below 0x80 that begin at `at` end. */
function asciiEnd(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next < end && bytes[next]! < 0x80) next++;
  return next;
}

/** Whether all of the bytes are valid UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    const length = bytes[at]! < 0x80 ? 1 : sequenceLength(bytes, at, bytes.length);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

/** Length of the valid multi-byte sequence at `at`, 0 where there is none: overlong forms and surrogates are none. */
function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at]!;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > end) return 0;
  const second = bytes[at + 1]!;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  return length;
}

/** Encodes text; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    let point = char.codePointAt(0)!;
    if (point >= 0xd800 && point < 0xe000) point = 0xfffd;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
    else if (point < 0x10000)
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    else {
      bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f));
      bytes.push(0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}
