// Compares a plugin as read with two truths: what the Go runtime said of it (test/plugins/portable's host) and what go/types
// said of its source (scripts/matrix/source.go).

import { basename } from "node:path";
import type { FuncType, GoType, Method, Plugin, PluginSymbol } from "#shared/model";
import { typeString } from "#shared/type-string";

/** Types are given by their place in `types`. */
export interface RuntimeTruth {
  /** As `go1.26.8`. */
  readonly go: string;
  readonly goarch: string;
  readonly symbols: readonly {
    readonly name: string;
    readonly kind: "func" | "var";
    readonly type: number;
    readonly file?: string;
    readonly line?: number;
    /** As text, also a number. */
    readonly value?: string;
  }[];
  readonly types: readonly TruthType[];
}

interface TruthType {
  readonly kind: string;
  readonly size: number;
  readonly align: number;
  /** With type arguments. Only of named types. */
  readonly name?: string;
  readonly package?: string;
  /** Qualified with the package's name. */
  readonly string?: string;
  readonly length?: number;
  readonly direction?: number;
  readonly key?: number;
  readonly elem?: number;
  readonly params?: readonly number[];
  readonly results?: readonly number[];
  readonly variadic?: boolean;
  readonly fields?: readonly {
    readonly name: string;
    readonly package: string;
    readonly type: number;
    readonly tag: string;
    readonly offset: number;
    readonly embedded: boolean;
  }[];
  readonly methods: readonly TruthMethod[];
  readonly pointerMethods?: readonly TruthMethod[];
}

interface TruthMethod {
  readonly name: string;
  readonly package: string;
  readonly params: readonly number[];
  readonly results: readonly number[];
  readonly variadic: boolean;
}

/** One exported symbol of the source. */
export interface SourceTruth {
  readonly name: string;
  readonly kind: "func" | "var";
  readonly type: string;
  readonly params?: readonly string[];
  readonly results?: readonly string[];
  readonly file: string;
  readonly line: number;
  /** Whether it is there from Go 1.18 on only. */
  readonly generic?: boolean;
}

export interface Expectation {
  readonly runtime: RuntimeTruth;
  readonly source: readonly SourceTruth[];
  /** Plugin path, unescaped. */
  readonly pluginPath: string;
  readonly goos: string;
  readonly goarch: string;
  /** As `go1.26.8`: what the file says, or what the range that it gives has to include. */
  readonly goVersion: string;
  readonly versionInFile: boolean;
  /**
   * Which parameters' names are in the file. "some": up to Go 1.21 debug information leaves out parameters without a name,
   * and in 1.17 results; and up to 1.16 it has their order on amd64 and 386 alone. Then the names of such a function may be
   * unknown, but not wrong.
   */
  readonly names: "all" | "some" | "none";
}

/** Every difference, each as a line for people; empty where there is none. */
export function comparePortable(plugin: Plugin, expected: Expectation): string[] {
  const differences: string[] = [];
  const check = (where: string, found: unknown, wanted: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      differences.push(`${where}: read ${JSON.stringify(found)}, is ${JSON.stringify(wanted)}`);
    }
  };
  check("format", plugin.format, "elf");
  // Without build information there is only the file header's mark, which FreeBSD's linker sets, and zig's does not.
  if (expected.goos === "linux" || expected.versionInFile) check("goos", plugin.goos, expected.goos);
  check("goarch", plugin.goarch, expected.goarch);
  check("plugin path", plugin.pluginPath, expected.pluginPath);
  if (expected.versionInFile) check("Go version", plugin.goVersion?.split(" ")[0], expected.goVersion);
  else if (!versionIncluded(plugin, expected.goVersion)) {
    differences.push(`Go version ${plugin.goVersion ?? plugin.goVersionRange} is not ${expected.goVersion}`);
  }
  if (plugin.packages.length === 0) differences.push("no package hashes");

  const { symbols, types } = expected.runtime;
  const read = new Map(plugin.symbols.map((symbol) => [symbol.name, symbol]));
  check("symbols", [...read.keys()].sort(), symbols.map(({ name }) => name).sort());
  const source = new Map(expected.source.map((symbol) => [symbol.name, symbol]));
  // Go 1.8 says "main" of the plugin's own types, Go 1.10 to 1.12 a hash that is not the plugin path's where files were named,
  // and some versions "go.builtin" of an embedded error.
  const compareType = typeComparison(types, check, (path) =>
    /^(main|go\.builtin|plugin\/unnamed-[0-9a-f]+)$/.test(path) ? expected.pluginPath : path,
  );
  for (const truth of symbols) {
    const symbol = read.get(truth.name);
    const declared = source.get(truth.name);
    if (!symbol) continue;
    check(`${truth.name} kind`, symbol.kind, truth.kind);
    compareType(truth.name, symbol.type, truth.type);
    if (!declared) differences.push(`${truth.name} is not in the source`);
    else compareWithSource(symbol, declared, expected, check);
    if (truth.file !== undefined) {
      check(`${truth.name} file`, symbol.file, truth.file);
      if (truth.line !== undefined) check(`${truth.name} line`, symbol.line, truth.line);
    }
    // init sets it: what is in the file is the value before.
    const value = truth.name === "SetByInit" ? "before" : truth.value;
    if (value !== undefined) check(`${truth.name} value`, valueText(symbol), value);
  }
  return differences;
}

