// Generate Wrapper for Plugin…: asks for plugin, place and name, previews the wrapper, and writes it with what states it.

import { commands, type QuickPickItem, type Tab, TabInputText, Uri, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
  type DraftedWrapper,
  draftWrapperRequest,
  type StatementKind,
  serverCommands,
  suggestWrappersRequest,
  type WrapperDraft,
  type WrapperSuggestions,
} from "#shared/protocol";
import type { ClientCommand, Extension } from "../extension-context.ts";
import { pickPlugin } from "../pick-plugin.ts";
import { isTreeNode, nodePlugin } from "../tree-node.ts";

const steps = 4;
const titleOf = (step: number) => `Generate Wrapper for Plugin (${step}/${steps})`;

export const generateWrapper: ClientCommand = {
  id: "bindPlugin.generateWrapper",
  async run(extension, argument) {
    const client = await extension.server.start();
    const plugin = await choosePlugin(extension, argument);
    if (plugin === undefined) return;
    const params = { uri: plugin };
    const suggestions = await client.sendRequest<WrapperSuggestions>(suggestWrappersRequest, params);
    const wrapper = await chooseFile(suggestions);
    const name =
      wrapper === undefined ? undefined : await chooseName(client, { plugin, wrapper }, suggestions);
    if (wrapper === undefined || name === undefined) return;
    const draft = { plugin, wrapper, name };
    const statement = await confirm(client, draft);
    if (statement === undefined) return;
    const result = await commands.executeCommand(serverCommands.create, { ...draft, statement });
    if (result) await window.showTextDocument(Uri.parse(wrapper));
  },
};

async function choosePlugin(extension: Extension, argument: unknown): Promise<string | undefined> {
  if (isTreeNode(argument)) return nodePlugin(argument).uri;
  if (argument instanceof Uri) return argument.toString();
  return (await pickPlugin(extension, titleOf(1), "Which plugin? Those without a wrapper come first."))?.uri;
}

async function chooseFile({ files }: WrapperSuggestions): Promise<string | undefined> {
  const items: (QuickPickItem & { readonly uri?: string })[] = files.map(({ uri, name, detail }) => ({
    label: `$(file-code) ${name}`,
    description: detail,
    uri,
  }));
  const picked = await window.showQuickPick([...items, { label: "$(folder-opened) Another file…" }], {
    title: titleOf(2),
    placeHolder: "Where is the wrapper written?",
    matchOnDescription: true,
  });
  if (!picked || picked.uri !== undefined) return picked?.uri;
  const first = files[0];
  const chosen = await window.showSaveDialog({
    title: titleOf(2),
    saveLabel: "Choose",
    filters: { Go: ["go"] },
    ...(first ? { defaultUri: Uri.parse(first.uri) } : {}),
  });
  return chosen?.toString();
}

/** A name that the server makes a wrapper with. */
function chooseName(
  client: LanguageClient,
  draft: Omit<WrapperDraft, "name">,
  { names: [first] }: WrapperSuggestions,
): Thenable<string | undefined> {
  return window.showInputBox({
    title: titleOf(3),
    prompt: "The name of the wrapper's type",
    value: first ?? "PluginAPI",
    async validateInput(name) {
      try {
        await client.sendRequest<DraftedWrapper>(draftWrapperRequest, { ...draft, name });
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
}

/** Shows what would be written, and asks what is to state it. */
async function confirm(client: LanguageClient, draft: WrapperDraft): Promise<StatementKind | undefined> {
  const { preview, statements } = await client.sendRequest<DraftedWrapper>(draftWrapperRequest, draft);
  const uri = Uri.parse(preview);
  await window.showTextDocument(uri, { preview: true, preserveFocus: true });
  const items = statements.map(({ kind, title, detail }) => ({ label: title, detail, statement: kind }));
  const picked = await window.showQuickPick(items, {
    title: titleOf(4),
    placeHolder: "Write the wrapper as previewed? Choose what says how it is generated.",
    ignoreFocusOut: true,
  });
  await window.tabGroups.close(
    window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => shows(tab, uri)),
  );
  return picked?.statement;
}

function shows({ input }: Tab, uri: Uri): boolean {
  return input instanceof TabInputText && input.uri.toString() === uri.toString();
}
