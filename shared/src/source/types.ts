// Go type expressions in source text as types, where they can be told for certain.

import type { BasicName, Field, FuncType, GoType, Method } from "../model.ts";
import { unquote } from "./go-string.ts";
import { type Declaration, type FileScope, importPathOf } from "./scope.ts";
import { hasToken, partsOf, type SyntaxNode } from "./syntax.ts";

const basicNames: readonly BasicName[] = [
  "bool",
  "int",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "uintptr",
  "float32",
  "float64",
  "complex64",
  "complex128",
  "string",
];

/** The predeclared types (The Go Programming Language Specification, "Predeclared identifiers"). */
const predeclared = new Map<string, GoType>([
  ...basicNames.map((name): [string, GoType] => [name, basic(name)]),
  ["byte", basic("uint8")],
  ["rune", basic("int32")],
  ["any", { kind: "interface", methods: [] }],
  ["error", { kind: "named", name: "error", typeArgs: [] }],
]);

export function basic(name: BasicName): GoType {
  return { kind: "basic", name };
}

/** A type that has a name in a package, of which nothing else is known. */
export function namedType(path: string, name: string, typeArgs: readonly GoType[] = []): GoType {
  if (path === "unsafe" && name === "Pointer") return basic("unsafe.Pointer");
  return { kind: "named", package: { path }, name, typeArgs };
}

/**
 * The type that a type expression denotes in a file. `undefined` where this cannot be decided from the package's files: type
 * parameters, dot imports, constants as array lengths, types of packages that nobody knows, text that is no type.
 */
export function resolveType(
  node: SyntaxNode,
  file: FileScope,
  behind: readonly Declaration[] = [],
): GoType | undefined {
  const resolve = (part: SyntaxNode | null | undefined) =>
    part ? resolveType(part, file, behind) : undefined;
  const field = (name: string) => resolve(node.childForFieldName(name));
  if (node.hasError) return undefined;
  switch (node.type) {
    case "type_identifier":
    case "identifier":
      return resolveName(node.text, [], file, behind);
    case "qualified_type": {
      const [qualifier, name] = [node.childForFieldName("package"), node.childForFieldName("name")];
      return qualifier && name ? resolveImported(qualifier.text, name.text, [], file) : undefined;
    }
    case "generic_type":
      return resolveGeneric(node, file, behind);
    case "parenthesized_type":
    case "type_elem": {
      const parts = partsOf(node);
      return parts.length === 1 ? resolve(parts[0]) : undefined;
    }
    case "pointer_type": {
      const elem = resolve(partsOf(node)[0]);
      return elem && { kind: "pointer", elem };
    }
    case "slice_type": {
      const elem = field("element");
      return elem && { kind: "slice", elem };
    }
    case "array_type": {
      const elem = field("element");
      const length = readLength(node.childForFieldName("length"), file);
      return elem && length !== undefined ? { kind: "array", elem, length } : undefined;
    }
    case "map_type": {
      const [key, elem] = [field("key"), field("value")];
      return key && elem ? { kind: "map", key, elem } : undefined;
    }
    case "channel_type": {
      const elem = field("value");
      const direction = node.children[0]?.type === "<-" ? "receive" : hasToken(node, "<-") ? "send" : "both";
      return elem && { kind: "chan", direction, elem };
    }
    case "function_type":
      return resolveSignature(node, file, behind);
    case "struct_type":
      return resolveStruct(node, file, behind);
    case "interface_type":
      return resolveInterface(node, file, behind);
    default:
      return undefined;
  }
}

/** What a plain name denotes as a type; `behind` are the aliases that led to it. */
function resolveName(
  name: string,
  typeArgs: readonly GoType[],
  file: FileScope,
  behind: readonly Declaration[],
): GoType | undefined {
  const declaration = file.package.declarations.get(name);
  if (!declaration) return typeArgs.length === 0 ? predeclared.get(name) : undefined;
  const { kind, node } = declaration;
  const parameters = node.childForFieldName("type_parameters");
  if (kind === "type") {
    const isGeneric = parameters !== null;
    return isGeneric === typeArgs.length > 0 ? namedType(file.package.path, name, typeArgs) : undefined;
  }
  const meaning = node.childForFieldName("type");
  if (kind !== "alias" || parameters || typeArgs.length > 0 || !meaning || behind.includes(declaration))
    return undefined;
  return resolveType(meaning, declaration.file, [...behind, declaration]);
}

function resolveImported(
  qualifier: string,
  name: string,
  typeArgs: readonly GoType[],
  file: FileScope,
): GoType | undefined {
  const path = importPathOf(qualifier, file);
  const type = path === undefined ? undefined : file.package.importedTypes(path, name);
  if (typeArgs.length === 0) return type;
  return type?.kind === "named" ? { ...type, typeArgs } : undefined;
}

