// The types of Go expressions, as far as declarations say them, and so which type's member a selector selects.

import type { GoType, NamedType } from "../model.ts";
import { findLocal, type LocalName } from "./locals.ts";
import type { Program } from "./program.ts";
import { type Declaration, type FileScope, importPathOf } from "./scope.ts";
import { hasToken, partsOf, type SyntaxNode } from "./syntax.ts";
import { type Budget, basic, newBudget, resolveSignature, resolveType } from "./types.ts";
import { functionType } from "./values.ts";

/** A method or field, and the named type that declares it. */
export interface Selected {
  readonly owner: NamedType;
  /** Absent where it is not known. */
  readonly type?: GoType;
}

interface Context {
  readonly program: Program;
  readonly budget: Budget;
}

/** How deep in embedded fields a member is looked for. */
const embeddingLimit = 5;

/**
 * The member that a selector expression (`x.Name`) of a file selects. `undefined` where it is no member of a named type, or where
 * that cannot be told from the sources at hand.
 */
export function findSelected(selector: SyntaxNode, file: FileScope, program: Program): Selected | undefined {
  return selectedBy(selector, file, { program, budget: newBudget() });
}

function selectedBy(selector: SyntaxNode, file: FileScope, context: Context): Selected | undefined {
  const [operand, name] = [selector.childForFieldName("operand"), selector.childForFieldName("field")];
  if (!operand || !name || packageOf(operand, file) !== undefined) return undefined;
  const type = typeOf(operand, file, context) ?? methodExpressionType(operand, file, context);
  return type && memberOf(type, name.text, context);
}

/** The T of `T.Name` and `(*T).Name`. */
function methodExpressionType(node: SyntaxNode, file: FileScope, context: Context): GoType | undefined {
  const inner = node.type === "parenthesized_expression" ? partsOf(node)[0] : undefined;
  const operand = inner?.type === "unary_expression" ? inner.childForFieldName("operand") : inner;
  return typeNamed(operand ?? node, file, context);
}

/** The path of the package that an identifier stands for. */
function packageOf(node: SyntaxNode, file: FileScope): string | undefined {
  if (node.type !== "identifier" || findLocal(node.text, node)) return undefined;
  // What a file imports under a name is not declared by its package too; the name may only seem to be the import's.
  const known = file.named.get(node.text);
  if (known !== undefined) return known;
  const path = importPathOf(node.text, file);
  return path === undefined || file.package.declarations.has(node.text) ? undefined : path;
}

/** What an expression names at package level: here, or (`pkg.Name`) in an imported package. */
function declarationOf(node: SyntaxNode, file: FileScope, { program }: Context): Declaration | undefined {
  if (node.type === "identifier") {
    return findLocal(node.text, node) ? undefined : file.package.declarations.get(node.text);
  }
  if (node.type !== "selector_expression") return undefined;
  const [operand, name] = [node.childForFieldName("operand"), node.childForFieldName("field")];
  const path = operand && packageOf(operand, file);
  return path && name ? program.package(path)?.scope.declarations.get(name.text) : undefined;
}

/** The type that an expression is the name of. */
function typeNamed(node: SyntaxNode, file: FileScope, context: Context): GoType | undefined {
  const declaration = declarationOf(node, file, context);
  if (!declaration) return undefined;
  const { kind, name, file: home } = declaration;
  return kind === "type" || kind === "alias" ? resolveType(name, home) : undefined;
}

function typeOf(node: SyntaxNode, file: FileScope, context: Context): GoType | undefined {
  if (node.hasError || context.budget.steps-- <= 0) return undefined;
  const part = (name: string) => {
    const inner = node.childForFieldName(name);
    return inner ? typeOf(inner, file, context) : undefined;
  };
  switch (node.type) {
    case "parenthesized_expression": {
      const inner = partsOf(node)[0];
      return inner && typeOf(inner, file, context);
    }
    case "identifier": {
      const local = findLocal(node.text, node);
      return local ? localType(local, file, context) : valueType(declarationOf(node, file, context), context);
    }
    case "selector_expression":
      return valueType(declarationOf(node, file, context), context) ?? selectedBy(node, file, context)?.type;
    case "unary_expression":
      return unaryType(node, part("operand"), context);
    case "index_expression": {
      const type = part("operand");
      return type && elementOf(type, context);
    }
    case "slice_expression":
      return part("operand");
    case "composite_literal":
    case "type_conversion_expression":
    case "type_assertion_expression": {
      const type = node.childForFieldName("type");
      return type ? writtenType(type, file) : undefined;
    }
    case "func_literal":
      return resolveSignature(node, file);
    case "call_expression": {
      const results = resultsOf(node, file, context);
      return results?.length === 1 ? results[0] : undefined;
    }
    default:
      return undefined;
  }
}

