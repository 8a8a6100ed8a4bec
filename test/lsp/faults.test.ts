// What goes wrong around a server: files that vanish, plugins that never rest, `go` that is missing or hangs, folders that cannot be written to.
// It stays up, says what is wrong, and leaves nothing behind.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { CancellationToken, CancellationTokenSource } from "vscode-languageserver/node";
import { clientFeatures } from "#server/client-features";
import { createGoParser } from "#server/go-parser";
import { nodeHost } from "#server/node-host";
import { createWorkspace, type Workspace } from "#server/workspace";
import type { Host } from "#shared/host";
import { serverCommands } from "#shared/protocol";
import { contentsOf, runBin } from "#test/bin";
import { goEnvironment } from "#test/go";
import { type ClientOptions, type LspClient, startServer, uri } from "#test/lsp-client";
import { buildPlugin, type PluginName } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

const longAgo = new Date("2020-01-01T00:00:00Z");
const built = new Map<PluginName, string>();

const source = `package main

//go:generate bind-plugin generate -plugin-path plugin.so -plugin-package . -output-path api/api.go -output-name API -sha256

// Greet greets.
func Greet(name string) string { return "Hello, " + name }

func main() {}
`;

/** A module with a plugin's source, the basic plugin in place of its own, and a wrapper of that. */
let template: string;

beforeAll(async () => {
  for (const name of ["basic", "drifted"] as const) built.set(name, await buildPlugin(name));
  template = join(tempFolder(), "project");
  mkdirSync(template);
  writeFileSync(join(template, "go.mod"), "module example.com/m\n\ngo 1.21\n");
  writeFileSync(join(template, "main.go"), source);
  copyFileSync(built.get("basic")!, join(template, "plugin.so"));
  const args = /bind-plugin (.*)/.exec(source)![1]!.split(" ");
  const ran = await runBin(args, { cwd: template });
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  for (const file of ["go.mod", "main.go", "plugin.so", "api/api.go"]) {
    utimesSync(join(template, file), longAgo, longAgo);
  }
});

const clients: LspClient[] = [];

afterEach(() => {
  for (const { child } of clients.splice(0)) child.kill("SIGKILL");
});

async function start(options: ClientOptions): Promise<LspClient> {
  const client = await startServer(options);
  clients.push(client);
  return client;
}

function project(): { folder: string; main: string; plugin: string; wrapper: string } {
  const folder = join(tempFolder(), "project");
  cpSync(template, folder, { recursive: true, preserveTimestamps: true });
  const at = (name: string) => join(folder, name);
  return { folder, main: at("main.go"), plugin: at("plugin.so"), wrapper: at("api/api.go") };
}

/** Puts a plugin in place in one step. */
function put(name: PluginName, path: string): void {
  copyFileSync(built.get(name)!, `${path}.new`);
  renameSync(`${path}.new`, path);
}

const codes = (client: LspClient, path: string) =>
  new Set(client.diagnostics.get(path)?.map(({ code }) => code));

const filesBelow = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

describe("files that vanish", () => {
  /** The host of this machine, where what is about to be read goes just before, at one of its calls. */
  function vanishing(folder: string, when: number): { host: Host; calls: () => number; gone: string[] } {
    let calls = 0;
    const gone: string[] = [];
    const note = (path: string) => {
      if (!path.startsWith(folder + sep) || calls++ !== when) return;
      gone.push(path);
      rmSync(path, { recursive: true, force: true });
    };
    const noting =
      <A extends [path: string, ...rest: unknown[]], R>(read: (...args: A) => R) =>
      (...args: A): R => {
        note(args[0]);
        return read(...args);
      };
    const { readText, openFile, listFolder } = nodeHost;
    const host = {
      ...nodeHost,
      readText: noting(readText),
      openFile: noting(openFile),
      listFolder: noting(listFolder),
    };
    return { host, calls: () => calls, gone };
  }

  async function workspaceOf(
    folder: string,
    host: Host,
  ): Promise<{ workspace: Workspace; failures: unknown[] }> {
    const failures: unknown[] = [];
    const workspace = createWorkspace({
      host,
      goParser: createGoParser,
      version: "1.0.0",
      client: clientFeatures({}),
      isTrusted: false,
      pages: "file:///docs",
      fail: (error) => failures.push(error),
    });
    workspace.addFolder(folder);
    await workspace.idle();
    return { workspace, failures };
  }

  function problemsOf(workspace: Workspace): unknown {
    const found = [...workspace.problemPaths()].map((path) => [path, workspace.problems(path).problems]);
    return found.filter(([, problems]) => problems!.length > 0).sort();
  }

  it("between the look at them and their reading, at any time, are gone and no more", async () => {
    const whole = project();
    const all = vanishing(whole.folder, -1);
    const first = await workspaceOf(whole.folder, all.host);
    expect(problemsOf(first.workspace)).not.toEqual([]);
    expect(all.calls()).toBeGreaterThan(5);
    for (let when = 0; when < all.calls(); when++) {
      const { folder } = project();
      const { host, gone } = vanishing(folder, when);
      const { workspace, failures } = await workspaceOf(folder, host);
      expect(failures, `at ${when}, ${gone}`).toEqual([]);
      workspace.filesChanged(gone.map((path) => ({ path, kind: "deleted" })));
      await workspace.idle();
      const fresh = await workspaceOf(folder, nodeHost);
      expect(problemsOf(workspace), `at ${when}, ${gone}`).toEqual(problemsOf(fresh.workspace));
      expect([...failures, ...fresh.failures]).toEqual([]);
      for (const each of [workspace, fresh.workspace]) each.dispose();
    }
  });
});

