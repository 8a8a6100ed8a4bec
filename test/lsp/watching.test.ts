// Files that change on disk: told by the client, or seen by the server itself; plugins that are being written.

import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { DidChangeWatchedFilesRegistrationOptions } from "vscode-languageserver/node";
import { runBin } from "#test/bin";
import { type ClientOptions, type LspClient, startServer, uri } from "#test/lsp-client";
import { buildPlugin, type PluginName } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

const built = new Map<PluginName, string>();

beforeAll(async () => {
  for (const name of ["basic", "drifted"] as const) built.set(name, await buildPlugin(name));
});

const clients: LspClient[] = [];

afterEach(() => {
  for (const { child } of clients.splice(0)) child.kill();
});

async function start(options: ClientOptions): Promise<LspClient> {
  const client = await startServer(options);
  clients.push(client);
  return client;
}

/** Puts a plugin in place in one step. */
function put(name: PluginName, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(built.get(name)!, `${path}.new`);
  renameSync(`${path}.new`, path);
}

/** The basic plugin and a wrapper that fits. */
async function project(
  plugin = "build/plugin.so",
): Promise<{ folder: string; plugin: string; wrapper: string }> {
  const folder = join(tempFolder(), "project");
  const path = join(folder, plugin);
  mkdirSync(folder);
  put("basic", path);
  const args = ["generate", "-plugin-path", plugin, "-output-path", "api/api.go", "-output-name", "API"];
  expect(await runBin(args, { cwd: folder })).toMatchObject({ code: 0 });
  return { folder, plugin: path, wrapper: join(folder, "api/api.go") };
}

const codes = (client: LspClient, path: string) =>
  new Set(client.diagnostics.get(path)?.map(({ code }) => code));

describe("a client that watches files", () => {
  it("is asked to watch plugins, Go files, go.mod and bind-plugin.json, and folders that come and go", async () => {
    const { folder } = await project();
    const client = await start({ folders: [folder], watches: true });
    await client.until(() => client.registrations.length > 0);
    const { watchers } = client.registrations[0]!.registerOptions as DidChangeWatchedFilesRegistrationOptions;
    expect(watchers).toEqual([
      { globPattern: "**/*.go" },
      { globPattern: "**/*.so" },
      { globPattern: "**/go.mod" },
      { globPattern: "**/bind-plugin.json" },
      { globPattern: "**/*", kind: 5 },
    ]);
  });

  it("is asked to watch what lies outside of its folders, one registration at a time", async () => {
    const { folder } = await project("../outside/[odd]/plugin.so");
    const client = await start({ folders: [folder], watches: true });
    const last = () =>
      (client.registrations.at(-1)?.registerOptions as DidChangeWatchedFilesRegistrationOptions | undefined)
        ?.watchers;
    const base = uri(join(folder, "../outside/[odd]")).replaceAll("[", "%5B").replaceAll("]", "%5D");
    const outside = { globPattern: { baseUri: base, pattern: "plugin.so" } };
    await client.until(() => JSON.stringify(last() ?? []).includes(JSON.stringify(outside)));
    await client.until(() => client.registrations.length === 1);
  });
});

describe("a server that watches by itself", () => {
  it("sees plugins replaced, removed and put back, and wrappers and directives that come and go", async () => {
    const { folder, plugin, wrapper } = await project();
    const client = await start({ folders: [folder] });
    await client.settled();
    expect([...client.diagnostics]).toEqual([]);
    // What is written from here on has to be seen; a file of our own tells that watching has begun.
    await watching(client, folder);

    put("drifted", plugin);
    await client.until(() => codes(client, wrapper).has("symbol.missing"));
    rmSync(dirname(plugin), { recursive: true });
    await client.until(() => codes(client, wrapper).has("plugin.missing"));
    put("basic", plugin);
    await client.until(() => codes(client, wrapper).size === 0);

    const doc = join(folder, "deep/er/doc.go");
    mkdirSync(dirname(doc), { recursive: true });
    writeFileSync(doc, "package deep\n\n//go:generate bind-plugin generate -plugin-path none.so\n");
    await client.until(() => codes(client, doc).has("plugin.missing"));
    rmSync(doc);
    await client.until(() => codes(client, doc).size === 0);
  });

  it("sees what happens before it watches", async () => {
    const { folder, plugin, wrapper } = await project();
    const directive = "package m\n\n//go:generate bind-plugin generate -plugin-path none.so\n";
    // Beginning to watch so many folders takes longer than looking through them.
    const folders = Array.from({ length: 3000 }, (_, i) => join(folder, `sub${i % 10}/package${i}`));
    for (const path of folders) mkdirSync(path, { recursive: true });
    // The one that is looked at last.
    const last = join(folder, "sub9/package999/doc.go");
    writeFileSync(last, directive);
    const client = await start({ folders: [folder] });
    await client.until(() => codes(client, last).has("plugin.missing"));
    // A moved folder and what is in it are as old as they were.
    const away = join(folder, "../away");
    renameSync(dirname(wrapper), away);
    put("drifted", plugin);
    const docs = folders.map((path) => join(path, "doc.go")).filter((_, i) => i % 10 === 0);
    for (const doc of docs) writeFileSync(doc, directive);
    await client.until(() => docs.every((doc) => codes(client, doc).has("plugin.missing")));
    expect(codes(client, wrapper)).toEqual(new Set());
    const deep = join(folder, "sub2/moved/api");
    mkdirSync(dirname(deep));
    renameSync(away, deep);
    await client.until(() => codes(client, join(deep, "api.go")).size > 0);
  });

  it("sees plugins outside of the folders", async () => {
    const { folder, plugin, wrapper } = await project("../outside/plugin.so");
    const client = await start({ folders: [folder] });
    await client.settled();
    await watching(client, folder);
    put("drifted", plugin);
    await client.until(() => codes(client, wrapper).has("symbol.missing"));
  });
});