type Check = (where: string, found: unknown, wanted: unknown) => void;

function compareWithSource(symbol: PluginSymbol, declared: SourceTruth, expected: Expectation, check: Check) {
  // go/types has a space between type arguments, depending on its version.
  const spaceless = (text: string) => text.replaceAll(", ", ",");
  check(`${symbol.name} type`, spaceless(typeString(symbol.type)), spaceless(declared.type));
  if (symbol.kind === "func") {
    const unordered =
      !["amd64", "386"].includes(expected.goarch) && /^go1\.1[0-6]\./.test(expected.goVersion);
    const hasUnnamed = declared.params?.includes("") === true;
    const maybeUnknown = (list: "params" | "results") =>
      unordered || hasUnnamed || (list === "results" && expected.goVersion.startsWith("go1.17."));
    for (const list of ["params", "results"] as const) {
      const unknown = expected.names === "some" && symbol[list] === undefined && maybeUnknown(list);
      const names = expected.names === "none" || unknown ? undefined : (declared[list] ?? []);
      check(`${symbol.name} ${list}`, symbol[list], names);
    }
    check(`${symbol.name} file of the source`, symbol.file && basename(symbol.file), declared.file);
  } else if (symbol.file !== undefined) {
    check(`${symbol.name} file of the source`, basename(symbol.file), declared.file);
    if (symbol.line !== undefined) check(`${symbol.name} line of the source`, symbol.line, declared.line);
  }
}

/** Numbers as Go writes them: 1e-300 in both languages, but integers never with an exponent. */
function valueText(symbol: PluginSymbol): string | undefined {
  return symbol.value === undefined ? undefined : String(symbol.value);
}

/** Ranges are written `go1.16`, `go1.9-go1.15` or open, `go1.28-`. */
function versionIncluded(plugin: Plugin, wanted: string): boolean {
  const minor = (text: string | undefined) => Number(/^go1\.(\d+)/.exec(text ?? "")?.[1] ?? Number.NaN);
  if (plugin.goVersion !== undefined) return plugin.goVersion.split(" ")[0] === wanted;
  const [from, to = from] = (plugin.goVersionRange ?? "").split("-");
  return minor(from) <= minor(wanted) && (to === "" || minor(wanted) <= minor(to));
}

/** The kinds of reflect by which other kinds of ours are named; what is not here is basic. */
const structureKinds: Record<string, GoType["kind"]> = {
  ptr: "pointer",
  slice: "slice",
  array: "array",
  chan: "chan",
  map: "map",
  func: "func",
  interface: "interface",
  struct: "struct",
};

/** reflect.ChanDir. */
const directions = ["", "receive", "send", "both"];

