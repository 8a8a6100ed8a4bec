// Compares the reader's graph of types with a true one: both are walked side by side, each pair of types once.

import type { Field, GoType, Method } from "#shared/model";
import { typeString } from "#shared/type-string";
import type { TrueMethod, TrueType, Truth } from "./truth.ts";

export interface Comparison {
  /** Whether the truth shows unexported methods of types that are no interfaces, which reflection doesn't. */
  readonly unexportedMethods: boolean;
  /** Gets one line for each difference. */
  report(difference: string): void;
}

/**
 * Compares `ours` with the type at `index` and all that both lead to. What lies behind type arguments need not be known,
 * but what is known has to be right.
 */
export function typeComparer(truth: Truth, { unexportedMethods, report }: Comparison) {
  const compared = { sparsely: new Map<GoType, Set<number>>(), fully: new Map<GoType, Set<number>>() };

  return compare;

  function compare(ours: GoType, index: number, place: string, sparse = false): void {
    const visits = sparse ? compared.sparsely : compared.fully;
    const before = visits.get(ours) ?? new Set();
    visits.set(ours, before);
    if (before.has(index)) return;
    before.add(index);
    const truly = truth.types[index]!;
    same(typeString(ours), truly.text, `${place}: type`);
    if (ours.layout || !sparse) {
      same(ours.layout?.size, truly.size, `${place}: size`);
      same(ours.layout?.align, truly.align, `${place}: alignment`);
    }
    if (ours.kind !== "named") {
      structure(ours, truly, place, sparse);
      return;
    }
    const genericName = truly.name?.split("[")[0];
    same(ours.name, genericName, `${place}: name`);
    same(ours.package?.path, truly.package, `${place}: package`);
    if (truly.packageName && (ours.package?.name || !sparse)) {
      same(ours.package?.name, truly.packageName, `${place}: package name`);
    }
    if (truly.typeArgs || ours.typeArgs.length === 0) {
      each(ours.typeArgs, truly.typeArgs, `${place}: type arguments`, (arg, trueArg, i) =>
        compare(arg, trueArg, `${place}[${i}]`, true),
      );
    }
    if (ours.underlying) structure(ours.underlying, truly, place, sparse);
    else if (!sparse) report(`${place}: what is behind ${typeString(ours)} was not read`);
    if (ours.methods || !sparse) {
      methods(ours.methods, truly.methods, truly.kind, `${place}.`, sparse);
      methods(ours.pointerMethods, truly.pointerMethods, truly.kind, `(*${place}).`, sparse);
    }
  }

  function structure(ours: GoType, truly: TrueType, place: string, sparse: boolean): void {
    const kinds: Partial<Record<GoType["kind"], string>> = { pointer: "ptr" };
    same(ours.kind === "basic" ? ours.name : (kinds[ours.kind] ?? ours.kind), truly.kind, `${place}: kind`);
    const into = (type: GoType, index: number | undefined, step: string) => {
      if (index === undefined) report(`${place}${step}: there is no such type`);
      else compare(type, index, `${place}${step}`, sparse);
    };
    switch (ours.kind) {
      case "pointer":
      case "slice":
        into(ours.elem, truly.elem, ".*");
        break;
      case "array":
        same(ours.length, truly.length ?? 0, `${place}: length`);
        into(ours.elem, truly.elem, ".*");
        break;
      case "map":
        into(ours.key, truly.key, ".key");
        into(ours.elem, truly.elem, ".*");
        break;
      case "chan":
        same(ours.direction, truly.direction, `${place}: direction`);
        into(ours.elem, truly.elem, ".*");
        break;
      case "func":
        same(ours.variadic, truly.variadic ?? false, `${place}: variadic`);
        each(ours.params, truly.params, `${place}: parameters`, (param, index, i) =>
          into(param, index, `.param${i}`),
        );
        each(ours.results, truly.results, `${place}: results`, (result, index, i) =>
          into(result, index, `.result${i}`),
        );
        break;
      case "struct":
        each(ours.fields, truly.fields, `${place}: fields`, (field, trueField) => {
          const here = `${place}.${trueField.name}`;
          const { type, offset, ...rest } = trueField;
          const { type: ourType, offset: ourOffset, ...ourRest } = field;
          same(show(ourRest), show(rest), `${here}: field`);
          if (ourOffset !== undefined || !sparse) same(ourOffset, offset, `${here}: offset`);
          compare(ourType, type, here, sparse);
        });
        break;
      case "interface":
        methods(ours.methods, truly.methods, "interface", `${place}.`, sparse);
        break;
      case "basic":
        break;
      default:
        report(`${place}: a type of kind ${ours.kind}`);
    }
  }

  function methods(
    ours: readonly Method[] | undefined,
    truly: readonly TrueMethod[] | undefined,
    kind: string,
    place: string,
    sparse: boolean,
  ): void {
    if (!ours) {
      report(`${place}: the methods were not read`);
      return;
    }
    const names = ours.map((method) => method.name);
    if (names.join() !== [...names].sort().join())
      report(`${place}: methods are not sorted: ${names.join(", ")}`);
    const shown =
      unexportedMethods || kind === "interface" ? ours : ours.filter((method) => !method.packagePath);
    const key = (method: Method | TrueMethod) =>
      `${method.name} ${("packagePath" in method ? method.packagePath : "package" in method ? method.package : "") ?? ""}`;
    const sorted = [...shown].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const trueSorted = [...(truly ?? [])].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    same(sorted.map(key).join(", "), trueSorted.map(key).join(", "), `${place}: methods`);
    if (sorted.length !== trueSorted.length) return;
    for (const [i, method] of sorted.entries())
      compare(method.type, trueSorted[i]!.type, `${place}${method.name}`, sparse);
  }

  function each<Ours, True>(
    ours: readonly Ours[],
    truly: readonly True[] = [],
    place: string,
    visit: (ours: Ours, truly: True, index: number) => void,
  ): void {
    same(ours.length, truly.length, `${place}: number`);
    for (const [i, one] of ours.entries()) {
      if (i < truly.length) visit(one, truly[i]!, i);
    }
  }

  function same(ours: unknown, truly: unknown, what: string): void {
    if (ours !== truly) report(`${what} is ${String(truly)}, read as ${String(ours)}`);
  }
}

/** A field's name, package, tag and embedding, in the words of both sides. */
function show(field: Partial<Field> & { readonly package?: string }): string {
  return JSON.stringify({
    name: field.name,
    package: field.packagePath ?? field.package ?? "",
    tag: field.tag ?? "",
    embedded: field.embedded ?? false,
  });
}
