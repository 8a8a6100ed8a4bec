// The settings: each is described in the manifest, and takes effect at once.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, type HostTest, settled, show } from "./test.ts";

const section = () => vscode.workspace.getConfiguration("bindPlugin");

async function lensCount(document: vscode.TextDocument): Promise<number> {
  await settled();
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
  );
  return lenses.length;
}

async function hints(document: vscode.TextDocument): Promise<readonly string[]> {
  await settled();
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    "vscode.executeInlayHintProvider",
    document.uri,
    whole,
  );
  return found.map(({ label }) =>
    typeof label === "string" ? label : label.map(({ value }) => value).join(""),
  );
}

export const settings: readonly HostTest[] = [
  {
    name: "each setting has a description and a default",
    async run() {
      const { properties } = extension().packageJSON.contributes.configuration;
      for (const [name, { markdownDescription, default: value }] of Object.entries<Record<string, unknown>>(
        properties,
      )) {
        assert.match(name, /^bindPlugin\./);
        assert.ok(markdownDescription, name);
        assert.notEqual(value, undefined, name);
      }
    },
  },
  {
    name: "what starts programs is not taken from a workspace that is not trusted",
    async run() {
      const { properties } = extension().packageJSON.contributes.configuration;
      const { untrustedWorkspaces } = extension().packageJSON.capabilities;
      assert.equal(untrustedWorkspaces.supported, "limited");
      for (const name of untrustedWorkspaces.restrictedConfigurations) assert.ok(properties[name], name);
      for (const name of ["go.path", "go.buildFlags"]) {
        assert.ok(untrustedWorkspaces.restrictedConfigurations.includes(`bindPlugin.${name}`), name);
      }
    },
  },
  {
    name: "lenses are there until they are turned off",
    async run() {
      const document = await show("doc.go");
      assert.notEqual(await lensCount(document), 0);
      await section().update("codeLenses", false);
      assert.equal(await lensCount(document), 0);
      await section().update("codeLenses", undefined);
      assert.notEqual(await lensCount(document), 0);
    },
  },
  {
    name: "inlay hints are there only when they are turned on",
    async run() {
      const document = await show("doc.go");
      assert.deepEqual(await hints(document), []);
      await section().update("inlayHints", true);
      assert.match((await hints(document)).join(), /functions/);
      await section().update("inlayHints", undefined);
      assert.deepEqual(await hints(document), []);
    },
  },
];
