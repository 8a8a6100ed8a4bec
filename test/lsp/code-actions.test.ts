// textDocument/codeAction and codeAction/resolve: what is offered, what it comes to, and what is left of the problems then.

import { describe, expect, it } from "vitest";
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  Command,
  Range,
} from "vscode-languageserver/node";
import { actionKinds, serverCommands } from "#shared/protocol";
import { uri } from "#test/lsp-client";
import { editorCapabilities } from "#test/lsp-editor";
import { codesOf, directive, goMod, type Project, project, type Served, serve, unbuilt } from "./project.ts";

/** The range of a text in a file as the editor has it; the whole file without one. */
function rangeOf({ editor }: Served, path: string, text: string): Range {
  const lines = editor.text(path).split("\n");
  const line = lines.findIndex((one) => one.includes(text));
  expect(line, `${text} in ${path}`).toBeGreaterThanOrEqual(0);
  const character = lines[line]!.indexOf(text);
  return { start: { line, character }, end: { line, character: character + text.length } };
}

/** What is offered at a text of a file, as editors ask: with the diagnostics that they have there. */
async function offered(
  served: Served,
  path: string,
  text: string,
  context: Partial<CodeActionContext> = {},
): Promise<readonly CodeAction[]> {
  const range = rangeOf(served, path, text);
  const diagnostics = (served.client.diagnostics.get(path) ?? []).filter(
    (one) => one.range.start.line <= range.end.line && one.range.end.line >= range.start.line,
  );
  const params = { textDocument: { uri: uri(path) }, range, context: { diagnostics, ...context } };
  return (await served.client.connection.sendRequest("textDocument/codeAction", params)) as CodeAction[];
}

const titles = (actions: readonly (CodeAction | Command)[]) => actions.map(({ title }) => title);

/** Does what an editor does when an action is chosen. */
async function choose(served: Served, actions: readonly CodeAction[], title: string): Promise<CodeAction> {
  const action = actions.find((one) => one.title === title);
  expect(action, `${title} among ${titles(actions).join(", ")}`).toBeDefined();
  const { connection } = served.client;
  const whole: CodeAction =
    action!.data === undefined ? action! : await connection.sendRequest("codeAction/resolve", action);
  if (whole.edit) await served.editor.apply(whole.edit);
  if (whole.command) await served.editor.run(whole.command.command, ...(whole.command.arguments ?? []));
  await served.client.settled();
  return whole;
}

/** A wrapper of the basic plugin, which is then replaced by the drifted one. */
async function drifted(flags = ""): Promise<Project> {
  const at = project({ "doc.go": directive(`-plugin-path p.so -output-path api/api.go${flags}`) });
  await at.plugin("basic", "p.so");
  await at.generate(
    "-plugin-path",
    "p.so",
    "-output-path",
    "api/api.go",
    ...flags.split(" ").filter((flag) => flag !== ""),
  );
  await at.plugin("drifted", "p.so");
  return at;
}

const withoutTime = (text: string) => text.replace(/Generated on: [^\\]*/, "");