/** Resolves when the server sees what happens in the folder: a directive is written until it is told of. */
async function watching(client: LspClient, folder: string): Promise<void> {
  const probe = join(folder, "probe.go");
  let count = 0;
  const write = () =>
    writeFileSync(probe, `package m\n\n//go:generate bind-plugin generate -plugin-path none${count++}.so\n`);
  const again = setInterval(write, 100);
  try {
    write();
    await client.until(() => client.diagnostics.has(probe));
  } finally {
    clearInterval(again);
  }
  rmSync(probe);
  await client.until(() => !client.diagnostics.has(probe));
}

/** A time that counts as a moment ago however long the server takes until it looks. */
const nextYear = new Date(Date.now() + 365 * 24 * 3600 * 1000);

/**
 * Options of Node with which a server, between any two looks at files that may still be written, adds a twentieth of the source
 * to the target, from when that is empty: a writer that no load of the machine keeps from going on.
 */
function writerBetweenLooks(source: string, target: string): string {
  const script = join(tempFolder(), "writer.cjs");
  const values = [source, target, nextYear.getTime() / 1000].map((value) => JSON.stringify(value));
  writeFileSync(
    script,
    `const fs = require("node:fs");
     const [source, target, time] = [${values.join(", ")}];
     const whole = fs.readFileSync(source);
     let at;
     require("node:timers/promises").setTimeout = async () => {
       if (fs.statSync(target).size === 0) at = 0;
       if (at === undefined || at >= whole.length) return;
       fs.appendFileSync(target, whole.subarray(at, (at += Math.ceil(whole.length / 20))));
       fs.utimesSync(target, time, time);
     };`,
  );
  return `--require ${JSON.stringify(script)}`;
}

describe("a plugin that is being written", () => {
  it("is read when it has settled: a half of it is never told of", async () => {
    const { folder, plugin, wrapper } = await project();
    const writer = writerBetweenLooks(built.get("drifted")!, plugin);
    const client = await start({ folders: [folder], watches: true, env: { NODE_OPTIONS: writer } });
    await client.settled();
    expect(client.codes).toEqual(new Set());
    writeFileSync(plugin, "");
    utimesSync(plugin, nextYear, nextYear);
    await client.tell("Changed", plugin);
    await client.settled();
    expect(readFileSync(plugin).equals(readFileSync(built.get("drifted")!))).toBe(true);
    expect(codes(client, wrapper)).toContain("symbol.missing");
    expect(client.codes).toEqual(codes(client, wrapper));
  });

  it("again and again, as fast as it goes, keeps nobody from being answered", async () => {
    const { folder, plugin, wrapper } = await project();
    const client = await start({ folders: [folder], pulls: true, watches: true });
    await client.settled();
    const writer = spawn(process.execPath, [
      "-e",
      `const fs = require("node:fs");
       const [, target, ...sources] = process.argv;
       for (let i = 0; ; i++) {
         fs.copyFileSync(sources[i % 2], target + ".new");
         fs.renameSync(target + ".new", target);
         if (i === 10) console.log("running");
       }`,
      plugin,
      built.get("basic")!,
      built.get("drifted")!,
    ]);
    try {
      await once(writer.stdout, "data");
      for (let i = 0; i < 100; i++) {
        await client.tell("Changed", plugin);
        await client.connection.sendRequest("textDocument/diagnostic", {
          textDocument: { uri: uri(wrapper) },
        });
      }
    } finally {
      writer.kill("SIGKILL");
      await once(writer, "close");
    }
    put("drifted", plugin);
    await client.tell("Changed", plugin);
    await client.settled();
    expect(codes(client, wrapper)).toContain("symbol.missing");
    put("basic", plugin);
    await client.tell("Changed", plugin);
    await client.settled();
    expect(codes(client, wrapper).size).toBe(0);
    expect(client.logged).toEqual([]);
  });
});

it("two servers on one workspace tell the same", async () => {
  const { folder, plugin, wrapper } = await project();
  const two = [
    await start({ folders: [folder], watches: true }),
    await start({ folders: [folder], watches: true, pulls: true }),
  ];
  put("drifted", plugin);
  for (const client of two) {
    await client.tell("Changed", plugin);
    await client.settled();
  }
  const [first, second] = two.map((client) => client.diagnostics.get(wrapper));
  expect(first).toEqual(second);
  expect(first).not.toEqual([]);
});
