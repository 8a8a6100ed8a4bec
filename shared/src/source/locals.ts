// What a name means inside of a function: where, by Go's rules of scope, it is declared.

import { hasToken, partsOf, type SyntaxNode } from "./syntax.ts";
import { parametersOf } from "./types.ts";

/** The place that gives a local name its type. */
export type LocalName =
  /** Of a variadic parameter `type` is the element's. */
  | { readonly kind: "typed"; readonly type: SyntaxNode; readonly isVariadic?: boolean }
  /** The value with this index, where there are as many values as names; else that part of the one value. */
  | {
      readonly kind: "value";
      readonly values: readonly SyntaxNode[];
      readonly index: number;
      readonly names: number;
    }
  /** The first or second of what ranging over the expression gives. */
  | { readonly kind: "range"; readonly over: SyntaxNode; readonly index: number }
  /** A constant, type, label or type parameter, or something whose type its declaration doesn't say. */
  | { readonly kind: "other" };

const other: LocalName = { kind: "other" };

/** `undefined` where no function around the node declares the name, so that it is the package's, the file's or Go's own. */
export function findLocal(name: string, at: SyntaxNode): LocalName | undefined {
  for (let child = at, around = at.parent; around; child = around, around = around.parent) {
    const found = declaredIn(around, child, name);
    if (found) return found;
  }
  return undefined;
}

/** What `around` declares for its part `child`. */
function declaredIn(around: SyntaxNode, child: SyntaxNode, name: string): LocalName | undefined {
  switch (around.type) {
    case "source_file":
      return undefined;
    case "statement_list":
    case "block":
      return declaredBefore(partsOf(around), child, name);
    case "if_statement":
    case "expression_switch_statement":
    case "for_statement":
    case "for_clause":
    case "type_switch_statement":
    case "communication_case":
      return declaredByHead(around, child, name);
    case "function_declaration":
    case "method_declaration":
    case "func_literal":
      return declaredBySignature(around, child, name);
    default:
      return undefined;
  }
}

function declaredBefore(
  statements: readonly SyntaxNode[],
  child: SyntaxNode,
  name: string,
): LocalName | undefined {
  for (const statement of statements.toReversed()) {
    if (!isBefore(statement, child)) continue;
    const found = declaredBy(statement, name);
    if (found) return found;
  }
  return undefined;
}

function isBefore({ endPosition: end }: SyntaxNode, { startPosition: start }: SyntaxNode): boolean {
  return end.row < start.row || (end.row === start.row && end.column <= start.column);
}

/** What a statement declares for those that follow it. */
function declaredBy(statement: SyntaxNode, name: string): LocalName | undefined {
  switch (statement.type) {
    case "labeled_statement": {
      const last = partsOf(statement).at(-1);
      return last ? declaredBy(last, name) : undefined;
    }
    case "short_var_declaration": {
      const [left, right] = [statement.childForFieldName("left"), statement.childForFieldName("right")];
      return left && right ? givenValue(partsOf(left), partsOf(right), name) : undefined;
    }
    case "receive_statement":
    case "range_clause":
      return declaredByArrow(statement, name);
    case "var_declaration":
    case "const_declaration":
    case "type_declaration":
      return declaredBySpec(statement, name);
    default:
      return undefined;
  }
}

function declaredBySpec(declaration: SyntaxNode, name: string): LocalName | undefined {
  const specs = partsOf(declaration).flatMap((part) =>
    part.type.endsWith("_spec_list") ? partsOf(part) : [part],
  );
  for (const spec of specs) {
    const names = spec.childrenForFieldName("name").filter(({ type }) => type !== ",");
    if (!names.some(({ text }) => text === name)) continue;
    if (declaration.type !== "var_declaration") return other;
    const type = spec.childForFieldName("type");
    if (type) return { kind: "typed", type };
    const values = spec.childForFieldName("value");
    return values ? givenValue(names, partsOf(values), name) : other;
  }
  return undefined;
}

function givenValue(
  names: readonly SyntaxNode[],
  values: readonly SyntaxNode[],
  name: string,
): LocalName | undefined {
  const index = names.findIndex(({ text }) => text === name);
  return index < 0 ? undefined : { kind: "value", values, index, names: names.length };
}

/** `x, ok := <-c` and `i, x := range xs`. */
function declaredByArrow(clause: SyntaxNode, name: string): LocalName | undefined {
  const [left, right] = [clause.childForFieldName("left"), clause.childForFieldName("right")];
  if (!left || !right || !hasToken(clause, ":=")) return undefined;
  const names = partsOf(left);
  const index = names.findIndex(({ text }) => text === name);
  if (index < 0) return undefined;
  if (clause.type === "range_clause") return { kind: "range", over: right, index };
  return { kind: "value", values: [right], index, names: names.length };
}

/** What stands before the body of a statement. */
function declaredByHead(statement: SyntaxNode, child: SyntaxNode, name: string): LocalName | undefined {
  const switched = declaredBySwitch(statement, child, name);
  if (switched) return switched;
  const heads = [
    statement.childForFieldName("initializer"),
    statement.childForFieldName("communication"),
    ...partsOf(statement).filter(({ type }) => type === "range_clause" || type === "for_clause"),
  ];
  for (const head of heads) {
    if (!head || !isBefore(head, child)) continue;
    const inner = head.type === "for_clause" ? head.childForFieldName("initializer") : head;
    const found = inner ? declaredBy(inner, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** `switch x := y.(type)`: in a case of one type x has that type. */
function declaredBySwitch(statement: SyntaxNode, child: SyntaxNode, name: string): LocalName | undefined {
  const alias = statement.type === "type_switch_statement" ? statement.childForFieldName("alias") : null;
  if (!alias || partsOf(alias)[0]?.text !== name || !isBefore(alias, child)) return undefined;
  const types = child.childrenForFieldName("type").filter(({ type }) => type !== ",");
  const value = statement.childForFieldName("value");
  if (child.type === "type_case" && types.length === 1) {
    return types[0]!.text === "nil" ? other : { kind: "typed", type: types[0]! };
  }
  return value && isBefore(value, child) ? { kind: "value", values: [value], index: 0, names: 1 } : undefined;
}

/** Parameters are there in the body alone, type parameters in the signature too. */
function declaredBySignature(
  declaration: SyntaxNode,
  child: SyntaxNode,
  name: string,
): LocalName | undefined {
  for (const field of child.type === "block" ? ["parameters", "result", "receiver"] : []) {
    const parameter = parametersOf(declaration.childForFieldName(field)).find((one) => one.name === name);
    if (parameter) {
      const { type, isVariadic } = parameter;
      return type ? { kind: "typed", type, isVariadic } : other;
    }
  }
  const list = declaration.childForFieldName("type_parameters");
  const names = (list ? partsOf(list) : []).flatMap((part) => part.childrenForFieldName("name"));
  return names.some(({ text }) => text === name) ? other : undefined;
}
