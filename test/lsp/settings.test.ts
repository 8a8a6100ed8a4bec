// The settings: told at the beginning, asked for, or told later; each takes effect at once.

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Settings, serverCommands, settingsSection } from "#shared/protocol";
import { type ClientOptions, uri } from "#test/lsp-client";
import { editorCapabilities } from "#test/lsp-editor";
import { codesOf, directive, type Project, project, type Served, serve, unbuilt } from "./project.ts";

const withSettings = (settings: Settings): Partial<ClientOptions> => ({
  initializationOptions: { settings },
});

async function tell({ client }: Served, settings: unknown): Promise<void> {
  await client.connection.sendNotification("workspace/didChangeConfiguration", { settings });
}

const hasLenses = async ({ client }: Served, path: string) =>
  (await client.connection.sendRequest("textDocument/codeLens", {
    textDocument: { uri: uri(path) },
  })) !== null;

const flags = "-plugin-path p.so -output-path api/api.go";

/** A wrapper whose plugin was replaced by another. */
async function drifted(): Promise<Project> {
  const at = project({ "doc.go": directive(flags) });
  await at.plugin("basic", "p.so");
  await at.generate(...flags.split(" "));
  await at.plugin("drifted", "p.so");
  return at;
}

describe("codeLenses", () => {
  it("turns lenses off and on, and has the client ask for them", async () => {
    const at = await drifted();
    const served = await serve(at, withSettings({ codeLenses: false }));
    const doc = at.at("doc.go");
    expect(await hasLenses(served, doc)).toBe(false);
    await tell(served, { [settingsSection]: { codeLenses: true } });
    await served.editor.until(() => served.editor.lensRefreshes() === 1);
    expect(await hasLenses(served, doc)).toBe(true);
    await tell(served, { [settingsSection]: { codeLenses: false } });
    await served.editor.until(() => served.editor.lensRefreshes() === 2);
    expect(await hasLenses(served, doc)).toBe(false);
  });

  it("is as before where a client says nothing, or what is no boolean is its default", async () => {
    const at = await drifted();
    const served = await serve(at, withSettings({ codeLenses: false }));
    for (const nothing of [undefined, null, {}, { [settingsSection]: null }]) await tell(served, nothing);
    expect(await hasLenses(served, at.at("doc.go"))).toBe(false);
    await tell(served, { [settingsSection]: { codeLenses: "no", go: 7, check: [] } });
    expect(await hasLenses(served, at.at("doc.go"))).toBe(true);
    expect(served.client.logged).toEqual([]);
  });
});

it("asks a client that answers workspace/configuration, at the beginning and whenever something has changed", async () => {
  const at = await drifted();
  const { workspace } = editorCapabilities;
  const didChangeConfiguration = { dynamicRegistration: true };
  const served = await serve(at, {
    capabilities: {
      ...editorCapabilities,
      workspace: { ...workspace, configuration: true, didChangeConfiguration },
    },
  });
  const { client, editor } = served;
  let answer: unknown = null;
  let asked = 0;
  client.connection.onRequest("workspace/configuration", ({ items }: { items: { section: string }[] }) => {
    expect(items).toEqual([{ section: settingsSection }]);
    asked++;
    return [answer];
  });
  await client.until(() =>
    client.registrations.some(
      ({ method, registerOptions }) =>
        method === "workspace/didChangeConfiguration" && registerOptions.section === settingsSection,
    ),
  );
  expect(await hasLenses(served, at.at("doc.go"))).toBe(true);
  answer = { codeLenses: false };
  const before = editor.lensRefreshes();
  // What the notification holds does not count.
  await tell(served, { [settingsSection]: { codeLenses: true } });
  await editor.until(() => editor.lensRefreshes() > before);
  expect(asked).toBeGreaterThan(0);
  expect(await hasLenses(served, at.at("doc.go"))).toBe(false);
});

describe("check", () => {
  it.each([false, true])("onSave shows what was found when a file is saved (pulls: %s)", async (pulls) => {
    const at = await drifted();
    const { textDocument, workspace } = editorCapabilities;
    const capabilities = {
      ...editorCapabilities,
      textDocument: { ...textDocument, diagnostic: { dataSupport: true } },
      workspace: { ...workspace, diagnostics: { refreshSupport: true } },
    };
    const served = await serve(at, {
      ...withSettings({ check: "onSave" }),
      ...(pulls ? { pulls, capabilities } : {}),
    });
    const doc = at.at("doc.go");
    await served.editor.open(doc);
    await served.client.settled();
    const before = codesOf(served, doc);
    expect(before).not.toContain("directive.unknown-flag");
    await served.editor.replace(doc, "-plugin-path", "-plugin-pth");
    await served.client.settled();
    expect(codesOf(served, doc)).toEqual(before);
    writeFileSync(doc, served.editor.text(doc));
    await served.client.save(doc);
    await served.client.until(() => codesOf(served, doc).includes("directive.unknown-flag"));
  });

  it("onSave shows a file's problems when it is closed, and when the setting changes", async () => {
    const at = await drifted();
    const served = await serve(at, withSettings({ check: "onSave" }));
    const doc = at.at("doc.go");
    await served.editor.open(doc);
    await served.editor.replace(doc, "-plugin-path", "-plugin-pth");
    await served.client.settled();
    expect(codesOf(served, doc)).not.toContain("directive.unknown-flag");
    await tell(served, { [settingsSection]: { check: "onType" } });
    await served.client.until(() => codesOf(served, doc).includes("directive.unknown-flag"));
    await tell(served, { [settingsSection]: { check: "onSave" } });
    await served.editor.replace(doc, "-plugin-pth", "-plugin-path");
    await served.client.settled();
    expect(codesOf(served, doc)).toContain("directive.unknown-flag");
    await served.client.close(doc);
    await served.client.until(() => !codesOf(served, doc).includes("directive.unknown-flag"));
  });
});

