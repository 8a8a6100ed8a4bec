// Random Go types, the same ones for the same seed: everything that a type expression can be made of.

import type { Field, GoType } from "#shared/model";

export type Random = (limit: number) => number;

/** A generator of pseudo-random integers below a limit (Lehmer, 48271 mod 2^31-1). */
export function randomOf(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

/** The package of all named types. `declarations` is what it declares. */
const pkg = { path: "example.com/pkg", name: "pkg" };
const plainNames = ["T", "Name", "AnUnusuallyLongTypeName"];
const embeddedNames = ["E0", "E1", "E2", "E3", "E4"];

/** Go source of the package that the named types are of. */
export const declarations = `package ${pkg.name}

${[...plainNames, ...embeddedNames].map((name) => `type ${name} struct{}\n`).join("")}
type G1[A any] struct{}
type G2[A, B any] struct{}
type G3[A, B, C any] struct{}
`;

export function pkgType(name: string, ...typeArgs: GoType[]): GoType {
  return { kind: "named", package: pkg, name, typeArgs };
}

const fieldNames = ["A", "Bc", "LongName", "Éclair", "VeryVeryLongFieldName", "X1", "ΣA"];
const tags = ["", "", "", 'json:"a"', 'json:"a,omitempty" xml:"b"', "`", "tab\there", "ü"];

export function randomFields(random: Random, depth: number): Field[] {
  const count = [0, 1, 1, 1, 2, 3, 5][random(7)]!;
  return Array.from({ length: count }, (_, i) => {
    const embedded = random(6) === 0;
    const type = embedded ? pkgType(`E${i}`) : randomType(random, depth - 1);
    const isPointer = embedded && random(3) === 0;
    return {
      name: embedded ? `E${i}` : `${fieldNames[random(fieldNames.length)]!}${i}`,
      type: isPointer ? { kind: "pointer", elem: type } : type,
      tag: tags[random(tags.length)]!,
      embedded,
    };
  });
}

export function randomType(random: Random, depth: number): GoType {
  const inner = () => randomType(random, depth - 1);
  const several = (limit: number) => Array.from({ length: random(limit) }, inner);
  const func = () => {
    const params = several(4);
    const variadic = random(2) === 0;
    if (variadic) params.push({ kind: "slice", elem: inner() });
    return { kind: "func", params, results: several(4), variadic } as const;
  };
  switch (random(depth <= 0 ? 4 : 14)) {
    case 0:
      return { kind: "basic", name: "int" };
    case 1:
      return {
        kind: "basic",
        name: (["bool", "uint8", "complex128", "unsafe.Pointer"] as const)[random(4)]!,
      };
    case 2:
      return pkgType(plainNames[random(plainNames.length)]!);
    case 3:
      return { kind: "interface", methods: [] };
    case 4:
      return { kind: "pointer", elem: inner() };
    case 5:
      return { kind: "slice", elem: inner() };
    case 6:
      return { kind: "array", elem: inner(), length: random(1000) };
    case 7:
      return { kind: "map", key: inner(), elem: inner() };
    case 8:
      return { kind: "chan", direction: (["both", "send", "receive"] as const)[random(3)]!, elem: inner() };
    case 9:
    case 10:
      return func();
    case 11:
    case 12:
      return { kind: "struct", fields: randomFields(random, depth) };
    default: {
      const args = [inner(), ...several(3)];
      if (random(2) === 0) return pkgType(`G${args.length}`, ...args);
      return { kind: "interface", methods: args.map((_, i) => ({ name: `M${i}`, type: func() })) };
    }
  }
}
