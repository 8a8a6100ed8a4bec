// What stands at a position of a file, as far as it has to do with plugins: the one place where positions get a meaning.

import type { FoundBinding } from "#shared/binding/find";
import { parseFlags } from "#shared/flags";
import type { Position, Range, SourceSymbol } from "#shared/model";
import { type FlagSpec, flagsOf } from "#shared/options";
import type { Directive } from "#shared/source/directive";
import type { WrapperFile, WrapperMember } from "#shared/wrapper/wrapper-file";
import { directiveParts } from "./directive-parts.ts";
import { contains, lineOf, quietText, textIn, wordAt } from "./text-lines.ts";
import type { Workspace } from "./workspace.ts";
import { findWrapperUse, selectedName } from "./wrapper-uses.ts";

/** A directive, apart from its flags; its binding is absent where it names no plugin. */
export interface DirectiveCursor {
  readonly kind: "directive";
  readonly range: Range;
  readonly directive: Directive;
  readonly found?: FoundBinding;
}

/** A flag of a directive, or its value; also a value in a bind-plugin.json. */
export interface FlagCursor {
  readonly kind: "flag" | "value";
  readonly range: Range;
  readonly flag: FlagSpec;
  /** The value that was given; absent where it is the default. */
  readonly given?: string;
  /** Absent where the directive names no plugin. */
  readonly found?: FoundBinding;
}

/** A line of the comment at the top of a wrapper. */
export interface HeaderCursor {
  readonly kind: "header";
  readonly range: Range;
  readonly wrapper: WrapperFile;
  readonly found: FoundBinding;
}

/** The name of a wrapper's method or field where it is declared (`member`), or where Go code uses it (`use`). */
export interface MemberCursor {
  readonly kind: "member" | "use";
  readonly range: Range;
  readonly wrapper: WrapperFile;
  readonly member: WrapperMember;
  readonly found: FoundBinding;
}

/** The name of an exported function or variable where a plugin's source declares it, with every binding of such a plugin. */
export interface SymbolCursor {
  readonly kind: "symbol";
  readonly range: Range;
  readonly symbol: SourceSymbol;
  readonly found: readonly FoundBinding[];
}

export type Cursor = DirectiveCursor | FlagCursor | HeaderCursor | MemberCursor | SymbolCursor;

/** `undefined` for everything else, and where it is not certain. `path` is absolute. */
export async function findCursor(
  workspace: Workspace,
  path: string,
  position: Position,
): Promise<Cursor | undefined> {
  const text = quietText(workspace.host, path);
  if (text === undefined) return undefined;
  if (!path.endsWith(".go")) return findConfigValue(workspace, path, text, position);
  return (
    findInDirective(workspace, path, text, position) ??
    findInWrapper(workspace, path, text, position) ??
    findSymbol(workspace, path, text, position) ??
    (await findUse(workspace, path, text, position))
  );
}

/** The binding whose wrapper is at the path. */
export function bindingOfWrapper(workspace: Workspace, path: string): FoundBinding | undefined {
  return workspace.bindings().find(({ binding }) => binding.wrapperPath === path);
}

/** The binding's wrapper as it was last read. */
export function wrapperOf(workspace: Workspace, { binding }: FoundBinding): WrapperFile | undefined {
  const wrapper = workspace.subject(binding)?.wrapper;
  return wrapper?.state === "read" ? wrapper.file : undefined;
}

function findInDirective(
  workspace: Workspace,
  path: string,
  text: string,
  position: Position,
): Cursor | undefined {
  const finding = workspace
    .goFile(path)
    ?.directives.find(({ directive }) => contains(directive.range, position));
  if (!finding) return undefined;
  const { directive, binding } = finding;
  if (!lineOf(text, position.line).startsWith("//go:generate")) return undefined;
  const of = binding ? { found: { binding, directive } } : {};
  const parts = directiveParts(directive, text).filter(({ range }) => contains(range, position));
  const part = parts.at(-1);
  const given =
    part &&
    parseFlags(
      "generate",
      directive.args.map((arg) => arg.text),
    ).given.get(part.flag.name);
  const value = given ? { given: given.text } : {};
  return part
    ? { ...part, ...value, ...of }
    : { kind: "directive", range: directive.range, directive, ...of };
}

function findConfigValue(
  workspace: Workspace,
  path: string,
  text: string,
  position: Position,
): Cursor | undefined {
  for (const found of workspace.bindings()) {
    if (!found.entry || found.binding.location.path !== path) continue;
    for (const [name, range] of found.entry.places) {
      const flag = flagsOf("generate").find((one) => one.name === name);
      if (!flag || !contains(range, position)) continue;
      return { kind: "value", range, flag, given: textIn(text, range).replace(/^"|"$/g, ""), found };
    }
  }
  return undefined;
}

function findInWrapper(
  workspace: Workspace,
  path: string,
  text: string,
  position: Position,
): Cursor | undefined {
  const found = bindingOfWrapper(workspace, path);
  const wrapper = found && (workspace.goFile(path)?.wrapper ?? wrapperOf(workspace, found));
  if (!found || !wrapper) return undefined;
  const { start } = wrapper.headerRange;
  if (position.line >= start.line && position.line < start.line + headerLimit) {
    const lines = text.split("\n", position.line + 1).slice(start.line);
    if (lines.every((line) => line.startsWith("//"))) {
      const { length } = lines.at(-1)!.replace(/\r$/, "");
      const range = { start: { ...position, character: 0 }, end: { ...position, character: length } };
      return { kind: "header", range, wrapper, found };
    }
  }
  const member = wrapper.members.find(({ range }) => contains(range, position));
  if (!member || textIn(text, member.range).replace(/^_/, "") !== member.name) return undefined;
  return { kind: "member", range: member.range, wrapper, member, found };
}

/** Lines at the top of a file that its header is looked for in. */
const headerLimit = 40;

function findSymbol(
  workspace: Workspace,
  path: string,
  text: string,
  position: Position,
): Cursor | undefined {
  const name = wordAt(text, position);
  let symbol: SourceSymbol | undefined;
  const bindings: FoundBinding[] = [];
  for (const found of workspace.bindings()) {
    const here = workspace.subject(found.binding)?.source?.symbols.get(name);
    if (here?.location.path !== path || !contains(here.location.range, position)) continue;
    symbol ??= here;
    bindings.push(found);
  }
  if (!symbol || textIn(text, symbol.location.range) !== name) return undefined;
  return { kind: "symbol", range: symbol.location.range, symbol, found: bindings };
}

async function findUse(
  workspace: Workspace,
  path: string,
  text: string,
  position: Position,
): Promise<Cursor | undefined> {
  const name = selectedName(text, position);
  if (name === undefined) return undefined;
  const wrappers = new Map<WrapperFile, FoundBinding>();
  for (const found of workspace.bindings()) {
    const wrapper = wrapperOf(workspace, found);
    if (wrapper?.members.some((member) => member.name === name) && !wrappers.has(wrapper))
      wrappers.set(wrapper, found);
  }
  if (wrappers.size === 0) return undefined;
  const file = { path, text };
  const parser = await workspace.goParser();
  const use = findWrapperUse(workspace.host, parser, file, position, [...wrappers.keys()]);
  const found = use && wrappers.get(use.wrapper);
  const member = use?.wrapper.members.find((one) => one.name === use.name);
  return use && found && member
    ? { kind: "use", range: use.range, wrapper: use.wrapper, member, found }
    : undefined;
}
