// The server's life: how it starts and ends, and that nothing that a client sends brings it down.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { CancellationTokenSource, ErrorCodes, LSPErrorCodes } from "vscode-languageserver/node";
import { problemCodes } from "#shared/problem";
import { bin } from "#test/bin";
import { type ClientOptions, endedCodes, type LspClient, startServer, uri } from "#test/lsp-client";
import { tempFolder } from "#test/temp-folder";

const clients: LspClient[] = [];

afterEach(() => {
  for (const { child } of clients.splice(0)) child.kill();
});

async function start(options: Partial<ClientOptions> = {}): Promise<LspClient> {
  const client = await startServer({ folders: [tempFolder()], ...options });
  clients.push(client);
  return client;
}

const directive = "package a\n\n//go:generate bind-plugin generate -plugin-path none.so\n";

/** A project with one directive, whose plugin and wrapper are missing. */
function project(): { folder: string; file: string } {
  const folder = tempFolder();
  writeFileSync(join(folder, "a.go"), directive);
  return { folder, file: join(folder, "a.go") };
}

const codes = (client: LspClient, file: string) => client.diagnostics.get(file)?.map(({ code }) => code);
const both = ["wrapper.missing", "plugin.missing"];

describe("start and end", () => {
  it.each([false, true])("serves (ipc: %s), says who it is, and ends with 0 after shutdown", async (ipc) => {
    const { folder, file } = project();
    const client = await start({ folders: [folder], ipc });
    expect(client.initialized.serverInfo?.name).toBe("bind-plugin");
    await client.settled();
    expect(codes(client, file)).toEqual(both);
    expect(await client.stop()).toBe(0);
    expect(client.logged).toEqual([]);
  });

  it("ends with 1 where nobody asked it to shut down", async () => {
    const exited = await start();
    await exited.connection.sendNotification("exit");
    expect(await exited.exited).toBe(1);
    const cut = await start();
    cut.child.stdin!.end();
    expect(await cut.exited).toBe(1);
  });

  it("leaves no request of these tests waiting when it is killed", async () => {
    const client = await start();
    client.child.kill("SIGSTOP");
    const asked = client.settled();
    client.child.kill("SIGKILL");
    await expect(asked).rejects.toSatisfy(({ code }) => endedCodes.includes(code));
  });

  it("ends when its parent process has ended", async () => {
    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(parent, "spawn");
    const client = await start({ processId: parent.pid! });
    parent.kill("SIGKILL");
    expect(await client.exited).toBe(1);
  });

  it("answers no request before it is initialized", async () => {
    const child = spawn(process.execPath, [bin, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    try {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "textDocument/diagnostic", params: {} });
      child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
      let answer = "";
      for await (const text of child.stdout.setEncoding("utf8")) {
        answer += text;
        if (answer.endsWith("}")) break;
      }
      expect(answer).toContain(`"code":${ErrorCodes.ServerNotInitialized}`);
    } finally {
      child.kill();
    }
  });

  it("takes a client that can do nothing", async () => {
    const { folder, file } = project();
    const client = await start({ folders: [folder], capabilities: {} });
    await client.settled();
    const [first] = client.diagnostics.get(file)!;
    expect(Object.keys(first!).sort()).toEqual(["code", "message", "range", "severity", "source"]);
  });

  it("takes a client that opens single files", async () => {
    const { file } = project();
    const client = await start({ folders: [] });
    await client.open(file, directive);
    await client.settled();
    expect(codes(client, file)).toEqual(both);
    await client.close(file);
    await client.settled();
    expect(codes(client, file)).toBeUndefined();
  });

  it("follows workspace folders that come and go", async () => {
    const { folder, file } = project();
    const client = await start();
    const change = (event: object) =>
      client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event });
    await change({ added: [{ uri: uri(folder), name: "a" }], removed: [] });
    await client.settled();
    expect(codes(client, file)).toEqual(both);
    await change({ added: [], removed: [{ uri: uri(folder), name: "a" }] });
    await client.settled();
    expect(codes(client, file)).toBeUndefined();
  });
});

