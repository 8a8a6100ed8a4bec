// What a plan says of symbols: how they are wrapped, what is left out and why, whose names and documentation they get.

import { describe, expect, it } from "vitest";
import type { GoType, NamedType, PluginSymbol, SourceSymbol } from "#shared/model";
import { type PlanInput, planWrapper } from "#shared/wrapper/plan";
import { defaultOptions, pluginOf, wrap } from "#test/wrap";

const int: GoType = { kind: "basic", name: "int" };
const error: GoType = { kind: "named", name: "error", typeArgs: [] };

function funcOf(params: GoType[], results: GoType[] = [], variadic = false) {
  return { kind: "func", params, results, variadic } as const;
}

function named(path: string, name: string, more: Partial<NamedType> = {}): NamedType {
  const packageName = path === "example.com/plug" ? "main" : path.split("/").at(-1)!;
  return { kind: "named", package: { path, name: packageName }, name, typeArgs: [], ...more };
}

const method = (name: string, params: GoType[] = []) => ({ name, type: funcOf(params) });
const thing = named("example.com/plug", "Thing", {
  methods: [method("Get")],
  pointerMethods: [method("Get"), method("Set", [int])],
});
const iface: NamedType = named("example.com/plug", "Iface", {
  methods: [method("Do")],
  pointerMethods: [],
  underlying: { kind: "interface", methods: [method("Do")] },
});

function plan(
  symbols: PluginSymbol[],
  more: Partial<Omit<PlanInput, "options">> = {},
  options: Partial<PlanInput["options"]> = {},
) {
  return planWrapper({
    plugin: pluginOf(symbols),
    docs: new Map(),
    ...more,
    options: { ...defaultOptions, ...options },
  });
}

function source(name: string, more: Partial<SourceSymbol>): [string, SourceSymbol] {
  const position = { line: 0, character: 0 };
  const location = { path: "/p.go", range: { start: position, end: position } };
  return [name, { name, kind: "func", doc: [], params: [], results: [], location, ...more }];
}

