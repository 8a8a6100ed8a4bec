// A wrapper's member in words: its symbol as a Go declaration, its documentation, where it comes from, and whether it is still true.

import type { Subject } from "#shared/checks/subject";
import { declarationText } from "#shared/listing";
import type { PluginSymbol } from "#shared/model";
import type { Problem } from "#shared/problem";
import type { TypedSourceSymbol } from "#shared/source/package";
import type { WrapperFile, WrapperMember } from "#shared/wrapper/wrapper-file";
import type { MemberCursor } from "./cursor.ts";
import type { Markup } from "./markup.ts";
import { pluginSymbol, pluginUri, symbolPlace } from "./places.ts";
import { lineOf, quietText } from "./text-lines.ts";
import type { Workspace } from "./workspace.ts";

/** Characters of a declaration that are shown; types and values may be of any size. */
const declarationLimit = 1500;

export function memberBlocks(workspace: Workspace, cursor: MemberCursor, markup: Markup): readonly string[] {
  const { found, wrapper, member } = cursor;
  const subject = workspace.subject(found.binding);
  const built = subject && pluginSymbol(subject, member.name);
  const source = subject?.source?.symbols.get(member.name);
  const pluginPath = subject?.plugin.state === "read" ? subject.plugin.plugin.pluginPath : undefined;
  const declaration = declarationOf(member, built, source, pluginPath ?? subject?.source?.path ?? "");
  return [
    markup.code(cut(declaration)),
    markup.doc(source?.doc ?? writtenDoc(workspace, wrapper, member)),
    markup.list([
      ...originLines(workspace, subject, cursor, markup),
      ...stateLines(workspace, subject, cursor, markup),
    ]),
  ];
}

/** As the plugin has it, with names from its source; else as the source has it, else as the wrapper has it. */
function declarationOf(
  member: WrapperMember,
  built: PluginSymbol | undefined,
  source: TypedSourceSymbol | undefined,
  pluginPath: string,
): string {
  const { name, kind, type = "" } = member;
  if (built) return declarationText(withNames(built, source), pluginPath);
  if (source?.type) return declarationText({ ...source, type: source.type, ...namesOf(source) }, pluginPath);
  return kind === "func" ? `func ${name}${type.replace(/^func/, "")}` : `var ${name} ${type}`.trim();
}

function withNames(built: PluginSymbol, source: TypedSourceSymbol | undefined): PluginSymbol {
  if (source?.kind !== "func" || built.type.kind !== "func") return built;
  const { params, results } = built.type;
  const fits = source.params.length === params.length && source.results.length === results.length;
  return fits ? { ...built, ...namesOf(source) } : built;
}

function namesOf({ params, results }: TypedSourceSymbol): Pick<PluginSymbol, "params" | "results"> {
  return { params, results };
}

function cut(text: string): string {
  return text.length > declarationLimit ? `${text.slice(0, declarationLimit)} …` : text;
}

/** The comment above the member in the wrapper. */
function writtenDoc(workspace: Workspace, wrapper: WrapperFile, member: WrapperMember): readonly string[] {
  const text = quietText(workspace.host, wrapper.path);
  const lines: string[] = [];
  if (text === undefined || member.range === wrapper.headerRange) return lines;
  for (let row = member.range.start.line - 1; row >= 0; row--) {
    const comment = /^\s*\/\/ ?(.*)$/.exec(lineOf(text, row))?.[1];
    if (comment === undefined) break;
    lines.unshift(comment);
  }
  return lines;
}

function originLines(
  workspace: Workspace,
  subject: Subject | undefined,
  { found, wrapper, member, kind }: MemberCursor,
  markup: Markup,
): readonly string[] {
  const show = subject?.show ?? ((path: string) => path);
  const lines: string[] = [];
  const place = subject && symbolPlace(workspace.host, subject, member.name);
  if (place) {
    const line = place.range.start.line + 1;
    const uri = `${workspace.uriOf(place.path)}#L${line}`;
    lines.push(`${markup.text("Declared in ")}${markup.link(`${show(place.path)}:${line}`, uri)}`);
  }
  const { pluginPath } = found.binding;
  const uri = pluginUri(workspace, pluginPath);
  const plugin = uri === undefined ? markup.span(show(pluginPath)) : markup.link(show(pluginPath), uri);
  const path = subject?.plugin.state === "read" ? subject.plugin.plugin.pluginPath : undefined;
  lines.push(
    `${markup.text("Of the plugin ")}${plugin}${path === undefined ? "" : ` (${markup.span(path)})`}`,
  );
  if (kind === "use" && member.range !== wrapper.headerRange) {
    const line = member.range.start.line + 1;
    const where = markup.link(`${show(wrapper.path)}:${line}`, `${workspace.uriOf(wrapper.path)}#L${line}`);
    lines.push(`${markup.text("Wrapped in ")}${where}`);
  }
  return lines;
}

/** What is wrong with the member or with all of its wrapper; else that it is still true. */
function stateLines(
  workspace: Workspace,
  subject: Subject | undefined,
  { wrapper, member }: MemberCursor,
  markup: Markup,
): readonly string[] {
  if (!subject) return [];
  const { problems } = workspace.problems(wrapper.path);
  const wrong = [
    ...problems.filter((problem) => isAbout(problem, member.name)),
    ...problems.filter(({ code }) => code === "wrapper.checksum-drift"),
  ];
  if (wrong.length > 0) return wrong.map((problem) => problemLine(problem, markup));
  const { plugin, source } = subject;
  if (plugin.state === "missing")
    return [markup.text("The plugin does not exist, so that it cannot be compared")];
  if (plugin.state === "unreadable")
    return [markup.text(`The plugin cannot be read, so that it cannot be compared: ${plugin.reason}`)];
  const inSource = source?.symbols.get(member.name)?.type ? ", and so has its source" : "";
  const truth =
    member.type === undefined
      ? "The plugin still has it; the wrapper does not say with which type"
      : `Still true: the plugin has it with this type${inSource}`;
  const newer = subject.newerSource;
  return [
    markup.text(truth),
    ...(newer === undefined
      ? []
      : [markup.text(`The source ${subject.show(newer)} is newer than the plugin`)]),
  ];
}

/** Problems of symbols have their name. */
export function isAbout({ data }: Problem, name: string): boolean {
  return typeof data === "object" && data !== null && "name" in data && data.name === name;
}

export function problemLine({ severity, message }: Problem, markup: Markup): string {
  const word = `${severity[0]!.toUpperCase()}${severity.slice(1)}`;
  return `${markup.strong(word)}: ${markup.text(message)}`;
}
