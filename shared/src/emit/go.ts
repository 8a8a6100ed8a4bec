// Writes a planned wrapper as a Go file, formatted as gofmt -s leaves it, for Go 1.8 and later.

import { argumentsFor } from "../flags.ts";
import type { FuncType, GoType, WrapperOptions } from "../model.ts";
import { formatHeader } from "../wrapper/header.ts";
import { type PlannedFunction, type PlannedVariable, showName, type WrapperPlan } from "../wrapper/plan.ts";
import { escapeUnprintable, quoteLine } from "../wrapper/quote.ts";
import { bindingImports, emitBind, emitBindFrom } from "./bind.ts";
import { layoutDoc, layoutNote } from "./doc-comment.ts";
import { chooseImports, type Imports, layoutImports } from "./imports.ts";
import { layoutListing } from "./listing.ts";
import { chooseNames, chooseParamNames, type Names } from "./names.ts";
import { layoutMembers, layoutSignature, layoutType, type Member } from "./type-layout.ts";

export interface EmitContext {
  /** bind-plugin's own. */
  readonly version: string;
  /** The command line in the header is made from these. */
  readonly options: WrapperOptions;
  /** The folder that the command runs in, relative to the wrapper's; "" where it is the same. */
  readonly directory: string;
  /** As Go's time.String has it. */
  readonly generatedOn: string;
  /** The plugin's, lower-case hex. */
  readonly sha256: string;
  readonly outputPackage: string;
  /** Import path of the output package, where it is known: its own types are written without a qualifier. */
  readonly outputImportPath?: string;
  /** Package-level names of the other files there, where they are known: nothing in the wrapper is named like them. */
  readonly packageNames?: readonly string[];
}

interface Writing {
  readonly plan: WrapperPlan;
  readonly names: Names;
  readonly imports: Imports;
}

