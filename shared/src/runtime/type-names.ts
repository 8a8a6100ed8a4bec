// Type arguments, which a binary has only as text inside a type's name.

import { unquoteGo } from "#shared/go-quote";
import {
  type BasicName,
  basicNames,
  type Field,
  type FuncType,
  type GoPackage,
  type GoType,
  type Method,
} from "#shared/model";
import { unescapePath } from "./names.ts";

/** Gives the one object for a package path. */
export type PackageOf = (path: string, name?: string) => GoPackage;

const basicTypes: ReadonlySet<string> = new Set(basicNames);

/** Types nest by far less; the text of a corrupt file may not. */
const depthLimit = 200;

/**
 * Splits the string of a type descriptor, `pkg.Name[args]`, as reflect's (*rtype).Name does (reflect/type.go, Go 1.26):
 * the package's name is "" for a predeclared type; `args` is absent for a type that is not generic.
 */
export function splitTypeName(text: string): { packageName: string; name: string; args?: string } {
  const bracket = text.indexOf("[");
  const head = bracket < 0 ? text : text.slice(0, bracket);
  const dot = head.indexOf(".");
  const packageName = dot < 0 ? "" : head.slice(0, dot);
  const name = head.slice(dot + 1);
  const end = text.lastIndexOf("]");
  if (bracket < 0 || end < bracket) return { packageName, name: text.slice(dot + 1) };
  return { packageName, name: name + text.slice(end + 1), args: text.slice(bracket + 1, end) };
}

/** The types of a list of type arguments, as the compiler writes them; of one that cannot be parsed an opaque type. */
export function parseTypeArgs(text: string, packageOf: PackageOf): GoType[] {
  const parser = createParser(text, packageOf);
  const types = parser.list();
  return types ?? [{ kind: "opaque", text }];
}

/** A type in the compiler's LinkString form (cmd/compile/internal/types/fmt.go, fmtTypeID, Go 1.26). */
export function parseType(text: string, packageOf: PackageOf): GoType {
  const parser = createParser(text, packageOf);
  const types = parser.list();
  return types?.length === 1 ? types[0]! : { kind: "opaque", text };
}

/** Thrown and caught in this file: the text is no type. */
const notAType = Symbol("not a type");

