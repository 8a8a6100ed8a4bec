// Decides whether a package can write a type down, and says why not.

import { isGoIdentifier } from "../go-names.ts";
import type { Field, FuncType, GoType, Method, NamedType } from "../model.ts";
import { isExportedName } from "./identifiers.ts";
import { whyNotImportable } from "./import-path.ts";
import { escapeUnprintable } from "./quote.ts";

/** Beyond this no honest type goes; a corrupt one could be endless. */
const largest = { depth: 200, nodes: 20_000 };

interface Scope {
  readonly from: string | undefined;
  readonly pluginPath: string | undefined;
  readonly importsBack: (path: string) => boolean;
  readonly budget: { nodes: number };
}

/**
 * Why the package with import path `from` cannot write the type: a phrase ("unexported type example.com/x.t").
 * Undefined where it can. Without `from`: any package outside of all module trees that the type mentions.
 * `pluginPath` tells types of the plugin's main package where the name of their package is not known; `importsBack` tells
 * packages that import `from`.
 */
export function whyUnnameable(
  type: GoType,
  from?: string,
  pluginPath?: string,
  importsBack: (path: string) => boolean = () => false,
): string | undefined {
  return whyType(type, { from, pluginPath, importsBack, budget: { nodes: largest.nodes } }, 0);
}

/** Whether the type's own text, without what lies behind named types, is of a size that can be printed. */
export function isPrintable(type: GoType): boolean {
  let nodes = largest.nodes;
  const within = (part: GoType, depth: number): boolean =>
    --nodes > 0 && depth < largest.depth && partsOf(part).every((inner) => within(inner, depth + 1));
  return within(type, 0);
}

/** The types that a type's own text consists of, without what lies behind a name. */
export function partsOf(type: GoType): readonly GoType[] {
  switch (type.kind) {
    case "basic":
    case "opaque":
      return [];
    case "named":
      return type.typeArgs;
    case "pointer":
    case "slice":
    case "array":
    case "chan":
      return [type.elem];
    case "map":
      return [type.key, type.elem];
    case "func":
      return [...type.params, ...type.results];
    case "struct":
      return type.fields.map((field) => field.type);
    case "interface":
      return type.methods.map((method) => method.type);
  }
}

function whyType(type: GoType, scope: Scope, depth: number): string | undefined {
  if (--scope.budget.nodes < 0 || depth > largest.depth) return "a type that is too large to write";
  const own = whyOwn(type, scope);
  if (own !== undefined) return own;
  for (const part of partsOf(type)) {
    const why = whyType(part, scope, depth + 1);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** What is wrong with the type itself, its parts aside. */
function whyOwn(type: GoType, scope: Scope): string | undefined {
  switch (type.kind) {
    case "opaque":
      return `a type that the file doesn't describe (${escapeUnprintable(type.text)})`;
    case "named":
      return whyNamed(type, scope);
    case "array":
      return Number.isSafeInteger(type.length) && type.length >= 0 ? undefined : "an array of unknown length";
    case "func":
      return whyFunc(type);
    case "struct":
      return whyStruct(type.fields, scope);
    case "interface":
      return whyInterface(type.methods, scope);
    default:
      return undefined;
  }
}

function whyNamed(type: NamedType, scope: Scope): string | undefined {
  if (!type.package) {
    return type.name === "error" ? undefined : `a type of no package (${shown(type.name)})`;
  }
  const { path, name } = type.package;
  const full = shown(`${path}.${type.name}`);
  if (name === "main" || path === "main" || path === scope.pluginPath) {
    return `a type of the plugin's main package (${full})`;
  }
  if (type.name.startsWith("_C")) return `cgo type ${shown(type.name)}`;
  if (type.name.includes("·")) return `function-local type ${full}`;
  if (!isGoIdentifier(type.name)) return `a type without a valid name (${full})`;
  if (path === scope.from) return undefined;
  if (!isExportedName(type.name)) return `unexported type ${full}`;
  const why = whyNotImportable(path, scope.from);
  if (why !== undefined) return why;
  return scope.importsBack(path) ? `package ${path}, which imports the wrapper's` : undefined;
}

function whyFunc(type: FuncType): string | undefined {
  if (type.variadic && type.params.at(-1)?.kind !== "slice")
    return "a variadic function without a last slice";
  return undefined;
}

function whyStruct(fields: readonly Field[], scope: Scope): string | undefined {
  const seen = new Set<string>();
  for (const { name, packagePath, type, embedded } of fields) {
    if (!isGoIdentifier(name)) return `a field without a valid name (${shown(name)})`;
    if (name !== "_" && seen.has(name)) return `two fields named ${shown(name)}`;
    seen.add(name);
    if (!isExportedName(name) && (packagePath === undefined || packagePath !== scope.from)) {
      return `unexported field ${shown(name)} of ${describePackage(packagePath)}`;
    }
    if (embedded && embeddedName(type) !== name) return `a field that embeds an alias (${shown(name)})`;
  }
  return undefined;
}

/** The name that a field gets by embedding the type; undefined where that isn't possible. */
function embeddedName(type: GoType): string | undefined {
  const base = type.kind === "pointer" ? type.elem : type;
  if (base.kind === "named") return base.name;
  return type.kind === "basic" ? type.name : undefined;
}

function whyInterface(methods: readonly Method[], scope: Scope): string | undefined {
  const seen = new Set<string>();
  for (const { name, packagePath } of methods) {
    if (!isGoIdentifier(name) || name === "_") return `a method without a valid name (${shown(name)})`;
    if (seen.has(name)) return `two methods named ${shown(name)}`;
    seen.add(name);
    if (!isExportedName(name) && (packagePath === undefined || packagePath !== scope.from)) {
      return `unexported method ${shown(name)} of ${describePackage(packagePath)}`;
    }
  }
  return undefined;
}

function describePackage(path: string | undefined): string {
  return path === undefined ? "an unknown package" : `package ${shown(path)}`;
}

/** A longer name, which only damaged files have, is cut where it is shown. */
const shownLimit = 1000;

function shown(name: string): string {
  return escapeUnprintable(name.length > shownLimit ? `${name.slice(0, shownLimit)}…` : name);
}
