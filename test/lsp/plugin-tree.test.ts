// bindPlugin/plugins and what belongs to it: the tree of plugins, wrappers and symbols, and word of when it changes.

import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { expect, it } from "vitest";
import type { Location } from "vscode-languageserver/node";
import {
  type PluginItem,
  pluginSymbolsRequest,
  pluginsChanged,
  pluginsRequest,
  type SymbolItem,
  serverCommands,
  symbolPlaceRequest,
  unboundPluginsRequest,
} from "#shared/protocol";
import { buildHost, buildHosted } from "#test/hosts";
import { uri } from "#test/lsp-client";
import {
  directive,
  goMod,
  type Project,
  project,
  type Served,
  serve,
  tinyPlugin,
  unbuilt,
} from "./project.ts";

const plugins = ({ client }: Served): Promise<readonly PluginItem[]> =>
  client.connection.sendRequest(pluginsRequest);

const unbound = ({ client }: Served): Promise<readonly PluginItem[]> =>
  client.connection.sendRequest(unboundPluginsRequest);

const names = (items: readonly PluginItem[]) => items.map(({ name }) => name);

/** Each symbol as `name kind type: state`. */
async function symbols({ client }: Served, path: string): Promise<readonly string[]> {
  const params = { uri: uri(path) };
  const items: readonly SymbolItem[] = await client.connection.sendRequest(pluginSymbolsRequest, params);
  return items.map(({ name, kind, type, state }) => `${name} ${kind} ${type}: ${state}`);
}

/** What a symbol's place says, as it stands there. */
async function place({ client }: Served, at: Project, plugin: string, name: string) {
  const params = { uri: uri(at.at(plugin)), name };
  const found: Location | null = await client.connection.sendRequest(symbolPlaceRequest, params);
  return found && { uri: found.uri, line: found.range.start.line };
}

/** Resolves when the server has told of a change that is to come. */
function change({ client }: Served): Promise<void> {
  return new Promise((resolve) => client.connection.onNotification(pluginsChanged, () => resolve()));
}

async function drifting(): Promise<Project> {
  const at = project({
    "go.mod": goMod,
    "doc.go": directive("-plugin-path p.so -output-path api/api.go"),
    "b/doc.go": directive("-plugin-path ../p.so"),
  });
  await at.plugin("basic", "p.so");
  await at.generate("-plugin-path", "p.so", "-output-path", "api/api.go");
  return at;
}

it("has each plugin once, with all of its wrappers", async () => {
  const at = await drifting();
  const served = await serve(at);
  const [plugin, ...others] = await plugins(served);
  expect(others).toEqual([]);
  expect(plugin).toEqual({
    uri: uri(at.at("p.so")),
    name: "p.so",
    state: "drifted",
    detail: "1 of 2 wrappers out of date",
    builtWith: expect.stringMatching(/^go1\.\d+\S* \w+\/\w+$/),
    notes: ["the wrapper b/plugin_api.go does not exist; run go generate"],
    notBuilt: "nothing says of which package the plugin is built",
    sources: expect.stringMatching(/^file:.*\/test\/plugins\/basic$/),
    wrappers: [
      {
        uri: uri(at.at("api/api.go")),
        name: "api/api.go",
        state: "current",
        detail: "up to date",
        notes: [],
        statedIn: { uri: uri(at.at("doc.go")), line: 2 },
      },
      {
        uri: uri(at.at("b/plugin_api.go")),
        name: "b/plugin_api.go",
        state: "missing",
        detail: "plugin_api.go is not generated",
        notes: ["the wrapper b/plugin_api.go does not exist; run go generate"],
        statedIn: { uri: uri(at.at("b/doc.go")), line: 2 },
      },
    ],
    hosts: [],
  });
});

it("says of each symbol what it is and how it stands to the wrapper", async () => {
  const at = await drifting();
  const served = await serve(at);
  const before = await symbols(served, at.at("p.so"));
  expect(before).toContain("Greet func func(string) string: current");
  expect(before.filter((text) => !text.endsWith(": current"))).toEqual([]);
  await at.plugin("drifted", "p.so");
  await served.client.tell("Changed", at.at("p.so"));
  await served.client.settled();
  const after = await symbols(served, at.at("p.so"));
  expect(after.filter((text) => !text.endsWith(": current"))).toEqual([
    "Add func func(int64, int64) int64: changed",
    "Count var int64: changed",
    "Debug var bool: added",
    "Greet func func(string) string: missing",
    "Names var []string: missing",
    "Subtract func func(int64, int64) int64: added",
  ]);
  expect(await symbols(served, at.at("none.so"))).toEqual([]);
});

