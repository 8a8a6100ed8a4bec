// Go type expressions in source text as types, where they can be told for certain.

import { unquoteGo } from "../go-quote.ts";
import {
  type BasicName,
  basicNames,
  type ChanType,
  type Field,
  type FuncType,
  type GoType,
  type Method,
} from "../model.ts";
import { type FileScope, importPathOf } from "./scope.ts";
import { hasToken, partsOf, type SyntaxNode } from "./syntax.ts";

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

/** How many more expressions are looked at, so that cyclic aliases and endless nesting come to an end. */
export interface Budget {
  steps: number;
}

/** Enough for every type that people write. */
export function newBudget(): Budget {
  return { steps: 1000 };
}

/**
 * The type that a type expression denotes in a file. `undefined` where this cannot be decided from the package's files: type
 * parameters, dot imports, constants as array lengths, types of packages that nobody knows, text that is no type, and what goes beyond the budget.
 */
export function resolveType(node: SyntaxNode, file: FileScope, budget = newBudget()): GoType | undefined {
  const resolve = (part: SyntaxNode | null | undefined) =>
    part ? resolveType(part, file, budget) : undefined;
  const field = (name: string) => resolve(node.childForFieldName(name));
  if (node.hasError || budget.steps-- <= 0) return undefined;
  switch (node.type) {
    case "type_identifier":
    case "identifier":
      return resolveName(node.text, [], file, budget);
    case "qualified_type": {
      const [qualifier, name] = [node.childForFieldName("package"), node.childForFieldName("name")];
      return qualifier && name ? resolveImported(qualifier.text, name.text, [], file) : undefined;
    }
    case "generic_type":
      return resolveGeneric(node, file, budget);
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
    case "channel_type":
      return resolveChannel(node, file, budget);
    case "function_type":
      return resolveSignature(node, file, budget);
    case "struct_type":
      return resolveStruct(node, file, budget);
    case "interface_type":
      return resolveInterface(node, file, budget);
    default:
      return undefined;
  }
}

/**
 * An arrow belongs to the leftmost `chan` that it can belong to (The Go Programming Language Specification, "Channel types"). The
 * tree has it otherwise: there `chan<- chan int` is `chan (<-chan int)`. So only the order of the tokens counts.
 */
function resolveChannel(node: SyntaxNode, file: FileScope, budget: Budget): GoType | undefined {
  const tokens: string[] = [];
  let elem: SyntaxNode | null = node;
  while (elem?.type === "channel_type") {
    if (budget.steps-- <= 0) return undefined;
    tokens.push(...elem.children.map(({ type }) => type).filter((type) => type === "chan" || type === "<-"));
    elem = elem.childForFieldName("value");
  }
  const directions: ChanType["direction"][] = [];
  for (let at = 0; at < tokens.length; at++) {
    const hasArrow = tokens[at] === "<-" || tokens[at + 1] === "<-";
    directions.push(tokens[at] === "<-" ? "receive" : hasArrow ? "send" : "both");
    if (hasArrow) at++;
  }
  let type = elem ? resolveType(elem, file, budget) : undefined;
  for (const direction of directions.reverse()) type = type && { kind: "chan", direction, elem: type };
  return type;
}

/** What a plain name denotes as a type. */
function resolveName(
  name: string,
  typeArgs: readonly GoType[],
  file: FileScope,
  budget: Budget,
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
  if (kind !== "alias" || parameters || typeArgs.length > 0 || !meaning) return undefined;
  return resolveType(meaning, declaration.file, budget);
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

function resolveGeneric(node: SyntaxNode, file: FileScope, budget: Budget): GoType | undefined {
  const type = node.childForFieldName("type");
  const list = node.childForFieldName("type_arguments");
  if (!type || !list) return undefined;
  const args = all(partsOf(list).map((arg) => resolveType(arg, file, budget)));
  if (!args || args.length === 0) return undefined;
  if (type.type === "type_identifier") return resolveName(type.text, args, file, budget);
  const [qualifier, name] = [type.childForFieldName("package"), type.childForFieldName("name")];
  return qualifier && name ? resolveImported(qualifier.text, name.text, args, file) : undefined;
}

/** The type of a function declaration, function literal, method of an interface, or function type. */
export function resolveSignature(
  node: SyntaxNode,
  file: FileScope,
  budget = newBudget(),
): FuncType | undefined {
  const typesOf = (list: SyntaxNode | null) =>
    parametersOf(list).map(({ type, isVariadic }) => {
      const resolved = type && resolveType(type, file, budget);
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
  const entries = partsOf(list).map((part) => ({
    names: part.childrenForFieldName("name").filter(({ type }) => type !== ","),
    type: part.childForFieldName("type"),
    isVariadic: part.type === "variadic_parameter_declaration",
  }));
  const isNamed = entries.some(({ names }) => names.length > 0);
  // Of a long list of names with one type, the tree has the first ones as types: either all parameters have names or none.
  const following = (index: number) =>
    entries.slice(index).find(({ names }) => names.length > 0) ?? entries[index]!;
  return entries.flatMap((entry, index) => {
    const { type, isVariadic } = entry.names.length === 0 && isNamed ? following(index) : entry;
    const names = entry.names.length === 0 && isNamed && entry.type ? [entry.type] : entry.names;
    if (names.length === 0) return [{ name: "", type, isVariadic }];
    return names.map(({ text }) => ({ name: text === "_" ? "" : text, type, isVariadic }));
  });
}

function resolveStruct(node: SyntaxNode, file: FileScope, budget: Budget): GoType | undefined {
  const list = partsOf(node)[0];
  const fields = (list ? partsOf(list) : []).map((part): readonly Field[] | undefined => {
    const expression = part.childForFieldName("type");
    const resolved = expression && resolveType(expression, file, budget);
    const literal = part.childForFieldName("tag")?.text;
    const tag = literal === undefined ? "" : unquoteGo(literal);
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
function resolveInterface(node: SyntaxNode, file: FileScope, budget: Budget): GoType | undefined {
  const methods: Method[] = [];
  for (const part of partsOf(node)) {
    if (part.type === "method_elem") {
      const name = part.childForFieldName("name")?.text;
      const type = resolveSignature(part, file, budget);
      if (name === undefined || !type) return undefined;
      methods.push({ name, type, ...packageOf(name, file) });
    } else {
      const embedded = resolveType(part, file, budget);
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
