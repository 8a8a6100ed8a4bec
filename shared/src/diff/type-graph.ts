// The named types that a plugin's symbols lead to, and those of them that a user of the symbols gets to see.

import { isExported } from "../go-names.ts";
import type { GoType, Method, NamedType, Plugin } from "../model.ts";
import { typeString } from "../type-string.ts";
import type { Scope } from "./read.ts";

export interface TypeGraph {
  readonly plugin: Plugin;
  /** By what `typeString` gives: everything in the scope that the symbols lead to. */
  readonly types: ReadonlyMap<string, NamedType>;
  /** Keys of those that can be reached without an unexported field or method. */
  readonly exposed: ReadonlySet<string>;
}

export function readTypeGraph(plugin: Plugin, scope: Scope): TypeGraph {
  return {
    plugin,
    types: reach(plugin, scope, false),
    exposed: new Set(reach(plugin, scope, true).keys()),
  };
}

function reach(plugin: Plugin, scope: Scope, exposedOnly: boolean): ReadonlyMap<string, NamedType> {
  const found = new Map<string, NamedType>();
  const seen = new Set<GoType>();
  const left: GoType[] = plugin.symbols.map(({ type }) => type);
  const addMethods = (methods: readonly Method[] = []) => {
    for (const { name, type } of methods) if (!exposedOnly || isExported(name)) left.push(type);
  };
  for (let type = left.pop(); type; type = left.pop()) {
    if (seen.has(type)) continue;
    seen.add(type);
    switch (type.kind) {
      case "named": {
        left.push(...type.typeArgs);
        if (type.package === undefined || !scope(type.package.path)) break;
        if (type.underlying === undefined) break;
        found.set(typeString(type), type);
        left.push(type.underlying);
        if (type.underlying.kind === "interface") break;
        addMethods(type.methods);
        addMethods(type.pointerMethods);
        break;
      }
      case "pointer":
      case "slice":
      case "array":
      case "chan":
        left.push(type.elem);
        break;
      case "map":
        left.push(type.key, type.elem);
        break;
      case "func":
        left.push(...type.params, ...type.results);
        break;
      case "struct":
        for (const field of type.fields)
          if (!exposedOnly || field.embedded || isExported(field.name)) left.push(field.type);
        break;
      case "interface":
        addMethods(type.methods);
        break;
    }
  }
  return found;
}
