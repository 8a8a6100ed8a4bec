// Hosts that don't load their plugins, in the editor: why, what go.mod should say, and a build like the host's own.

import { expect, it, vi } from "vitest";
import type { CodeAction } from "vscode-languageserver/node";
import { type PluginItem, pluginsRequest, type ShownDocument, serverCommands } from "#shared/protocol";
import { runTool } from "#test/go";
import { uri } from "#test/lsp-client";
import { codesOf, hosted, type Project, type Served, serve } from "./project.ts";

vi.setConfig({ testTimeout: 600_000 }); // nothing may have been built yet

const open = (at: Project) =>
  runTool(at.at("bin/host"), [at.at("plug.so")]).then(
    ({ stdout }) => stdout,
    (error: Error) => error.message,
  );

/** The one in the tree. */
async function plugin({ client }: Served): Promise<PluginItem | undefined> {
  const items: readonly PluginItem[] = await client.connection.sendRequest(pluginsRequest);
  return items[0];
}

async function actionsAt({ client }: Served, path: string, line: number): Promise<readonly CodeAction[]> {
  const place = { line, character: 0 };
  return client.connection.sendRequest("textDocument/codeAction", {
    textDocument: { uri: uri(path) },
    range: { start: place, end: place },
    context: { diagnostics: [] },
  });
}

it("a plugin is built again as its host is, and then loads", async () => {
  const at = await hosted("trimmed");
  expect(await open(at)).toContain("plugin was built with a different version of package");
  const served = await serve(at);
  expect(codesOf(served, at.at("doc.go"))).toEqual(["host.build-flags"]);
  const action = (await actionsAt(served, at.at("doc.go"), 2)).find(({ title }) =>
    title.startsWith("Rebuild"),
  );
  expect(action).toMatchObject({
    title: "Rebuild plug.so as its host is built",
    command: { command: serverCommands.rebuildForHost },
  });
  expect(await plugin(served)).toMatchObject({ state: "unloadable", fitsByBuild: true });
  await served.editor.run(serverCommands.rebuildForHost, action!.command!.arguments![0]);
  await served.client.settled();
  expect(await open(at)).toBe("HELLO YOU\n");
  expect([...served.client.diagnostics.keys()]).toEqual([]);
  expect(await plugin(served)).toMatchObject({ state: "current" });
  expect(await plugin(served)).not.toHaveProperty("fitsByBuild");
});

it("nothing is built where the workspace is not trusted", async () => {
  const at = await hosted("trimmed");
  const served = await serve(at, { initializationOptions: { trusted: false } });
  const rebuild = (await actionsAt(served, at.at("doc.go"), 2)).find(({ title }) =>
    title.startsWith("Rebuild"),
  );
  expect(rebuild?.disabled?.reason).toBe("nothing is built in a workspace that is not trusted");
  expect(await plugin(served)).not.toHaveProperty("fitsByBuild");
  const reference = { uri: uri(at.at("doc.go")), line: 2 };
  await expect(served.editor.run(serverCommands.rebuildForHost, reference)).rejects.toMatchObject({
    message: expect.stringContaining("not trusted"),
  });
});

it("a line of go.mod is changed to what the host has", async () => {
  const at = await hosted("differs");
  at.write("plug/go.mod", at.read("plug/go.mod").replace("text v1.0.0", "text v1.1.0"));
  const served = await serve(at);
  const mod = at.at("plug/go.mod");
  expect(codesOf(served, mod)).toEqual(["host.package-mismatch"]);
  const [align] = await actionsAt(served, mod, 4);
  expect(align).toMatchObject({ isPreferred: true });
  const [change] = align!.edit!.documentChanges as { edits: { newText: string; range: unknown }[] }[];
  expect(change!.edits).toMatchObject([
    { newText: "v1.0.0", range: { start: { line: 4, character: 25 }, end: { line: 4, character: 31 } } },
  ]);
  // Another version of a module is no matter for a save.
  const params = { textDocument: { uri: uri(mod) }, range: change!.edits[0]!.range };
  const all = await served.client.connection.sendRequest("textDocument/codeAction", {
    ...params,
    context: { diagnostics: [], only: ["source.fixAll"] },
  });
  expect(all).toEqual([]);
});

it("the whole answer is a document", async () => {
  const at = await hosted("differs");
  const served = await serve(at);
  const pair = { host: uri(at.at("bin/host")), plugin: uri(at.at("plug.so")) };
  const shown = (await served.editor.run(serverCommands.compat, pair)) as ShownDocument;
  expect(shown.text).toContain(
    "plug.so is refused: plugin was built with a different version of package example.com/text\n",
  );
  expect(served.editor.shown.map((one) => one.uri)).toEqual([shown.uri]);
  const none = (await served.editor.run(serverCommands.compat, {
    ...pair,
    host: pair.plugin,
  })) as ShownDocument;
  expect(none.text).toMatch(/not a host program/);
  const estimated = (await served.editor.run(serverCommands.compat, {
    ...pair,
    host: uri(at.at("plug")),
  })) as ShownDocument;
  expect(estimated.text).toContain("this is an estimate from the host's go.mod");
  expect(estimated.text).toContain("example.com/text");
  await expect(served.editor.run(serverCommands.compat, { host: 1 })).rejects.toMatchObject({
    message: "the command needs { host, plugin }: URIs of a program and a plugin",
  });
});