describe("a plugin that is replaced a hundred times a second", () => {
  it("is answered about all the time, and told of as it is in the end", async () => {
    const { folder, main, plugin, wrapper } = project();
    const client = await start({ folders: [folder], pulls: true });
    await client.settled();
    const writer = spawn(process.execPath, [
      "-e",
      `const fs = require("node:fs");
       const [, target, ...sources] = process.argv;
       let i = 0;
       setInterval(() => {
         fs.copyFileSync(sources[i++ % 2], target + ".new");
         fs.renameSync(target + ".new", target);
         if (i === 200) process.exit();
       }, 10);`,
      plugin,
      built.get("drifted")!,
      built.get("basic")!,
    ]);
    let isOver = false;
    const over = once(writer, "close").then(() => {
      isOver = true;
    });
    while (!isOver) {
      await client.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri: uri(wrapper) } });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await over;
    put("drifted", plugin);
    await client.until(() => codes(client, wrapper).has("symbol.missing"));
    rmSync(plugin);
    await client.until(() => codes(client, main).has("plugin.missing"));
    expect(client.logged).toEqual([]);
    expect(await client.stop()).toBe(0);
  });
});

/** A folder for PATH with a `go` that is this script, beside gofmt. */
function pathWith(go: string): string {
  const folder = join(tempFolder(), "bin");
  mkdirSync(folder);
  writeFileSync(join(folder, "go"), `#!/bin/sh\n${go}\n`, { mode: 0o755 });
  return folder;
}

const environment = (path: string) => ({ ...goEnvironment, PATH: path });

/** A pipe that is open as long as a program that writes to it runs, or what that has started. */
function pipe(): { path: string; opened: Promise<unknown>; closed: Promise<unknown> } {
  const path = join(tempFolder(), "pipe");
  execFileSync("mkfifo", [path]);
  const stream = createReadStream(path, "utf8");
  return { path, opened: once(stream, "data"), closed: once(stream, "end") };
}

