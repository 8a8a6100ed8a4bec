// The comparison with the truth sees what differs: each of these changes to what was read is reported.

import { beforeAll, describe, expect, test, vi } from "vitest";
import type { ChanType, Field, FuncType, GoType, Method, NamedType, Plugin, StructType } from "#shared/model";
import { buildPlugin, type PluginName } from "#test/plugins";
import { readPlugin } from "#test/read-plugin";
import { reflectTruth, sourceTruth, type Truth } from "#test/truth";
import { typeComparer } from "#test/type-differences";

vi.setConfig({ testTimeout: 600_000 }); // nothing may have been built yet

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

const names = ["basic", "kinds", "generics", "unnameable"] as const satisfies readonly PluginName[];
type Name = (typeof names)[number];

const plugins = new Map<Name, { plugin: Plugin; source: Truth; loaded: Truth }>();

beforeAll(async () => {
  for (const name of names) {
    const plugin = readPlugin(await buildPlugin(name));
    const source = await sourceTruth(name, plugin.pluginPath);
    plugins.set(name, { plugin, source, loaded: await reflectTruth(name, "built") });
  }
});

/** Differences of one symbol's type after a change to a copy of it. */
function differences(
  name: Name,
  symbol: string,
  truth: "source" | "loaded",
  change: (type: never) => void = () => {},
): string[] {
  const known = plugins.get(name)!;
  const type = structuredClone(known.plugin.symbols.find((one) => one.name === symbol)!.type);
  change(type as never);
  const found: string[] = [];
  const compare = typeComparer(known[truth], {
    unexportedMethods: truth === "source",
    report: (difference) => found.push(difference),
  });
  compare(type, known[truth].symbols.find((one) => one.name === symbol)!.type, symbol);
  return found;
}

const field = (type: GoType, index: number) => (type as StructType).fields[index] as Changeable<Field>;
const method = (methods: readonly Method[] | undefined, name: string) =>
  methods!.find((one) => one.name === name) as Changeable<Method>;
const structure = (type: GoType) => (type as NamedType).underlying!;

type Change = [what: string, name: Name, symbol: string, change: (type: never) => void, difference: RegExp];

const changes: readonly Change[] = [
  ["size", "kinds", "Matrix", (t: { layout: object }) => (t.layout = { size: 49, align: 8 }), /size is 48/],
  [
    "alignment",
    "kinds",
    "Int8",
    (t: { layout: object }) => (t.layout = { size: 1, align: 2 }),
    /alignment is 1/,
  ],
  ["tag", "kinds", "Tagged", (t: GoType) => (field(t, 1).tag = "quoted"), /field is .*read as/],
  ["offset", "kinds", "Tagged", (t: GoType) => (field(t, 2).offset = 25), /offset is 24, read as 25/],
  ["embedding", "kinds", "Embedding", (t: GoType) => (field(t, 0).embedded = false), /Reader: field is/],
  [
    "package of a field",
    "kinds",
    "Embedding",
    (t: GoType) => (field(t, 2).packagePath = "x"),
    /error: field is/,
  ],
  [
    "direction",
    "kinds",
    "ChanSend",
    (t: Changeable<ChanType>) => (t.direction = "both"),
    /direction is send/,
  ],
  ["variadic", "kinds", "Sum", (t: Changeable<FuncType>) => (t.variadic = false), /variadic is true/],
  [
    "a result less",
    "kinds",
    "Five",
    (t: Changeable<FuncType>) => (t.results = t.results.slice(1)),
    /results: number/,
  ],
  ["a named type", "kinds", "Month", (t: Changeable<NamedType>) => (t.name = "Mouth"), /name is Month/],
  [
    "a package",
    "kinds",
    "Month",
    (t: Changeable<NamedType>) => (t.package = { path: "tim", name: "time" }),
    /package is time/,
  ],
];

describe.each(["source", "loaded"] as const)("against the truth of the plugin: %s", (truth) => {
  test("what was read is right", () => {
    for (const name of names) {
      for (const { name: symbol } of plugins.get(name)!.plugin.symbols)
        expect(differences(name, symbol, truth)).toEqual([]);
    }
  });

  test.each(changes)("%s", (_, name, symbol, change, difference) => {
    expect(differences(name, symbol, truth, change).join("\n")).toMatch(difference);
  });
});

test("a method less, of a value and of a pointer", () => {
  const drop = (part: "methods" | "pointerMethods") => (type: Changeable<NamedType>) => {
    type[part] = type[part]!.filter((one) => one.name !== "Values");
  };
  expect(differences("unnameable", "Plugin", "loaded", drop("methods")).join()).toMatch(
    /^Plugin\.: methods is Values/,
  );
  expect(differences("unnameable", "Plugin", "loaded", drop("pointerMethods")).join()).toMatch(
    /^\(\*Plugin\)\.: methods/,
  );
});

test("a package's name, which only the source shows", () => {
  const rename = (type: Changeable<NamedType>) => {
    type.package = { path: "time", name: "tim" };
  };
  expect(differences("kinds", "Month", "loaded", rename as never)).toEqual([]);
  expect(differences("kinds", "Month", "source", rename as never)).toEqual([
    "Month: package name is time, read as tim",
  ]);
});

test("an unexported method, which only the source shows", () => {
  const drop = (type: Changeable<NamedType>) => {
    type.methods = type.methods!.filter((one) => one.name !== "hidden");
  };
  expect(differences("unnameable", "HandlerRegisterer", "loaded", drop)).toEqual([]);
  expect(differences("unnameable", "HandlerRegisterer", "source", drop).join()).toMatch(/methods is/);
});

test("a type deep inside, behind a cycle", () => {
  const change = (type: NamedType) => {
    const node = (type.typeArgs.length > 0 ? structure(type) : type) as StructType;
    const found = method((node.fields[1]!.type as { elem: NamedType } & GoType).elem.pointerMethods, "Push");
    found.type = { ...found.type, variadic: true, params: [{ kind: "slice", elem: found.type.params[0]! }] };
  };
  expect(differences("generics", "Main", "loaded", change as never).join()).toMatch(
    /Push: type is func\(int\)/,
  );
});