describe("a wrapper that has drifted", () => {
  it("is refreshed from any of its problems by an edit that waits until it is chosen", async () => {
    const at = await drifted(" -sha256");
    const wrapper = at.at("api/api.go");
    const served = await serve(at);
    await served.editor.open(wrapper);
    const actions = await offered(served, wrapper, "PluginAPI) Greet(", { only: ["quickfix"] });
    expect(actions).toMatchObject([{ title: "Refresh api/api.go", kind: "quickfix", isPreferred: true }]);
    expect(actions[0]!.edit).toBeUndefined();
    expect(actions[0]!.diagnostics!.map(({ code }) => code)).toEqual(["symbol.missing"]);
    const { edit } = await choose(served, actions, "Refresh api/api.go");
    const [[annotationId, annotation] = ["", {}]] = Object.entries(edit!.changeAnnotations!);
    expect(annotation).toEqual({ label: "Refresh api/api.go" });
    expect(edit!.documentChanges).toMatchObject([{ edits: [{ annotationId }] }]);
    expect(edit!.documentChanges).toMatchObject([{ textDocument: { uri: uri(wrapper), version: 1 } }]);
    expect(codesOf(served, wrapper)).toEqual([]);
    const edited = served.editor.text(wrapper);
    await at.generate("-plugin-path", "p.so", "-output-path", "api/api.go", "-sha256");
    expect(withoutTime(at.read("api/api.go"))).toBe(withoutTime(edited));
  });

  it("wraps new symbols", async () => {
    const at = await drifted();
    const wrapper = at.at("api/api.go");
    const served = await serve(at);
    const actions = await offered(served, wrapper, "DO NOT EDIT", { only: ["quickfix"] });
    expect(titles(actions)).toEqual(["Wrap Debug and Subtract"]);
    expect(actions[0]!.diagnostics).toHaveLength(2);
    await choose(served, actions, "Wrap Debug and Subtract");
    expect(at.read("api/api.go")).toContain("func (w *PluginAPI) Subtract(");
    expect(codesOf(served, wrapper)).toEqual([]);
  });

  it("is refreshed by what an editor asks for when it saves", async () => {
    for (const [kind, file] of [
      [actionKinds.fixAll, "api/api.go"],
      [actionKinds.refresh, "doc.go"],
    ] as const) {
      const at = await drifted();
      const served = await serve(at);
      const actions = await offered(served, at.at(file), "package", { only: [kind] });
      expect(actions).toMatchObject([{ kind }]);
      await choose(served, actions, actions[0]!.title);
      expect(codesOf(served, at.at("api/api.go"))).toEqual([]);
      // Then there is nothing left to do.
      const again = await offered(served, at.at(file), "package", { only: [kind] });
      for (const { title } of again) {
        expect((await choose(served, again, title)).edit).toMatchObject({ documentChanges: [] });
      }
    }
  });

  it("gives a version to no file that is not open, and edits as plainly as the editor needs", async () => {
    const at = await drifted();
    const wrapper = at.at("api/api.go");
    const capabilities: ClientCapabilities = {
      ...editorCapabilities,
      workspace: { ...editorCapabilities.workspace, workspaceEdit: {} },
    };
    for (const able of [editorCapabilities, capabilities]) {
      const served = await serve(at, { capabilities: able });
      const [action] = await offered(served, wrapper, "PluginAPI) Greet(", { only: ["quickfix"] });
      const { edit }: CodeAction = await served.client.connection.sendRequest("codeAction/resolve", action);
      if (able === editorCapabilities) {
        expect(edit!.documentChanges).toMatchObject([{ textDocument: { uri: uri(wrapper), version: null } }]);
      } else {
        expect(Object.keys(edit!)).toEqual(["changes"]);
        expect(Object.keys(edit!.changes!)).toEqual([uri(wrapper)]);
      }
    }
  });

  it("is refreshed by a command for clients that resolve nothing, or know only commands", async () => {
    const { codeAction, ...others } = editorCapabilities.textDocument!;
    const { codeActionLiteralSupport } = codeAction!;
    for (const able of [
      { ...others, codeAction: { codeActionLiteralSupport } },
      others,
    ] as ClientCapabilities["textDocument"][]) {
      const at = await drifted();
      const served = await serve(at, { capabilities: { ...editorCapabilities, textDocument: able! } });
      const [action] = await offered(served, at.at("api/api.go"), "PluginAPI) Greet(", {
        only: ["quickfix"],
      });
      expect(action!.title).toBe("Refresh api/api.go");
      const { command, arguments: args } = (able!.codeAction ? action!.command : action) as Command;
      expect(command).toBe(serverCommands.apply);
      await served.editor.run(command, ...args!);
      await served.client.settled();
      expect(codesOf(served, at.at("api/api.go"))).toEqual([]);
    }
  });
});

describe("what is missing", () => {
  it("is built and generated by commands", async () => {
    const at = unbuilt();
    const served = await serve(at);
    const actions = await offered(served, at.at("doc.go"), "//go:generate", { only: ["quickfix"] });
    expect(actions).toMatchObject([
      { title: "Build build/p.so and generate the wrapper", command: { command: serverCommands.rebuild } },
      { title: "Generate api/api.go", command: { command: serverCommands.generate } },
    ]);
    expect(actions.map(({ diagnostics }) => diagnostics!.map(({ code }) => code))).toEqual([
      ["plugin.missing"],
      ["wrapper.missing"],
    ]);
    await choose(served, actions, "Generate api/api.go");
    expect([...served.client.diagnostics.keys()]).toEqual([]);
    // What the source has and the plugin does not is built from where it is declared.
    await served.editor.open(at.at("plug/plug.go"));
    await served.editor.replace(at.at("plug/plug.go"), "func main", "func New() {}\n\nfunc main");
    await served.client.settled();
    expect(titles(await offered(served, at.at("plug/plug.go"), "New"))).toContain(
      "Rebuild build/p.so and refresh the wrapper",
    );
  });

  it("says why it cannot be had, where the client shows that", async () => {
    const at = unbuilt();
    const initializationOptions = { trusted: false };
    const served = await serve(at, { initializationOptions });
    const reason = "nothing is built in a workspace that is not trusted";
    const actions = await offered(served, at.at("doc.go"), "//go:generate", { only: ["quickfix"] });
    expect(actions).toMatchObject([
      { title: "Build build/p.so and generate the wrapper", disabled: { reason } },
      { title: "Generate api/api.go", disabled: { reason: "build/p.so does not exist" } },
    ]);
    const { codeAction, ...others } = editorCapabilities.textDocument!;
    const { disabledSupport, ...unable } = codeAction!;
    expect(disabledSupport).toBe(true);
    const capabilities = { ...editorCapabilities, textDocument: { ...others, codeAction: unable } };
    const plain = await serve(at, { initializationOptions, capabilities });
    expect(await offered(plain, at.at("doc.go"), "//go:generate")).toEqual([]);
  });

  it("is not put in place of a file that was not generated", async () => {
    const at = project({ "doc.go": directive("-plugin-path p.so"), "plugin_api.go": "package m\n" });
    await at.plugin("basic", "p.so");
    const served = await serve(at);
    const actions = await offered(served, at.at("doc.go"), "//go:generate", { only: ["quickfix"] });
    expect(actions).toMatchObject([
      { disabled: { reason: "plugin_api.go was not generated by bind-plugin and is left alone" } },
    ]);
  });
});

