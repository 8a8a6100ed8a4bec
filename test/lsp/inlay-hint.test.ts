// textDocument/inlayHint: what is said behind directives, where the settings ask for it.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { InlayHint, MarkupContent } from "vscode-languageserver/node";
import { serverCommands, settingsSection } from "#shared/protocol";
import { uri } from "#test/lsp-client";
import { buildPlugin } from "#test/plugins";
import { directive, goMod, type Project, project, type Served, serve, unbuilt } from "./project.ts";

const on = { initializationOptions: { settings: { inlayHints: true } } };

beforeAll(async () => {
  for (const name of ["basic", "drifted", "silent"] as const) await buildPlugin(name);
});

async function hintsOf(
  { client }: Served,
  path: string,
  [first, last] = [0, 1000],
): Promise<readonly InlayHint[] | null> {
  return client.connection.sendRequest("textDocument/inlayHint", {
    textDocument: { uri: uri(path) },
    range: { start: { line: first, character: 0 }, end: { line: last, character: 0 } },
  });
}

/** Each hint with its place, 1-based. */
async function shown(served: Served, path: string): Promise<readonly string[] | undefined> {
  const hints = await hintsOf(served, path);
  for (const { label } of hints ?? []) expect(label.length).toBeLessThanOrEqual(43);
  return hints?.map(({ position: { line, character }, label }) => `${line + 1}:${character + 1}: ${label}`);
}

const flags = "-plugin-path build/p.so -output-path api/api.go";

async function fitting(more = ""): Promise<Project> {
  const at = project({ "go.mod": goMod, "doc.go": directive(flags + more) });
  await at.plugin("basic", "build/p.so");
  await at.generate(...`${flags}${more}`.split(" "));
  return at;
}

async function replace(at: Project, { client }: Served, name: Parameters<Project["plugin"]>[0]) {
  await at.plugin(name, "build/p.so");
  await client.tell("Changed", at.at("build/p.so"));
  await client.settled();
}

describe("behind a directive", () => {
  it("stands what the wrapper has, and then what has changed", async () => {
    const at = await fitting();
    const served = await serve(at, on);
    const end = `3:${directive(flags).split("\n")[2]!.length + 1}`;
    expect(await shown(served, at.at("doc.go"))).toEqual([`${end}: 5 functions, 4 variables · up to date`]);
    await replace(at, served, "drifted");
    expect(await shown(served, at.at("doc.go"))).toEqual([
      expect.stringMatching(/^3:\d+: drifted: \w+ (?:missing|changed), 3 more$/),
    ]);
    const [hint] = (await hintsOf(served, at.at("doc.go")))!;
    const { value } = hint!.tooltip as MarkupContent;
    expect(value).toContain("does not export the function Greet");
    expect(hint).toMatchObject({ paddingLeft: true });
  });

  it("stands what is missing", async () => {
    const at = unbuilt();
    const served = await serve(at, on);
    expect(await shown(served, at.at("doc.go"))).toEqual([expect.stringMatching(/: p\.so does not exist$/)]);
    await served.editor.run(serverCommands.generate, { uri: uri(at.at("doc.go")), line: 2 });
    await served.client.settled();
    expect(await shown(served, at.at("doc.go"))).toEqual([
      expect.stringMatching(/: 1 function · up to date$/),
    ]);
    await served.editor.open(at.at("plug/plug.go"));
    await served.editor.replace(at.at("plug/plug.go"), "Greet(name string)", "Greet(name, title string)");
    await served.client.settled();
    expect(await shown(served, at.at("doc.go"))).toEqual([
      expect.stringMatching(/: drifted: Greet changed in the source$/),
    ]);
    rmSync(at.at("api/api.go"));
    await served.client.tell("Deleted", at.at("api/api.go"));
    await served.client.settled();
    expect(await shown(served, at.at("doc.go"))).toEqual([
      expect.stringMatching(/: api\.go is not generated$/),
    ]);
  });

  it("stands that the plugin is not the one, that variables are left out, that there is nothing", async () => {
    const at = await fitting(" -sha256");
    const served = await serve(at, on);
    writeFileSync(at.at("build/p.so"), Buffer.concat([readFileSync(at.at("build/p.so")), Buffer.from("\0")]));
    await served.client.tell("Changed", at.at("build/p.so"));
    await served.client.settled();
    expect(await shown(served, at.at("doc.go"))).toEqual([
      expect.stringMatching(/: drifted: another sha256$/),
    ]);

    const other = await fitting();
    await other.generate(...`${flags} -hide-vars`.split(" "));
    other.write("doc.go", directive(`${flags} -hide-vars`));
    const second = await serve(other, on);
    expect(await shown(second, other.at("doc.go"))).toEqual([
      expect.stringMatching(/: 5 functions · up to date$/),
    ]);

    const silent = project({ "go.mod": goMod, "doc.go": directive(flags) });
    await silent.plugin("silent", "build/p.so");
    await silent.generate(...flags.split(" "));
    const third = await serve(silent, on);
    expect(await shown(third, silent.at("doc.go"))).toEqual([
      expect.stringMatching(/: no symbols · up to date$/),
    ]);
  });

  it("stands how much more the plugin exports", async () => {
    const at = unbuilt();
    const build = "-plugin-path build/p.so -plugin-package ./plug -output-path";
    await at.generate(...`${build} api/api.go`.split(" "));
    at.write("plug/plug.go", at.read("plug/plug.go").replace("func main", "func New() {}\n\nfunc main"));
    await at.generate(...`${build} other/api.go -rebuild`.split(" "));
    const served = await serve(at, on);
    expect(await shown(served, at.at("doc.go"))).toEqual([
      expect.stringMatching(/: 1 function · 1 new symbol$/),
    ]);
  });

  it("stands nothing where it is not asked about", async () => {
    const at = await fitting();
    const served = await serve(at, on);
    expect(await hintsOf(served, at.at("doc.go"), [0, 1])).toEqual([]);
    expect(await hintsOf(served, at.at("doc.go"), [3, 9])).toEqual([]);
    expect(await hintsOf(served, at.at("api/api.go"))).toEqual([]);
  });
});

it("is off until the settings turn it on, and the client is told to ask again whenever it would say something else", async () => {
  const at = await fitting();
  const served = await serve(at);
  await served.client.open(at.at("doc.go"), at.read("doc.go"));
  expect(await hintsOf(served, at.at("doc.go"))).toBeNull();
  expect(served.editor.hintRefreshes()).toBe(0);
  await served.client.connection.sendNotification("workspace/didChangeConfiguration", {
    settings: { [settingsSection]: { inlayHints: true } },
  });
  await served.editor.until(() => served.editor.hintRefreshes() === 1);
  expect(await hintsOf(served, at.at("doc.go"))).toHaveLength(1);
  await replace(at, served, "drifted");
  await served.editor.until(() => served.editor.hintRefreshes() === 2);
  expect(await shown(served, at.at("doc.go"))).toEqual([expect.stringContaining("drifted: ")]);
});
