// A plugin as text that reads like `go doc`: what it is, its imports, functions and variables; and in short what a host is.

import { exportedMethods } from "./inspect.ts";
import type { FuncType, GoPackage, GoType, HostImage, Plugin, PluginSymbol } from "./model.ts";
import { printable } from "./printable.ts";
import { typeString } from "./type-string.ts";
import { whyUnnameable } from "./wrapper/nameable.ts";

/** What a piece of text is; `code` is Go, `plain` is neither Go nor anything of the others. */
export type ListingStyle =
  | "title"
  | "plain"
  | "code"
  | "function"
  | "variable"
  | "method"
  | "comment"
  | "note";

export interface ListingPiece {
  readonly style: ListingStyle;
  /** Without line breaks, and safe to show. */
  readonly text: string;
}

export interface ListingLine {
  readonly pieces: readonly ListingPiece[];
  /** What the line declares; a method's line and a note belong to the symbol above. */
  readonly symbol?: PluginSymbol;
}

/** Lines that belong together; an empty line is between two blocks. */
export interface ListingBlock {
  readonly kind: "header" | "facts" | "imports" | "functions" | "variables" | "remark";
  readonly lines: readonly ListingLine[];
}

export interface ListingContext {
  readonly sha256: string;
  /** Shows the path of a source file, which is not absolute where the plugin was built with -trimpath. */
  readonly show: (file: string) => string;
}

export function listBinary(binary: Plugin | HostImage, context: ListingContext): readonly ListingBlock[] {
  const blocks = [
    headerBlock(binary),
    factsBlock(binary, context.sha256),
    ...(binary.kind === "host" ? [hostBlock(binary)] : symbolBlocks(binary, context)),
  ];
  return blocks.filter(({ lines }) => lines.length > 0);
}

/** The listing's whole text, each piece as `paint` gives it. */
export function listingText(
  blocks: readonly ListingBlock[],
  paint: (piece: ListingPiece) => string = ({ text }) => text,
): string {
  const lineText = ({ pieces }: ListingLine) => `${pieces.map(paint).join("")}\n`;
  return blocks.map(({ lines }) => lines.map(lineText).join("")).join("\n");
}

function headerBlock(binary: Plugin | HostImage): ListingBlock {
  const name = binary.kind === "plugin" ? binary.pluginPath : (binary.buildInfo?.path ?? "main");
  const pieces = [
    piece("title", `${binary.kind} ${printable(name)}`),
    piece("plain", " "),
    piece("comment", `// ${printable(binary.path)}`),
  ];
  return { kind: "header", lines: [{ pieces }] };
}

function factsBlock(binary: Plugin | HostImage, sha256: string): ListingBlock {
  const version = binary.goVersion ?? binary.goVersionRange ?? "unknown Go version";
  const needs = binary.needed.map(({ library, versions }) => [library, ...newest(versions)].join(" "));
  const facts = [
    `${printable(version)} ${printable(binary.goos)}/${binary.goarch} ${binary.format}, ${binary.size} bytes`,
    `sha256 ${sha256}`,
    ...(needs.length > 0 ? [`needs ${printable(needs.join(", "))}`] : []),
  ];
  return { kind: "facts", lines: facts.map((fact) => line("plain", `    ${fact}`)) };
}

/** Of each family, as `GLIBC_`, the highest version; lower ones are to come first. */
export function newest(versions: readonly string[]): readonly string[] {
  const family = (version: string) => version.replace(/\d.*/s, "");
  return [...new Map(versions.map((version) => [family(version), version])).values()];
}

function hostBlock({ packages }: HostImage): ListingBlock {
  const text = `// It has ${packages.length} packages, of which a plugin must have the same builds; -json lists their hashes.`;
  return { kind: "remark", lines: [line("plain", text)] };
}

function symbolBlocks(plugin: Plugin, context: ListingContext): readonly ListingBlock[] {
  const imports = new Map<string, string>();
  const print = (type: GoType) =>
    printable(typeString(type, (pkg) => packageName(pkg, plugin.pluginPath, imports)));
  const linesOf = (kind: PluginSymbol["kind"]) =>
    plugin.symbols
      .filter((symbol) => symbol.kind === kind)
      .flatMap((symbol) => symbolLines(symbol, print, context));
  const functions: ListingBlock = { kind: "functions", lines: linesOf("func") };
  const variables: ListingBlock = { kind: "variables", lines: linesOf("var") };
  const remark = plugin.symbols.length === 0 ? [line("plain", "// It exports no symbols.")] : [];
  return [importsBlock(imports), functions, variables, { kind: "remark", lines: remark }];
}