describe("refreshOnSave", () => {
  it("refreshes the wrapper that a saved file states, and no other", async () => {
    const at = await drifted();
    at.write("other/doc.go", directive("-plugin-path ../p.so -output-path api.go"));
    const served = await serve(at, withSettings({ refreshOnSave: true }));
    const doc = at.at("doc.go");
    expect(codesOf(served, at.at("api/api.go"))).toContain("symbol.missing");
    await served.editor.open(doc);
    await served.client.save(doc);
    await served.client.until(() => codesOf(served, at.at("api/api.go")).length === 0);
    expect(at.read("api/api.go")).toContain("func (w *PluginAPI) Subtract(");
    expect(existsSync(at.at("other/api.go"))).toBe(false);
  });

  it("does nothing where it is off, nor to a file that was not generated", async () => {
    const at = await drifted();
    const served = await serve(at);
    const [doc, wrapper] = [at.at("doc.go"), at.read("api/api.go")];
    await served.editor.open(doc);
    await served.client.save(doc);
    await served.client.settled();
    expect(at.read("api/api.go")).toBe(wrapper);
    at.write("api/api.go", "package api\n");
    await served.client.tell("Changed", at.at("api/api.go"));
    await tell(served, { [settingsSection]: { refreshOnSave: true } });
    await served.client.save(doc);
    await served.client.settled();
    expect(at.read("api/api.go")).toBe("package api\n");
    expect(served.client.logged).toEqual([]);
  });
});

describe("go", () => {
  /** A `go` that notes what it is given, and fails. */
  function fakeGo(at: Project): string {
    const program = at.at("tools/go");
    mkdirSync(at.at("tools"));
    const text = `require("node:fs").appendFileSync(${JSON.stringify(at.at("args"))}, process.argv.slice(2).join(" ") + "\\n");`;
    writeFileSync(program, `#!${process.execPath}\n${text}\nprocess.exit(1);\n`);
    chmodSync(program, 0o755);
    return program;
  }

  const build = (at: Project, { editor }: Served) =>
    editor.run(serverCommands.rebuild, { uri: uri(at.at("doc.go")) });

  it("path names the program that builds, and buildFlags are its first arguments", async () => {
    const at = unbuilt();
    const go = { path: fakeGo(at), buildFlags: ["-trimpath", "-tags=a,b"] };
    const served = await serve(at, withSettings({ go }));
    await expect(build(at, served)).rejects.toThrow("cannot build ./plug");
    expect(readFileSync(at.at("args"), "utf8")).toMatch(/^build -trimpath -tags=a,b -buildmode=plugin -o /);
  });

  it("buildFlags are in what is built", async () => {
    const at = unbuilt();
    const served = await serve(at, withSettings({ go: { buildFlags: ["-trimpath"] } }));
    await build(at, served);
    const { text } = (await served.client.connection.sendRequest("workspace/executeCommand", {
      command: serverCommands.showSymbols,
      arguments: [{ uri: uri(at.at("doc.go")) }],
    })) as { text: string };
    // With -trimpath files are told by import path, not by where they lie.
    expect(text).toContain("// example.com/m/plug/plug.go:3");
    expect(text).not.toContain(at.at("plug"));
  });

  it.each(["go", "tools/none", join("/", "nowhere", "go")])(
    "says so where %s is no program",
    async (path) => {
      const at = unbuilt();
      const served = await serve(at, withSettings({ go: { path } }));
      await expect(build(at, served)).rejects.toThrow(
        `${path}, which the setting bindPlugin.go.path names, is no program`,
      );
      expect(existsSync(at.at("build/p.so"))).toBe(false);
    },
  );

  it("starts nothing in a workspace that is not trusted", async () => {
    const at = unbuilt();
    const settings: Settings = { go: { path: fakeGo(at) } };
    const served = await serve(at, { initializationOptions: { trusted: false, settings } });
    await expect(build(at, served)).rejects.toThrow("not trusted");
    expect(existsSync(at.at("args"))).toBe(false);
  });
});