function resolveGeneric(
  node: SyntaxNode,
  file: FileScope,
  behind: readonly Declaration[],
): GoType | undefined {
  const type = node.childForFieldName("type");
  const list = node.childForFieldName("type_arguments");
  if (!type || !list) return undefined;
  const args = all(partsOf(list).map((arg) => resolveType(arg, file, behind)));
  if (!args || args.length === 0) return undefined;
  if (type.type === "type_identifier") return resolveName(type.text, args, file, behind);
  const [qualifier, name] = [type.childForFieldName("package"), type.childForFieldName("name")];
  return qualifier && name ? resolveImported(qualifier.text, name.text, args, file) : undefined;
}

/** The type of a function declaration, function literal, method of an interface, or function type. */
export function resolveSignature(
  node: SyntaxNode,
  file: FileScope,
  behind: readonly Declaration[] = [],
): FuncType | undefined {
  const typesOf = (list: SyntaxNode | null) =>
    parametersOf(list).map(({ type, isVariadic }) => {
      const resolved = type && resolveType(type, file, behind);
      return resolved && isVariadic ? ({ kind: "slice", elem: resolved } as const) : resolved;
    });
  const list = node.childForFieldName("parameters");
  if (!list) return undefined;
  const params = all(typesOf(list));
  const results = all(typesOf(node.childForFieldName("result")));
  if (!params || !results) return undefined;
  return { kind: "func", params, results, variadic: parametersOf(list).some(({ isVariadic }) => isVariadic) };
}

export interface Parameter {
  /** "" for unnamed and `_`. */
  readonly name: string;
  readonly type: SyntaxNode | null;
  readonly isVariadic: boolean;
}

/** The parameters of a parenthesised list, one for each name; of a single result type, that one. */
export function parametersOf(list: SyntaxNode | null): readonly Parameter[] {
  if (!list) return [];
  if (list.type !== "parameter_list") return [{ name: "", type: list, isVariadic: false }];
  return partsOf(list).flatMap((part) => {
    const names = part.childrenForFieldName("name").filter(({ type }) => type !== ",");
    const type = part.childForFieldName("type");
    const isVariadic = part.type === "variadic_parameter_declaration";
    if (names.length === 0) return [{ name: "", type, isVariadic }];
    return names.map(({ text }) => ({ name: text === "_" ? "" : text, type, isVariadic }));
  });
}

function resolveStruct(
  node: SyntaxNode,
  file: FileScope,
  behind: readonly Declaration[],
): GoType | undefined {
  const list = partsOf(node)[0];
  const fields = (list ? partsOf(list) : []).map((part): readonly Field[] | undefined => {
    const expression = part.childForFieldName("type");
    const resolved = expression && resolveType(expression, file, behind);
    const literal = part.childForFieldName("tag")?.text;
    const tag = literal === undefined ? "" : unquote(literal);
    if (!resolved || tag === undefined) return undefined;
    const names = part.childrenForFieldName("name").filter(({ type }) => type !== ",");
    const embedded = names.length === 0;
    const type: GoType = embedded && hasToken(part, "*") ? { kind: "pointer", elem: resolved } : resolved;
    const texts = embedded ? [embeddedName(expression)] : names.map(({ text }) => text);
    return texts.map((name) => ({ name, type, tag, embedded, ...packageOf(name, file) }));
  });
  const known = all(fields);
  return known && { kind: "struct", fields: known.flat() };
}

function embeddedName(type: SyntaxNode): string {
  const base = type.type === "generic_type" ? (type.childForFieldName("type") ?? type) : type;
  return (base.childForFieldName("name") ?? base).text;
}

/** Interfaces of methods alone; what they embed has to have none. */
function resolveInterface(
  node: SyntaxNode,
  file: FileScope,
  behind: readonly Declaration[],
): GoType | undefined {
  const methods: Method[] = [];
  for (const part of partsOf(node)) {
    if (part.type === "method_elem") {
      const name = part.childForFieldName("name")?.text;
      const type = resolveSignature(part, file, behind);
      if (name === undefined || !type) return undefined;
      methods.push({ name, type, ...packageOf(name, file) });
    } else {
      const embedded = resolveType(part, file, behind);
      if (embedded?.kind !== "interface") return undefined;
      methods.push(...embedded.methods);
    }
  }
  methods.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { kind: "interface", methods: methods.filter(({ name }, i) => name !== methods[i - 1]?.name) };
}

function packageOf(name: string, file: FileScope): { packagePath?: string } {
  return isExported(name) ? {} : { packagePath: file.package.path };
}

export function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

/** An integer literal, or the name of a constant that is one. */
function readLength(node: SyntaxNode | null, file: FileScope): number | undefined {
  if (node?.type === "int_literal") return readInteger(node.text);
  const constant = node?.type === "identifier" ? file.package.declarations.get(node.text) : undefined;
  if (constant?.kind !== "const") return undefined;
  const value = partsOf(constant.node.childForFieldName("value") ?? constant.node)[constant.index];
  return value?.type === "int_literal" ? readInteger(value.text) : undefined;
}

function readInteger(literal: string): number | undefined {
  const digits = literal.replaceAll("_", "").toLowerCase();
  const value = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return Number.isSafeInteger(value) ? value : undefined;
}

function all<T>(items: readonly (T | undefined | null)[]): readonly T[] | undefined {
  return items.every((item) => item !== undefined && item !== null) ? (items as readonly T[]) : undefined;
}
