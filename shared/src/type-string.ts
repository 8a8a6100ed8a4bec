// Types as text: what go/types prints, without parameter names.

import { quoteGo } from "./go-quote.ts";
import type { FuncType, GoPackage, GoType } from "./model.ts";

/**
 * The contract's text of a type: what `go/types.TypeString(t, nil)` prints, without parameter names, and with type
 * arguments separated by "," alone. `qualify` gives what stands before the "." of a named type; without it that is the
 * package's path. Where it gives "" there is no ".".
 */
export function typeString(type: GoType, qualify: (pkg: GoPackage) => string = (pkg) => pkg.path): string {
  const text = (t: GoType): string => {
    switch (t.kind) {
      case "basic":
        return t.name;
      case "named": {
        const prefix = t.package ? qualify(t.package) : "";
        const args = t.typeArgs.length > 0 ? `[${t.typeArgs.map(text).join(",")}]` : "";
        return `${prefix}${prefix === "" ? "" : "."}${t.name}${args}`;
      }
      case "pointer":
        return `*${text(t.elem)}`;
      case "slice":
        return `[]${text(t.elem)}`;
      case "array":
        return `[${BigInt(t.length)}]${text(t.elem)}`;
      case "map":
        return `map[${text(t.key)}]${text(t.elem)}`;
      case "chan": {
        if (t.direction === "receive") return `<-chan ${text(t.elem)}`;
        if (t.direction === "send") return `chan<- ${text(t.elem)}`;
        const inner = text(t.elem);
        return t.elem.kind === "chan" && t.elem.direction === "receive" ? `chan (${inner})` : `chan ${inner}`;
      }
      case "func":
        return `func${signature(t)}`;
      case "struct": {
        const fields = t.fields.map((field) => {
          const declaration = field.embedded ? text(field.type) : `${field.name} ${text(field.type)}`;
          return field.tag === "" ? declaration : `${declaration} ${quoteGo(field.tag)}`;
        });
        return `struct{${fields.join("; ")}}`;
      }
      case "interface":
        if (t.methods.length === 0) return "any";
        return `interface{${t.methods.map((method) => method.name + signature(method.type)).join("; ")}}`;
      case "opaque":
        return t.text;
    }
  };
  const signature = (t: FuncType): string => {
    const params = t.params.map((param, i) =>
      t.variadic && i === t.params.length - 1 && param.kind === "slice"
        ? `...${text(param.elem)}`
        : text(param),
    );
    const results = t.results.map(text);
    const end =
      results.length === 0 ? "" : results.length === 1 ? ` ${results[0]}` : ` (${results.join(", ")})`;
    return `(${params.join(", ")})${end}`;
  };
  return text(type);
}
