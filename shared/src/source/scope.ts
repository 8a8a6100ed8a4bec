// What a name in a Go file may mean: the file's imports and its package's declarations.

import { unquoteGo } from "../go-quote.ts";
import type { GoType } from "../model.ts";
import { partsOf, type SyntaxNode } from "./syntax.ts";

/** What an imported package has under a name: its type, or `undefined` where that is not known for certain. */
export type ImportedTypes = (path: string, name: string) => GoType | undefined;

export interface PackageScope {
  /** Import path that types of this package have; for a plugin's main package the plugin path. */
  readonly path: string;
  readonly declarations: Pick<ReadonlyMap<string, Declaration>, "get" | "has">;
  readonly importedTypes: ImportedTypes;
}

export interface FileScope {
  readonly package: PackageScope;
  /** Import paths by the name that the file gives them. */
  readonly named: ReadonlyMap<string, string>;
  /** Paths of imports that go by their package's own name. */
  readonly unnamed: readonly string[];
}

/** A package-level declaration: its spec or function, where its name stands in it, and the file that it is in. */
export interface Declaration {
  readonly kind: "func" | "var" | "const" | "type" | "alias";
  readonly name: SyntaxNode;
  readonly node: SyntaxNode;
  /** Of a var or const spec: which of its names this is. */
  readonly index: number;
  readonly file: FileScope;
}

/** The scopes of the parsed files of one package. */
export function readScopes(
  roots: readonly SyntaxNode[],
  path: string,
  importedTypes: ImportedTypes,
): {
  readonly package: PackageScope & { readonly declarations: ReadonlyMap<string, Declaration> };
  readonly files: readonly FileScope[];
} {
  const declarations = new Map<string, Declaration>();
  const scope = { path, declarations, importedTypes };
  const files = roots.map((root) => readFileScope(root, scope));
  for (const [i, root] of roots.entries()) {
    for (const declaration of declarationsOf(root, files[i]!)) {
      const name = declaration.name.text;
      if (!declarations.has(name)) declarations.set(name, declaration);
    }
  }
  return { package: scope, files };
}

/** What the file imports, as a part of the package. */
export function readFileScope(root: SyntaxNode, scope: PackageScope): FileScope {
  const named = new Map<string, string>();
  const unnamed: string[] = [];
  for (const declaration of root.namedChildren) {
    if (declaration.type !== "import_declaration") continue;
    for (const spec of specsOf(declaration)) {
      const path = unquoteGo(spec.childForFieldName("path")?.text ?? "");
      const name = spec.childForFieldName("name")?.text;
      if (path === undefined || name === "_" || name === ".") continue;
      if (name === undefined) unnamed.push(path);
      else named.set(name, path);
    }
  }
  return { package: scope, named, unnamed };
}

/** The path that a package name stands for in the file; `undefined` where that cannot be told. */
export function importPathOf(name: string, file: FileScope): string | undefined {
  const named = file.named.get(name);
  if (named !== undefined) return named;
  const candidates = file.unnamed.filter((path) => likelyNames(path).includes(name));
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** Names that a package at this path probably has: the last element without a version, `go-`, `-go` or `.go`. */
function likelyNames(path: string): readonly string[] {
  const elements = path.split("/");
  const last = elements.pop()!;
  const isVersion = /^v[2-9]\d*$|^v1\d+$/.test(last) && elements.length > 0;
  const base = isVersion ? elements.pop()! : last;
  const bare = base.replace(/\.v\d+$/, "");
  return [last, bare, bare.replace(/^go[-.]/, ""), bare.replace(/[-.]go$/, ""), bare.replace(/^.*-/, "")];
}

/** All package-level declarations of a file, functions and generic types included, methods not. */
export function declarationsOf(root: SyntaxNode, file: FileScope): readonly Declaration[] {
  const found: Declaration[] = [];
  const add = (kind: Declaration["kind"], node: SyntaxNode) => {
    const names = node.childrenForFieldName("name").filter(({ type }) => type !== ",");
    for (const [index, name] of names.entries()) found.push({ kind, name, node, index, file });
  };
  for (const node of root.namedChildren) {
    if (node.type === "function_declaration") add("func", node);
    if (node.type === "var_declaration") for (const spec of specsOf(node)) add("var", spec);
    if (node.type === "const_declaration") for (const spec of specsOf(node)) add("const", spec);
    if (node.type === "type_declaration") {
      for (const spec of specsOf(node)) add(spec.type === "type_alias" ? "alias" : "type", spec);
    }
  }
  return found;
}

/** The specs of a declaration, grouped in parentheses or not. */
export function specsOf(declaration: SyntaxNode): readonly SyntaxNode[] {
  return partsOf(declaration).flatMap((part) => (part.type.endsWith("_spec_list") ? partsOf(part) : [part]));
}
