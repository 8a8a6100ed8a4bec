// A generated wrapper as it lies on disk: who wrote it, for which plugin, and what it binds.

import { parseFlags, textOf, truthOf } from "../flags.ts";
import { unquoteGo } from "../go-quote.ts";
import type { PathRules } from "../host.ts";
import type { GoType, Range, SymbolKind } from "../model.ts";
import { splitWords } from "../source/directive-words.ts";
import { type GeneratorName, readGeneratorCommand } from "../source/generator-command.ts";
import { type FileScope, readScopes } from "../source/scope.ts";
import { type GoParser, partsOf, rangeOf, type SyntaxNode } from "../source/syntax.ts";
import { namedType, resolveType } from "../source/types.ts";
import { typeString } from "../type-string.ts";
import { parseHeader } from "./header.ts";

/** A symbol that the wrapper was made for. */
export interface WrapperMember {
  readonly name: string;
  readonly kind: SymbolKind;
  /** In the form of `typeString`: a function's type, or the variable's own. Absent where the wrapper doesn't say. */
  readonly type?: string;
  /** The name of the method or field, else the header's first line. */
  readonly range: Range;
}

export interface WrapperFile {
  /** Absolute. */
  readonly path: string;
  readonly generator: { readonly name: GeneratorName; readonly version?: string };
  readonly generatedOn?: string;
  /** The words of the command that wrote it; empty where it cannot be told. */
  readonly command: readonly string[];
  /** Those of them that are arguments of `generate`. */
  readonly commandArgs: readonly string[];
  /** Absolute folder that the command ran in; absent where it cannot be known. */
  readonly folder?: string;
  /** As written. */
  readonly pluginPath?: string;
  readonly package?: string;
  /** Bytes. */
  readonly size?: number;
  readonly sha256?: string;
  /** The wrapper compares the plugin's checksum when it binds. */
  readonly checksSha256: boolean;
  /** The wrapper's type. */
  readonly name: string;
  /** Its name where it is declared; absent where it is not. */
  readonly nameRange?: Range;
  /** Functions, then variables, each in the order of the file. */
  readonly members: readonly WrapperMember[];
  /** The line that names the generator. */
  readonly headerRange: Range;
}

/** Whether the file begins as a generated wrapper does; cheap. */
export function isWrapper(text: string): boolean {
  return parseHeader(text) !== undefined;
}

/** Reads a wrapper of ours or of go-bind-plugin; `undefined` for any other file. Never throws. */
export function parseWrapper(
  path: string,
  text: string,
  parser: GoParser,
  rules: PathRules,
): WrapperFile | undefined {
  const header = parseHeader(text);
  if (!header) return undefined;
  const command = header.command === undefined ? [] : splitCommand(header.command);
  const commandArgs = command.slice(readGeneratorCommand(command)?.firstArgument ?? 1);
  const flags = parseFlags("generate", commandArgs);
  const headerLine = text.split(/\r?\n/, header.line + 1)[header.line]!;
  const headerRange: Range = {
    start: { line: header.line, character: 0 },
    end: { line: header.line, character: headerLine.length },
  };
  const isOurs = header.generator.name === "bind-plugin";
  const name = textOf(flags, "output-name");
  const folder = isOurs
    ? rules.resolve(rules.dirname(path), header.directory ?? ".")
    : folderOf(path, textOf(flags, "output-path"), rules);
  const tree = parser.parse(text);
  try {
    const root = tree.rootNode;
    const listing = isOurs ? findListing(root) : undefined;
    const generatedOn = header.generatedOn ?? /^\t- Generated on: (.*)$/m.exec(listing ?? "")?.[1];
    const { generator, pluginPath, size, sha256 } = header;
    const nameNode = findSpec(root, name)?.childForFieldName("name");
    return {
      path,
      generator,
      ...(generatedOn === undefined ? {} : { generatedOn }),
      command,
      commandArgs,
      ...(folder === undefined ? {} : { folder }),
      ...(pluginPath === undefined ? {} : { pluginPath }),
      ...(header.package === undefined ? {} : { package: header.package }),
      ...(size === undefined ? {} : { size }),
      ...(sha256 === undefined ? {} : { sha256 }),
      checksSha256: isOurs ? importsSha256(root) : text.includes("SHA256 checksum mismatch"),
      name,
      ...(nameNode ? { nameRange: rangeOf(nameNode) } : {}),
      members: isOurs
        ? listedMembers(listing ?? "", root, name, headerRange)
        : structMembers(root, name, truthOf(flags, "dereference-vars")),
      headerRange,
    };
  } finally {
    tree.delete();
  }
}

/** The words of a command line as a directive has them; go-bind-plugin joined its arguments without quoting. */
function splitCommand(line: string): readonly string[] {
  const { words, problem } = splitWords(line);
  return problem ? line.split(/[ \t]+/).filter((word) => word !== "") : words.map(({ text }) => text);
}

/** The folder from which `outputPath` leads to the wrapper; `undefined` where that is not below it. */
function folderOf(wrapper: string, outputPath: string, rules: PathRules): string | undefined {
  if (rules.isAbsolute(outputPath)) return undefined;
  const parts = outputPath.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return undefined;
  let folder = wrapper;
  for (const part of parts.reverse()) {
    if (rules.basename(folder) !== part) return undefined;
    folder = rules.dirname(folder);
  }
  return folder;
}

