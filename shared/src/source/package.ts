// The exported functions and variables of a Go package, read from its source files.

import type { GoType, SourceSymbol } from "../model.ts";
import { type BuildTarget, matchesBuild } from "./build-constraint.ts";
import { commentLines, leadComments } from "./comments.ts";
import { readPackageName } from "./package-clause.ts";
import { type Declaration, declarationsOf, type ImportedTypes, readScopes, specsOf } from "./scope.ts";
import { standardType } from "./standard-types.ts";
import { type GoParser, rangeOf, type SyntaxNode, type SyntaxTree } from "./syntax.ts";
import { isExported, parametersOf } from "./types.ts";
import { functionType, variableType } from "./values.ts";

export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** What types are to be read with. */
export interface TypeContext {
  /** Import path of the package, as types mention it: for a plugin's main package the plugin path. */
  readonly packagePath: string;
  /** Types of imported packages; by default those of the standard library alone. */
  readonly importedTypes?: ImportedTypes;
}

/** A symbol with its type, where the source says it for certain. */
export interface TypedSourceSymbol extends SourceSymbol {
  readonly type?: GoType;
}

export interface PackageSource {
  /** The package clause's name; absent where no file counts. */
  readonly name?: string;
  /** Paths of the files that belong to the package in this build, sorted. */
  readonly files: readonly string[];
  /** Sorted by file and position. */
  readonly symbols: readonly TypedSourceSymbol[];
  /** The text of every file could be parsed. */
  readonly isWhole: boolean;
}

/**
 * What the files of one folder declare for a plugin: exported functions that are not generic, and exported variables. Tests,
 * files that the build leaves out, and files of another package are passed over; the package is `main` where there is one,
 * else that of the first file. Types are there where `types` is given. Never throws: what cannot be parsed is not there.
 */
export function reflectSource(
  files: readonly SourceFile[],
  parser: GoParser,
  target: BuildTarget,
  types?: TypeContext,
): PackageSource {
  const candidates = files
    .filter(({ path, text }) => isBuilt(path, text, target))
    .map((file) => ({ ...file, name: readPackageName(file.text) }))
    .filter(({ name }) => name !== undefined)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const name = candidates.find((file) => file.name === "main")?.name ?? candidates[0]?.name;
  if (name === undefined) return { files: [], symbols: [], isWhole: true };
  const own = candidates.filter((file) => file.name === name);
  const trees: SyntaxTree[] = [];
  try {
    for (const { text } of own) trees.push(parser.parse(text));
    const roots = trees.map((tree) => tree.rootNode);
    const scopes = readScopes(roots, types?.packagePath ?? "", types?.importedTypes ?? standardType);
    const symbols = roots.flatMap((root, i) => {
      const docs = docsOf(root);
      return declarationsOf(root, scopes.files[i]!)
        .filter((declaration) => isSymbol(declaration))
        .map((declaration) => toSymbol(declaration, own[i]!.path, docs, types && typeOf(declaration)));
    });
    const isWhole = roots.every((root) => !root.hasError);
    return { name, files: own.map(({ path }) => path), symbols, isWhole };
  } finally {
    for (const tree of trees) tree.delete();
  }
}

function isBuilt(path: string, text: string, target: BuildTarget): boolean {
  const name = path.replace(/^.*[\\/]/s, "");
  if (name.endsWith("_test.go") || !matchesBuild(name, text, target)) return false;
  const imports = text.split(/^(?:func|var|const|type)\b/m, 1)[0]!;
  return target.cgo || !/^\s*(?:import\s+)?"C"/m.test(imports);
}

function isSymbol({ kind, name, node }: Declaration): boolean {
  if (!isExported(name.text)) return false;
  return kind === "var" || (kind === "func" && !node.childForFieldName("type_parameters"));
}

function toSymbol(
  declaration: Declaration,
  path: string,
  docs: ReadonlyMap<string, readonly string[]>,
  type: GoType | undefined,
): TypedSourceSymbol {
  const { kind, name, node } = declaration;
  const namesOf = (field: string) =>
    kind === "func" ? parametersOf(node.childForFieldName(field)).map((p) => p.name) : [];
  const symbol: SourceSymbol = {
    name: name.text,
    kind: kind === "func" ? "func" : "var",
    doc: docs.get(keyOf(node)) ?? [],
    params: namesOf("parameters"),
    results: namesOf("result"),
    location: { path, range: rangeOf(name) },
  };
  if (!type) return symbol;
  // Written out, since each object that is made by spreading another one gets a hidden class of its own.
  const { doc, params, results, location } = symbol;
  return { name: symbol.name, kind: symbol.kind, doc, params, results, location, type };
}

function typeOf(declaration: Declaration): GoType | undefined {
  return declaration.kind === "func" ? functionType(declaration) : variableType(declaration);
}

/** Two handles of one node are different objects; this is the same for both. */
function keyOf(node: SyntaxNode): string {
  return `${node.startPosition.row}:${node.startPosition.column}`;
}

/** The documentation of functions and variable specs; a spec without its own has that of the whole declaration. */
function docsOf(root: SyntaxNode): ReadonlyMap<string, readonly string[]> {
  const docs = new Map<string, readonly string[]>();
  const leads = leadComments(root.children);
  for (const node of root.children) {
    const lines = commentLines(leads.get(node) ?? []);
    if (node.type === "function_declaration") docs.set(keyOf(node), lines);
    if (node.type !== "var_declaration") continue;
    for (const spec of specsOf(node)) docs.set(keyOf(spec), lines);
    const list = node.children.find(({ type }) => type === "var_spec_list");
    for (const [spec, comments] of leadComments(list?.children ?? [])) {
      const specLines = commentLines(comments);
      if (specLines.length > 0) docs.set(keyOf(spec), specLines);
    }
  }
  return docs;
}