it("tells those who have asked when something is different, and only then", async () => {
  const at = await drifting();
  const served = await serve(at);
  let told = 0;
  served.client.connection.onNotification(pluginsChanged, () => void told++);
  await at.plugin("drifted", "p.so");
  await served.client.tell("Changed", at.at("p.so"));
  await served.client.settled();
  const [drifted] = await plugins(served);
  expect(drifted).toMatchObject({ state: "drifted" });
  expect(told).toBe(0);

  const gone = change(served);
  rmSync(at.at("p.so"));
  await served.client.tell("Deleted", at.at("p.so"));
  await gone;
  expect(await plugins(served)).toMatchObject([
    {
      state: "missing",
      detail: "does not exist",
      notes: expect.arrayContaining([expect.stringContaining("p.so")]),
    },
  ]);

  const broken = change(served);
  at.write("p.so", "not a plugin");
  await served.client.tell("Created", at.at("p.so"));
  await broken;
  expect(await plugins(served)).toMatchObject([{ state: "unreadable", detail: "cannot be read" }]);

  const unbound = change(served);
  at.write("doc.go", "package m\n");
  at.write("b/doc.go", "package m\n");
  rmSync(at.at("api/api.go"));
  await served.client.tell("Changed", at.at("doc.go"), at.at("b/doc.go"));
  await served.client.tell("Deleted", at.at("api/api.go"));
  await unbound;
  await served.client.settled();
  expect(await plugins(served)).toEqual([]);
});

it("leads to the source, else to the symbol view, else to the wrapper", async () => {
  const at = unbuilt();
  at.write("plug/plug.go", `${tinyPlugin}\nvar Old int\n`);
  const served = await serve(at);
  await served.editor.run(serverCommands.generate, { uri: uri(at.at("doc.go")) });
  await served.client.settled();
  expect(await place(served, at, "build/p.so", "Greet")).toEqual({
    uri: uri(at.at("plug/plug.go")),
    line: 2,
  });
  expect(await place(served, at, "build/p.so", "Nobody")).toBeNull();
  expect(await plugins(served)).toMatchObject([{ sources: uri(at.at("plug")), state: "current" }]);
  at.write("plug/plug.go", tinyPlugin.replace("Greet", "Hello"));
  await served.client.tell("Changed", at.at("plug/plug.go"));
  await served.client.settled();
  expect(await place(served, at, "build/p.so", "Greet")).toMatchObject({
    uri: `bind-plugin:/symbols${at.at("build/p.so")}.symbols`,
  });
  expect(await symbols(served, at.at("build/p.so"))).toEqual([
    "Greet func func(string) string: changed",
    "Hello func func(string) string: unbuilt",
    "Old var int: changed",
  ]);
  // With the plugin gone too only the wrapper has them.
  rmSync(at.at("build/p.so"));
  await served.client.tell("Deleted", at.at("build/p.so"));
  await served.client.settled();
  expect(await symbols(served, at.at("build/p.so"))).toEqual([
    "Greet func func(string) string: missing",
    "Hello func func(string) string: unbuilt",
    "Old var int: missing",
  ]);
  await served.editor.run(serverCommands.rebuild, { uri: uri(at.at("doc.go")) });
});

it("says that a build has failed, and that nothing is built where the workspace is not trusted", async () => {
  const at = unbuilt();
  at.write("plug/plug.go", "package main\n\nvar X = lost\n");
  const served = await serve(at);
  expect(await plugins(served)).toMatchObject([{ state: "missing" }]);
  const failed = change(served);
  await expect(served.editor.run(serverCommands.rebuild, { uri: uri(at.at("build/p.so")) })).rejects.toThrow(
    "lost",
  );
  await failed;
  const [plugin] = await plugins(served);
  expect(plugin).toMatchObject({ state: "build-failed", detail: "could not be built" });
  expect(plugin).not.toHaveProperty("notBuilt");
  const distrusted = await serve(at, { initializationOptions: { trusted: false } });
  expect(await plugins(distrusted)).toMatchObject([
    { notBuilt: "nothing is built in a workspace that is not trusted" },
  ]);
});

