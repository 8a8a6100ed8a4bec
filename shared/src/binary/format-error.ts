// The one error of reading: bytes that are not what they have to be, and where.

/** A byte offset or address as people write it. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Thrown for every file that cannot be read, whatever its bytes. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  /** A phrase for people, as `not a Go plugin: this is an executable`. */
  readonly summary: string;
  /** Bytes from the start of the file: where the unexpected was found, or the last place that was read before it. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
  /** Offset, expected and found, as a phrase. */
  readonly place: string;
  constructor(summary: string, offset: number, expected: string, found: string) {
    const place = `offset ${hex(offset)}: expected ${expected}, found ${found}`;
    super(`${summary} (${place})`);
    this.summary = summary;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
    this.place = place;
  }
}
