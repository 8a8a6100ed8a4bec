// Which type of a new plugin has taken the place of which type of the old one, as golang.org/x/exp/apidiff tells it.

import { isExported } from "../go-names.ts";
import type { BasicType, GoType, InterfaceType, Method, NamedType, StructType } from "../model.ts";
import { typeString } from "../type-string.ts";
import type { TypeGraph } from "./type-graph.ts";

/**
 * A package whose types are compared, once for each: within it an unexported type may have got another name. Types of any
 * other package correspond when they are called the same.
 */
export interface Root {
  /** Import path in the old plugin and in the new one. */
  readonly old: string;
  readonly new: string;
  /** Old types by key, each with the one that has taken its place. */
  readonly pairs: Map<string, { readonly old: NamedType; readonly now: NamedType | BasicType }>;
  /** Pairs of which what lies behind the names is still to be compared. */
  readonly left: { readonly old: NamedType; readonly now: NamedType | BasicType }[];
}

export interface Correspondence {
  readonly main: Root;
  /** The main package and those whose types it has led to so far. */
  roots(): readonly Root[];
  /**
   * Whether the types are the same but for the names of what has been renamed. Named types are taken down as pairs, and
   * what lies behind them is left to be compared.
   */
  corresponds(root: Root, old: GoType, now: GoType): boolean;
}

export function createCorrespondence(before: TypeGraph, after: TypeGraph): Correspondence {
  const roots = new Map<string, Root>();
  const main = rootOf(before.plugin.pluginPath);

  function rootOf(path: string): Root {
    let root = roots.get(path);
    if (!root) {
      root = { old: path, new: counterpart(path), pairs: new Map(), left: [] };
      roots.set(path, root);
    }
    return root;
  }

  /** The plugin's main package may have got another path. */
  function counterpart(path: string): string {
    return path === before.plugin.pluginPath ? after.plugin.pluginPath : path;
  }

  function corresponds(root: Root, old: GoType, now: GoType): boolean {
    switch (old.kind) {
      case "named":
        return correspondsNamed(root, old, now);
      case "basic":
        return now.kind === "basic" && now.name === old.name;
      case "pointer":
      case "slice":
        return now.kind === old.kind && corresponds(root, old.elem, now.elem);
      case "array":
        return now.kind === "array" && corresponds(root, old.elem, now.elem) && old.length === now.length;
      case "chan":
        return (
          now.kind === "chan" && corresponds(root, old.elem, now.elem) && old.direction === now.direction
        );
      case "map":
        return now.kind === "map" && every(root, [old.key, old.elem], [now.key, now.elem]);
      case "func": {
        if (now.kind !== "func") return false;
        const params = every(root, old.params, now.params);
        return every(root, old.results, now.results) && params && old.variadic === now.variadic;
      }
      case "struct":
        return now.kind === "struct" && correspondsStruct(root, old, now);
      case "interface":
        return now.kind === "interface" && correspondsInterface(root, old, now);
      case "opaque":
        return now.kind === "opaque" && now.text === old.text;
    }
  }

  /** All are looked at, so that what lies behind each is compared. */
  function every(root: Root, old: readonly GoType[], now: readonly GoType[]): boolean {
    const each = old.map((type, i) => now[i] !== undefined && corresponds(root, type, now[i]));
    return old.length === now.length && each.every((isSame) => isSame);
  }

  function correspondsStruct(root: Root, old: StructType, now: StructType): boolean {
    const each = old.fields.map((field, i) => {
      const other = now.fields[i];
      if (!other || !corresponds(root, field.type, other.type)) return false;
      if (field.embedded !== other.embedded || field.tag !== other.tag) return false;
      // An unexported embedded type may have another name, which is the field's.
      const isHidden = field.embedded && !isExported(field.name) && !isExported(other.name);
      return isHidden || field.name === other.name;
    });
    return old.fields.length === now.fields.length && each.every((isSame) => isSame);
  }

  function correspondsInterface(root: Root, old: InterfaceType, now: InterfaceType): boolean {
    const others = new Map(now.methods.map((method) => [methodId(method), method]));
    const each = old.methods.map((method) => {
      const { name, packagePath } = method;
      const path = packagePath === undefined ? undefined : counterpart(packagePath);
      const other = others.get(methodId({ name, ...(path === undefined ? {} : { packagePath: path }) }));
      return other !== undefined && corresponds(root, method.type, other.type);
    });
    return old.methods.length === now.methods.length && each.every((isSame) => isSame);
  }

  function correspondsNamed(root: Root, old: NamedType, now: GoType): boolean {
    const key = typeString(old);
    const known = root.pairs.get(key);
    if (known) return typeString(known.now) === typeString(now);
    const path = old.package?.path;
    if (now.kind !== "named") {
      if (now.kind !== "basic" || path !== root.old || isExported(old.name)) return false;
    } else {
      const isOwn = path === root.old && now.package?.path === root.new;
      const mayDiffer = isOwn && !isExported(old.name);
      if (!mayDiffer && old.name !== now.name) return false;
      if (!isOwn && (path === undefined ? undefined : counterpart(path)) !== now.package?.path) return false;
      if (!every(root, old.typeArgs, now.typeArgs)) return false;
      if (!isOwn) {
        // What lies behind a type of another package is that package's affair.
        if (path !== undefined && before.types.has(key)) correspondsNamed(rootOf(path), old, now);
        return true;
      }
    }
    const pair = { old: before.types.get(key) ?? old, now: resolve(after, now) };
    root.pairs.set(key, pair);
    root.left.push(pair);
    return true;
  }

  return { main, roots: () => [...roots.values()], corresponds };
}

/** Unexported names of two packages are two names. */
export function methodId({ name, packagePath = "" }: Pick<Method, "name" | "packagePath">): string {
  return `${packagePath}.${name}`;
}

function resolve(graph: TypeGraph, type: NamedType | BasicType): NamedType | BasicType {
  return type.kind === "basic" ? type : (graph.types.get(typeString(type)) ?? type);
}