/** The whole file, with a newline at its end. */
export function emitGoWrapper(plan: WrapperPlan, context: EmitContext): string {
  const names = chooseNames(plan, context.packageNames ?? []);
  const imports = chooseImports(
    usedTypes(plan, names),
    bindingImports(plan),
    names.taken,
    context.outputImportPath,
  );
  const writing: Writing = { plan, names, imports };
  const facts = { ...context, command: ["bind-plugin", "generate", ...argumentsFor(context.options)] };
  const header = {
    ...facts,
    pluginPath: context.options.pluginPath,
    package: plan.pluginPath,
    size: plan.size,
  };
  const sections = [
    formatHeader(header),
    `package ${context.outputPackage}`,
    layoutImports(imports.list),
    plan.leftOut
      .map(({ name, reason }) => `// ${showName(name)} is left out: ${escapeUnprintable(reason)}.`)
      .join("\n"),
    ...(plan.isInterface ? [emitInterface(writing)] : []),
    emitStruct(writing),
    ...plan.functions.map((planned) => emitMethod(planned, writing)),
    ...[...plan.functions, ...plan.variables].flatMap((planned) => emitOpenTypes(planned, writing)),
    emitBind(plan, names, context.sha256, imports),
    emitBindFrom(plan, names, imports),
    // Inlined, its text would be among what the runtime compares of this package, and the wrapper of a plugin that imports the
    // package would change with each build of the plugin, which would then not fit the host any more.
    `${docOf(`${names.info} describes the wrapper and the plugin that it was generated for.`)}
//
//go:noinline
func (*${names.struct}) ${names.info}() string {
	return ${layoutListing(plan, facts, imports.list)}
}`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function docOf(...lines: string[]): string {
  return layoutDoc(lines).join("\n");
}

/** Every type that the file writes down. */
function usedTypes(plan: WrapperPlan, names: Names): GoType[] {
  const methods = [...plan.variables, ...plan.functions.flatMap(({ results }) => results)].flatMap(
    (one) => one.methods ?? [],
  );
  return [
    ...plan.functions.map((planned) => writtenType(planned, names)),
    ...plan.variables.filter(({ methods }) => methods.length === 0).map(({ type }) => type),
    ...methods.map(({ type }) => type),
  ];
}

/** The function's type with interfaces in place of results whose types have no name here. */
function writtenType({ name, type, results }: PlannedFunction, names: Names): FuncType {
  const interfaces = [...names.interfaces.get(name)!];
  return {
    ...type,
    results: results.map((result): GoType => {
      if (!result.methods) return result.type;
      if (result.methods.length === 0) return { kind: "interface", methods: [] };
      return { kind: "named", name: interfaces.shift()!, typeArgs: [] };
    }),
  };
}

/** `(a, b int) (string, error)` */
function signatureOf(planned: PlannedFunction, { names, imports }: Writing): string {
  const { params, results, variadic } = writtenType(planned, names);
  const chosen = chooseParamNames(planned);
  return layoutSignature(
    params.map((type, i) => ({ name: chosen.params[i]!, type })),
    results.map((type, i) => ({ name: chosen.results[i]!, type })),
    variadic,
    imports.qualify,
  );
}

function emitInterface(writing: Writing): string {
  const { plan, names } = writing;
  const members = plan.functions.map((planned): Member => {
    const getter = names.getters.get(planned.name);
    const doc = getter ? getterDoc(planned.name, getter, planned.doc) : documented(planned, plan);
    const text = getter
      ? `${getter}() ${fieldType(planned, writing)}`
      : planned.name + signatureOf(planned, writing);
    return { comment: layoutNote(doc), isApart: true, name: "", text, tag: "" };
  });
  return `${docOf(`${plan.name} has the functions of the plugin ${shownPlugin(plan)}.`)}
type ${plan.name} interface${layoutMembers(members)}`;
}

function emitStruct(writing: Writing): string {
  const { plan, names, imports } = writing;
  const isShown = ({ isField }: PlannedFunction): boolean => isField && !plan.isInterface;
  const exported = [
    ...plan.variables.map((planned) => variableMember(planned, writing)),
    ...plan.functions.filter(isShown).map((planned): Member => {
      const comment = layoutNote(documented(planned, plan));
      return { comment, isApart: true, name: planned.name, text: fieldType(planned, writing), tag: "" };
    }),
  ];
  const hidden = plan.functions
    .filter((planned) => !isShown(planned))
    .map((planned, i): Member => {
      const name = names.fields.get(planned.name)!;
      return { comment: [], isApart: i === 0, name, text: fieldType(planned, writing), tag: "" };
    });
  const doc = plan.isInterface
    ? docOf(`${names.struct} is ${plan.name} with the functions of an open plugin.`)
    : docOf(
        `${plan.name} is the plugin ${shownPlugin(plan)}, bound: functions are methods, variables are fields.`,
      );
  return `${doc}
type ${names.struct} struct${layoutMembers([...exported, ...hidden])}`;

  function variableMember(planned: PlannedVariable, { names: { interfaces } }: Writing): Member {
    const { name, type, access, isLocked } = planned;
    const lock = isLocked
      ? [`${name} stays a pointer: its type holds a lock, which must not be copied.`]
      : [];
    const comment = layoutNote([
      ...planned.doc,
      ...(planned.doc.length > 0 && isLocked ? [""] : []),
      ...lock,
    ]);
    const open = interfaces.get(name)?.[0];
    const written = access === "value" ? type : ({ kind: "pointer", elem: type } as const);
    const text = open ?? layoutType(written, imports.qualify);
    return { comment, isApart: comment.length > 0, name, text, tag: "" };
  }
}

function fieldType(planned: PlannedFunction, { names, imports }: Writing): string {
  return layoutType(writtenType(planned, names), imports.qualify);
}

/** A method of the struct; "" for a function that is a field instead. */
function emitMethod(planned: PlannedFunction, writing: Writing): string {
  const { plan, names } = writing;
  const field = names.fields.get(planned.name)!;
  const getter = names.getters.get(planned.name);
  if (getter && !plan.isInterface) return "";
  if (getter) {
    return `func (w *${names.struct}) ${getter}() ${fieldType(planned, writing)} {
	return w.${field}
}`;
  }
  const { params } = chooseParamNames(planned);
  const args = params.join(", ") + (planned.type.variadic ? "..." : "");
  const call = `w.${field}(${args})`;
  const doc = plan.isInterface ? "" : `${layoutDoc(documented(planned, plan)).join("\n")}\n`;
  return `${doc}func (w *${names.struct}) ${planned.name}${signatureOf(planned, writing)} {
	${planned.type.results.length > 0 ? "return " : ""}${call}
}`;
}

/** The interfaces that stand for types which only the plugin can name. */
function emitOpenTypes(planned: PlannedFunction | PlannedVariable, { names, imports }: Writing): string[] {
  const isFunction = "results" in planned;
  const sets = isFunction
    ? planned.results.flatMap(({ methods }) => (methods?.length ? [methods] : []))
    : [planned.methods];
  return (names.interfaces.get(planned.name) ?? []).map((name, i) => {
    const members = sets[i]!.map(
      (method): Member => ({
        comment: [],
        isApart: false,
        name: "",
        text: method.name + layoutType(method.type, imports.qualify).slice("func".length),
        tag: "",
      }),
    );
    const what = isFunction ? `a result of ${planned.name}` : planned.name;
    return `${docOf(`${name} has the methods of ${what}, whose type only the plugin can name.`)}
type ${name} interface${layoutMembers(members)}`;
  });
}

/** A function's documentation, which golint wants to begin with its name. */
function documented({ name, doc }: PlannedFunction, plan: WrapperPlan): string[] {
  const intro = `${name} calls ${name} of the plugin ${shownPlugin(plan)}.`;
  if (doc.every((line) => line.trim() === "")) return [intro];
  return layoutDoc(doc)[0]!.startsWith(`// ${name} `) ? [...doc] : [intro, "", ...doc];
}

function getterDoc(name: string, getter: string, doc: readonly string[]): string[] {
  return [
    `${getter} returns ${name}, which go vet or golint would not have as a method.`,
    ...(doc.length > 0 ? ["", ...doc] : []),
  ];
}

function shownPlugin(plan: WrapperPlan): string {
  return quoteLine(plan.pluginPath);
}
