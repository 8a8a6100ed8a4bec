// The value that a variable has before any code runs.

import type { Image } from "#shared/binary/image";
import { decodeUtf8, isUtf8 } from "#shared/binary/utf8";
import type { BasicName, PluginSymbol } from "#shared/model";

/** Longer strings are left out. */
const stringLimit = 64 * 1024;

const fixedSizes: Readonly<Partial<Record<BasicName, number>>> = {
  bool: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
};

/**
 * The static value of a variable that is made of a string, bool, integer or float. A variable that the program sets when
 * it starts has the value from before. `undefined` for other types, for strings that are long or not UTF-8, and where the
 * file has no value.
 */
export function readInitialValue(
  image: Image,
  address: number,
  basic: BasicName | undefined,
): PluginSymbol["value"] {
  if (basic === undefined || basic === "unsafe.Pointer" || basic.startsWith("complex")) return undefined;
  const size = fixedSizes[basic] ?? (basic === "string" ? 2 : 1) * image.wordSize;
  const zero = image.isZeroFilled(address, size);
  if (!zero && !image.has(address, size)) return undefined;
  if (basic === "string") return zero ? "" : readStringValue(image, address);
  const bytes = zero ? new Uint8Array(size) : image.bytes(address, size);
  if (basic === "bool") return bytes[0] !== 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = !image.bigEndian;
  if (basic === "float32") return view.getFloat32(0, little);
  if (basic === "float64") return view.getFloat64(0, little);
  const signed = basic.startsWith("int");
  if (size === 1) return signed ? view.getInt8(0) : view.getUint8(0);
  if (size === 2) return signed ? view.getInt16(0, little) : view.getUint16(0, little);
  if (size === 4) return signed ? view.getInt32(0, little) : view.getUint32(0, little);
  const wide = signed ? view.getBigInt64(0, little) : view.getBigUint64(0, little);
  return Number.isSafeInteger(Number(wide)) ? Number(wide) : wide;
}

function readStringValue(image: Image, address: number): string | undefined {
  const length = image.word(address + image.wordSize);
  if (length === 0) return "";
  if (length > stringLimit) return undefined;
  const start = image.pointer(address);
  if (!image.has(start, length)) return undefined;
  const bytes = image.bytes(start, length);
  return isUtf8(bytes) ? decodeUtf8(bytes) : undefined;
}