function createParser(text: string, packageOf: PackageOf) {
  let at = 0;
  let depth = 0;

  const has = (token: string): boolean => text.startsWith(token, at);
  const take = (token: string): boolean => {
    if (!has(token)) return false;
    at += token.length;
    return true;
  };
  const need = (token: string): void => {
    if (!take(token)) throw notAType;
  };
  const space = (): void => {
    while (take(" "));
  };

  function type(): GoType {
    if (++depth > depthLimit) throw notAType;
    const result = typeHere();
    depth--;
    return result;
  }

  function typeHere(): GoType {
    if (take("*")) return { kind: "pointer", elem: type() };
    if (take("[]")) return { kind: "slice", elem: type() };
    if (take("[")) {
      const digits = word(/[0-9]+/y);
      need("]");
      return { kind: "array", length: Number(digits), elem: type() };
    }
    if (take("(")) {
      const inner = type();
      need(")");
      return inner;
    }
    if (take("map[")) {
      const key = type();
      need("]");
      return { kind: "map", key, elem: type() };
    }
    if (take("<-chan ")) return { kind: "chan", direction: "receive", elem: type() };
    if (take("chan<- ")) return { kind: "chan", direction: "send", elem: type() };
    if (take("chan ")) return { kind: "chan", direction: "both", elem: type() };
    if (take("func(")) return signature();
    if (take("struct {") || take("struct{")) return { kind: "struct", fields: fields() };
    if (take("interface {") || take("interface{")) return { kind: "interface", methods: methods() };
    return named(word(/[^\s[\](){},;"*]+/y));
  }

  function word(pattern: RegExp): string {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) throw notAType;
    at += match[0].length;
    return match[0];
  }

  function named(token: string): GoType {
    const { path, name } = splitQualified(token);
    if (basicTypes.has(token)) return { kind: "basic", name: token as BasicName };
    if (token === "any") return { kind: "interface", methods: [] };
    if (token === "byte") return { kind: "basic", name: "uint8" };
    if (token === "rune") return { kind: "basic", name: "int32" };
    if (path === undefined && name !== "error") throw notAType;
    const typeArgs = take("[") ? argsUntilBracket() : [];
    // A function's local generic type has its number after the arguments.
    const suffix = typeArgs.length > 0 && has("·") ? word(/·[0-9]+/y) : "";
    return {
      kind: "named",
      ...(path === undefined ? {} : { package: packageOf(path) }),
      name: name + suffix,
      typeArgs,
    };
  }

  function argsUntilBracket(): GoType[] {
    const args = argList();
    need("]");
    return args;
  }

  /** Arguments are separated by ","; those of an enclosing function from a type's own by ";". */
  function argList(): GoType[] {
    const args = [type()];
    while (take(",") || take(";")) {
      space();
      args.push(type());
    }
    return args;
  }

  /** After "func(" or a method's "(". */
  function signature(): FuncType {
    const params: GoType[] = [];
    let variadic = false;
    while (!take(")")) {
      if (params.length > 0) need(",");
      space();
      variadic = take("...");
      const param = type();
      params.push(variadic ? { kind: "slice", elem: param } : param);
    }
    const results: GoType[] = [];
    if (take(" (")) {
      while (!take(")")) {
        if (results.length > 0) need(",");
        space();
        results.push(type());
      }
    } else if (has(" ") && !has(" }") && !has(' "') && !has(" =")) {
      space();
      results.push(type());
    }
    return { kind: "func", params, results, variadic };
  }

  function fields(): Field[] {
    const list: Field[] = [];
    for (;;) {
      space();
      if (take("}")) return list;
      if (list.length > 0) {
        need(";");
        space();
      }
      list.push(field());
    }
  }

  /** `name T`, `T` (embedded), `name = T` (embedded under the name of an alias), each with a quoted tag or without. */
  function field(): Field {
    const label = /([^\s[\](){},;"*]+) (= )?(?![}"])/y;
    label.lastIndex = at;
    const match = label.exec(text);
    if (match) {
      at += match[0].length;
      return finish(splitQualified(match[1]!), type(), match[2] !== undefined);
    }
    const embedded = type();
    const inner = embedded.kind === "pointer" ? embedded.elem : embedded;
    const name = inner.kind === "named" || inner.kind === "basic" ? inner.name : "";
    const path = inner.kind === "named" ? inner.package?.path : undefined;
    return finish(path === undefined ? { name } : { path, name }, embedded, true);
  }

  function finish(label: { path?: string; name: string }, type: GoType, embedded: boolean): Field {
    const tag = take(" ") && has('"') ? (unquoteGo(word(/"(?:[^"\\]|\\.)*"/y)) ?? "") : "";
    return {
      name: label.name,
      ...(label.path !== undefined && !isExported(label.name)
        ? { packagePath: packageOf(label.path).path }
        : {}),
      type,
      tag,
      embedded,
    };
  }

  function methods(): Method[] {
    const list: Method[] = [];
    for (;;) {
      space();
      if (take("}")) return list;
      if (list.length > 0) {
        need(";");
        space();
      }
      const { path, name } = splitQualified(word(/[^\s[\](){},;"*]+/y));
      need("(");
      const type = signature();
      list.push({
        name,
        ...(path !== undefined && !isExported(name) ? { packagePath: packageOf(path).path } : {}),
        type,
      });
    }
  }

  return {
    /** All of the text as a list of types; `undefined` where it is none. */
    list(): GoType[] | undefined {
      try {
        const types = argList();
        return at === text.length ? types : undefined;
      } catch (reason) {
        if (reason === notAType) return undefined;
        throw reason;
      }
    },
  };
}

/** Splits `example.com/a%2eb.Name`: the path ends at the first dot after its last slash. */
function splitQualified(token: string): { path?: string; name: string } {
  const dot = token.indexOf(".", token.lastIndexOf("/") + 1);
  if (dot < 0) return { name: token };
  return { path: unescapePath(token.slice(0, dot)), name: token.slice(dot + 1) };
}

function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}
