// A plugin as text that reads like `go doc`: what it is, its imports, functions and variables; and in short what a host is.

import path from "node:path";
import { exportedMethods } from "#shared/inspect";
import type { FuncType, GoPackage, GoType, HostImage, Plugin, PluginSymbol } from "#shared/model";
import { typeString } from "#shared/type-string";
import { whyUnnameable } from "#shared/wrapper/nameable";
import { type Paint, printable } from "./output.ts";

/** `folder` is what paths of source files are shown relative to, where they are below it. */
export function listBinary(binary: Plugin | HostImage, sha256: string, folder: string, paint: Paint): string {
  const header = headerText(binary, sha256, paint);
  return binary.kind === "host"
    ? `${header}\n${hostText(binary)}`
    : [header, ...symbolBlocks(binary, folder, paint)].join("\n");
}

function symbolBlocks(plugin: Plugin, folder: string, paint: Paint): readonly string[] {
  const imports = new Map<string, string>();
  const print = (type: GoType) =>
    printable(typeString(type, (pkg) => packageName(pkg, plugin.pluginPath, imports)));
  const functions = plugin.symbols.filter((symbol) => symbol.kind === "func");
  const variables = plugin.symbols.filter((symbol) => symbol.kind === "var");
  const blocks = [functions, variables].map((symbols) =>
    symbols.map((symbol) => symbolText(symbol, print, folder, paint)).join(""),
  );
  const body = [importsText(imports), ...blocks].filter((block) => block !== "");
  if (plugin.symbols.length === 0) body.push("// It exports no symbols.\n");
  return body;
}

function headerText(binary: Plugin | HostImage, sha256: string, paint: Paint): string {
  const name = binary.kind === "plugin" ? binary.pluginPath : (binary.buildInfo?.path ?? "main");
  const version = binary.goVersion ?? binary.goVersionRange ?? "unknown Go version";
  const needs = binary.needed.map(({ library, versions }) => [library, ...newest(versions)].join(" "));
  return (
    `${paint("strong", `${binary.kind} ${printable(name)}`)} ${paint("faint", `// ${printable(binary.path)}`)}\n\n` +
    `    ${printable(version)} ${printable(binary.goos)}/${binary.goarch} ${binary.format}, ${binary.size} bytes\n` +
    `    sha256 ${sha256}\n` +
    (needs.length > 0 ? `    needs ${printable(needs.join(", "))}\n` : "")
  );
}

/** Of each family, as `GLIBC_`, the highest version. */
function newest(versions: readonly string[]): readonly string[] {
  const family = (version: string) => version.replace(/\d.*/s, "");
  return [...new Map(versions.map((version) => [family(version), version])).values()];
}

function hostText({ packages }: HostImage): string {
  return `// It has ${packages.length} packages, of which a plugin must have the same builds; -json lists their hashes.\n`;
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

function importsText(imports: ReadonlyMap<string, string>): string {
  if (imports.size === 0) return "";
  const lines = [...imports]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, name]) => {
      return `    ${lastElement(path) === name ? "" : `${printable(name)} `}"${printable(path)}"\n`;
    });
  return `import (\n${lines.join("")})\n`;
}

type Print = (type: GoType) => string;

function symbolText(symbol: PluginSymbol, print: Print, folder: string, paint: Paint): string {
  const name = paint("name", printable(symbol.name));
  const declaration =
    symbol.type.kind === "func" && symbol.kind === "func"
      ? `func ${name}${signature(symbol.type, symbol, print)}`
      : `var ${name} ${print(symbol.type)}${symbol.value === undefined ? "" : ` = ${valueText(symbol.value)}`}`;
  const reason = whyUnnameable(symbol.type);
  const place = placeText(symbol, folder);
  const lines = [`${declaration}${place && paint("faint", ` // ${place}`)}\n`];
  if (reason !== undefined) {
    lines.push(paint("note", `    // other packages cannot name its type: ${printable(reason)}`), "\n");
    if (symbol.kind === "var") {
      for (const method of exportedMethods(symbol.type)) {
        lines.push(
          `    func (${print(symbol.type)}) ${printable(method.name)}${signature(method.type, {}, print)}\n`,
        );
      }
    }
  }
  return lines.join("");
}

/** Parameters and results as Go declares them, with the names that are known. */
function signature(type: FuncType, names: Pick<PluginSymbol, "params" | "results">, print: Print): string {
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

function valueText(value: NonNullable<PluginSymbol["value"]>): string {
  return typeof value === "string" ? printable(JSON.stringify(value)) : String(value);
}

function placeText(symbol: PluginSymbol, folder: string): string {
  if (symbol.file === undefined) return "";
  const relative = path.isAbsolute(symbol.file) ? path.relative(folder, symbol.file) : symbol.file;
  const file = relative.startsWith("..") || relative === "" ? symbol.file : relative;
  return printable(symbol.line === undefined ? file : `${file}:${symbol.line}`);
}
