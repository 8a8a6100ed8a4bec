// The type of a variable that is declared by its value alone, for the values that leave no doubt.

import type { BasicName, GoType } from "../model.ts";
import { type Declaration, type FileScope, importPathOf } from "./scope.ts";
import { partsOf, type SyntaxNode } from "./syntax.ts";
import { type Budget, basic, newBudget, resolveSignature, resolveType } from "./types.ts";

interface ValueType {
  readonly type: GoType;
  /** An untyped constant, whose type is the default one. */
  readonly isUntyped: boolean;
}

/** Default types of untyped constants by literal, and in the order in which operations widen them. */
const literals: Readonly<Record<string, BasicName>> = {
  int_literal: "int",
  rune_literal: "int32",
  float_literal: "float64",
  imaginary_literal: "complex128",
  interpreted_string_literal: "string",
  raw_string_literal: "string",
  true: "bool",
  false: "bool",
};
const widening: readonly BasicName[] = ["int", "int32", "float64", "complex128"];

/** The type of a declared variable; `undefined` where this cannot be decided. */
export function variableType(declaration: Declaration, budget = newBudget()): GoType | undefined {
  return declaredType(declaration, budget)?.type;
}

/** The type of a variable or constant. */
function declaredType(declaration: Declaration, budget: Budget): ValueType | undefined {
  const { node, index, file, kind } = declaration;
  const written = node.childForFieldName("type");
  if (written) return typed(resolveType(written, file));
  const list = node.childForFieldName("value");
  const values = list ? partsOf(list) : [];
  const names = node.childrenForFieldName("name").filter(({ type }) => type !== ",");
  const only = values[0];
  if (names.length > 1 && values.length === 1 && only) return typed(resultsOfCall(only, file)?.[index]);
  const value = values.length === names.length ? values[index] : undefined;
  const type = value && valueType(value, file, budget);
  return kind === "var" ? typed(type?.type) : type;
}

function typed(type: GoType | undefined): ValueType | undefined {
  return type && { type, isUntyped: false };
}

function valueType(node: SyntaxNode, file: FileScope, budget: Budget): ValueType | undefined {
  if (node.hasError || budget.steps-- <= 0) return undefined;
  const { declarations } = file.package;
  const literal = literals[node.type];
  if (literal !== undefined)
    return declarations.has(node.text) ? undefined : { type: basic(literal), isUntyped: true };
  const typeField = () => {
    const type = node.childForFieldName("type");
    return typed(type ? resolveType(type, file) : undefined);
  };
  switch (node.type) {
    case "composite_literal":
    case "type_conversion_expression":
    case "type_assertion_expression":
      return typeField();
    case "func_literal":
      return typed(resolveSignature(node, file));
    case "parenthesized_expression": {
      const inner = partsOf(node)[0];
      return inner && valueType(inner, file, budget);
    }
    case "identifier": {
      const declaration = declarations.get(node.text);
      if (!declaration) return undefined;
      if (declaration.kind === "func") return typed(functionType(declaration));
      return declaration.kind === "var" || declaration.kind === "const"
        ? declaredType(declaration, budget)
        : undefined;
    }
    case "unary_expression":
      return unaryType(node, file, budget);
    case "binary_expression":
      return binaryType(node, file, budget);
    case "call_expression":
      return callType(node, file);
    default:
      return undefined;
  }
}

function unaryType(node: SyntaxNode, file: FileScope, budget: Budget): ValueType | undefined {
  const operand = node.childForFieldName("operand");
  const type = operand && valueType(operand, file, budget);
  if (!type) return undefined;
  const operator = node.childForFieldName("operator")?.text;
  if (operator === "&") return typed({ kind: "pointer", elem: type.type });
  return operator === "<-" || operator === "*" ? undefined : type;
}

function binaryType(node: SyntaxNode, file: FileScope, budget: Budget): ValueType | undefined {
  const operator = node.childForFieldName("operator")?.text ?? "";
  if (["==", "!=", "<", "<=", ">", ">="].includes(operator)) return { type: basic("bool"), isUntyped: true };
  const [leftNode, rightNode] = [node.childForFieldName("left"), node.childForFieldName("right")];
  const left = leftNode && valueType(leftNode, file, budget);
  if (operator === "<<" || operator === ">>") return left?.isUntyped ? undefined : (left ?? undefined);
  const right = rightNode && valueType(rightNode, file, budget);
  if (!left || !right) return undefined;
  if (!left.isUntyped) return left;
  if (!right.isUntyped) return right;
  return rank(left) >= rank(right) ? left : right;
}

function rank({ type }: ValueType): number {
  return type.kind === "basic" ? widening.indexOf(type.name) : -1;
}

/** Conversions, new, make, and calls of functions whose results are known. */
function callType(node: SyntaxNode, file: FileScope): ValueType | undefined {
  const results = resultsOfCall(node, file);
  if (results) return results.length === 1 ? typed(results[0]) : undefined;
  const called = node.childForFieldName("function");
  const args = node.childForFieldName("arguments");
  const first = args ? partsOf(args)[0] : undefined;
  if (!called || !first) return undefined;
  if (called.type === "identifier" && !file.package.declarations.has(called.text)) {
    if (called.text === "new" || called.text === "make") {
      const type = resolveType(first, file);
      return typed(type && called.text === "new" ? { kind: "pointer", elem: type } : type);
    }
    // A constant argument gives an untyped-looking constant, but len and cap are of type int in any case.
    if (called.text === "len" || called.text === "cap") return typed(basic("int"));
  }
  const converted = conversionType(called, file);
  return typed(converted);
}

/** The type T of a conversion `T(x)`, `(T)(x)` or `(*T)(x)` that was parsed as a call. */
function conversionType(node: SyntaxNode, file: FileScope): GoType | undefined {
  if (node.type === "identifier") return resolveType(node, file);
  const inner = node.type === "parenthesized_expression" ? partsOf(node)[0] : undefined;
  if (!inner) return undefined;
  if (inner.type !== "unary_expression") return conversionType(inner, file);
  const operand = inner.childForFieldName("operand");
  if (inner.childForFieldName("operator")?.text !== "*" || !operand) return undefined;
  const elem = conversionType(operand, file);
  return elem && { kind: "pointer", elem };
}

/** The results of calling a function of the package, errors.New or fmt.Errorf; `undefined` for other calls. */
function resultsOfCall(node: SyntaxNode, file: FileScope): readonly GoType[] | undefined {
  const called = node.type === "call_expression" ? node.childForFieldName("function") : null;
  if (called?.type === "identifier") {
    const declaration = file.package.declarations.get(called.text);
    return declaration?.kind === "func" ? functionType(declaration)?.results : undefined;
  }
  if (called?.type !== "selector_expression") return undefined;
  const operand = called.childForFieldName("operand")?.text ?? "";
  if (file.package.declarations.has(operand)) return undefined;
  const callee = `${importPathOf(operand, file)}.${called.childForFieldName("field")?.text}`;
  return callee === "errors.New" || callee === "fmt.Errorf"
    ? [{ kind: "named", name: "error", typeArgs: [] }]
    : undefined;
}

/** The type of a function that is not generic. */
export function functionType({ node, file }: Declaration): ReturnType<typeof resolveSignature> {
  return node.childForFieldName("type_parameters") ? undefined : resolveSignature(node, file);
}
