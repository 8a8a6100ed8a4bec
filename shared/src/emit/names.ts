// The names that a wrapper's file declares, all made from the wrapper's own, and the names of its parameters.

import { isGoIdentifier } from "../go-names.ts";
import type { GoType } from "../model.ts";
import { lintName, takeName } from "../wrapper/identifiers.ts";
import type { PlannedFunction, WrapperPlan } from "../wrapper/plan.ts";

/** Names inside the functions that a wrapper has; an import of the same name would be hidden there. */
const localNames = [
  ..."w p path err file hash got want faults bind name target take symbol field value ok".split(" "),
  ..."direct exact copied implementing opened adapted held kind open call in out result i".split(" "),
];

export interface Names {
  /** The struct: the exported type itself, or what implements it where that is an interface. */
  readonly struct: string;
  readonly bind: string;
  readonly bindFrom: string;
  /** The method that describes the wrapper. */
  readonly info: string;
  /** By symbol: the interfaces that stand for types without a name, one for each result that needs one. */
  readonly interfaces: ReadonlyMap<string, readonly string[]>;
  /** By function: the unexported field that holds it. */
  readonly fields: ReadonlyMap<string, string>;
  /** By function that cannot be a method of an interface: the method that returns it. */
  readonly getters: ReadonlyMap<string, string>;
  /** Everything that an import must not be named. */
  readonly taken: ReadonlySet<string>;
}

/** The names that the wrapper's users rely on: its type, and the functions that bind it. */
export function fixedNames({ name }: WrapperPlan): readonly [type: string, bind: string, bindFrom: string] {
  return [name, `Bind${name}`, `Bind${name}From`];
}

/** Names for everything in the file. `others` are those that the package's other files declare. */
export function chooseNames(plan: WrapperPlan, others: readonly string[]): Names {
  const [, bind, bindFrom] = fixedNames(plan);
  const taken = new Set([...fixedNames(plan), ...others]);
  const upper = plan.name.replace(/^./u, (first) => first.toUpperCase());
  const struct = plan.isInterface ? takeName(`bound${upper}`, taken) : plan.name;
  const interfaces = new Map<string, readonly string[]>();
  const fresh = (symbol: string): string => takeName(plan.name + lintName(symbol), taken);
  for (const { name, results } of plan.functions) {
    interfaces.set(
      name,
      results.filter(({ methods }) => methods && methods.length > 0).map(() => fresh(name)),
    );
  }
  for (const { name, methods } of plan.variables) if (methods.length > 0) interfaces.set(name, [fresh(name)]);
  const members = new Set([...plan.functions, ...plan.variables].map(({ name }) => name));
  const info = members.has("String") ? takeName("WrapperInfo", members) : "String";
  const hidden = new Set<string>();
  return {
    struct,
    bind,
    bindFrom,
    info,
    interfaces,
    fields: new Map(plan.functions.map(({ name }) => [name, takeName(`call${lintName(name)}`, hidden)])),
    getters: new Map(
      plan.functions
        .filter(({ isField }) => isField)
        .map(({ name }) => [name, takeName(`${name}Func`, members)]),
    ),
    taken: new Set([...taken, ...localNames]),
  };
}

const durations =
  /(?:secs?|seconds|msecs?|millis?|milliseconds|usecs?|microseconds|ms|minutes|hours?|nanos?)$/i;

/** Parameter and result names for a method: the plugin's own as golint wants them, without clashes. */
export function chooseParamNames(planned: PlannedFunction): {
  readonly params: readonly string[];
  readonly results: readonly string[];
} {
  const { type, paramNames, resultNames } = planned;
  // The receiver.
  const taken = new Set(["w"]);
  const choose = (wanted: string, fallback: string, nameOf: GoType): string => {
    const linted = lintName(wanted);
    const name = isGoIdentifier(linted) ? linted : `${linted}Arg`;
    // staticcheck: a duration's name must not end in a unit.
    const isRefused =
      wanted === "" || !isGoIdentifier(name) || name === "_" || (isDuration(nameOf) && durations.test(name));
    return takeName(isRefused ? fallback : name, taken);
  };
  const params = paramNames.map((name, i) => choose(name, `in${i}`, type.params[i]!));
  const hasResultNames = resultNames.some((name) => name !== "");
  const results = resultNames.map((name, i) =>
    name === "" ? "_" : choose(name, `out${i}`, type.results[i]!),
  );
  return { params, results: hasResultNames ? results : resultNames };
}

function isDuration(type: GoType): boolean {
  const base = type.kind === "pointer" ? type.elem : type;
  return base.kind === "named" && base.package?.path === "time" && base.name === "Duration";
}