describe("planWrapper", () => {
  it("takes names and documentation from the source, then from the binary", () => {
    const type = funcOf([int, int], [error]);
    const symbol: PluginSymbol = { name: "F", kind: "func", type, params: ["a", "b"], results: ["err"] };
    const names = (docs: PlanInput["docs"], from = symbol) => {
      const [planned] = plan([from], { docs }).functions;
      return [planned!.paramNames, planned!.resultNames, planned!.doc];
    };
    const fresh = source("F", { doc: ["F is."], params: ["x", ""], results: ["failure"] });
    expect(names(new Map([fresh]))).toEqual([["x", ""], ["failure"], ["F is."]]);
    expect(names(new Map())).toEqual([["a", "b"], ["err"], []]);
    // A source that has moved on has another number of them.
    expect(names(new Map([source("F", { params: ["x"], results: [] })]))).toEqual([["a", "b"], ["err"], []]);
    expect(names(new Map([source("F", { kind: "var", doc: ["F was."] })]))).toEqual([
      ["a", "b"],
      ["err"],
      [],
    ]);
    expect(names(new Map(), { name: "F", kind: "func", type })).toEqual([["", ""], [""], []]);
  });

  it("wraps a variable as its pointer, its value or its methods", () => {
    const symbols: PluginSymbol[] = [
      { name: "A", kind: "var", type: int },
      { name: "B", kind: "var", type: thing },
      { name: "C", kind: "var", type: { kind: "pointer", elem: thing } },
      { name: "D", kind: "var", type: iface },
      { name: "E", kind: "var", type: { kind: "slice", elem: thing } },
    ];
    const access = ({ variables }: ReturnType<typeof plan>) =>
      variables.map(({ name, access, methods }) => [name, access, ...methods.map((one) => one.name)]);
    const byPointer = plan(symbols);
    expect(access(byPointer)).toEqual([
      ["A", "pointer"],
      ["B", "pointer-interface", "Get", "Set"],
    ]);
    const main = "its type needs a type of the plugin's main package";
    expect(byPointer.leftOut).toEqual([
      {
        name: "C",
        kind: "var",
        reason: `${main} (example.com/plug.Thing); with -dereference-vars its value is wrapped by its methods`,
      },
      {
        name: "D",
        kind: "var",
        reason: `${main} (example.com/plug.Iface); with -dereference-vars its value is wrapped by its methods`,
      },
      { name: "E", kind: "var", reason: `${main} (example.com/plug.Thing)` },
    ]);
    expect(access(plan(symbols, {}, { dereferenceVars: true }))).toEqual([
      ["A", "value"],
      ["B", "pointer-interface", "Get", "Set"],
      ["C", "value-interface", "Get", "Set"],
      ["D", "value-interface", "Do"],
    ]);
    expect(plan(symbols, {}, { hideVars: true }).symbols).toEqual([]);
  });

  it("calls a function through reflection only where its results need it", () => {
    const pointer: GoType = { kind: "pointer", elem: thing };
    const { functions, leftOut } = plan([
      { name: "A", kind: "func", type: funcOf([int], [error]) },
      {
        name: "B",
        kind: "func",
        type: funcOf([int], [pointer, error, thing, { kind: "slice", elem: thing }]),
      },
      { name: "C", kind: "func", type: funcOf([pointer]) },
    ]);
    const open = functions.map(({ results }) =>
      results.map(({ methods }) => methods?.map(({ name }) => name)),
    );
    expect(open).toEqual([[undefined], [["Get", "Set"], undefined, ["Get"], []]]);
    expect(functions.map(({ isReflective }) => isReflective)).toEqual([false, true]);
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      "a parameter needs a type of the plugin's main package (example.com/plug.Thing)",
    ]);
  });

  it("keeps variables pointers where a copy would copy a lock", () => {
    const pointerMethods = [method("Lock"), method("Unlock")];
    const guard = named("example.com/x", "Guard", {
      underlying: { kind: "struct", fields: [] },
      methods: [],
      pointerMethods,
    });
    const locker = named("sync", "Locker", {
      methods: pointerMethods,
      pointerMethods: [],
      underlying: { kind: "interface", methods: pointerMethods },
    });
    const holding = (type: GoType): GoType => ({
      kind: "struct",
      fields: [{ name: "F", type, tag: "", embedded: false }],
    });
    const held: [GoType, boolean][] = [
      [guard, true],
      [holding({ kind: "array", elem: guard, length: 2 }), true],
      [named("example.com/x", "Outer", { underlying: holding(guard) }), true],
      [named("sync", "Mutex"), true],
      [named("sync/atomic", "Pointer", { typeArgs: [int] }), true],
      [{ kind: "pointer", elem: guard }, false],
      [{ kind: "slice", elem: guard }, false],
      [locker, false],
      [named("example.com/x", "Value", { methods: pointerMethods, pointerMethods }), false],
      [named("example.com/x", "Plain", { underlying: holding(int) }), false],
    ];
    const symbols = held.map(([type], i): PluginSymbol => ({ name: `V${i}`, kind: "var", type }));
    const { variables } = plan(symbols, {}, { dereferenceVars: true });
    expect(variables.map(({ isLocked }) => isLocked)).toEqual(held.map(([, isLocked]) => isLocked));
    expect(variables.map(({ access }) => access === "pointer")).toEqual(held.map(([, isLocked]) => isLocked));
    expect(plan(symbols).variables.some(({ isLocked }) => isLocked)).toBe(false);
  });

  it("leaves out what a host's Go version does not have", () => {
    const type: GoType = {
      kind: "map",
      key: int,
      elem: named("example.com/set", "Set", { typeArgs: [int] }),
    };
    const symbols: PluginSymbol[] = [{ name: "V", kind: "var", type }];
    const reasons = (goVersion: string) => plan(symbols, { goVersion }).leftOut.map(({ reason }) => reason);
    const why = "its type needs a generic type, which the host's go.mod (go before 1.18) does not allow";
    expect(["1.8", "1.17", "1.17.1", "1.18", "1.26.0", "2.0"].map(reasons)).toEqual([
      [why],
      [why],
      [why],
      [],
      [],
      [],
    ]);
    expect(plan(symbols).leftOut).toEqual([]);
  });

  it("lists every symbol once, sorted", () => {
    const { symbols } = plan([
      { name: "A", kind: "var", type: thing },
      { name: "B", kind: "func", type: funcOf([thing]) },
      { name: "C", kind: "func", type: funcOf([]) },
      { name: "C", kind: "var", type: int },
      { name: "b", kind: "var", type: int },
      { name: "É", kind: "func", type: int },
    ]);
    expect(symbols).toEqual([
      { name: "A", kind: "var" },
      {
        name: "B",
        kind: "func",
        leftOut: "a parameter needs a type of the plugin's main package (example.com/plug.Thing)",
      },
      { name: "C", kind: "func" },
      { name: "C", kind: "var", leftOut: "the plugin has another symbol of this name" },
      { name: "b", kind: "var", leftOut: "its name is not one that other packages can use" },
      { name: "É", kind: "func", leftOut: "its type is not a function's" },
    ]);
  });
});

describe("emitGoWrapper", () => {
  it("documents a method so that its comment begins with its name", () => {
    const symbols = ["A", "B", "C"].map((name): PluginSymbol => ({ name, kind: "func", type: funcOf([]) }));
    const docs = new Map([
      source("A", { doc: ["A does.", "", "  x()"] }),
      source("B", { doc: ["Does more."] }),
    ]);
    const { text } = wrap(pluginOf(symbols), { docs });
    expect(text).toContain("// A does.\n//\n//\tx()\nfunc (w *PluginAPI) A() {");
    expect(text).toContain(
      "// B calls B of the plugin example.com/plug.\n//\n// Does more.\nfunc (w *PluginAPI) B() {",
    );
    expect(text).toContain("\n\n// C calls C of the plugin example.com/plug.\nfunc (w *PluginAPI) C() {");
  });
});
