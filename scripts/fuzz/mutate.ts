// Changes to a plugin that hurt: at places that are read, to values that mean something there.

import type { Edit, FuzzCase } from "#test/fuzz-case";
import type { Place, Places } from "./places.ts";
import type { Random } from "./random.ts";

type Damage = Omit<FuzzCase, "seed">;

/** A damaged copy of what `before` makes of the seed. */
export function mutate(original: Uint8Array, places: Places, before: Damage, random: Random): Damage {
  const edits: Edit[] = [...before.edits];
  for (let i = random.pick([1, 1, 1, 2, 3, 5]); i > 0; i--)
    edits.push(...editPlace(original, places, random));
  const length = random.once(40) ? pickPlace(places, random).offset + random.below(3) : before.length;
  // Old damage is forgotten in the end, so that cases stay small.
  while (edits.length > 12) edits.splice(random.below(edits.length), 1);
  return length === undefined ? { edits } : { edits, length };
}

/** Each structure as often as any other, however much there is of it. */
function pickPlace(places: Places, random: Random): Place {
  return random.pick(random.pick([...places.structures.values()]));
}

function editPlace(original: Uint8Array, places: Places, random: Random): Edit[] {
  const place = pickPlace(places, random);
  const { offset } = place;
  const length = Math.min(place.length, 4096);
  const old = original.subarray(offset, offset + length);
  if (length > 8 || random.once(5)) return [editBytes(original, places, offset, old, random)];
  if (random.once(8)) {
    // Two places change what they hold.
    const other = pickPlace(places, random);
    const size = Math.min(length, other.length);
    const theirs = original.subarray(other.offset, other.offset + size);
    return [
      [offset, toHex(theirs)],
      [other.offset, toHex(old.subarray(0, size))],
    ];
  }
  return [[offset, numberHex(newNumber(numberOf(old, places), places, random), length, places)]];
}

function editBytes(
  original: Uint8Array,
  places: Places,
  offset: number,
  old: Uint8Array,
  random: Random,
): Edit {
  const bytes = old.slice(0, 1024);
  switch (random.below(7)) {
    case 0: // another place's bytes
      return [offset, toHex(original.subarray(...spanOf(pickPlace(places, random), bytes.length)))];
    case 1: // one bit
      bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
      break;
    case 2: // one byte
      bytes[random.below(bytes.length)] = random.below(256);
      break;
    case 3: // what means something in names and texts
      bytes[random.below(bytes.length)] = random.pick([...'[](){}*.,;/%"\\ \0\t\n·\x80\xff'].map(codeOf));
      break;
    case 4: // noise
      for (let i = random.below(bytes.length); i < bytes.length; i++) bytes[i] = random.below(256);
      break;
    case 5: // nothing, far beyond the place
      return [offset, "00".repeat(random.pick([1, 8, 64, 512]))];
    default: // all bits
      bytes.fill(random.pick([0, 0xff, 0x80, 0x7f]), random.below(bytes.length));
  }
  return [offset, toHex(bytes)];
}

const codeOf = (char: string) => char.charCodeAt(0) & 0xff;

function spanOf(place: Place, length: number): [start: number, end: number] {
  return [place.offset, place.offset + length];
}

function newNumber(old: bigint, places: Places, random: Random): bigint {
  const word = BigInt(places.wordSize);
  switch (random.below(9)) {
    case 0:
      return random.pick([0n, 1n, 2n, word, 0x7fn, 0x80n, 0xffffn, 0x7fffffffn, 0x80000000n, 0xffffffffn]);
    case 1:
      return -1n - BigInt(random.below(16));
    case 2:
      return 1n << BigInt(random.below(64));
    case 3:
      return (1n << BigInt(random.below(64))) - 1n;
    case 4:
      return old + random.pick([1n, -1n, word, -word, 4n, -4n, 8n, 16n, -16n, 4096n]);
    case 5:
      return random.pick([old * 2n, old / 2n, -old, ~old, old * 16n]);
    case 6:
      return old ^ (1n << BigInt(random.below(32)));
    case 7: // where a pointer or a symbol leads
      return BigInt(random.pick(places.addresses)) + random.pick([0n, 0n, 0n, 1n, word, -word]);
    default: // as an offset from one of those to another
      return BigInt(random.pick(places.addresses) - random.pick(places.addresses));
  }
}

function numberOf(bytes: Uint8Array, { bigEndian }: Places): bigint {
  const ordered = bigEndian ? bytes : bytes.toReversed();
  return BigInt(`0x${toHex(ordered) || "0"}`);
}

function numberHex(value: bigint, length: number, { bigEndian }: Places): string {
  const hex = BigInt.asUintN(8 * length, value)
    .toString(16)
    .padStart(2 * length, "0");
  return bigEndian ? hex : (hex.match(/../g) ?? []).toReversed().join("");
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
