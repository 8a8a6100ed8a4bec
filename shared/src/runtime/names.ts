// Names of types, fields and methods, and import paths in their escaped form.

import type { Image } from "#shared/binary/image";
import { decodeUtf8, encodeUtf8 } from "#shared/binary/utf8";

export interface Name {
  readonly text: string;
  readonly tag: string;
  readonly exported: boolean;
  readonly embedded: boolean;
  /** Offset, from the module's types, of the name that is the package path; 0 where the name has none. */
  readonly packageOffset: number;
  /** Bytes that it takes in the file. */
  readonly length: number;
}

// Flag byte: internal/abi/type.go, Name (Go 1.26); bit 3 since 1.19.
const flagExported = 1;
const flagTag = 2;
const flagPackage = 4;
const flagEmbedded = 8;

/** Bytes of a name or tag, which up to Go 1.16 had no more either; type arguments make the longest, of a few thousand. */
const textLimit = 0xffff;

/** Reads the name at `address`. Throws `FormatError` where it is not in the file. */
export function readName(image: Image, address: number, nameLength: "two-bytes" | "varint"): Name {
  const flags = image.u8(address);
  let at = address + 1;
  const readText = (): string => {
    let length = 0;
    if (nameLength === "two-bytes") {
      length = (image.u8(at) << 8) | image.u8(at + 1);
      at += 2;
    } else {
      let byte = 0x80;
      for (let shift = 0; byte >= 0x80 && length <= textLimit; shift += 7) {
        byte = image.u8(at++);
        length += shift < 28 ? (byte & 0x7f) << shift : (byte & 0x7f) * 2 ** shift;
      }
    }
    if (length > textLimit) {
      throw image.error("damaged Go plugin", at, `a name of at most ${textLimit} bytes`, `${length}`);
    }
    const text = image.text(at, length);
    at += length;
    return text;
  };
  const text = readText();
  const tag = flags & flagTag ? readText() : "";
  const packageOffset = flags & flagPackage ? image.i32(at) : 0;
  if (flags & flagPackage) at += 4;
  return {
    text,
    tag,
    exported: (flags & flagExported) !== 0,
    embedded: (flags & flagEmbedded) !== 0,
    packageOffset,
    length: at - address,
  };
}

/** Undoes the %xx of cmd/internal/objabi.PathToPrefix (Go 1.26) in an import path. What is no escape stays. */
export function unescapePath(path: string): string {
  if (!path.includes("%")) return path;
  const bytes: number[] = [];
  for (const part of path.split(/(%[0-9a-fA-F]{2})/)) {
    if (/^%[0-9a-fA-F]{2}$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...encodeUtf8(part));
  }
  return decodeUtf8(Uint8Array.from(bytes));
}

/** Writes an import path as symbols have it (cmd/internal/objabi.PathToPrefix, Go 1.26). */
export function escapePath(path: string): string {
  const bytes = encodeUtf8(path);
  const lastSlash = bytes.lastIndexOf(0x2f);
  let escaped = "";
  for (const [i, byte] of bytes.entries()) {
    const plain =
      byte > 0x20 && byte < 0x7f && byte !== 0x25 && byte !== 0x22 && !(byte === 0x2e && i > lastSlash);
    escaped += plain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, "0")}`;
  }
  return escaped;
}
