// Diagnostics for clients that ask for them: what each answer waits for, and what it leaves out.

import { appendFileSync, readFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import type {
  ClientCapabilities,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
} from "vscode-languageserver/node";
import { serverCommands } from "#shared/protocol";
import { uri } from "#test/lsp-client";
import { editorCapabilities } from "#test/lsp-editor";
import { directive, project, serve } from "./project.ts";

const flags = "-plugin-path p.so -output-path api/api.go";

const capabilities: ClientCapabilities = {
  ...editorCapabilities,
  textDocument: { ...editorCapabilities.textDocument, diagnostic: {} },
  workspace: { ...editorCapabilities.workspace, diagnostics: { refreshSupport: true } },
};

/** Folders (more than are looked at together), each with a wrapper of a plugin that is another by now. */
async function drifted() {
  const folders = [..."abcdefgh"];
  const at = project(Object.fromEntries(folders.map((folder) => [`${folder}/doc.go`, directive(flags)])));
  const wrappers = folders.map((folder) => at.at(`${folder}/api/api.go`));
  for (const folder of folders) {
    const [plugin, wrapper] = [`${folder}/p.so`, `${folder}/api/api.go`];
    await at.plugin("basic", plugin);
    await at.generate("-plugin-path", plugin, "-output-path", wrapper);
    await at.plugin("drifted", plugin);
  }
  return { at, wrappers };
}

/** A plugin that is being written is looked at when it rests, or after some seconds. */
function keepWriting(plugin: string): NodeJS.Timeout {
  const writing = setInterval(() => appendFileSync(plugin, "x"), 10);
  onTestFinished(() => clearInterval(writing));
  return writing;
}

it("a document that is asked about first is answered when it has been checked, which no refresh tells again", async () => {
  const { at, wrappers } = await drifted();
  const { client } = await serve(at, { capabilities, isAtRest: false });
  let refreshes = 0;
  client.connection.onRequest("workspace/diagnostic/refresh", () => void refreshes++);
  const reports = wrappers.map(async (path) => {
    await client.open(path, readFileSync(path, "utf8"));
    const report: DocumentDiagnosticReport = await client.connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri: uri(path) },
    });
    return report.kind === "full" && report.items.length;
  });
  expect(await Promise.all(reports)).toEqual(wrappers.map(() => 6));
  await client.settled();
  expect(refreshes).toBe(0);
  await at.plugin("basic", "a/p.so");
  await client.tell("Changed", at.at("a/p.so"));
  await client.until(() => refreshes === 1);
});

it("a document that was checked before it was opened is answered at once, while others are still looked at", async () => {
  const { at, wrappers } = await drifted();
  const wrapper = wrappers[0]!;
  const writing = keepWriting(at.at("h/p.so"));
  const { client } = await serve(at, { capabilities, isAtRest: false });
  const told = new Promise<void>((resolve) => {
    client.connection.onNotification("$/progress", ({ value }: { value: WorkspaceDiagnosticReport }) => {
      if (value.items.some((item) => item.uri === uri(wrapper))) resolve();
    });
  });
  const whole = client.connection.sendRequest("workspace/diagnostic", {
    previousResultIds: [],
    partialResultToken: "parts",
  });
  await told;
  let isSettled = false;
  const settled = client.settled().then(() => {
    isSettled = true;
  });
  await client.open(wrapper, readFileSync(wrapper, "utf8"));
  const report: DocumentDiagnosticReport = await client.connection.sendRequest("textDocument/diagnostic", {
    textDocument: { uri: uri(wrapper) },
  });
  expect(report).toMatchObject({ kind: "full", items: { length: 6 } });
  expect(isSettled).toBe(false);
  clearInterval(writing);
  await Promise.all([settled, whole]);
});

it("the workspace is told of in parts as it is looked at, to a client that takes parts", async () => {
  const { at, wrappers } = await drifted();
  const writing = keepWriting(at.at("h/p.so"));
  const { client } = await serve(at, { capabilities, isAtRest: false });
  const partialResultToken = "parts";
  const told = new Map<string, { readonly id: string | undefined; readonly count: number }>();
  const take = ({ items }: WorkspaceDiagnosticReport) => {
    for (const item of items)
      if (item.kind === "full") told.set(item.uri, { id: item.resultId, count: item.items.length });
  };
  let parts = 0;
  client.connection.onNotification("$/progress", ({ token, value }) => {
    if (token !== partialResultToken) return;
    parts++;
    take(value);
    clearInterval(writing);
  });
  const ask = async (): Promise<WorkspaceDiagnosticReport> =>
    client.connection.sendRequest("workspace/diagnostic", {
      previousResultIds: [...told].map(([uri, { id }]) => ({ uri, value: id })),
      partialResultToken,
    });
  take(await ask());
  expect(parts).toBeGreaterThan(0);
  const counts = () => wrappers.map((path) => told.get(uri(path))?.count);
  expect(counts()).toEqual(wrappers.map(() => 6));
  const next = ask();
  await at.plugin("basic", "b/p.so");
  await client.tell("Changed", at.at("b/p.so"));
  take(await next);
  expect(counts()).toEqual(wrappers.map((_, i) => (i === 1 ? 0 : 6)));
});

it("a file that has no problems any more is told of to a client that names no earlier result", async () => {
  const at = project({ "doc.go": directive(flags) });
  await at.plugin("basic", "p.so");
  await at.generate(...flags.split(" "));
  await at.plugin("drifted", "p.so");
  const { client, editor } = await serve(at, { pulls: true });
  expect(client.diagnostics.get(at.at("api/api.go"))).toHaveLength(6);
  await editor.run(serverCommands.regenerateAll);
  await client.settled();
  const report: WorkspaceDiagnosticReport = await client.connection.sendRequest("workspace/diagnostic", {
    previousResultIds: [],
  });
  const wrapper = report.items.find((item) => item.uri === uri(at.at("api/api.go")));
  expect(wrapper).toMatchObject({ kind: "full", items: [] });
  const again = report.items.map(({ uri, resultId }) => ({ uri, value: resultId! }));
  await at.plugin("basic", "p.so");
  await client.tell("Changed", at.at("p.so"));
  const news: WorkspaceDiagnosticReport = await client.connection.sendRequest("workspace/diagnostic", {
    previousResultIds: again,
  });
  expect(news.items.map((item) => item.uri)).toEqual([uri(at.at("api/api.go"))]);
});
