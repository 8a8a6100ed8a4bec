// The functions that bind a wrapper: they look every symbol up and compare its type.

import { quoteGo } from "../go-quote.ts";
import type { GoType } from "../model.ts";
import { typeString } from "../type-string.ts";
import type { PlannedFunction, PlannedVariable, WrapperPlan } from "../wrapper/plan.ts";
import { escapeUnprintable } from "../wrapper/quote.ts";
import { layoutDoc } from "./doc-comment.ts";
import type { Imports } from "./imports.ts";
import type { Names } from "./names.ts";
import { emitTake, type Take, takes } from "./takes.ts";
import { layoutType } from "./type-layout.ts";

/** Packages of the standard library that the binding functions use. */
export function bindingImports(plan: WrapperPlan): string[] {
  const hasSymbols = plan.functions.length + plan.variables.length > 0;
  return [
    "errors",
    "plugin",
    ...(hasSymbols ? ["fmt", "reflect", "strings"] : []),
    ...(plan.checksSha256 ? ["crypto/sha256", "fmt", "io", "os"] : []),
  ];
}

/** `func BindX(path string) (*X, error)`. */
export function emitBind(plan: WrapperPlan, names: Names, sha256: string, { nameOf }: Imports): string {
  const checks = plan.checksSha256
    ? "checks the sha256 sum of the file at path, opens the plugin"
    : "opens the plugin at path";
  const lines = plan.checksSha256
    ? `	const want = "${sha256}"
	file, err := ${nameOf("os")}.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	hash := ${nameOf("crypto/sha256")}.New()
	if _, err := ${nameOf("io")}.Copy(hash, file); err != nil {
		return nil, err
	}
	if got := ${nameOf("fmt")}.Sprintf("%x", hash.Sum(nil)); got != want {
		return nil, ${nameOf("fmt")}.Errorf("SHA256 checksum mismatch of %s: expected %s, actual %s", path, want, got)
	}
`
    : "";
  const doc = layoutDoc([`${names.bind} ${checks} and binds its symbols.`]);
  return `${doc.join("\n")}
func ${names.bind}(path string) (${returned(plan)}, error) {
${lines}	p, err := ${nameOf("plugin")}.Open(path)
	if err != nil {
		return nil, err
	}
	return ${names.bindFrom}(p)
}`;
}

function returned(plan: WrapperPlan): string {
  return plan.isInterface ? plan.name : `*${plan.name}`;
}

/** `func BindXFrom(p …) (*X, error)`. */
export function emitBindFrom(plan: WrapperPlan, names: Names, { nameOf, qualify }: Imports): string {
  const doc = layoutDoc([
    `${names.bindFrom} binds the symbols that p looks up, which may be a plugin that is open already.`,
    "Its error lists every symbol that is missing or of another type.",
  ]);
  const bindings = [
    ...plan.functions.map((one) => bindFunction(plan, one, names)),
    ...plan.variables.map(bindVariable),
  ];
  const check = bindings.length === 0 ? "" : emitLookups(plan, bindings, nameOf);
  return `${doc.join("\n")}
func ${names.bindFrom}(p ${layoutType(lookupType, qualify)}) (${returned(plan)}, error) {
	if direct, ok := p.(*${nameOf("plugin")}.Plugin); p == nil || ok && direct == nil {
		return nil, ${nameOf("errors")}.New("cannot bind ${plan.name} to a nil plugin")
	}
	w := new(${names.struct})
${check}	return w, nil
}`;
}

/** Anything with `Lookup(string) (plugin.Symbol, error)`. */
const lookupType: GoType = {
  kind: "interface",
  methods: [
    {
      name: "Lookup",
      type: {
        kind: "func",
        params: [{ kind: "basic", name: "string" }],
        results: [
          { kind: "named", package: { path: "plugin", name: "plugin" }, name: "Symbol", typeArgs: [] },
          { kind: "named", name: "error", typeArgs: [] },
        ],
        variadic: false,
      },
    },
  ],
};

/** A symbol's binding: `bind(name, want, &field, take)`. */
interface SymbolBinding {
  readonly name: string;
  /** What Lookup has to give, for people. */
  readonly want: string;
  readonly field: string;
  readonly take: Exclude<Take, "adapted"> | `adapted(${string})`;
}

function bindFunction(plan: WrapperPlan, planned: PlannedFunction, names: Names): SymbolBinding {
  const open = planned.results.flatMap((result, i) => (result.methods ? [`${i}: true`] : []));
  return {
    name: planned.name,
    want: typeString(planned.type),
    field: planned.isField && !plan.isInterface ? planned.name : names.fields.get(planned.name)!,
    take: planned.isReflective ? `adapted(map[int]bool{${open.join(", ")}})` : "exact",
  };
}

function bindVariable({ name, type, access }: PlannedVariable): SymbolBinding {
  const ways = {
    pointer: "exact",
    value: "copied",
    "pointer-interface": "implementing",
    "value-interface": "opened",
  } as const;
  return { name, want: `*${typeString(type)}`, field: name, take: ways[access] };
}

function emitLookups(
  plan: WrapperPlan,
  bindings: readonly SymbolBinding[],
  nameOf: (path: string) => string,
): string {
  const [fmt, reflect] = [nameOf("fmt"), nameOf("reflect")];
  const used = takes.filter((take) => bindings.some((binding) => binding.take.startsWith(take)));
  const calls = bindings.map(
    ({ name, want, field, take }) =>
      `	bind("${name}", ${quoteGo(escapeUnprintable(want))}, &w.${field}, ${take})\n`,
  );
  return `	var faults []string
	bind := func(name, want string, target interface{}, take func(field, value ${reflect}.Value) bool) {
		symbol, err := p.Lookup(name)
		if err != nil {
			faults = append(faults, ${fmt}.Sprintf("%s: %v; want %s", name, err, want))
			return
		}
		value := ${reflect}.ValueOf(symbol)
		if kind := value.Kind(); (kind == ${reflect}.Func || kind == ${reflect}.Ptr) && value.IsNil() {
			faults = append(faults, ${fmt}.Sprintf("%s is a nil %T, want %s", name, symbol, want))
			return
		}
		if !value.IsValid() || !take(${reflect}.ValueOf(target).Elem(), value) {
			faults = append(faults, ${fmt}.Sprintf("%s is %T, want %s", name, symbol, want))
		}
	}
${used.map((take) => emitTake(take, reflect)).join("")}${calls.join("")}	if len(faults) > 0 {
		return nil, ${fmt}.Errorf("plugin does not fit ${plan.name}:\\n\\t%s", ${nameOf("strings")}.Join(faults, "\\n\\t"))
	}
`;
}