/** The type of a package-level variable or function. */
function valueType(declaration: Declaration | undefined, context: Context): GoType | undefined {
  if (!declaration) return undefined;
  const { kind, node, index, file } = declaration;
  if (kind === "func") return functionType(declaration);
  if (kind !== "var") return undefined;
  const type = node.childForFieldName("type");
  if (type) return resolveType(type, file);
  const list = node.childForFieldName("value");
  const names = node.childrenForFieldName("name").filter((name) => name.type !== ",").length;
  return list ? partOfValues(partsOf(list), index, names, file, context) : undefined;
}

function localType(local: LocalName, file: FileScope, context: Context): GoType | undefined {
  switch (local.kind) {
    case "typed": {
      const type = writtenType(local.type, file);
      return type && local.isVariadic ? { kind: "slice", elem: type } : type;
    }
    case "value":
      return partOfValues(local.values, local.index, local.names, file, context);
    case "range": {
      const type = typeOf(local.over, file, context);
      return type && partOfRange(type, local.index, context);
    }
    case "other":
      return undefined;
  }
}

/** The type of one of the names that values are given to. */
function partOfValues(
  values: readonly SyntaxNode[],
  index: number,
  names: number,
  file: FileScope,
  context: Context,
): GoType | undefined {
  const value = values.length === names ? values[index] : undefined;
  if (value) return typeOf(value, file, context);
  const [only] = values;
  if (!only || values.length !== 1) return undefined;
  if (only.type === "call_expression") return resultsOf(only, file, context)?.[index];
  // x.(T), m[k] and <-c have a second part that says whether there was anything.
  return index === 0 ? typeOf(only, file, context) : basic("bool");
}

function partOfRange(type: GoType, index: number, context: Context): GoType | undefined {
  const over = behindPointers(underlying(type, context));
  if (over?.kind === "map") return index === 0 ? over.key : over.elem;
  if (over?.kind === "chan") return over.elem;
  if (over?.kind === "slice" || over?.kind === "array") return index === 0 ? basic("int") : over.elem;
  return undefined;
}

function unaryType(node: SyntaxNode, operand: GoType | undefined, context: Context): GoType | undefined {
  if (!operand) return undefined;
  if (hasToken(node, "&")) return { kind: "pointer", elem: operand };
  const type = underlying(operand, context);
  if (hasToken(node, "*")) return type?.kind === "pointer" ? type.elem : undefined;
  return hasToken(node, "<-") && type?.kind === "chan" ? type.elem : undefined;
}

function elementOf(type: GoType, context: Context): GoType | undefined {
  const over = behindPointers(underlying(type, context));
  return over && (over.kind === "slice" || over.kind === "array" || over.kind === "map")
    ? over.elem
    : undefined;
}

/** What a call gives: of new and make, of a conversion, or of a function that is not generic. */
function resultsOf(call: SyntaxNode, file: FileScope, context: Context): readonly GoType[] | undefined {
  if (context.budget.steps-- <= 0) return undefined;
  const called = call.childForFieldName("function");
  const list = call.childForFieldName("arguments");
  if (!called || !list) return undefined;
  const isPredeclared =
    called.type === "identifier" &&
    !findLocal(called.text, called) &&
    !file.package.declarations.has(called.text);
  if (isPredeclared && (called.text === "new" || called.text === "make")) {
    const [first] = partsOf(list);
    const type = first && (writtenType(first, file) ?? typeNamed(first, file, context));
    return type && [called.text === "new" ? { kind: "pointer", elem: type } : type];
  }
  const converted = typeNamed(called, file, context);
  if (converted) return [converted];
  const type = typeOf(called, file, context);
  const signature = type && underlying(type, context);
  return signature?.kind === "func" ? signature.results : undefined;
}

/** The type that a type expression inside of a function denotes. */
function writtenType(node: SyntaxNode, file: FileScope): GoType | undefined {
  const isLocal = (word: string) => findLocal(word, node)?.kind !== undefined;
  return wordsOf(node.text).some(isLocal) ? undefined : resolveType(node, file);
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}_][\p{L}\p{Nd}_]*/gu) ?? [];
}

function behindPointers(type: GoType | undefined): GoType | undefined {
  return type?.kind === "pointer" ? type.elem : type;
}

