// A plugin's file in words: what it is, and whether its wrapper is up to date.

import { checkSubject } from "#shared/checks/all";
import type { Subject } from "#shared/checks/subject";
import type { BuildInfo, Plugin } from "#shared/model";
import type { Severity } from "#shared/problem";
import type { Markup } from "./markup.ts";
import { problemLine } from "./member-text.ts";
import { pluginUri } from "./places.ts";
import type { Workspace } from "./workspace.ts";

/** Problems that are shown; a plugin may have hundreds. */
const problemLimit = 8;

/** `path` is the plugin's, absolute; `subject` that of the binding that is meant. */
export async function pluginBlocks(
  workspace: Workspace,
  path: string,
  subject: Subject | undefined,
  markup: Markup,
): Promise<readonly string[]> {
  const uri = pluginUri(workspace, path);
  const name = workspace.host.path.basename(path);
  const title = uri === undefined ? markup.strong(name) : markup.link(name, uri);
  const state = await workspace.plugin(path, true);
  if (state.state === "missing")
    return [title, markup.text("There is no such file."), problemsOf(subject, markup)];
  if (state.state === "unreadable") {
    return [title, markup.text(`It cannot be read: ${state.reason}`), problemsOf(subject, markup)];
  }
  const { plugin, sha256 } = state;
  return [
    `${title}${markup.text(" is the Go plugin ")}${markup.span(plugin.pluginPath)}`,
    markup.list(factsOf(plugin, sha256, markup)),
    problemsOf(subject, markup),
  ];
}

function factsOf(plugin: Plugin, sha256: string | undefined, markup: Markup): readonly string[] {
  const version = plugin.goVersion ?? plugin.goVersionRange ?? "unknown Go version";
  const functions = plugin.symbols.filter(({ kind }) => kind === "func").length;
  const variables = plugin.symbols.length - functions;
  return [
    markup.text(`${version}, ${plugin.goos}/${plugin.goarch}, ${plugin.format}`),
    markup.text(`${plugin.size.toLocaleString("en-US")} bytes`),
    ...(sha256 === undefined ? [] : [`sha256 ${markup.span(sha256)}`]),
    ...originOf(plugin.buildInfo, markup),
    markup.text(`exports ${counted(functions, "function")} and ${counted(variables, "variable")}`),
  ];
}

/** The revision that it was built of, and the version of its module. */
function originOf(info: BuildInfo | undefined, markup: Markup): readonly string[] {
  const settings = new Map(info?.settings.map(({ key, value }) => [key, value]));
  const lines: string[] = [];
  const module = info?.main;
  if (module && module.version !== "" && module.version !== "(devel)")
    lines.push(`${markup.text("module ")}${markup.span(`${module.path} ${module.version}`)}`);
  const revision = settings.get("vcs.revision");
  if (revision !== undefined) {
    const time = settings.get("vcs.time");
    const changed = settings.get("vcs.modified") === "true" ? ", with changes that were not committed" : "";
    const text = `${time === undefined ? "" : ` of ${time}`}${changed}`;
    lines.push(`${markup.text("revision ")}${markup.span(revision)}${markup.text(text)}`);
  }
  return lines;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Why plugin and wrapper are not up to date; else that they are. What is only worth knowing comes last. */
export function problemsOf(subject: Subject | undefined, markup: Markup): string {
  if (!subject) return "";
  const all = checkSubject(subject);
  // Some are found in more than one place.
  const once = [...new Map(all.map((problem) => [problem.message, problem])).values()];
  const problems = once
    .filter(({ code }) => code !== "symbol.unnameable")
    .sort((a, b) => severityRanks[a.severity] - severityRanks[b.severity]);
  if (problems.length === 0) return markup.text("Up to date.");
  const lines = problems.slice(0, problemLimit).map((problem) => problemLine(problem, markup));
  const more = problems.length - lines.length;
  return markup.list(more > 0 ? [...lines, markup.text(`and ${more} more`)] : lines);
}

const severityRanks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };
