// What the extension gives to an editor: diagnostics, answers, commands, virtual documents.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { serverCommands } from "#shared/protocol";
import { codesOf, diagnostics, extension, fileUri, type HostTest, settled, show, until } from "./test.ts";

const wrapper = () => fileUri("api/api.go");

/** The position of a text's first occurrence. */
function place(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `${text} is not in ${document.uri}`);
  return document.positionAt(offset);
}

export const api: readonly HostTest[] = [
  {
    name: "is activated by a workspace with a plugin, and starts its server",
    async run() {
      await settled();
      assert.equal(extension().isActive, true);
      assert.equal(extension().exports.server.state, "running");
    },
  },
  {
    name: "registers each command of the manifest, all in one category",
    async run() {
      const registered = new Set(await vscode.commands.getCommands(true));
      const stated: { command: string; category: string; title: string }[] =
        extension().packageJSON.contributes.commands;
      assert.deepEqual(
        stated.filter(({ command }) => !registered.has(command)),
        [],
      );
      assert.deepEqual(
        stated.filter(({ category }) => category !== "Bind Plugin"),
        [],
      );
      assert.equal(extension().packageJSON.contributes.keybindings, undefined);
    },
  },
  {
    name: "tells of drift",
    async run() {
      await show("api/api.go");
      const codes = codesOf(await diagnostics(wrapper(), (found) => found.length === 6));
      assert.deepEqual([...codes].sort(), [
        "symbol.added",
        "symbol.added",
        ...Array(2).fill("symbol.missing"),
        ...Array(2).fill("symbol.type-changed"),
      ]);
      for (const { source } of vscode.languages.getDiagnostics(wrapper()))
        assert.equal(source, "bind-plugin");
    },
  },
  {
    name: "answers where a symbol is: hover, definition, lens",
    async run() {
      const document = await show("api/api.go");
      await settled();
      const greet = place(document, "Add(a, b int)");
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        greet,
      );
      const texts = hovers.flatMap(({ contents }) =>
        contents.map((one) => (typeof one === "string" ? one : one.value)),
      );
      assert.match(texts.join("\n"), /func Add\(a, b int64\) int64/);
      // The problem is shown beside it.
      assert.doesNotMatch(texts.join("\n"), /Add has changed/);
      const definitions = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        "vscode.executeDefinitionProvider",
        document.uri,
        greet,
      );
      const targets = definitions.map((one) => ("targetUri" in one ? one.targetUri : one.uri).path);
      assert.ok(
        targets.some((path) => path.endsWith("/drifted.go")),
        targets.join(),
      );
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        10,
      );
      const titles = lenses.map(({ command }) => command?.title);
      assert.equal(titles[0], "out of date, 4 errors, 2 notes");
      assert.ok(titles.includes("refresh"), titles.join());
    },
  },
  {
    name: "shows what a plugin exports as a document in a language of its own",
    async run() {
      await vscode.commands.executeCommand("bindPlugin.showPluginSymbols", fileUri("build/plugin.so"));
      const { document } = await until(
        () => vscode.window.visibleTextEditors.find((one) => one.document.uri.scheme === "bind-plugin"),
        vscode.window.onDidChangeVisibleTextEditors,
      );
      assert.match(document.getText(), /func Subtract\(a, b int64\) int64/);
      assert.equal(document.languageId, "bind-plugin-symbols");
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        "vscode.executeDocumentSymbolProvider",
        document.uri,
      );
      assert.ok(JSON.stringify(symbols).includes("Subtract"));
    },
  },
  {
    name: "offers the refresh of a wrapper, which edits it in the editor",
    async run() {
      const document = await show("api/api.go");
      await settled();
      const { range } = vscode.languages.getDiagnostics(document.uri).find(({ severity }) => severity === 0)!;
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
        20,
      );
      const [refresh] = actions.filter(({ title }) => /^Refresh api\/api\.go/.test(title));
      assert.ok(refresh?.edit, actions.map(({ title }) => title).join());
      assert.equal(await vscode.workspace.applyEdit(refresh.edit), true);
      await diagnostics(document.uri, (found) => found.length === 0);
      assert.match(document.getText(), /func \(w \*PluginAPI\) Subtract\(/);
      assert.equal(document.isDirty, true);
      assert.ok(!readFileSync(document.uri.fsPath, "utf8").includes("Subtract"));
      await vscode.commands.executeCommand("workbench.action.files.revert");
      await diagnostics(document.uri, (found) => found.length === 6);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    },
  },
  {
    name: "regenerates a wrapper with unsaved changes in its document, and leaves it unsaved",
    async run() {
      const document = await show("api/api.go");
      const onDisk = () => readFileSync(document.uri.fsPath, "utf8");
      const before = onDisk();
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.positionAt(before.length), "\n// Mine.\n");
      assert.equal(await vscode.workspace.applyEdit(edit), true);
      await vscode.commands.executeCommand("bindPlugin.regenerateWrapper", document.uri);
      assert.match(document.getText(), /func \(w \*PluginAPI\) Subtract\(/);
      assert.equal(document.isDirty, true);
      assert.equal(onDisk(), before);
      await vscode.commands.executeCommand("workbench.action.files.revert");
      await diagnostics(document.uri, (found) => found.length === 6);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    },
  },
  {
    name: "regenerates a wrapper on disk too, where the editor still has its document",
    async run() {
      const document = await vscode.workspace.openTextDocument(wrapper());
      await vscode.commands.executeCommand("bindPlugin.regenerateWrapper", wrapper());
      assert.match(document.getText(), /func \(w \*PluginAPI\) Subtract\(/);
      assert.equal(document.isDirty, false);
      assert.equal(readFileSync(wrapper().fsPath, "utf8"), document.getText());
      await diagnostics(wrapper(), (found) => found.length === 0);
    },
  },
  {
    name: "answers a command of the server with what it did",
    async run() {
      const answer = await vscode.commands.executeCommand(serverCommands.regenerateAll);
      assert.deepEqual(answer, { written: [], current: [wrapper().toString()] });
    },
  },
  {
    name: "knows the same after its server was started again",
    async run() {
      await extension().exports.server.restart();
      await settled();
      assert.equal(extension().exports.server.state, "running");
      assert.deepEqual(vscode.languages.getDiagnostics(wrapper()), []);
    },
  },
  {
    name: "asks for a wrapper where the document at hand is of a plugin that nothing binds",
    async run() {
      const copy = fileUri("build/copy.so");
      await vscode.workspace.fs.copy(fileUri("build/plugin.so"), copy);
      const shown = (start: string) =>
        until(() => {
          const editor = vscode.window.activeTextEditor;
          return editor?.document.uri.toString().startsWith(`bind-plugin:/${start}/`) ? editor : undefined;
        }, vscode.window.onDidChangeActiveTextEditor);
      await vscode.commands.executeCommand("bindPlugin.showPluginSymbols", copy);
      await shown("symbols");
      await vscode.commands.executeCommand("bindPlugin.showWhatChanged");
      const { document } = await shown("changes");
      assert.match(document.uri.path, /\/api\/api\.go\.diff$/);
      await vscode.workspace.fs.delete(copy);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    },
  },
];
