// What completions lead to: texts that the server then has nothing to say against, in clients that can do little.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, expect, it } from "vitest";
import type { CompletionItem, CompletionList, Position } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type LspClient, startServer, uri } from "#test/lsp-client";
import { buildPlugin } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

let client: LspClient;

afterEach(() => void client.child.kill());

/** A project with a plugin, in a client without any capability; `name` is open with the text. */
async function open(name: string, text: string): Promise<string> {
  const folder = tempFolder();
  mkdirSync(join(folder, "build"));
  copyFileSync(await buildPlugin("basic"), join(folder, "build/basic.so"));
  writeFileSync(join(folder, name), text);
  client = await startServer({ folders: [folder], capabilities: {} });
  await client.open(join(folder, name), text);
  await client.settled();
  return join(folder, name);
}

async function complete(file: string, position: Position): Promise<readonly CompletionItem[]> {
  const params = { textDocument: { uri: uri(file) }, position };
  const list: CompletionList = await client.connection.sendRequest("textDocument/completion", params);
  return list.items;
}

function applied(text: string, item: CompletionItem): string {
  expect(item.insertTextFormat).toBeUndefined();
  const edit = item.textEdit!;
  if (!("range" in edit)) throw new Error("an edit with two ranges");
  return TextDocument.applyEdits(TextDocument.create("x:", "", 1, text), [edit]);
}

const codes = (file: string) => (client.diagnostics.get(file) ?? []).map(({ code }) => code);

it("whole directives are taken by go generate, also on a file's last line", async () => {
  const text = "package m\n\n//go:gen";
  const file = await open("doc.go", text);
  const items = await complete(file, { line: 2, character: 8 });
  expect(items.map(({ label }) => label)).toContain(
    "//go:generate bind-plugin generate -plugin-path build/basic.so",
  );
  for (const item of items) {
    await client.change(file, applied(text, item));
    await client.settled();
    expect(codes(file).filter((code) => !/missing$/.test(String(code)))).toEqual([]);
    expect(codes(file)).toContain("wrapper.missing");
  }
});

it("every flag that is offered is one", async () => {
  const text = "package m\n\n//go:generate bind-plugin generate -plugin-path build/basic.so -\n";
  const file = await open("doc.go", text);
  const items = await complete(file, { line: 2, character: text.length - 1 - "package m\n\n".length });
  expect(items.length).toBeGreaterThan(8);
  for (const item of items) {
    const edited = applied(text, item);
    const value = edited.endsWith(" \n") ? edited.replace(/ \n$/, " x.go\n") : edited;
    await client.change(
      file,
      value
        .replace("-output-name x.go", "-output-name X")
        .replace("-output-package x.go", "-output-package x"),
    );
    await client.settled();
    expect(
      codes(file).filter((code) => !/^(?:wrapper|plugin)\./.test(String(code))),
      item.label,
    ).toEqual(item.label === "-rebuild" ? ["directive.missing-flag"] : []);
    const resolved: CompletionItem = await client.connection.sendRequest("completionItem/resolve", item);
    expect(resolved.documentation).toMatchObject({ kind: "plaintext" });
  }
});

it("keys of bind-plugin.json make a file that its schema takes", async () => {
  const schema = readFileSync(new URL("../../schemas/bind-plugin.schema.json", import.meta.url), "utf8");
  const validate = new Ajv().compile(JSON.parse(schema));
  const before = '{ "plugins": [{ "path": "build/basic.so", "wrapper": { ';
  const text = `${before} "sha256": true } }] }`;
  const file = await open("bind-plugin.json", text);
  const items = await complete(file, { line: 0, character: before.length });
  expect(items.length).toBeGreaterThan(6);
  for (const item of items) {
    const edited = applied(text, item).replace('"output-package": ""', '"output-package": "x"');
    expect(validate(JSON.parse(edited)), item.label).toBe(true);
  }
});

it("an empty bind-plugin.json begins with a plugin", async () => {
  const file = await open("bind-plugin.json", "");
  const [item] = await complete(file, { line: 0, character: 0 });
  const edited = applied("", item!);
  expect(JSON.parse(edited)).toEqual({ plugins: [{ path: "" }] });
  const within = { line: 0, character: edited.indexOf('""') + 1 };
  await client.change(file, edited);
  const values = await complete(file, within);
  expect(values.map(({ label }) => label)).toEqual(["build/basic.so", "build/"]);
  const chosen = applied(edited, values[0]!);
  expect(JSON.parse(chosen)).toEqual({ plugins: [{ path: "build/basic.so" }] });
  await client.change(file, chosen);
  await client.settled();
  expect(codes(file)).toEqual(["wrapper.missing"]);
});

it("what a client makes of an item's data is no reason to fail", async () => {
  await open("doc.go", "package m\n");
  for (const data of [undefined, null, 3, { flag: 7 }, { plugin: 3 }, { plugin: "/nowhere/x.so" }]) {
    const item = { label: "x", data };
    const resolved = await client.connection.sendRequest("completionItem/resolve", item);
    expect(resolved).toMatchObject({ label: "x" });
  }
});
