// Hover in go.mod: which plugins and hosts were built with which version of a module.

import type { Hover, Position } from "vscode-languageserver/node";
import { FormatError } from "#shared/binary/format-error";
import { type GoModLine, parseGoModLines } from "#shared/binding/go-mod";
import { versionText } from "#shared/compat/modules";
import { HostError } from "#shared/host";
import type { BuildInfo } from "#shared/model";
import { whileUnchanged } from "#shared/read-plugin";
import { reflectBinary } from "#shared/runtime/plugin";
import type { Markup } from "./markup.ts";
import { quietText } from "./text-lines.ts";
import type { Workspace } from "./workspace.ts";

/** How many files are listed. */
const fileLimit = 12;

/** `null` where the position is on no module, or nothing was built with it. */
export async function hoverGoMod(
  workspace: Workspace,
  path: string,
  position: Position,
  markup: Markup,
): Promise<Hover | null> {
  const text = quietText(workspace.host, path);
  const line = text === undefined ? undefined : lineAt(text, position);
  if (!line) return null;
  const uses = await usesOf(workspace, line.path);
  if (uses.length === 0) return null;
  const lines = uses
    .slice(0, fileLimit)
    .map(({ name, version }) => `${markup.text(`${name}: `)}${markup.span(version)}`);
  const more = uses.length - lines.length;
  const list = markup.list(more > 0 ? [...lines, markup.text(`and ${more} more`)] : lines);
  const title = `${markup.strong(line.path)}${markup.text(" is built into")}`;
  return { contents: markup.content([title, list]), range: line.range };
}

function lineAt(text: string, { line, character }: Position): GoModLine | undefined {
  return parseGoModLines(text).find(
    ({ range: { start, end } }) =>
      start.line === line && start.character <= character && character <= end.character,
  );
}

interface Use {
  readonly name: string;
  readonly version: string;
}

/** Plugins and hosts that bindings name, sorted by name. */
async function usesOf(workspace: Workspace, modulePath: string): Promise<readonly Use[]> {
  const plugins = new Set(workspace.bindings().map(({ binding }) => binding.pluginPath));
  const hosts = new Set(workspace.bindings().flatMap(({ host }) => (host ? [host.path] : [])));
  const uses: Use[] = [];
  const add = (kind: string, path: string, info: BuildInfo | undefined) => {
    const module = [...(info?.deps ?? []), ...(info?.main ? [info.main] : [])].find(
      (one) => one.path === modulePath,
    );
    if (module)
      uses.push({ name: `${kind} ${workspace.show(path)}`, version: versionText({ module, isMain: false }) });
  };
  for (const path of plugins) {
    const state = await workspace.plugin(path, false);
    if (state.state === "read") add("plugin", path, state.plugin.buildInfo);
  }
  for (const path of hosts) add("host", path, await buildInfoOf(workspace, path));
  return uses.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `undefined` also of what is no host. */
async function buildInfoOf({ host }: Workspace, path: string): Promise<BuildInfo | undefined> {
  try {
    return await whileUnchanged(
      host,
      path,
      async (file) => reflectBinary(path, file, host.inflate).buildInfo,
    );
  } catch (error) {
    if (error instanceof HostError || error instanceof FormatError) return undefined;
    throw error;
  }
}
