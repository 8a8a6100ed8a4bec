// What a plugin exports as Go declares it, in the old plugin and in the new one.

import { isExported } from "../go-names.ts";
import { signature } from "../listing.ts";
import type { Field, GoPackage, GoType, Method, NamedType, PluginSymbol } from "../model.ts";
import { printable } from "../printable.ts";
import { typeString } from "../type-string.ts";

export type Side = "old" | "new";

/** Texts have packages by their names, and are safe to show; those of types may have several lines. */
export interface Declarations {
  symbol(symbol: PluginSymbol, side: Side): string;
  /** A named type with what lies behind it, without what other packages cannot use. */
  type(type: GoType, side: Side): string;
  field(field: Field, side: Side): string;
  /** `receiver` is absent for an interface's method. */
  method(receiver: string | undefined, method: Method, side: Side): string;
  /** Both sides' texts, with whole import paths where they would be the same otherwise. */
  differing(textOf: (side: Side) => string): { readonly old: string; readonly new: string };
}

export function createDeclarations(oldPath: string, newPath: string): Declarations {
  let hasPaths = false;

  function printer(side: Side): (type: GoType) => string {
    const pluginPath = side === "old" ? oldPath : newPath;
    const qualify = (pkg: GoPackage) =>
      hasPaths ? pkg.path : pkg.path === pluginPath ? "main" : (pkg.name ?? lastElement(pkg.path));
    return (type) => printable(typeString(type, qualify));
  }

  return {
    symbol({ name, kind, type, params, results }, side) {
      const print = printer(side);
      if (kind === "var" || type.kind !== "func") return `var ${printable(name)} ${print(type)}`;
      const names = { ...(params ? { params } : {}), ...(results ? { results } : {}) };
      return `func ${printable(name)}${signature(type, names, print)}`;
    },
    type(type, side) {
      const print = printer(side);
      if (type.kind !== "named") return print(type);
      return `type ${nameOf(type, print)} ${type.underlying ? underlyingText(type.underlying, print) : "…"}`;
    },
    field: ({ name, type, embedded }, side) =>
      embedded ? printer(side)(type) : `${printable(name)} ${printer(side)(type)}`,
    method(receiver, { name, type }, side) {
      const text = `${printable(name)}${signature(type, {}, printer(side))}`;
      return receiver === undefined ? text : `func (${printable(receiver)}) ${text}`;
    },
    differing(textOf) {
      const short = { old: textOf("old"), new: textOf("new") };
      if (short.old !== short.new) return short;
      hasPaths = true;
      try {
        return { old: textOf("old"), new: textOf("new") };
      } finally {
        hasPaths = false;
      }
    },
  };
}

function lastElement(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The name alone, as its package writes it. */
function nameOf({ name, typeArgs }: NamedType, print: (type: GoType) => string): string {
  return printable(name) + (typeArgs.length === 0 ? "" : `[${typeArgs.map(print).join(", ")}]`);
}

function underlyingText(type: GoType, print: (type: GoType) => string): string {
  if (type.kind !== "struct" && type.kind !== "interface") return print(type);
  const members =
    type.kind === "struct"
      ? type.fields.map((field) => ({ name: field.name, text: fieldText(field, print) }))
      : type.methods.map(({ name, type }) => ({
          name,
          text: `${printable(name)}${signature(type, {}, print)}`,
        }));
  const shown = members.filter(({ name }) => isExported(name));
  const lines = shown.map(({ text }) => text);
  if (shown.length < members.length) {
    lines.push(`// has unexported ${type.kind === "struct" ? "fields" : "methods"}`);
  }
  return lines.length === 0
    ? `${type.kind}{}`
    : `${type.kind} {\n${lines.map((line) => `\t${line}\n`).join("")}}`;
}

function fieldText({ name, type, embedded, tag }: Field, print: (type: GoType) => string): string {
  const text = embedded ? print(type) : `${printable(name)} ${print(type)}`;
  return tag === "" ? text : `${text} ${printable(tag.includes("`") ? JSON.stringify(tag) : `\`${tag}\``)}`;
}
