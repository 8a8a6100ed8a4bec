// What other packages can do with a struct: the fields that they can name and select, and whether values can be compared.

import { isExported } from "../go-names.ts";
import type { Field, GoType, StructType } from "../model.ts";
import { typeString } from "../type-string.ts";

/** The exported fields that a selector of the struct finds, its own and those of embedded structs, by name. */
export function selectableFields(struct: StructType): ReadonlyMap<string, Field> {
  const found = new Map<string, Field>();
  const seen = new Set<string>();
  for (let level = [struct]; level.length > 0; ) {
    for (const one of level) seen.add(typeString(one));
    const next: StructType[] = [];
    for (const field of unambiguousFields(level)) {
      if (isExported(field.name) && !found.has(field.name)) found.set(field.name, field);
      const inner = field.embedded ? embeddedStruct(field.type) : undefined;
      if (inner && !seen.has(typeString(inner))) next.push(inner);
    }
    level = next;
  }
  return found;
}

/** Fields of structs of one depth whose names no other one has, sorted by name. */
function unambiguousFields(structs: readonly StructType[]): readonly Field[] {
  const fields = structs.flatMap((struct) => struct.fields);
  const counts = new Map<string, number>();
  for (const { name } of fields) counts.set(name, (counts.get(name) ?? 0) + 1);
  return fields
    .filter(({ name }) => counts.get(name) === 1)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function embeddedStruct(type: GoType): StructType | undefined {
  const target = behindName(type.kind === "pointer" ? type.elem : type);
  if (target?.kind === "struct") return target;
  const pointed = target?.kind === "pointer" ? behindName(target.elem) : undefined;
  return pointed?.kind === "struct" ? pointed : undefined;
}

function behindName(type: GoType): GoType | undefined {
  return type.kind === "named" ? type.underlying : type;
}

/**
 * Whether `==` compares values of the type; `undefined` where a part of it was not read. A type that holds itself, which only
 * a damaged file has, is judged by the rest of it.
 */
export function isComparable(
  type: GoType,
  known = new Map<GoType, boolean | undefined>(),
): boolean | undefined {
  switch (type.kind) {
    case "slice":
    case "map":
    case "func":
      return false;
    case "named":
      if (type.underlying === undefined) return undefined;
      if (!known.has(type)) {
        known.set(type, true);
        known.set(type, isComparable(type.underlying, known));
      }
      return known.get(type);
    case "array":
      return isComparable(type.elem, known);
    case "struct": {
      const parts = type.fields.map((field) => isComparable(field.type, known));
      return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
    }
    case "opaque":
      return undefined;
    default:
      return true;
  }
}
