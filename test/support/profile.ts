// Writes CPU profiles, as `go build -pgo` reads them.

/** A call in a profile: of functions by the linker's names, in a line counted from the caller's first. */
export interface HotCall {
  readonly caller: string;
  readonly callee: string;
  readonly line: number;
}

/** A profile in which nothing but that call takes time (github.com/google/pprof/proto/profile.proto). */
export function profileOf({ caller, callee, line }: HotCall): Uint8Array {
  const texts = ["", "cpu", "nanoseconds", callee, caller, "source.go"];
  const start = 1;
  return Uint8Array.from([
    ...field(1, [...number(1, 1), ...number(2, 2)]), // sample_type
    ...field(2, [...number(1, 1), ...number(1, 2), ...number(2, 1_000_000_000)]), // sample: innermost first
    ...field(4, location(1, start)),
    ...field(4, location(2, start + line)),
    ...field(5, func(1, 3, start)),
    ...field(5, func(2, 4, start)),
    ...texts.flatMap((text) => field(6, [...new TextEncoder().encode(text)])), // string_table
  ]);
}

/** Of the function with the same id. */
function location(id: number, line: number): number[] {
  return [...number(1, id), ...field(4, [...number(1, id), ...number(2, line)])];
}

function func(id: number, name: number, start: number): number[] {
  return [...number(1, id), ...number(2, name), ...number(3, name), ...number(4, 5), ...number(5, start)];
}

/** A field of protocol buffers that holds bytes. */
function field(id: number, bytes: readonly number[]): number[] {
  return [...varint(id * 8 + 2), ...varint(bytes.length), ...bytes];
}

function number(id: number, value: number): number[] {
  return [...varint(id * 8), ...varint(value)];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
