// completionItem/resolve: what a flag means, and what a plugin is.

import { type CompletionItem, CompletionResolveRequest } from "vscode-languageserver/node";
import type { PluginState } from "#shared/checks/subject";
import { flagsOf } from "#shared/options";
import type { CompletionData } from "../completion-item.ts";
import { flagHelp } from "../flag-help.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature } from "./feature.ts";

export async function provideCompletionResolve(
  workspace: Workspace,
  item: CompletionItem,
): Promise<CompletionItem> {
  const data: CompletionData = item.data ?? {};
  const flag = flagsOf("generate").find(({ name }) => name === data.flag);
  if (flag) return { ...item, documentation: flagHelp(flag, workspace.client.completionMarkdown) };
  if (typeof data.plugin !== "string") return item;
  return { ...item, documentation: pluginText(await workspace.plugin(data.plugin, false)) };
}

function pluginText(state: PluginState): string {
  if (state.state === "missing") return "This file does not exist yet.";
  if (state.state === "unreadable") return `This file cannot be read: ${state.reason}`;
  const { pluginPath, goVersion, goVersionRange, goos, goarch, symbols } = state.plugin;
  const names = symbols.map(({ name }) => name);
  return [
    `plugin ${pluginPath}`,
    `${goVersion ?? goVersionRange ?? "Go"}, ${goos}/${goarch}`,
    names.length === 0 ? "It exports nothing." : `It exports ${names.join(", ")}.`,
  ].join("\n");
}

export const completionResolve = requestFeature(CompletionResolveRequest.type, provideCompletionResolve);