/** Walks both graphs at once; each pair of a type read and a type of the truth is compared once. */
function typeComparison(types: readonly TruthType[], check: Check, pathOf: (path: string) => string) {
  const seen = new Map<GoType, Set<number>>();
  return compare;

  function compare(where: string, found: GoType | undefined, index: number): void {
    const truth = types[index];
    if (!truth) throw new Error(`the truth has no type ${index}`);
    if (!found) {
      check(where, "no type", truth.string ?? truth.kind);
      return;
    }
    const compared = seen.get(found) ?? new Set();
    seen.set(found, compared);
    if (compared.has(index)) return;
    compared.add(index);
    check(`${where} layout`, found.layout, { size: truth.size, align: truth.align });
    // To reflect, unsafe.Pointer is a named type.
    if (truth.name !== undefined && truth.package !== "unsafe") compareNamed(where, found, truth);
    else compareStructure(where, found, truth);
  }

  function compareNamed(where: string, found: GoType, truth: TruthType): void {
    if (found.kind !== "named") {
      check(where, found.kind, truth.string);
      return;
    }
    const [, name = "", args] = /^([^[]*)(\[.*\])?$/s.exec(truth.name ?? "") ?? [];
    const inside = `${where} ${name}`;
    check(`${inside} name`, found.name, name);
    check(`${inside} package`, found.package?.path, pathOf(truth.package ?? "") || undefined);
    check(
      `${inside} package name`,
      found.package?.name,
      truth.package ? truth.string?.split(".")[0] : undefined,
    );
    const texts = found.typeArgs.map((arg) => typeString(arg)).join(",");
    // Go 1.18 says "main" of the plugin's own types here.
    const trueArgs = (args ?? "").replace(/(?<![\w./%-])main\./g, `${pathOf("main")}.`);
    check(`${inside} type arguments`, plainArguments(texts ? `[${texts}]` : ""), plainArguments(trueArgs));
    compareMethods(`${inside} methods`, found.methods, truth.methods, truth.kind === "interface");
    if (truth.pointerMethods) {
      compareMethods(`${inside} pointer methods`, found.pointerMethods, truth.pointerMethods, false);
    } else check(`${inside} pointer methods`, found.pointerMethods?.length ?? 0, 0);
    if (found.underlying) compareStructure(inside, found.underlying, truth);
    else check(`${inside} underlying`, undefined, truth.kind);
  }

  function compareStructure(where: string, found: GoType, truth: TruthType): void {
    const kind = structureKinds[truth.kind] ?? "basic";
    check(where, found.kind, kind);
    if (found.kind !== kind) return;
    switch (found.kind) {
      case "basic":
        check(where, found.name, truth.kind);
        break;
      case "pointer":
      case "slice":
      case "array":
      case "chan":
      case "map":
        if (found.kind === "array") check(`${where} length`, found.length, truth.length);
        if (found.kind === "chan") check(where, found.direction, directions[truth.direction ?? 0]);
        if (found.kind === "map") compare(`${where} key`, found.key, truth.key ?? -1);
        compare(`${where} elem`, found.elem, truth.elem ?? -1);
        break;
      case "func":
        compareSignature(where, found, truth);
        break;
      case "interface":
        compareMethods(where, found.methods, truth.methods, true);
        break;
      case "struct":
        compareFields(where, found.fields, truth.fields ?? []);
        break;
    }
  }

  function compareSignature(
    where: string,
    found: FuncType,
    truth: { params?: readonly number[]; results?: readonly number[]; variadic?: boolean },
  ): void {
    const { params = [], results = [] } = truth;
    check(`${where} variadic`, found.variadic, truth.variadic);
    check(`${where} counts`, [found.params.length, found.results.length], [params.length, results.length]);
    for (const [i, param] of params.entries()) compare(`${where}(${i})`, found.params[i], param);
    for (const [i, result] of results.entries()) compare(`${where}()${i}`, found.results[i], result);
  }

  function compareFields(
    where: string,
    found: Extract<GoType, { kind: "struct" }>["fields"],
    truth: NonNullable<TruthType["fields"]>,
  ): void {
    check(`${where} number of fields`, found.length, truth.length);
    truth.forEach((field, i) => {
      const inside = `${where}.${field.name}`;
      const { name, tag, offset, embedded, packagePath } = found[i] ?? {};
      check(
        inside,
        { name, tag, offset, embedded, packagePath },
        {
          name: field.name,
          tag: field.tag,
          offset: field.offset,
          embedded: field.embedded,
          packagePath: pathOf(field.package) || undefined,
        },
      );
      compare(inside, found[i]?.type, field.type);
    });
  }

  /** Of concrete types, the truth has the exported methods only. */
  function compareMethods(
    where: string,
    found: readonly Method[] | undefined,
    truth: readonly TruthMethod[],
    all: boolean,
  ): void {
    const exported = (found ?? []).filter((method) => all || method.packagePath === undefined);
    check(where, exported.map((method) => method.name).sort(), truth.map((method) => method.name).sort());
    for (const method of truth) {
      const same = exported.find((other) => other.name === method.name);
      if (!same) continue;
      check(`${where} ${method.name} package`, same.packagePath, pathOf(method.package) || undefined);
      compareSignature(`${where} ${method.name}`, same.type, method);
    }
  }
}

/**
 * Type arguments in one form, from the linker's (which escapes paths, qualifies unexported fields and methods and writes
 * more spaces) and from go/types' (which puts channels in parentheses).
 */
function plainArguments(text: string): string {
  return text
    .replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/([{;] )[^\s;{}"()*]*\.([\p{L}_][\p{L}\p{N}_]*) (?=[^\s}"])/gu, "$1$2 ")
    .replace(/interface ?\{\}/g, "any")
    .replace(/\((<-chan [^()]*)\)/g, "$1")
    .replace(/\s+/g, "");
}