describe("go", () => {
  const rebuild = (client: LspClient, file: string, token = CancellationToken.None) =>
    client.connection.sendRequest(
      "workspace/executeCommand",
      { command: serverCommands.rebuild, arguments: [{ uri: uri(file) }] },
      token,
    );

  it("that is missing is said to be, and all that needs none goes on", async () => {
    const { folder, main, plugin, wrapper } = project();
    const before = filesBelow(folder);
    const client = await start({ folders: [folder], watches: true, env: environment(tempFolder()) });
    await client.settled();
    await expect(rebuild(client, main)).rejects.toThrow(/no go command in PATH/);
    put("drifted", plugin);
    await client.tell("Changed", plugin);
    await client.settled();
    expect(codes(client, wrapper)).toContain("symbol.missing");
    expect(filesBelow(folder)).toEqual(before);
  });

  /** Begins to write, starts a child, and never ends. */
  const hanging = (pipe: string) => `exec 9> ${pipe}\necho half > "$4"\nsleep 1000 &\necho begun >&9\nwait`;

  it("that hangs keeps nobody waiting, and ends with its children when it is cancelled", async () => {
    const { folder, main } = project();
    const before = contentsOf(folder);
    const { path, opened, closed } = pipe();
    const client = await start({
      folders: [folder],
      watches: true,
      env: environment(`${pathWith(hanging(path))}:${process.env["PATH"]}`),
    });
    await client.settled();
    const cancelling = new CancellationTokenSource();
    const answer = rebuild(client, main, cancelling.token);
    await opened;
    await client.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: uri(main) },
      position: { line: 0, character: 0 },
    });
    cancelling.cancel();
    await expect(answer).rejects.toThrow();
    await closed;
    await client.settled();
    expect(contentsOf(folder)).toEqual(before);
    expect(await client.stop()).toBe(0);
  });

  it.each([
    ["is shut down", (client: LspClient) => client.stop()],
    ["loses its client", (client: LspClient) => client.child.stdin!.end()],
    ["is told to end", (client: LspClient) => client.child.kill("SIGTERM")],
  ])("that hangs, its children and what it has begun to write go when the server %s", async (_, end) => {
    const { folder, main } = project();
    const before = contentsOf(folder);
    const temporary = tempFolder();
    const { path, opened, closed } = pipe();
    const client = await start({
      folders: [folder],
      watches: true,
      env: { ...environment(`${pathWith(hanging(path))}:${process.env["PATH"]}`), TMPDIR: temporary },
    });
    await client.settled();
    rebuild(client, main).catch(() => {});
    await opened;
    void end(client);
    await client.exited;
    await closed;
    expect(contentsOf(folder)).toEqual(before);
    expect(filesBelow(temporary)).toEqual([]);
  });

  it("that fails leaves plugin and wrapper as they were", async () => {
    const { folder, main } = project();
    const before = contentsOf(folder);
    const script = `echo half > "$4"\necho 'main.go:6:2: nothing fits' >&2\nexit 1`;
    const client = await start({
      folders: [folder],
      watches: true,
      env: environment(`${pathWith(script)}:${process.env["PATH"]}`),
    });
    await client.settled();
    await expect(rebuild(client, main)).rejects.toThrow(/nothing fits/);
    await client.settled();
    expect(codes(client, main)).toContain("plugin.build-failed");
    expect(contentsOf(folder)).toEqual(before);
  });
});

describe("a workspace that cannot be written to", () => {
  it("is read as always; what would write says why it can't", async () => {
    const { folder, main, plugin, wrapper } = project();
    put("drifted", plugin);
    // Nobody may write here, but for root, who must not be the one that tries.
    for (const path of [dirname(folder), folder, dirname(wrapper)]) chmodSync(path, 0o555);
    const user = process.getuid?.() === 0 ? { user: 65534 } : {};
    try {
      const before = contentsOf(folder);
      const client = await start({ folders: [folder], watches: true, ...user });
      await client.settled();
      expect(codes(client, wrapper)).toContain("symbol.missing");
      for (const command of [serverCommands.regenerate, serverCommands.rebuild]) {
        const answer = client.connection.sendRequest("workspace/executeCommand", {
          command,
          arguments: [{ uri: uri(main) }],
        });
        await expect(answer).rejects.toThrow(/permission denied|cannot be written|cannot build/);
      }
      await client.settled();
      expect(contentsOf(folder)).toEqual(before);
      expect(await client.stop()).toBe(0);
    } finally {
      for (const path of [dirname(folder), folder, dirname(wrapper)]) chmodSync(path, 0o755);
    }
  });
});

describe("two servers on one workspace", () => {
  it("that write the same wrapper at the same time leave a whole one, and nothing else", async () => {
    const { folder, main, plugin, wrapper } = project();
    const before = filesBelow(folder);
    const two = [
      await start({ folders: [folder], watches: true }),
      await start({ folders: [folder], watches: true }),
    ];
    for (const name of ["drifted", "basic", "drifted", "basic", "drifted"] as const) {
      put(name, plugin);
      await Promise.all(
        two.map(async (client) => {
          await client.tell("Changed", plugin);
          await client.connection.sendRequest("workspace/executeCommand", {
            command: serverCommands.regenerate,
            arguments: [{ uri: uri(main) }],
          });
        }),
      );
      const text = readFileSync(wrapper, "utf8");
      expect(text.startsWith("// Code generated by bind-plugin")).toBe(true);
      expect(text.endsWith("}\n")).toBe(true);
      for (const client of two) {
        await client.tell("Changed", wrapper);
        await client.settled();
        // The source is not that of these plugins.
        expect(codes(client, wrapper)).toEqual(new Set(["source.symbol-missing"]));
      }
      expect(filesBelow(folder)).toEqual(before);
    }
    for (const client of two) expect(await client.stop()).toBe(0);
  });
});
