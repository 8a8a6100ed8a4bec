// Where what belongs together is declared: a plugin's symbol, the members of wrappers, and the files that a binding names.

import type { FoundBinding } from "#shared/binding/find";
import { packageFolder } from "#shared/binding/module";
import { findPackageFolder, goFilesOf } from "#shared/binding/sources";
import type { Subject } from "#shared/checks/subject";
import type { Host } from "#shared/host";
import type { Location, PluginSymbol } from "#shared/model";
import { isWrapper, type WrapperFile, type WrapperMember } from "#shared/wrapper/wrapper-file";
import { wrapperOf } from "./cursor.ts";
import { lineOf, quietText } from "./text-lines.ts";
import { virtualUri } from "./virtual-documents.ts";
import type { Workspace } from "./workspace.ts";

/** The symbol as the built plugin has it. */
export function pluginSymbol({ plugin }: Subject, name: string): PluginSymbol | undefined {
  return plugin.state === "read" ? plugin.plugin.symbols.find((symbol) => symbol.name === name) : undefined;
}

/** Where the plugin's source declares the symbol: as the source says, else as the compiler recorded it and the line agrees. */
export function symbolPlace(host: Host, subject: Subject, name: string): Location | undefined {
  const declared = subject.source?.symbols.get(name)?.location;
  return declared ?? recordedPlace(host, subject, name);
}

function recordedPlace(host: Host, subject: Subject, name: string): Location | undefined {
  const { file, line } = pluginSymbol(subject, name) ?? {};
  if (file === undefined || line === undefined) return undefined;
  const path = host.path.isAbsolute(file) ? file : trimmedPath(host, subject, file);
  const text = path === undefined ? undefined : quietText(host, path);
  if (path === undefined || text === undefined) return undefined;
  const found = new RegExp(String.raw`(?<![\p{L}\p{Nd}_])${name}(?![\p{L}\p{Nd}_])`, "u").exec(
    lineOf(text, line - 1),
  );
  if (!found) return undefined;
  const at = (character: number) => ({ line: line - 1, character });
  return { path, range: { start: at(found.index), end: at(found.index + name.length) } };
}

/** The file that -trimpath left the import path of. */
function trimmedPath(host: Host, { binding, plugin }: Subject, file: string): string | undefined {
  if (plugin.state !== "read") return undefined;
  const { folder, options } = binding;
  const found = findPackageFolder(host, folder, options.pluginPackage, plugin.plugin);
  return found === undefined ? undefined : host.path.resolve(found, file.replace(/^.*\//s, ""));
}

/** The wrapper's member of that name; `undefined` where its place is not known. */
export function memberOf(wrapper: WrapperFile, name: string): WrapperMember | undefined {
  const member = wrapper.members.find((one) => one.name === name);
  return member && member.range !== wrapper.headerRange ? member : undefined;
}

/** The places of the members that wrap the symbol, each once. */
export function memberPlaces(
  workspace: Workspace,
  bindings: readonly FoundBinding[],
  name: string,
): readonly Location[] {
  const places = new Map<string, Location>();
  for (const found of bindings) {
    const wrapper = wrapperOf(workspace, found);
    const member = wrapper && memberOf(wrapper, name);
    if (wrapper && member) places.set(wrapper.path, { path: wrapper.path, range: member.range });
  }
  return [...places.values()];
}

/** Every binding whose plugin has the symbol declared at the place. */
export function bindingsOf(
  workspace: Workspace,
  { path, range }: Location,
  name: string,
): readonly FoundBinding[] {
  return workspace.bindings().filter((found) => {
    const subject = workspace.subject(found.binding);
    const place =
      subject?.source?.symbols.get(name)?.location ?? (subject && symbolPlace(workspace.host, subject, name));
    return place?.path === path && place.range.start.line === range.start.line;
  });
}

const start: Location["range"] = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The file that shows the plugin's package: the one of the package's name, else the first. `undefined` where it is not local. */
export function packagePlace(host: Host, { binding }: FoundBinding): Location | undefined {
  const { pluginPackage } = binding.options;
  const folder = pluginPackage === "" ? undefined : packageFolder(host, binding.folder, pluginPackage);
  if (folder === undefined) return undefined;
  const files = goFilesOf(host, folder);
  const wanted = [`${host.path.basename(folder)}.go`, "main.go", "plugin.go"];
  const path = files.find((file) => wanted.includes(host.path.basename(file))) ?? files[0];
  return path === undefined ? undefined : { path, range: start };
}

/** The wrapper's file, where it is one. */
export function outputPlace(host: Host, { binding }: FoundBinding): Location | undefined {
  const text = quietText(host, binding.wrapperPath);
  return text !== undefined && isWrapper(text) ? { path: binding.wrapperPath, range: start } : undefined;
}

/** URI of what to show for a plugin: what it exports, where the client shows virtual documents, else the file. `undefined` where there is none. */
export function pluginUri({ client, host, uriOf }: Workspace, path: string): string | undefined {
  if (host.stat(path)?.kind !== "file") return undefined;
  return client.virtualDocuments ? virtualUri({ kind: "symbols", path }, host.path.separator) : uriOf(path);
}
