// Plans a wrapper: what of a plugin goes into it and in which form, independent of the language it is written in.

import type {
  FuncType,
  GoType,
  Method,
  Plugin,
  PluginSymbol,
  SourceSymbol,
  SymbolKind,
  WrapperOptions,
} from "../model.ts";
import { isExportedName } from "./identifiers.ts";
import { isPrintable, partsOf, whyUnnameable } from "./nameable.ts";
import { escapeUnprintable } from "./quote.ts";
import { holdsLock, isErrorMethod, isMisnamedMethod, isMisordered } from "./vet-rules.ts";

export interface PlanInput {
  readonly plugin: Plugin;
  readonly options: WrapperOptions;
  /** Documentation and names from the plugin's source, by symbol. */
  readonly docs: ReadonlyMap<string, SourceSymbol>;
  /** Import path of the package that the wrapper will be in, where it is known. */
  readonly outputImportPath?: string;
  /** Whether a package imports the one that the wrapper will be in, which can then not import it. */
  readonly importsBack?: (path: string) => boolean;
  /** The `go` version of the host's module ("1.8"), where it is known: what is newer is left out. */
  readonly goVersion?: string;
}

export interface PlannedResult {
  readonly type: GoType;
  /** Where the type cannot be named: the methods of the interface that stands for it. */
  readonly methods?: readonly Method[];
}

export interface PlannedFunction {
  readonly name: string;
  /** Plain lines; empty without documentation. */
  readonly doc: readonly string[];
  readonly type: FuncType;
  /** Names, one for each parameter and result, "" where there is none. */
  readonly paramNames: readonly string[];
  readonly resultNames: readonly string[];
  readonly results: readonly PlannedResult[];
  /** Some result's type cannot be named, so that the function is called through reflection. */
  readonly isReflective: boolean;
  /** Linters object to a method of this name or signature; a field of function type can be called just the same. */
  readonly isField: boolean;
}

export interface PlannedVariable {
  readonly name: string;
  readonly doc: readonly string[];
  readonly type: GoType;
  /**
   * What the wrapper holds: the variable's pointer, its value when it was bound, or (where the type cannot be named) the
   * pointer or the value as an interface.
   */
  readonly access: "pointer" | "value" | "pointer-interface" | "value-interface";
  /** The methods of that interface. */
  readonly methods: readonly Method[];
  /** It was to be a value, but copying it would copy a lock. */
  readonly isLocked: boolean;
}

export interface LeftOut {
  readonly name: string;
  readonly kind: SymbolKind;
  /** A phrase. */
  readonly reason: string;
}

export interface WrapperPlan {
  readonly name: string;
  readonly isInterface: boolean;
  readonly checksSha256: boolean;
  /** The plugin path, and the file's size in bytes. */
  readonly pluginPath: string;
  readonly size: number;
  readonly functions: readonly PlannedFunction[];
  readonly variables: readonly PlannedVariable[];
  readonly leftOut: readonly LeftOut[];
  /** All of these, and why one is left out, sorted by name. Variables that the options hide are not among them. */
  readonly symbols: readonly {
    readonly name: string;
    readonly kind: SymbolKind;
    readonly leftOut?: string;
  }[];
}