describe("what it is sent", () => {
  it("each diagnostic leads to a page that exists", async () => {
    const { folder, file } = project();
    const client = await start({ folders: [folder] });
    await client.settled();
    for (const { codeDescription, code } of client.diagnostics.get(file)!) {
      const page = fileURLToPath(codeDescription!.href);
      expect(Object.keys(problemCodes)).toContain(code);
      expect(existsSync(page), page).toBe(true);
    }
  });

  it("is initialized once", async () => {
    const client = await start();
    const again = client.connection.sendRequest("initialize", {
      processId: null,
      rootUri: null,
      capabilities: {},
    });
    await expect(again).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
  });

  it("an unknown request fails alone", async () => {
    const client = await start();
    await expect(client.connection.sendRequest("textDocument/nonsense", {})).rejects.toMatchObject({
      code: ErrorCodes.MethodNotFound,
    });
    await client.settled();
  });

  it("a request without sense fails alone, or is answered with nothing", async () => {
    const client = await start({ pulls: true });
    const asked = (params: unknown) =>
      client.connection.sendRequest("textDocument/diagnostic", params as object);
    await expect(asked({})).rejects.toMatchObject({ code: ErrorCodes.InternalError });
    await expect(asked(null)).rejects.toMatchObject({ code: expect.any(Number) });
    expect(await asked({ textDocument: { uri: "untitled:x" } })).toEqual({ kind: "full", items: [] });
    await client.settled();
  });

  it("a cancelled request is told so", async () => {
    const client = await start({ pulls: true });
    await client.settled();
    const cancelling = new CancellationTokenSource();
    const answer = client.connection.sendRequest(
      "workspace/diagnostic",
      { previousResultIds: [] },
      cancelling.token,
    );
    cancelling.cancel();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  it("notifications out of order and without sense change nothing", async () => {
    const { folder, file } = project();
    const client = await start({ folders: [folder] });
    const { connection } = client;
    const textDocument = { uri: uri(join(folder, "b.go")), version: 7 };
    const senseless: [string, object][] = [
      ["textDocument/didChange", { textDocument, contentChanges: [{ text: directive }] }],
      ["textDocument/didClose", { textDocument }],
      ["textDocument/didSave", { textDocument }],
      ["textDocument/didOpen", {}],
      ["textDocument/didOpen", { textDocument: { uri: "::", languageId: "go", version: 1, text: "x" } }],
      ["workspace/didChangeWatchedFiles", { changes: [{ uri: "file:///nowhere/x.go", type: 99 }] }],
      ["workspace/didChangeWatchedFiles", {}],
      ["workspace/didChangeWorkspaceFolders", { event: {} }],
      ["initialized", {}],
      ["$/cancelRequest", { id: 12345 }],
      ["$/nonsense", {}],
      ["nonsense", {}],
    ];
    for (const [method, params] of senseless) await connection.sendNotification(method, params);
    await client.settled();
    expect(codes(client, file)).toEqual(both);
    expect([...client.diagnostics.keys()]).toEqual([file]);
  });

  it("ten thousand random messages, whatever they say, leave it as it was", async () => {
    const { folder, file } = project();
    const client = await start({ folders: [folder], pulls: true });
    const stream = client.child.stdin!;
    const random = randomOf(20261124);
    for (let i = 0; i < 10_000; i++) {
      const body = randomMessage(random, uri(join(folder, "other.go")), 1_000_000 + i);
      const isTaken = stream.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      if (!isTaken) await once(stream, "drain");
    }
    await client.tell("Changed", file);
    await client.settled();
    expect(codes(client, file)).toEqual(both);
    expect(await client.stop()).toBe(0);
  });

  it("messages that are none are passed over", async () => {
    const { folder, file } = project();
    const client = await start({ folders: [folder] });
    const frame = (body: string) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    for (const body of [
      "{",
      "",
      "null",
      "[]",
      "17",
      '"x"',
      "{}",
      '{"jsonrpc":"2.0"}',
      '{"id":1,"result":3}',
      "\u0000",
    ]) {
      client.child.stdin!.write(frame(body));
    }
    await client.settled();
    expect(codes(client, file)).toEqual(both);
    expect(await client.stop()).toBe(0);
  });
});

/** Numbers from 0 up to `below`, the same for the same seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const methods = [
  "initialize",
  "initialized",
  "$/cancelRequest",
  "textDocument/didOpen",
  "textDocument/didChange",
  "textDocument/didSave",
  "textDocument/didClose",
  "textDocument/diagnostic",
  "textDocument/hover",
  "textDocument/completion",
  "completionItem/resolve",
  "textDocument/codeAction",
  "codeAction/resolve",
  "textDocument/codeLens",
  "codeLens/resolve",
  "textDocument/definition",
  "textDocument/implementation",
  "textDocument/references",
  "textDocument/documentLink",
  "textDocument/documentSymbol",
  "textDocument/semanticTokens/full",
  "textDocument/foldingRange",
  "workspace/symbol",
  "workspaceSymbol/resolve",
  "workspace/executeCommand",
  "workspace/textDocumentContent",
  "workspace/diagnostic",
  "workspace/didChangeWatchedFiles",
  "workspace/didChangeWorkspaceFolders",
  "bindPlugin/settled",
  "textDocument/nonsense",
];

const names = (
  "textDocument uri version text languageId contentChanges range start end line character changes type event added removed " +
  "previousResultIds value id position context diagnostics data query command arguments"
).split(" ");

/** A message that is well formed, or nearly, and makes no sense. */
function randomMessage(random: (below: number) => number, document: string, id: number): string {
  const value = (depth: number): unknown => {
    const texts = [document, "file:///nowhere", "::", "", "\ud800", directive];
    switch (random(depth > 3 ? 5 : 8)) {
      case 0:
        return null;
      case 1:
        return random(2_000_000) - 1_000_000;
      case 2:
        return texts[random(texts.length)];
      case 3:
        return random(2) === 0;
      case 4:
        return 1e308;
      case 5:
        return Array.from({ length: random(4) }, () => value(depth + 1));
      default: {
        const some = names.filter(() => random(3) === 0);
        return Object.fromEntries(some.map((name) => [name, value(depth + 1)]));
      }
    }
  };
  const method = methods[random(methods.length)];
  switch (random(7)) {
    case 0:
      return JSON.stringify(value(0));
    case 1:
      return "{".repeat(random(20));
    case 2:
      return JSON.stringify({ jsonrpc: "2.0", id, result: value(0) });
    case 3:
      return JSON.stringify({ jsonrpc: "2.0", method, params: value(0) });
    default:
      return JSON.stringify({ jsonrpc: "2.0", id, method, params: value(0) });
  }
}