/** What stands behind a type's name, where it is at hand. */
function underlying(type: GoType, context: Context): GoType | undefined {
  if (type.kind !== "named") return type;
  const written = writtenBehind(type, context);
  const behind = written && resolveType(written.node, written.file);
  if (!behind || context.budget.steps-- <= 0) return undefined;
  return underlying(behind, context);
}

interface Written {
  readonly node: SyntaxNode;
  readonly file: FileScope;
}

/** The type expression that a named type is declared by. Its type parameters must not occur in it. */
function writtenBehind(type: NamedType, { program }: Context): Written | undefined {
  const declaration = type.package && program.package(type.package.path)?.scope.declarations.get(type.name);
  const node = declaration?.kind === "type" ? declaration.node.childForFieldName("type") : null;
  return declaration && node ? { node, file: declaration.file } : undefined;
}

/**
 * The member that the type has under the name, its own or of what it embeds, by the rule that the shallowest counts. What is
 * not at hand may have any member: beside one that is found it has none, since that would be ambiguous.
 */
function memberOf(type: GoType, name: string, context: Context): Selected | undefined {
  let level: readonly GoType[] = [type];
  for (let depth = 0; depth < embeddingLimit && level.length > 0; depth++) {
    const looks = level.map((one) => ownMember(behindPointers(one), name, context));
    const found = looks.filter((look) => "owner" in look);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    if (looks.includes(unknown)) return undefined;
    level = looks.flatMap((look) => ("embedded" in look ? look.embedded : []));
  }
  return undefined;
}

/** A type's own member, else what it embeds. */
type Look = Selected | { readonly embedded: readonly GoType[] } | typeof unknown;

const unknown = { isUnknown: true } as const;

function ownMember(type: GoType | undefined, name: string, context: Context): Look {
  if (type?.kind !== "named" || context.budget.steps-- <= 0) return unknown;
  const home = type.package && context.program.package(type.package.path);
  if (!home) return unknown;
  const method = home.method(type.name, name);
  if (method) return selected(type, resolveSignature(method.node, method.file));
  for (let at = writtenBehind(type, context); at && context.budget.steps-- > 0; ) {
    const { node, file } = at;
    if (node.type === "struct_type") return fieldOf(type, node, name, file);
    if (node.type === "interface_type") return interfaceMethod(type, node, name, file);
    // A type that is declared by another has its fields, and where that is an interface its methods.
    const other = resolveType(node, file);
    if (other?.kind !== "named") return { embedded: [] };
    at = writtenBehind(other, context);
  }
  return unknown;
}

function selected(owner: NamedType, type: GoType | undefined): Selected {
  return { owner, ...(type ? { type } : {}) };
}

function fieldOf(owner: NamedType, struct: SyntaxNode, name: string, file: FileScope): Look {
  const embedded: GoType[] = [];
  const list = partsOf(struct)[0];
  for (const field of list ? partsOf(list) : []) {
    const type = field.childForFieldName("type");
    const names = field.childrenForFieldName("name").filter((one) => one.type !== ",");
    const isWanted = names.some(({ text }) => text === name);
    if (!type || (names.length > 0 && !isWanted)) continue;
    const resolved = isOpen(struct, type) ? undefined : resolveType(type, file);
    if (isWanted) return selected(owner, resolved);
    const last = wordsOf(type.text.replace(/\[.*$/s, "")).at(-1);
    if (last === name) return selected(owner, resolved);
    embedded.push(resolved ?? { kind: "opaque", text: type.text });
  }
  return { embedded };
}

/** Whether the part mentions a type parameter of the declaration that the type is of. */
function isOpen(declared: SyntaxNode, part: SyntaxNode): boolean {
  const list = declared.parent?.childForFieldName("type_parameters");
  if (!list) return false;
  const names = new Set(
    partsOf(list)
      .flatMap((one) => one.childrenForFieldName("name"))
      .map(({ text }) => text),
  );
  return wordsOf(part.text).some((word) => names.has(word));
}

function interfaceMethod(owner: NamedType, node: SyntaxNode, name: string, file: FileScope): Look {
  const embedded: GoType[] = [];
  for (const part of partsOf(node)) {
    if (part.type === "method_elem") {
      if (part.childForFieldName("name")?.text === name) return selected(owner, resolveSignature(part, file));
      continue;
    }
    const type = isOpen(node, part) ? undefined : resolveType(part, file);
    embedded.push(type ?? { kind: "opaque", text: part.text });
  }
  return { embedded };
}