function importsSha256(root: SyntaxNode): boolean {
  const { files } = readScopes([root], "", () => undefined);
  return files.some((file) => [...file.unnamed, ...file.named.values()].includes("crypto/sha256"));
}

/** A line that the text of String() has where it lists functions or variables. */
const listTitle = /^Exported (?:functions|variables) \(\d+\):$/m;

/** The text that String() of one of our wrappers gives: the string in the file that lists the exported symbols. */
function findListing(root: SyntaxNode): string | undefined {
  const left = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    // Most of a file cannot hold it, and need not be looked through.
    if (!node.text.includes("Exported ")) continue;
    const isString = node.type === "binary_expression" || node.type.endsWith("_string_literal");
    const text = isString ? stringValue(node) : undefined;
    if (text !== undefined && listTitle.test(text)) return text;
    if (!isString) left.push(...node.namedChildren.toReversed());
  }
  return undefined;
}

/** The value of string literals joined by `+`. */
function stringValue(node: SyntaxNode): string | undefined {
  const pieces: string[] = [];
  let at = node;
  while (at.type === "binary_expression" && at.childForFieldName("operator")?.text === "+") {
    const [left, right] = [at.childForFieldName("left"), at.childForFieldName("right")];
    const piece = right && unquoteGo(right.text);
    if (!left || typeof piece !== "string") return undefined;
    pieces.push(piece);
    at = left;
  }
  const first = unquoteGo(at.text);
  return first === undefined ? undefined : first + pieces.reverse().join("");
}

function listedMembers(
  listing: string,
  root: SyntaxNode,
  name: string,
  otherwise: Range,
): readonly WrapperMember[] {
  const ranges = memberRanges(root, name);
  const members: WrapperMember[] = [];
  let kind: SymbolKind | undefined;
  for (const line of listing.split("\n")) {
    const title = /^Exported (function|variable)s \(\d+\):$/.exec(line)?.[1];
    const entry = /^\t- (\S+) (.+)$/.exec(line);
    if (title !== undefined) kind = title === "function" ? "func" : "var";
    else if (!entry) kind = undefined;
    else if (kind)
      members.push({ name: entry[1]!, kind, type: entry[2]!, range: ranges.get(entry[1]!) ?? otherwise });
  }
  return members;
}

/** Where methods and fields of the wrapper's type are declared; of two with one name the exported type's counts. */
function memberRanges(root: SyntaxNode, name: string): ReadonlyMap<string, Range> {
  const ranges = new Map<string, Range>();
  const add = (node: SyntaxNode | null) => {
    if (node && !ranges.has(node.text)) ranges.set(node.text, rangeOf(node));
  };
  const type = findType(root, name);
  if (type?.type === "interface_type") for (const part of partsOf(type)) add(part.childForFieldName("name"));
  if (type?.type === "struct_type") for (const { nameNode } of fieldsOf(type)) add(nameNode);
  for (const node of root.namedChildren) {
    if (node.type === "method_declaration") add(node.childForFieldName("name"));
  }
  return ranges;
}

/** What stands behind the name of a declared type. */
function findType(root: SyntaxNode, name: string): SyntaxNode | undefined {
  return findSpec(root, name)?.childForFieldName("type") ?? undefined;
}

function findSpec(root: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const node of root.namedChildren) {
    if (node.type !== "type_declaration") continue;
    const spec = partsOf(node).find((part) => part.childForFieldName("name")?.text === name);
    if (spec) return spec;
  }
  return undefined;
}

function fieldsOf(
  struct: SyntaxNode,
): readonly { readonly nameNode: SyntaxNode; readonly type: SyntaxNode | null }[] {
  return partsOf(struct).flatMap((list) =>
    partsOf(list).flatMap((field) =>
      field
        .childrenForFieldName("name")
        .filter(({ type }) => type !== ",")
        .map((nameNode) => ({ nameNode, type: field.childForFieldName("type") })),
    ),
  );
}

/** Members of go-bind-plugin's struct: `_Name` holds a function, `Name` a variable's pointer or, dereferenced, its value. */
function structMembers(root: SyntaxNode, name: string, isDereferenced: boolean): readonly WrapperMember[] {
  // A type that the wrapper mentions is the plugin's as reflection named it, so it is no alias.
  const scopes = readScopes([root], "", (path, typeName) => namedType(path, typeName));
  const exported = findType(root, name);
  const struct = exported?.type === "struct_type" ? exported : findType(root, `_${name}`);
  if (struct?.type !== "struct_type") return [];
  const methods = memberRanges(root, name);
  const members = fieldsOf(struct).map(({ nameNode, type }): WrapperMember => {
    const isFunction = nameNode.text.startsWith("_");
    const resolved = type ? symbolType(type, scopes.files[0]!, !isFunction && !isDereferenced) : undefined;
    const member = isFunction ? nameNode.text.slice(1) : nameNode.text;
    return {
      name: member,
      kind: isFunction ? "func" : "var",
      ...(resolved ? { type: typeString(resolved) } : {}),
      range: methods.get(member) ?? rangeOf(nameNode),
    };
  });
  return [...members.filter(({ kind }) => kind === "func"), ...members.filter(({ kind }) => kind === "var")];
}

function symbolType(node: SyntaxNode, file: FileScope, isPointer: boolean): GoType | undefined {
  const type = resolveType(node, file);
  if (!isPointer) return type;
  return type?.kind === "pointer" ? type.elem : undefined;
}
