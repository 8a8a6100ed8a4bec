// Where there is no plugin the server is silent: no diagnostic and no lens in Go's own source tree, nor in the trees that the environment
// variable GO_TREES names (absolute folders, separated as in PATH), such as a module cache.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CodeLens } from "vscode-languageserver/node";
import { runGo } from "#test/go";
import { type LspClient, startServer, uri } from "#test/lsp-client";
import { tempFolder } from "#test/temp-folder";

const { stdout } = await runGo(["env", "GOROOT"]);
const trees = [join(stdout.trim(), "src"), ...(process.env["GO_TREES"]?.split(delimiter) ?? [])];

/** Files that are opened together. */
const together = 50;

const clients: LspClient[] = [];

afterAll(() => {
  for (const { child } of clients) child.kill();
});

async function start(folder: string): Promise<LspClient> {
  const client = await startServer({ folders: [folder], watches: true });
  clients.push(client);
  return client;
}

function goFilesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".go"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Opens the files, a few at a time, and asks for what an editor shows in them; those that it shows a lens in. */
async function lensesOf(client: LspClient, files: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (let at = 0; at < files.length; at += together) {
    const opened = files.slice(at, at + together);
    for (const file of opened) await client.open(file, readFileSync(file, "utf8"));
    const answers = opened.map(async (file) => {
      const textDocument = { uri: uri(file) };
      const lenses: CodeLens[] | null = await client.connection.sendRequest("textDocument/codeLens", {
        textDocument,
      });
      if (lenses && lenses.length > 0) found.push(file);
    });
    await Promise.all(answers);
    for (const file of opened) await client.close(file);
  }
  return found;
}

describe.each(trees)("%s", (tree) => {
  it("has no diagnostic and no lens", { timeout: 900_000 }, async () => {
    const files = goFilesBelow(tree);
    expect(files.length).toBeGreaterThan(1000);
    const client = await start(tree);
    await client.settled();
    expect([...client.codes]).toEqual([]);
    // Opened, even those that a crawl passes over, such as those in testdata.
    expect(await lensesOf(client, files)).toEqual([]);
    await client.settled();
    expect([...client.codes]).toEqual([]);
    expect(client.logged).toEqual([]);
  });
});

it("would have seen one", async () => {
  const folder = tempFolder();
  const file = join(folder, "a.go");
  writeFileSync(file, "package a\n\n//go:generate bind-plugin generate -plugin-path none.so\n");
  const client = await start(folder);
  await client.settled();
  expect(client.codes.size).toBeGreaterThan(0);
  expect(await lensesOf(client, [file])).toEqual([file]);
});
