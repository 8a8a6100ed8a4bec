// Go type expressions as gofmt leaves them, on one line or on several.

import type { GoPackage, GoType, InterfaceType, StructType } from "../model.ts";
import { quoteTag } from "../wrapper/quote.ts";
import { alignColumns } from "./columns.ts";

/** What stands before the "." of a package's types; "" for none, in the package itself. */
export type Qualify = (pkg: GoPackage) => string;

/** A line of a struct or interface type. */
export interface Member {
  /** Comment lines above it, with their `//`. */
  readonly comment: readonly string[];
  readonly isApart: boolean;
  /** A field's name; "" for an embedded field, and for methods. */
  readonly name: string;
  /** A field's type, or a method with its signature; may have several lines. */
  readonly text: string;
  /** Quoted; "" for none. */
  readonly tag: string;
}

export interface Param {
  /** "" for none; then the others have none either. */
  readonly name: string;
  readonly type: GoType;
}

/** Lines after the first are indented relative to the line that the type begins on. The type has to be nameable. */
export function layoutType(type: GoType, qualify: Qualify): string {
  switch (type.kind) {
    case "basic":
      return type.name === "unsafe.Pointer"
        ? `${qualify({ path: "unsafe", name: "unsafe" })}.Pointer`
        : type.name;
    case "named": {
      const prefix = type.package ? qualify(type.package) : "";
      const name = prefix === "" ? type.name : `${prefix}.${type.name}`;
      if (type.typeArgs.length === 0) return name;
      return `${name}[${joinExpressions(type.typeArgs.map((arg) => layoutType(arg, qualify)))}]`;
    }
    case "pointer":
      return `*${layoutType(type.elem, qualify)}`;
    case "slice":
      if (type.elem.kind === "basic" && type.elem.name === "uint8") return "[]byte";
      return `[]${layoutType(type.elem, qualify)}`;
    case "array":
      return `[${type.length}]${layoutType(type.elem, qualify)}`;
    case "map":
      return `map[${layoutType(type.key, qualify)}]${layoutType(type.elem, qualify)}`;
    case "chan": {
      const elem = layoutType(type.elem, qualify);
      if (type.direction === "receive") return `<-chan ${elem}`;
      if (type.direction === "send") return `chan<- ${elem}`;
      return type.elem.kind === "chan" && type.elem.direction === "receive"
        ? `chan (${elem})`
        : `chan ${elem}`;
    }
    case "func":
      return `func${layoutSignature(unnamed(type.params), unnamed(type.results), type.variadic, qualify)}`;
    case "struct":
      return layoutStruct(type, qualify);
    case "interface":
      return layoutInterface(type, qualify);
    case "opaque":
      throw new Error("a type that cannot be named was to be written");
  }
}

function unnamed(types: readonly GoType[]): Param[] {
  return types.map((type) => ({ name: "", type }));
}

/** `(a, b int, c ...string) (n int, err error)`: what follows `func` or a name. */
export function layoutSignature(
  params: readonly Param[],
  results: readonly Param[],
  variadic: boolean,
  qualify: Qualify,
): string {
  const start = `(${layoutParams(params, variadic, qualify)})`;
  if (results.length === 0) return start;
  const only = results.length === 1 && results[0]!.name === "" ? results[0]! : undefined;
  if (only) return `${start} ${layoutType(only.type, qualify)}`;
  return `${start} (${layoutParams(results, false, qualify)})`;
}

function layoutParams(params: readonly Param[], variadic: boolean, qualify: Qualify): string {
  const texts = params.map(({ type }, i) =>
    variadic && i === params.length - 1 && type.kind === "slice"
      ? `...${layoutType(type.elem, qualify)}`
      : layoutType(type, qualify),
  );
  const shown = params.map(({ name }, i) => {
    if (name === "") return texts[i]!;
    // Names that share a type are written together, if it is short enough to be compared at a glance.
    const isShared = i + 1 < params.length && texts[i] === texts[i + 1] && !texts[i]!.includes("\n");
    return isShared ? name : `${name} ${texts[i]}`;
  });
  return shown.join(", ");
}

/** As go/printer's exprList: after an expression of several lines the next one begins a new, indented line. */
function joinExpressions(texts: readonly string[]): string {
  let joined = "";
  let indented = false;
  texts.forEach((text, i) => {
    const breaks = texts[i - 1]?.includes("\n") ?? false;
    indented ||= breaks;
    joined += i === 0 ? "" : breaks ? ",\n\t" : ", ";
    joined += indented ? text.replaceAll("\n", "\n\t") : text;
  });
  return joined;
}

function layoutStruct(type: StructType, qualify: Qualify): string {
  const members = type.fields.map(
    (field): Member => ({
      ...plain,
      name: field.embedded ? "" : field.name,
      text: layoutType(field.type, qualify),
      tag: field.tag === "" ? "" : quoteTag(field.tag),
    }),
  );
  const [first] = members;
  if (first && members.length === 1 && first.tag === "" && fitsOneLine(first.text, first.name !== "")) {
    return first.name === "" ? `struct{ ${first.text} }` : `struct{ ${first.name} ${first.text} }`;
  }
  return `struct${layoutMembers(members)}`;
}

function layoutInterface(type: InterfaceType, qualify: Qualify): string {
  const members = type.methods.map(
    (method): Member => ({
      ...plain,
      text: method.name + layoutType(method.type, qualify).slice("func".length),
    }),
  );
  const [first] = type.methods;
  if (first && members.length === 1 && fitsOneLine(layoutType(first.type, qualify), true)) {
    return `interface{ ${members[0]!.text} }`;
  }
  return `interface${layoutMembers(members)}`;
}

const plain: Member = { comment: [], isApart: false, name: "", text: "", tag: "" };

/** go/printer's isOneLineFieldList: a name counts as one, whatever its length; sizes are in bytes. */
function fitsOneLine(text: string, isNamed: boolean): boolean {
  const bytes = [...text].reduce((sum, char) => sum + utf8Length(char.codePointAt(0)!), 0);
  return !text.includes("\n") && bytes + (isNamed ? 1 : 0) <= 30;
}

function utf8Length(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

/** What follows `struct` or `interface`, over several lines: ` {`, the members, `}`; `{}` for none. */
export function layoutMembers(members: readonly Member[]): string {
  if (members.length === 0) return "{}";
  const lines: string[] = [];
  let rows: string[][] = [];
  const flush = (): void => {
    lines.push(...alignColumns(rows));
    rows = [];
  };
  members.forEach(({ comment, isApart, name, text, tag }, i) => {
    if (isApart && i > 0) {
      flush();
      lines.push("");
    }
    if (comment.length > 0) {
      flush();
      lines.push(...comment);
    }
    const [first, ...rest] = text.split("\n");
    const last = rest.pop();
    // Between a field's type and its tag there is room for two columns, of which one stays empty.
    const end = tag === "" ? [] : name === "" ? [tag] : ["", tag];
    const head = name === "" ? [first!] : [name, first!];
    const row = last === undefined ? [...head, ...end] : head;
    rows.push(members.length === 1 ? [row.filter((cell) => cell !== "").join(" ")] : row);
    if (last === undefined) return;
    flush();
    lines.push(...rest, ...alignColumns([[last, ...end]]));
  });
  flush();
  return ` {\n${lines.map((line) => (line === "" ? "" : `\t${line}`)).join("\n")}\n}`;
}