it("has the host that a bind-plugin.json names, and what it does with the plugin", async () => {
  const at = project({
    "go.mod": goMod,
    "bind-plugin.json": '{\n  "host": "bin/host",\n  "plugins": []\n}\n',
    "doc.go": directive("-plugin-path p.so -output-path api/api.go"),
  });
  mkdirSync(at.at("bin"));
  copyFileSync(await buildHosted("fits"), at.at("p.so"));
  await at.generate("-plugin-path", "p.so", "-output-path", "api/api.go");
  const served = await serve(at);
  const statedIn = { uri: uri(at.at("bind-plugin.json")), line: 1 };
  const host = { uri: uri(at.at("bin/host")), name: "bin/host", statedIn, notes: [] };
  expect(await plugins(served)).toMatchObject([
    { state: "current", hosts: [{ ...host, state: "missing", detail: "is not built" }] },
  ]);
  const built = change(served);
  copyFileSync(await buildHost(), at.at("bin/host"));
  await served.client.tell("Created", at.at("bin/host"));
  await built;
  expect(await plugins(served)).toMatchObject([
    { state: "current", hosts: [{ ...host, state: "current", detail: "loads it" }] },
  ]);
  const refused = change(served);
  copyFileSync(await buildHosted("differs"), at.at("p.so.new"));
  renameSync(at.at("p.so.new"), at.at("p.so"));
  await served.client.tell("Changed", at.at("p.so"));
  await refused;
  const note = expect.stringContaining("of example.com/text the host has v1.0.0");
  expect(await plugins(served)).toMatchObject([
    {
      state: "unloadable",
      detail: "will not load",
      wrappers: [{ state: "current", detail: "up to date", notes: [] }],
      hosts: [{ ...host, state: "unloadable", detail: "refuses it", notes: expect.arrayContaining([note]) }],
    },
  ]);
});

it("tells of a change also where the tree is asked for before it has told", async () => {
  const at = await drifting();
  const served = await serve(at);
  await plugins(served);
  const changed = change(served);
  rmSync(at.at("p.so"));
  await served.client.tell("Deleted", at.at("p.so"));
  await served.client.settled();
  expect(await plugins(served)).toMatchObject([{ state: "missing" }]);
  await changed;
});

it("has the plugins that nothing binds when it is asked for them, with their symbols", async () => {
  const at = await drifting();
  await at.plugin("drifted", "build/b.so");
  await at.plugin("basic", "build/a.so");
  await at.plugin("basic", "node_modules/x/passed-over.so");
  at.write("build/libc.so", "no plugin");
  mkdirSync(at.at("build/folder.so"));
  const served = await serve(at);
  const [first, ...others] = await unbound(served);
  expect(first).toEqual({
    uri: uri(at.at("build/a.so")),
    name: "build/a.so",
    state: "unbound",
    detail: "not bound",
    builtWith: expect.stringMatching(/^go1\.\d+\S* \w+\/\w+$/),
    notes: [expect.stringContaining("no //go:generate line")],
    notBuilt: expect.any(String),
    wrappers: [],
    hosts: [],
  });
  expect(names(others)).toEqual(["build/b.so"]);
  expect(names(await plugins(served))).toEqual(["p.so"]);
  expect(await symbols(served, at.at("build/b.so"))).toContain("Debug var bool: current");
  expect(await symbols(served, at.at("build/libc.so"))).toEqual([]);
  expect(await place(served, at, "build/b.so", "Debug")).toMatchObject({
    uri: `bind-plugin:/symbols${at.at("build/b.so")}.symbols`,
  });
});

it("tells of plugins that come, go, are bound or are not any more, to those who have asked", async () => {
  const at = await drifting();
  const served = await serve(at);
  expect(await unbound(served)).toEqual([]);
  const when = async (kind: "Created" | "Changed" | "Deleted", ...paths: string[]) => {
    const told = change(served);
    await served.client.tell(kind, ...paths.map((path) => at.at(path)));
    await told;
    return (await unbound(served)).map(({ name, builtWith }) => name + (builtWith ? "" : "?"));
  };
  await at.plugin("basic", "new.so");
  expect(await when("Created", "new.so")).toEqual(["new.so"]);
  await at.plugin("basic", "many/deep/one.so");
  await at.plugin("basic", "many/two.so");
  expect(await when("Created", "many")).toEqual(["many/deep/one.so", "many/two.so", "new.so"]);
  at.write("new.so", "a plugin no more");
  expect(await when("Changed", "new.so")).toEqual(["many/deep/one.so", "many/two.so"]);
  at.write("c/doc.go", directive("-plugin-path ../many/two.so"));
  expect(await when("Created", "c/doc.go")).toEqual(["many/deep/one.so"]);
  at.write("c/doc.go", "package m\n");
  expect(await when("Changed", "c/doc.go")).toEqual(["many/deep/one.so", "many/two.so"]);
  rmSync(at.at("many"), { recursive: true });
  expect(await when("Deleted", "many")).toEqual([]);
});

it("answers others while it looks into a thousand plugins", async () => {
  const at = await drifting();
  await at.plugin("basic", "many/0.so");
  for (let i = 1; i < 1000; i++) linkSync(at.at("many/0.so"), at.at(`many/${i}.so`));
  const served = await serve(at);
  let isFound = false;
  const found = unbound(served).finally(() => {
    isFound = true;
  });
  let answers = 0;
  while (!isFound) {
    await plugins(served);
    answers++;
  }
  expect(await found).toHaveLength(1000);
  expect(answers).toBeGreaterThan(20);
});
