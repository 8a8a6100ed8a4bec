// How much a type is when written out, which a damaged file could make endless.

import type { GoType, Method } from "#shared/model";

/** Parts that the text of one type may have, and how deep unnamed types may nest; real types have far fewer. */
export const expansionLimit = 100_000;
const nestingLimit = 500;

/**
 * Parts of a type's text, named types being one part with their arguments. More than `expansionLimit` where the type is in
 * itself, nests too deep or is too big. `measured` keeps sizes between calls.
 */
export function writtenSize(type: GoType, measured: Map<GoType, number>, depth = 0): number {
  if (type.kind === "named" || type.kind === "basic" || type.kind === "opaque") return 1;
  if (depth > nestingLimit) return Number.POSITIVE_INFINITY;
  const known = measured.get(type);
  if (known !== undefined) return known;
  // A type that is met again before it is measured is in itself.
  measured.set(type, Number.POSITIVE_INFINITY);
  const size = (child: GoType) => writtenSize(child, measured, depth + 1);
  const sum = (children: readonly GoType[]) => children.reduce((total, child) => total + size(child), 1);
  let total: number;
  switch (type.kind) {
    case "map":
      total = 1 + size(type.key) + size(type.elem);
      break;
    case "func":
      total = sum(type.params) + sum(type.results);
      break;
    case "struct":
      total = sum(type.fields.map((field) => field.type));
      break;
    case "interface":
      total = sum(type.methods.map((method: Method) => method.type));
      break;
    default:
      total = 1 + size(type.elem);
  }
  measured.set(type, total);
  return total;
}
