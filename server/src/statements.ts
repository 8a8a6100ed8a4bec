// What states that a wrapper is to be generated, where there is none yet: a directive in a Go file, an entry of bind-plugin.json.

import { TextDocument } from "vscode-languageserver-textdocument";
import { goFilesOf } from "#shared/binding/sources";
import { addPlugin, configEntry } from "#shared/config/add-entry";
import { parseConfig } from "#shared/config/parse";
import type { Host } from "#shared/host";
import type { DraftedWrapper, StatementKind } from "#shared/protocol";
import { readPackageClause } from "#shared/source/package-clause";
import { quoteWord } from "#shared/wrapper/quote";
import { configPathOf, type Draft, draftBinding } from "./drafts.ts";
import type { FileEdit } from "./edits.ts";
import type { Workspace } from "./workspace.ts";

/** Those that can be made, what is usual in this project first. */
export function statementsOf(workspace: Workspace, draft: Draft): DraftedWrapper["statements"] {
  const { host } = workspace;
  const shownFile = (path: string) => `${host.stat(path) ? "" : "a new "}${workspace.show(path)}`;
  const write = `Write ${workspace.show(draft.wrapperPath)}`;
  const directive = {
    kind: "directive",
    title: `${write}, and a //go:generate line in ${shownFile(directivePathOf(workspace, draft))}`,
    detail: directiveLine(draftBinding(workspace, draft, "directive").args),
  } as const;
  const header = {
    kind: "header",
    title: `${write} alone`,
    detail: "its header says how it is made; go generate does not know of it",
  } as const;
  const configPath = configPathOf(workspace, draft);
  const present = textOf(host, configPath);
  if (present !== undefined && parseConfig(present).issues.length > 0) return [directive, header];
  const config = {
    kind: "config",
    title: `${write}, and an entry in ${shownFile(configPath)}`,
    detail: JSON.stringify(configEntry(draftBinding(workspace, draft, "config").args)),
  } as const;
  return present === undefined ? [directive, config, header] : [config, directive, header];
}

/** The edit that states the wrapper, of which `packageName` is the package; `undefined` where its header does. */
export function statementEdit(
  workspace: Workspace,
  draft: Draft,
  kind: StatementKind,
  packageName: string,
): FileEdit | undefined {
  if (kind === "header") return undefined;
  const { args } = draftBinding(workspace, draft, kind);
  const path = kind === "config" ? configPathOf(workspace, draft) : directivePathOf(workspace, draft);
  const text = textOf(workspace.host, path);
  const label = `State the wrapper in ${workspace.show(path)}`;
  const edits =
    kind === "config" ? configEdits(text ?? "", args) : directiveEdits(workspace, path, args, packageName);
  return { path, edits, label, ...(text === undefined ? { isNew: true } : {}) };
}

function configEdits(text: string, args: readonly string[]): FileEdit["edits"] {
  const document = TextDocument.create("", "json", 0, text);
  return addPlugin(text, args).map(({ offset, length, content }) => ({
    range: { start: document.positionAt(offset), end: document.positionAt(offset + length) },
    newText: content,
  }));
}

/** Below the directives that are there, else below the package clause. */
function directiveEdits(
  workspace: Workspace,
  path: string,
  args: readonly string[],
  packageName: string,
): FileEdit["edits"] {
  const line = directiveLine(args);
  const text = textOf(workspace.host, path);
  const insert = (row: number, character: number, newText: string) => {
    const at = { line: row, character };
    return [{ range: { start: at, end: at }, newText }];
  };
  if (text === undefined || text === "") return insert(0, 0, `package ${packageName}\n\n${line}\n`);
  const lines = text.split("\n");
  const end = lines[0]?.endsWith("\r") ? "\r\n" : "\n";
  const last = workspace.goFile(path)?.directives.at(-1)?.directive.range.end.line;
  const row = last ?? readPackageClause(text)?.line ?? 0;
  const before = last === undefined ? end : "";
  const next = lines[row + 1];
  if (next === undefined) return insert(row, lines[row]!.length, `${end}${before}${line}${end}`);
  const after = last === undefined && next.trim() !== "" ? end : "";
  return insert(row + 1, 0, `${before}${line}${end}${after}`);
}

function directiveLine(args: readonly string[]): string {
  return `//go:generate bind-plugin generate ${args.map(directiveWord).join(" ")}`;
}

/** `go generate` expands variables in each word. */
function directiveWord(text: string): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of go generate
  return quoteWord(text.replaceAll("$", () => "${DOLLAR}"));
}

/** Names that files with directives usually have, the best first. */
const usual = ["generate.go", "gen.go", "doc.go", "main.go"];

/** The file of the wrapper's package that takes the directive: one that has some, one of a usual name, the first; else a new doc.go. */
function directivePathOf({ host, goFile }: Workspace, { wrapperPath }: Draft): string {
  const { dirname, basename, resolve } = host.path;
  const folder = dirname(wrapperPath);
  // A file that is not always built is passed over by go generate too.
  const files = goFilesOf(host, folder).filter((file) => {
    const text = textOf(host, file) ?? "";
    return !goFile(file)?.wrapper && readPackageClause(text) && !/^\/\/(?:go:build|\s*\+build)\s/m.test(text);
  });
  const stating = files.find((file) => (goFile(file)?.directives.length ?? 0) > 0);
  const named = usual
    .map((name) => files.find((file) => basename(file) === name))
    .find((file) => file !== undefined);
  return (
    stating ?? named ?? files[0] ?? freeName(host, resolve(folder, "doc.go"), resolve(folder, "generate.go"))
  );
}

/** There may be a file that is no Go file of the package, such as one that is not always built. */
function freeName(host: Host, ...paths: readonly [string, ...string[]]): string {
  return paths.find((path) => !host.stat(path)) ?? paths[0];
}

function textOf(host: Host, path: string): string | undefined {
  return host.stat(path)?.kind === "file" ? host.readText(path) : undefined;
}
