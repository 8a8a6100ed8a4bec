// Compares what two plugins export by the rules of golang.org/x/exp/apidiff, as far as a binary shows what these look at.

import { isExported } from "../go-names.ts";
import type { BasicType, InterfaceType, Method, NamedType, PluginSymbol, StructType } from "../model.ts";
import { typeString } from "../type-string.ts";
import { createCorrespondence, methodId, type Root } from "./correspondence.ts";
import { createDeclarations, type Side } from "./declarations.ts";
import type { PluginPair } from "./read.ts";
import type { ApiChange } from "./report.ts";
import { isComparable, selectableFields } from "./structs.ts";
import { readTypeGraph } from "./type-graph.ts";

type Part = NonNullable<ApiChange["part"]>;

export function compareApis({ old: oldPlugin, new: newPlugin, scope }: PluginPair): readonly ApiChange[] {
  const [before, after] = [readTypeGraph(oldPlugin, scope), readTypeGraph(newPlugin, scope)];
  const declarations = createDeclarations(oldPlugin.pluginPath, newPlugin.pluginPath);
  const changes = new Map<string, ApiChange>();
  const correspondence = createCorrespondence(before, after);
  const { main, corresponds } = correspondence;

  function report(change: ApiChange): void {
    const { subject, package: path, name, part, compatible, message } = change;
    const key = JSON.stringify([subject, path, name, part?.kind, part?.name, compatible, message]);
    if (!changes.has(key)) changes.set(key, change);
  }

  // Exported types first: that they correspond to what is called the same is certain.
  for (const key of [...before.exposed].sort()) {
    const type = before.types.get(key)!;
    if (type.package?.path !== main.old || !isExported(type.name) || type.typeArgs.length > 0) continue;
    const now = after.types.get(`${main.new}.${type.name}`);
    if (now) corresponds(main, type, now);
    else report({ ...subjectOf(type), ...gone(declarations.type(type, "old")) });
  }
  const symbols = new Map(newPlugin.symbols.map((symbol) => [symbol.name, symbol]));
  for (const symbol of oldPlugin.symbols) compareSymbol(symbol, symbols.get(symbol.name));
  const present = new Set(oldPlugin.symbols.map(({ name }) => name));
  for (const symbol of newPlugin.symbols) {
    if (present.has(symbol.name)) continue;
    report({ subject: symbol.kind, name: symbol.name, ...come(declarations.symbol(symbol, "new")) });
  }
  for (const key of after.exposed) {
    const type = after.types.get(key)!;
    if (type.package?.path !== main.new || !isExported(type.name) || type.typeArgs.length > 0) continue;
    if (!before.types.has(`${main.old}.${type.name}`))
      report({ ...subjectOf(type), ...come(declarations.type(type, "new")) });
  }
  // Comparing one package may bring up types of others.
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const root of correspondence.roots()) {
      for (let pair = root.left.shift(); pair; pair = root.left.shift()) {
        isDone = false;
        compareDefined(root, pair.old, pair.now);
      }
    }
  }
  for (const root of correspondence.roots()) compareImplementations(root);
  return [...changes.values()].sort(inOrder);

  /** Absent package: the main one. */
  function subjectOf(type: NamedType): Pick<ApiChange, "subject" | "package" | "name"> {
    const path = type.package?.path;
    const args =
      type.typeArgs.length === 0 ? "" : `[${type.typeArgs.map((arg) => typeString(arg)).join(",")}]`;
    const isMain = path === undefined || path === oldPlugin.pluginPath || path === newPlugin.pluginPath;
    return { subject: "type", ...(isMain ? {} : { package: path }), name: type.name + args };
  }

  function compareSymbol(old: PluginSymbol, now: PluginSymbol | undefined): void {
    const subject = { subject: old.kind, name: old.name } as const;
    if (!now) {
      report({ ...subject, ...gone(declarations.symbol(old, "old")) });
      return;
    }
    const isSame = corresponds(main, old.type, now.type);
    if (isSame && old.kind === now.kind) return;
    const message = old.kind === now.kind ? "changed" : `changed from ${old.kind} to ${now.kind}`;
    const texts = declarations.differing((side) => declarations.symbol(side === "old" ? old : now, side));
    report({ ...subject, change: "changed", compatible: false, message, ...texts });
  }

  function compareDefined(root: Root, old: NamedType, now: NamedType | BasicType): void {
    const [was, is] = [old.underlying, now.kind === "basic" ? now : now.underlying];
    if (!was || !is) return;
    const subject = subjectOf(old);
    const part = (part: Part) => ({ ...subject, part });
    if (was.kind !== is.kind) {
      typeChanged();
      return;
    }
    switch (was.kind) {
      case "interface":
        compareInterfaces(was, is as InterfaceType);
        return;
      case "struct":
        compareStructs(was, is as StructType);
        break;
      case "chan":
        compareChannels();
        break;
      case "basic":
        compareBasics(was, is as BasicType);
        break;
      default:
        if (!corresponds(root, was, is)) typeChanged();
    }
    compareMethodSets();

    function typeChanged(compatible = false): void {
      const texts = declarations.differing((side) => declarations.type(side === "old" ? old : now, side));
      report({ ...subject, change: "changed", compatible, message: "changed", ...texts });
    }

    function compareBasics(was: BasicType, is: BasicType): void {
      if (was.name !== is.name) typeChanged(isWider(was, is));
    }

    function compareChannels(): void {
      if (was?.kind !== "chan" || is?.kind !== "chan") return;
      const isSame = corresponds(root, was.elem, is.elem);
      if (!isSame) typeChanged();
      else if (was.direction !== is.direction) typeChanged(is.direction === "both");
    }

    function compareStructs(was: StructType, is: StructType): void {
      const own = (struct: StructType) =>
        new Map(struct.fields.filter(({ name }) => isExported(name)).map((field) => [field.name, field]));
      for (const fields of [own, selectableFields]) {
        const others = fields(is);
        const present = fields(was);
        for (const [name, field] of present) {
          const about = part({ kind: "field", name });
          const other = others.get(name);
          if (!other) report({ ...about, ...gone(declarations.field(field, "old")) });
          else if (!corresponds(root, field.type, other.type)) {
            const texts = declarations.differing((side) =>
              declarations.field(side === "old" ? field : other, side),
            );
            report({ ...about, change: "changed", compatible: false, message: "changed", ...texts });
          }
        }
        for (const [name, field] of others) {
          if (!present.has(name))
            report({ ...part({ kind: "field", name }), ...come(declarations.field(field, "new")) });
        }
      }
      if (isComparable(was) === true && isComparable(is) === false) {
        const message = "can no longer be compared with ==";
        report({ ...subject, change: "changed", compatible: false, message });
      }
    }

    /** Whoever can implement an interface is hurt by a method more; nobody else can where it has an unexported one. */
    function compareInterfaces(was: InterfaceType, is: InterfaceType): void {
      const isClosed = was.methods.some(({ name }) => !isExported(name));
      const others = exportedMethods(is.methods);
      const present = exportedMethods(was.methods);
      for (const [name, method] of present) compareMethods(method, others.get(name));
      for (const [name, method] of others) {
        if (present.has(name)) continue;
        const added = come(declarations.method(undefined, method, "new"));
        report({ ...part({ kind: "method", name }), ...added, compatible: isClosed });
      }
      const hidden = is.methods.find(({ name }) => !isExported(name));
      if (hidden && !isClosed) {
        const message = "added, which no other package can implement";
        const about = part({ kind: "method", name: hidden.name });
        report({ ...about, change: "added", compatible: false, message });
      }
    }

    function compareMethods(method: Method, other: Method | undefined, receiver?: string): boolean {
      const about = part({ kind: "method", name: method.name });
      if (!other) {
        report({ ...about, ...gone(declarations.method(receiver, method, "old")) });
        return false;
      }
      if (corresponds(root, method.type, other.type)) return true;
      const texts = declarations.differing((side) =>
        declarations.method(receiver, side === "old" ? method : other, side),
      );
      report({ ...about, change: "changed", compatible: false, message: "changed", ...texts });
      return false;
    }

    /** The method set of *T holds that of T. It is not there where the linker found no use for *T. */
    function compareMethodSets(): void {
      const values = [old.methods, now.kind === "basic" ? [] : now.methods].map(exportedMethods);
      const [oldValues, newValues] = [values[0]!, values[1]!];
      const pointers = [old.pointerMethods, now.kind === "basic" ? [] : now.pointerMethods];
      const areKnown = pointers.every((methods) => methods !== undefined);
      const [oldAll, newAll] = areKnown
        ? [exportedMethods(pointers[0]), exportedMethods(pointers[1])]
        : [oldValues, newValues];
      const { name } = subject;
      const receiver = (name: string, ofPointer: boolean) => (ofPointer ? `*${name}` : name);
      for (const [method, was] of oldAll) {
        if (!compareMethods(was, newAll.get(method), receiver(name, !oldValues.has(method)))) continue;
        const [hadValue, hasValue] = [oldValues.has(method), newValues.has(method)];
        if (hadValue === hasValue) continue;
        const message = hadValue ? `only *${name} has it now` : `${name} has it now, not only *${name}`;
        const text = (has: boolean, side: Side) => declarations.method(receiver(name, !has), was, side);
        const texts = { old: text(hadValue, "old"), new: text(hasValue, "new") };
        const about = part({ kind: "method", name: method });
        report({ ...about, change: "changed", compatible: hasValue, message, ...texts });
      }
      for (const [method, is] of newAll) {
        if (oldAll.has(method)) continue;
        const text = declarations.method(receiver(name, !newValues.has(method)), is, "new");
        report({ ...part({ kind: "method", name: method }), ...come(text) });
      }
    }
  }

  /** Where an old type implements an old interface, the new type has to implement the new one. */
  function compareImplementations(root: Root): void {
    const pairs = [...root.pairs.values()].sort((a, b) => (typeString(a.old) < typeString(b.old) ? -1 : 1));
    for (const one of pairs) {
      const [was, is] = [one.old.underlying, one.now.kind === "named" ? one.now.underlying : undefined];
      if (
        was?.kind !== "interface" ||
        is?.kind !== "interface" ||
        was.methods.length + is.methods.length === 0
      )
        continue;
      for (const { old, now } of pairs) {
        if (old === one.old || old.underlying === undefined) continue;
        if (!implementsAll(old, was) || implementsAll(now, is)) continue;
        const { name, package: path } = subjectOf(one.old);
        const message = `no longer implements ${path === undefined ? name : `${path}.${name}`}`;
        report({ ...subjectOf(old), change: "changed", compatible: false, message });
      }
    }
  }
}

