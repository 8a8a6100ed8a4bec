// Go packages of which as many files are parsed as it takes to find a declaration.

import {
  type Declaration,
  declarationsOf,
  type FileScope,
  type PackageScope,
  readFileScope,
} from "./scope.ts";
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
  declarations?: ReadonlyMap<string, Declaration>;
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

    function declaration(name: string): Declaration | undefined {
      if (found.has(name)) return found.get(name);
      let result: Declaration | undefined;
      for (const text of allTexts()) {
        if (!mayDeclare(text, name)) continue;
        const file = parse(text);
        file.declarations ??= new Map(
          declarationsOf(file.root, file.scope).map((one) => [one.name.text, one]),
        );
        result = file.declarations.get(name);
        if (result) break;
      }
      found.set(name, result);
      return result;
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
          if (!text.includes(name) || !text.includes(type)) continue;
          const { root, scope: file } = parse(text);
          const node = root.namedChildren.find(
            (child) =>
              child.type === "method_declaration" &&
              child.childForFieldName("name")?.text === name &&
              receiverType(child) === type,
          );
          if (node) return { node, file };
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

/** Whether a line of the text begins as one that declares the name at package level does; cheap. */
function mayDeclare(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const before = String.raw`(?:^|[;(])[ \t]*(?:(?:func|type|var|const)\b[^\n]*?)?(?:[\p{L}\p{Nd}_]+[ \t]*,\s*)*`;
  return new RegExp(String.raw`${before}(?<![\p{L}\p{Nd}_])${name}(?![\p{L}\p{Nd}_])`, "mu").test(text);
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