describe("what is written wrongly", () => {
  it.each([
    ["-plugin-pth=p.so", "-plugin-path=p.so"],
    ["--plugin-pth p.so", "--plugin-path p.so"],
    ["-plugin-path p.so -sha256=maybe", "-plugin-path p.so -sha256=true"],
  ])("is corrected: %s", async (wrong, right) => {
    const at = project({ "doc.go": directive(wrong) });
    const served = await serve(at);
    const [word] = right.split(" ").filter((one) => !wrong.split(" ").includes(one));
    const mistake = wrong.split(" ").find((one) => !right.split(" ").includes(one))!;
    const actions = await offered(served, at.at("doc.go"), mistake, { only: ["quickfix"] });
    await choose(served, actions, `Change to ${word}`);
    expect(at.read("doc.go")).toBe(directive(right));
    expect(codesOf(served, at.at("doc.go")).filter((code) => String(code).startsWith("directive."))).toEqual(
      [],
    );
  });

  it("is corrected in bind-plugin.json", async () => {
    const at = project({ "bind-plugin.json": '{ "plugin": [] }\n' });
    const served = await serve(at);
    const file = at.at("bind-plugin.json");
    const actions = await offered(served, file, '"plugin"', { only: ["quickfix"] });
    await choose(served, actions, 'Change to "plugins"');
    expect(at.read("bind-plugin.json")).toBe('{ "plugins": [] }\n');
    expect(codesOf(served, file)).toEqual([]);
  });

  it("is corrected all at once", async () => {
    const at = project({
      "doc.go": `${directive("-plugin-pth p.so")}//go:generate bind-plugin generate -plugin-path p.so -output-pth x.go\n`,
    });
    const served = await serve(at);
    const actions = await offered(served, at.at("doc.go"), "package", { only: ["source.fixAll"] });
    await choose(served, actions, "Fix all that bind-plugin can fix without a build");
    expect(at.read("doc.go")).toBe(
      `${directive("-plugin-path p.so")}//go:generate bind-plugin generate -plugin-path p.so -output-path x.go\n`,
    );
  });

  it("is left alone where it stands in a shorthand", async () => {
    const shorthand = "//go:generate -command bind bind-plugin generate -plugin-pth\n";
    const at = project({ "doc.go": `package m\n\n${shorthand}//go:generate bind p.so\n` });
    const served = await serve(at);
    expect(codesOf(served, at.at("doc.go"))).toContain("directive.unknown-flag");
    expect(
      titles(await offered(served, at.at("doc.go"), "generate bind p.so", { only: ["quickfix"] })),
    ).toEqual([]);
  });
});

describe("the checksum", () => {
  it.each([
    ["", " -sha256"],
    [" -sha256=false -hide-vars", " -sha256 -hide-vars"],
    [" -sha256 false -hide-vars", " -sha256 -hide-vars"],
  ])("is added to a directive with `%s`, and to the wrapper", async (flags, wanted) => {
    const at = project({ "doc.go": directive(`-plugin-path p.so${flags}`) });
    await at.plugin("basic", "p.so");
    await at.generate("-plugin-path", "p.so", ...flags.split(" ").filter((flag) => flag !== ""));
    const served = await serve(at);
    const actions = await offered(served, at.at("doc.go"), "//go:generate", { only: ["refactor"] });
    await choose(served, actions, "Have plugin_api.go check the plugin's sha256");
    expect(at.read("doc.go")).toBe(directive(`-plugin-path p.so${wanted}`));
    expect(at.read("plugin_api.go")).toContain("crypto/sha256");
    expect([...served.client.diagnostics.keys()]).toEqual([]);
    expect(await offered(served, at.at("doc.go"), "//go:generate", { only: ["refactor"] })).toEqual([]);
  });

  it("is added to a wrapper that no directive asks for", async () => {
    const at = project({ "go.mod": goMod });
    await at.plugin("basic", "p.so");
    await at.generate("-plugin-path", "p.so");
    const served = await serve(at);
    const actions = await offered(served, at.at("plugin_api.go"), "DO NOT EDIT", { only: ["refactor"] });
    await choose(served, actions, "Have plugin_api.go check the plugin's sha256");
    expect(at.read("plugin_api.go")).toContain("crypto/sha256");
    expect([...served.client.diagnostics.keys()]).toEqual([]);
  });
});

it("offers nothing where there is no plugin", async () => {
  const at = project({ "a.go": "package a\n\nfunc F() {}\n" });
  const served = await serve(at);
  expect(await offered(served, at.at("a.go"), "func F")).toEqual([]);
});

it("is told that an action that nobody made does nothing", async () => {
  const served = await serve(project());
  const action = { title: "x", data: { kind: "refresh", reference: 3 } };
  expect(await served.client.connection.sendRequest("codeAction/resolve", action)).toEqual(action);
});
