// textDocument/codeLens: what is said above directives, wrappers and the symbols of a plugin's source.

import { expect, it } from "vitest";
import type { CodeLens } from "vscode-languageserver/node";
import { serverCommands } from "#shared/protocol";
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

/** Each lens as `line: title -> command`, the line 1-based. Those of symbols are resolved, others say it at once. */
async function lenses({ client }: Served, path: string): Promise<readonly string[]> {
  const found: CodeLens[] = await client.connection.sendRequest("textDocument/codeLens", {
    textDocument: { uri: uri(path) },
  });
  const lines: string[] = [];
  for (const lens of found) {
    expect(lens.command === undefined).toBe(lens.data.kind === "symbol");
    const { command, range }: CodeLens = lens.command
      ? lens
      : await client.connection.sendRequest("codeLens/resolve", lens);
    const name = Object.entries(serverCommands).find(([, id]) => id === command!.command)?.[0];
    lines.push(`${range.start.line + 1}: ${command!.title} -> ${name}`);
  }
  return lines;
}

const flags = "-plugin-path build/p.so -plugin-package ./plug -output-path api/api.go";

async function built(source = tinyPlugin): Promise<{ at: Project; served: Served }> {
  const at = unbuilt();
  at.write("plug/plug.go", source);
  await at.generate(...flags.split(" "));
  return { at, served: await serve(at) };
}

it("says of a directive how things are, and does what is needed", async () => {
  const at = unbuilt();
  const served = await serve(at);
  const doc = at.at("doc.go");
  expect(await lenses(served, doc)).toEqual([
    "3: p.so does not exist -> showSymbols",
    "3: generate -> generate",
    "3: rebuild -> rebuild",
  ]);
  await served.editor.run(serverCommands.generate, { uri: uri(doc), line: 2 });
  await served.client.settled();
  expect(await lenses(served, doc)).toEqual(["3: up to date -> showSymbols", "3: rebuild -> rebuild"]);
  await at.plugin("drifted", "build/p.so");
  await served.client.tell("Changed", at.at("build/p.so"));
  await served.client.settled();
  const [state, ...others] = await lenses(served, doc);
  expect(state).toMatch(/^3: out of date, \d+ error/);
  expect(others).toEqual([
    "3: what has changed -> showChanges",
    "3: refresh -> regenerate",
    "3: rebuild -> rebuild",
  ]);
});

it("says so of the wrapper's type", async () => {
  const { at, served } = await built();
  const wrapper = at.at("api/api.go");
  const line =
    at
      .read("api/api.go")
      .split("\n")
      .findIndex((text) => text.startsWith("type PluginAPI ")) + 1;
  expect(await lenses(served, wrapper)).toEqual([
    `${line}: up to date -> showSymbols`,
    `${line}: rebuild -> rebuild`,
  ]);
});

it("says of each exported symbol of the plugin's source whether it is wrapped", async () => {
  const { at, served } = await built(`${tinyPlugin}\ntype hidden struct{}\n\nvar Odd hidden\n`);
  const source = at.at("plug/plug.go");
  await served.editor.open(source);
  await served.editor.replace(source, "func main()", "func New() {}\n\nfunc main()");
  await served.editor.replace(source, "(name string)", "(name []byte)");
  await served.client.settled();
  const found = await lenses(served, source);
  expect(found).toEqual([
    "3: wrapped by PluginAPI (api.go), which breaks at the next build -> open",
    "5: not wrapped: it is not built -> rebuild",
    expect.stringMatching(/^11: not wrapped: .*hidden.* -> showSymbols$/),
  ]);
});

it("opens the member that wraps a symbol", async () => {
  const { at, served } = await built();
  const textDocument = { uri: uri(at.at("plug/plug.go")) };
  const [lens]: CodeLens[] = await served.client.connection.sendRequest("textDocument/codeLens", {
    textDocument,
  });
  const { command }: CodeLens = await served.client.connection.sendRequest("codeLens/resolve", lens);
  await served.editor.run(command!.command, ...command!.arguments!);
  const [{ uri: opened, selection } = { uri: "", selection: undefined }] = served.editor.shown;
  expect(opened).toBe(uri(at.at("api/api.go")));
  const text = at.read("api/api.go").split("\n")[selection!.start.line]!;
  expect(text.slice(selection!.start.character, selection!.end.character)).toBe("Greet");
});

it("builds nothing in a workspace that is not trusted", async () => {
  const at = unbuilt();
  const served = await serve(at, { initializationOptions: { trusted: false } });
  expect(await lenses(served, at.at("doc.go"))).toEqual(["3: p.so does not exist -> showSymbols"]);
});

it("says so of what bind-plugin.json binds", async () => {
  const at = project({
    "bind-plugin.json":
      '{\n  "plugins": [\n    { "path": "p.so", "wrapper": { "output-path": "api.go" } }\n  ]\n}\n',
  });
  await at.plugin("basic", "p.so");
  const served = await serve(at);
  expect(await lenses(served, at.at("bind-plugin.json"))).toEqual([
    "3: api.go is not generated -> showSymbols",
    "3: generate -> generate",
  ]);
});

it("is nowhere else", async () => {
  const at = project({ "go.mod": goMod, "a.go": "package m\n\nfunc F() {}\n" });
  const served = await serve(at);
  expect(await lenses(served, at.at("a.go"))).toEqual([]);
});

it("is asked for again when it would say something else", async () => {
  const at = project({ "doc.go": directive("-plugin-path p.so"), "other.go": "package p\n" });
  const served = await serve(at);
  await served.client.open(at.at("doc.go"), at.read("doc.go"));
  await served.editor.until(() => served.editor.lensRefreshes() === 1);
  await at.plugin("basic", "p.so");
  await served.client.tell("Created", at.at("p.so"));
  await served.editor.until(() => served.editor.lensRefreshes() === 2);
  expect(await lenses(served, at.at("doc.go"))).toEqual([
    "3: plugin_api.go is not generated -> showSymbols",
    "3: generate -> generate",
  ]);
});
