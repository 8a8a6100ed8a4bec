// Go packages of which as many files are parsed as it takes to find a declaration.

import { predeclaredNames } from "../go-names.ts";
import { type Declaration, type FileScope, type PackageScope, readFileScope } from "./scope.ts";
import type { GoParser, SyntaxNode, SyntaxTree } from "./syntax.ts";
import { namedType, resolveType } from "./types.ts";

/** A package whose source is at hand. */
export interface PackageTexts {
  /** Import path, or whatever else stands for the package and for no other. */
  readonly path: string;
  /** Texts of its Go files; those that are likely to be asked about come first. */
  readonly texts: Iterable<string>;
  /** The name of the package at an import path where it is known; others are told by their path. */
  readonly packageName: (path: string) => string | undefined;
}

export interface ProgramPackage {
  readonly scope: PackageScope;
  /** The declaration of a method by the name of its receiver's type. */
  method(type: string, name: string): { readonly node: SyntaxNode; readonly file: FileScope } | undefined;
}

export interface Program {
  /** `undefined` where its source is not at hand. */
  package(path: string): ProgramPackage | undefined;
  /** A file that has been parsed; one of the package's texts. */
  file(path: string, text: string): { readonly root: SyntaxNode; readonly scope: FileScope } | undefined;
  /** Frees the trees; all nodes are dead then. */
  dispose(): void;
}

interface ParsedFile {
  readonly root: SyntaxNode;
  readonly scope: FileScope;
}

/** How many packages an alias is followed through; in broken code it may lead in circles. */
const aliasLimit = 8;

export function openProgram(parser: GoParser, load: (path: string) => PackageTexts | undefined): Program {
  const trees: SyntaxTree[] = [];
  let depth = 0;
  const packages = new Map<string, (ProgramPackage & { parse(text: string): ParsedFile }) | undefined>();

  function open(path: string) {
    if (packages.has(path)) return packages.get(path);
    const loaded = load(path);
    const opened = loaded && openPackage(loaded);
    packages.set(path, opened);
    return opened;
  }

  function openPackage({ path, texts, packageName }: PackageTexts) {
    const read: string[] = [];
    const rest = texts[Symbol.iterator]();
    const parsed = new Map<string, ParsedFile>();
    const found = new Map<string, Declaration | undefined>();

    function* allTexts(): Generator<string> {
      yield* read;
      for (let next = rest.next(); !next.done; next = rest.next()) {
        read.push(next.value);
        yield next.value;
      }
    }

    function parse(text: string): ParsedFile {
      const known = parsed.get(text);
      if (known) return known;
      const tree = parser.parse(text);
      trees.push(tree);
      const root = tree.rootNode;
      const file: ParsedFile = { root, scope: withNames(readFileScope(root, scope), packageName) };
      parsed.set(text, file);
      return file;
    }

    /** What Go declares itself is not looked for: hardly a package declares it anew, and all of it would have to be read. */
    function declaration(name: string): Declaration | undefined {
      if (predeclaredNames.has(name)) return undefined;
      if (found.has(name)) return found.get(name);
      let result: Declaration | undefined;
      for (const text of allTexts()) {
        result = findIn(text, name, declarationLine, declarationAt);
        if (result) break;
      }
      found.set(name, result);
      return result;
    }

    /** What `read` makes of the name where it stands behind the beginning of a line that is like `before`. */
    function findIn<T>(
      text: string,
      name: string,
      before: RegExp,
      read: (node: SyntaxNode, file: FileScope) => T | undefined,
    ): T | undefined {
      for (const { row, column, line } of occurrences(text, name)) {
        if (!before.test(line)) continue;
        const file = parse(text);
        const node = file.root.namedDescendantForPosition({ row, column });
        const found = node?.text === name ? read(node, file.scope) : undefined;
        if (found) return found;
      }
      return undefined;
    }

    const scope: PackageScope = {
      path,
      declarations: { get: declaration, has: (name) => declaration(name) !== undefined },
      importedTypes(from, name) {
        const declared = open(from)?.scope.declarations.get(name);
        if (declared?.kind !== "alias") return namedType(from, name);
        const meaning = declared.node.childForFieldName("type");
        if (!meaning || depth === aliasLimit) return undefined;
        depth++;
        const type = resolveType(meaning, declared.file);
        depth--;
        return type;
      },
    };
    return {
      scope,
      parse,
      method(type: string, name: string) {
        for (const text of allTexts()) {
          const found = findIn(text, name, methodLine, (node, file) => methodAt(node, type, file));
          if (found) return found;
        }
        return undefined;
      },
    };
  }

  return {
    package: open,
    file: (path, text) => open(path)?.parse(text),
    dispose() {
      for (const tree of trees.splice(0)) tree.delete();
    },
  };
}