function gone(text: string): Pick<ApiChange, "change" | "compatible" | "message" | "old"> {
  return { change: "removed", compatible: false, message: "removed", old: text };
}

function come(text: string): Pick<ApiChange, "change" | "compatible" | "message" | "new"> {
  return { change: "added", compatible: true, message: "added", new: text };
}

function exportedMethods(methods: readonly Method[] = []): ReadonlyMap<string, Method> {
  return new Map(methods.filter(({ name }) => isExported(name)).map((method) => [method.name, method]));
}

function implementsAll(type: NamedType | BasicType, { methods }: InterfaceType): boolean {
  const own = type.kind === "basic" ? [] : (type.methods ?? []);
  if (own.length < methods.length) return false;
  const known = new Map(own.map((method) => [methodId(method), method]));
  return methods.every((method) => {
    const one = known.get(methodId(method));
    return one !== undefined && typeString(one.type) === typeString(method.type);
  });
}

/** Widths of numbers that grow; of `int` and `uint` the file's platform is not asked, since others matter too. */
const ladders = [
  ["uint8", "uint16", "uint32", "uint", "uint64"],
  ["int8", "int16", "int32", "int", "int64"],
  ["float32", "float64"],
  ["complex64", "complex128"],
];

function isWider(old: BasicType, now: BasicType): boolean {
  return ladders.some((ladder) => {
    const [from, to] = [ladder.indexOf(old.name), ladder.indexOf(now.name)];
    return from >= 0 && to > from;
  });
}

const subjectRanks = { func: 0, var: 1, type: 2 };

/** Incompatible ones first; then functions, variables and types, each by name. */
export function inOrder(a: ApiChange, b: ApiChange): number {
  if (a.compatible !== b.compatible) return a.compatible ? 1 : -1;
  if (a.subject !== b.subject) return subjectRanks[a.subject] - subjectRanks[b.subject];
  const [x, y] = [sortKey(a), sortKey(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The main package's types come first. */
function sortKey({ package: path = "", name, part, message }: ApiChange): string {
  return [path, name, part?.kind ?? "", part?.name ?? "", message].join("\0");
}