function packageName(pkg: GoPackage, pluginPath: string, imports: Map<string, string>): string {
  if (pkg.path === pluginPath || pkg.name === "main") return "main";
  const name = pkg.name ?? lastElement(pkg.path);
  imports.set(pkg.path, name);
  return name;
}

function lastElement(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function importsBlock(imports: ReadonlyMap<string, string>): ListingBlock {
  if (imports.size === 0) return { kind: "imports", lines: [] };
  const specs = [...imports]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([path, name]) => `    ${lastElement(path) === name ? "" : `${printable(name)} `}"${printable(path)}"`,
    );
  return { kind: "imports", lines: [`import (`, ...specs, ")"].map((text) => line("code", text)) };
}

type Print = (type: GoType) => string;

function symbolLines(symbol: PluginSymbol, print: Print, context: ListingContext): readonly ListingLine[] {
  const declaration = declarationPieces(symbol, print);
  const place = placeText(symbol, context);
  const pieces = place === "" ? declaration : [...declaration, piece("comment", ` // ${place}`)];
  const reason = whyUnnameable(symbol.type);
  if (reason === undefined) return [{ pieces, symbol }];
  const note = line("note", `    // other packages cannot name its type: ${printable(reason)}`);
  const methods = symbol.kind === "var" ? exportedMethods(symbol.type) : [];
  const receiver = piece("code", `    func (${print(symbol.type)}) `);
  const methodLines = methods.map(({ name, type }) => ({
    pieces: [receiver, piece("method", printable(name)), piece("code", signature(type, {}, print))],
  }));
  return [{ pieces, symbol }, note, ...methodLines];
}

function declarationPieces(symbol: PluginSymbol, print: Print): readonly ListingPiece[] {
  const name = printable(symbol.name);
  return symbol.type.kind === "func" && symbol.kind === "func"
    ? [piece("code", "func "), piece("function", name), piece("code", signature(symbol.type, symbol, print))]
    : [
        piece("code", "var "),
        piece("variable", name),
        piece("code", ` ${print(symbol.type)}${valueText(symbol)}`),
      ];
}

/**
 * The symbol on one line as Go declares it, with types by their packages' names: `func Add(a, b int) int`, `var Count int = 0`.
 * Types of the plugin's main package have `pluginPath`.
 */
export function declarationText(symbol: PluginSymbol, pluginPath: string): string {
  const imports = new Map<string, string>();
  const print = (type: GoType) => printable(typeString(type, (pkg) => packageName(pkg, pluginPath, imports)));
  return declarationPieces(symbol, print)
    .map(({ text }) => text)
    .join("");
}

/** Parameters and results as Go declares them, with the names that are known. Types are as `print` gives them. */
export function signature(
  type: FuncType,
  names: Pick<PluginSymbol, "params" | "results">,
  print: (type: GoType) => string,
): string {
  const params = fieldList(type.params, names.params, print, type.variadic);
  const results = fieldList(type.results, names.results, print, false);
  if (type.results.length === 0) return `(${params})`;
  const isNamed = names.results?.some((name) => name !== "") ?? false;
  return `(${params}) ${type.results.length === 1 && !isNamed ? results : `(${results})`}`;
}

/** Like gofmt, `a, b int` for neighbours of one type. In Go either all are named or none. */
function fieldList(
  types: readonly GoType[],
  names: readonly string[] | undefined,
  print: Print,
  variadic: boolean,
): string {
  const texts = types.map((type, i) =>
    variadic && i === types.length - 1 && type.kind === "slice" ? `...${print(type.elem)}` : print(type),
  );
  if (!names?.some((name) => name !== "")) return texts.join(", ");
  const named = texts.map((text, i) => {
    const name = printable(names[i] || "_");
    return text === texts[i + 1] ? name : `${name} ${text}`;
  });
  return named.join(", ");
}

function valueText({ value }: PluginSymbol): string {
  if (value === undefined) return "";
  return ` = ${typeof value === "string" ? printable(JSON.stringify(value)) : String(value)}`;
}

function placeText({ file, line }: PluginSymbol, { show }: ListingContext): string {
  if (file === undefined) return "";
  return printable(line === undefined ? show(file) : `${show(file)}:${line}`);
}

function piece(style: ListingStyle, text: string): ListingPiece {
  return { style, text };
}

function line(style: ListingStyle, text: string): ListingLine {
  return { pieces: [piece(style, text)] };
}