/** Where the name stands in the text as a word, with its line up to there. */
function* occurrences(
  text: string,
  name: string,
): Generator<{ readonly row: number; readonly column: number; readonly line: string }> {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    for (let end = text.indexOf("\n", lineStart); end >= 0 && end < at; end = text.indexOf("\n", lineStart)) {
      row++;
      lineStart = end + 1;
    }
    const isWord = !/[\p{L}\p{Nd}_]/u.test(text.charAt(at - 1) + text.charAt(at + name.length));
    if (isWord) yield { row, column: at - lineStart, line: text.slice(lineStart, at) };
  }
}

/** The line as gofmt leaves it before a name that it declares at package level, alone or in a group. */
const declarationLine = /^[ \t]*(?:(?:func|type|var|const)[ \t]+)?(?:[\p{L}\p{Nd}_]+[ \t]*,[ \t]*)*$/u;
const methodLine = /^[ \t]*func[ \t]*\([^)]*\)[ \t]*$/;

const declarationKinds: Readonly<Record<string, Declaration["kind"]>> = {
  function_declaration: "func",
  var_spec: "var",
  const_spec: "const",
  type_spec: "type",
  type_alias: "alias",
};

/** The package-level declaration of the name that the node is. */
function declarationAt(name: SyntaxNode, file: FileScope): Declaration | undefined {
  const node = name.parent;
  const kind = node && declarationKinds[node.type];
  if (!node || !kind) return undefined;
  const index = namesOf(node).findIndex((one) => isSamePlace(one, name));
  let at = kind === "func" ? node : node.parent;
  if (at?.type.endsWith("_spec_list")) at = at.parent;
  return index >= 0 && at?.parent?.type === "source_file" ? { kind, name, node, index, file } : undefined;
}

function methodAt(name: SyntaxNode, type: string, file: FileScope): ReturnType<ProgramPackage["method"]> {
  const node = name.parent;
  return node?.type === "method_declaration" && receiverType(node) === type ? { node, file } : undefined;
}

function namesOf(spec: SyntaxNode): readonly SyntaxNode[] {
  return spec.childrenForFieldName("name").filter(({ type }) => type !== ",");
}

function isSamePlace({ startPosition: a }: SyntaxNode, { startPosition: b }: SyntaxNode): boolean {
  return a.row === b.row && a.column === b.column;
}

/** The name of the type of a method's receiver, without pointer and type parameters. */
function receiverType(method: SyntaxNode): string | undefined {
  const receiver = method.childForFieldName("receiver")?.text ?? "";
  return /([\p{L}_][\p{L}\p{Nd}_]*)\s*(?:\[[^\]]*\])?\s*,?\s*\)$/u.exec(receiver)?.[1];
}

/** Imports without a name go by their package's. */
function withNames(file: FileScope, packageName: PackageTexts["packageName"]): FileScope {
  const named = new Map(file.named);
  const unnamed = file.unnamed.filter((path) => {
    const name = packageName(path);
    if (name !== undefined) named.set(name, path);
    return name === undefined;
  });
  return { ...file, named, unnamed };
}