/** Every symbol of the plugin is planned or left out with a reason, except variables that the options hide. */
export function planWrapper(input: PlanInput): WrapperPlan {
  const { plugin, options } = input;
  const functions: PlannedFunction[] = [];
  const variables: PlannedVariable[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  const ofError = plugin.symbols.some(
    (s) => s.type.kind === "func" && s.kind === "func" && isErrorMethod(s.name, s.type),
  );
  for (const symbol of plugin.symbols) {
    if (symbol.kind === "var" && (options.hideVars || options.interface)) continue;
    const reason = seen.has(symbol.name)
      ? "the plugin has another symbol of this name"
      : whyUnplannable(symbol);
    seen.add(symbol.name);
    if (reason !== undefined) {
      leftOut.push({ name: symbol.name, kind: symbol.kind, reason });
    } else if (symbol.kind === "func" && symbol.type.kind === "func") {
      const planned = planFunction(symbol, symbol.type, input, ofError);
      if (typeof planned === "string") leftOut.push({ name: symbol.name, kind: "func", reason: planned });
      else functions.push(planned);
    } else {
      const planned = planVariable(symbol, input);
      if (typeof planned === "string") leftOut.push({ name: symbol.name, kind: "var", reason: planned });
      else variables.push(planned);
    }
  }
  const symbols = [
    ...functions.map(({ name }) => ({ name, kind: "func" as const })),
    ...variables.map(({ name }) => ({ name, kind: "var" as const })),
    ...leftOut.map(({ name, kind, reason }) => ({ name, kind, leftOut: reason })),
  ];
  return {
    name: options.outputName,
    isInterface: options.interface,
    checksSha256: options.sha256,
    pluginPath: plugin.pluginPath,
    size: plugin.size,
    functions,
    variables,
    leftOut,
    symbols: symbols.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  };
}

function whyUnplannable(symbol: PluginSymbol): string | undefined {
  if (!isExportedName(symbol.name)) return "its name is not one that other packages can use";
  if (symbol.kind === "func" && symbol.type.kind !== "func") return "its type is not a function's";
  return isPrintable(symbol.type) ? undefined : "its type is too large to write";
}

function planFunction(
  symbol: PluginSymbol,
  type: FuncType,
  input: PlanInput,
  ofError: boolean,
): PlannedFunction | string {
  for (const param of type.params) {
    const why = whyNot(param, input);
    if (why !== undefined) return `a parameter needs ${why}`;
  }
  if (type.variadic && type.params.at(-1)?.kind !== "slice") return "its type is broken";
  const results = type.results.map((result) => planResult(result, input));
  const source = input.docs.get(symbol.name);
  const names = source?.kind === "func" ? source : undefined;
  return {
    name: symbol.name,
    doc: names?.doc ?? [],
    type,
    paramNames: namesFor(type.params, names?.params, symbol.params),
    resultNames: namesFor(type.results, names?.results, symbol.results),
    results,
    isReflective: results.some((result) => result.methods !== undefined),
    isField:
      isMisnamedMethod(symbol.name, type, ofError) || isMisordered(type) || type.params.some(holdsLock),
  };
}

function planResult(type: GoType, input: PlanInput): PlannedResult {
  if (whyNot(type, input) === undefined) return { type };
  return { type, methods: nameableMethods(methodSet(type), input) };
}

function planVariable(symbol: PluginSymbol, input: PlanInput): PlannedVariable | string {
  const { type } = symbol;
  const dereference = input.options.dereferenceVars;
  const source = input.docs.get(symbol.name);
  const base = { name: symbol.name, doc: source?.kind === "var" ? source.doc : [], type };
  const why = whyNot(type, input);
  if (why === undefined) {
    const isLocked = dereference && holdsLock(type);
    return { ...base, access: dereference && !isLocked ? "value" : "pointer", methods: [], isLocked };
  }
  const ofPointer = nameableMethods(methodSet({ kind: "pointer", elem: type }), input);
  if (ofPointer.length > 0)
    return { ...base, access: "pointer-interface", methods: ofPointer, isLocked: false };
  const ofValue = nameableMethods(methodSet(type), input);
  if (ofValue.length === 0) return `its type needs ${why}`;
  if (dereference) return { ...base, access: "value-interface", methods: ofValue, isLocked: false };
  return `its type needs ${why}; with -dereference-vars its value is wrapped by its methods`;
}

/** Why the wrapper cannot write the type: a phrase. */
function whyNot(type: GoType, input: PlanInput): string | undefined {
  const why = whyUnnameable(type, input.outputImportPath, input.plugin.pluginPath, input.importsBack);
  if (why !== undefined) return why;
  if (input.goVersion !== undefined && isBefore(input.goVersion, 18) && isGeneric(type)) {
    return "a generic type, which the host's go.mod (go before 1.18) does not allow";
  }
  return undefined;
}

function isGeneric(type: GoType): boolean {
  return (type.kind === "named" && type.typeArgs.length > 0) || partsOf(type).some(isGeneric);
}

/** Whether a go.mod version is before 1.`minor`. */
function isBefore(version: string, minor: number): boolean {
  const match = /^1\.(\d+)/.exec(version);
  return match !== null && Number(match[1]) < minor;
}

/** The method set of a type, as far as it was read. */
function methodSet(type: GoType): readonly Method[] {
  const isInterface = (t: GoType): boolean => t.kind === "named" && t.underlying?.kind === "interface";
  if (type.kind === "interface") return type.methods;
  if (type.kind === "named")
    return type.methods ?? (type.underlying?.kind === "interface" ? type.underlying.methods : []);
  if (type.kind === "pointer" && type.elem.kind === "named" && !isInterface(type.elem))
    return type.elem.pointerMethods ?? [];
  return [];
}

/** Those that a generated interface can have: exported, of types that can be named, and not against go vet's rules. */
function nameableMethods(methods: readonly Method[], input: PlanInput): readonly Method[] {
  const seen = new Set<string>();
  return methods.filter(({ name, type }) => {
    if (!isExportedName(name) || seen.has(name) || whyNot(type, input) !== undefined) return false;
    seen.add(name);
    return !isMisnamedMethod(
      name,
      type,
      methods.some((method) => isErrorMethod(method.name, method.type)),
    );
  });
}

/** The source's names where it has the same number of them, else the binary's. */
function namesFor(
  types: readonly GoType[],
  ...sources: (readonly string[] | undefined)[]
): readonly string[] {
  return sources.find((names) => names?.length === types.length) ?? types.map(() => "");
}

/** A left-out symbol's name for a comment or listing. */
export function showName(name: string): string {
  return isExportedName(name) ? name : `"${escapeUnprintable(name)}"`;
}
