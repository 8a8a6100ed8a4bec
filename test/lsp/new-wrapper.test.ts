// Wrappers that are not there yet: the plugins that there are, what a wrapper of one may be, its preview, and what is written.

import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type DraftedWrapper,
  draftWrapperRequest,
  type FoundPlugin,
  findPluginsRequest,
  serverCommands,
  suggestWrappersRequest,
  type WrapperSuggestions,
} from "#shared/protocol";
import { bin, runBin } from "#test/bin";
import { runGo } from "#test/go";
import { uri } from "#test/lsp-client";
import { tempFolder } from "#test/temp-folder";
import { directive, goMod, type Project, project, type Served, serve, tinyPlugin } from "./project.ts";

const { create } = serverCommands;

const draftOf = (at: Project, plugin: string, wrapper: string, name = "Greeter") => ({
  plugin: uri(at.at(plugin)),
  wrapper: uri(at.at(wrapper)),
  name,
});

const drafted = ({ client }: Served, draft: unknown): Promise<DraftedWrapper> =>
  client.connection.sendRequest(draftWrapperRequest, draft);

const kinds = ({ statements }: DraftedWrapper) => statements.map(({ kind }) => kind);

/** A host in host/, a library in lib/, a plugin in build/. */
async function unbound(plugin = "build/greeter.so"): Promise<Project> {
  const at = project({
    "go.mod": goMod,
    "host/main.go": '// A host.\npackage main\n\nimport _ "plugin"\n\ntype Taken int\n\nfunc main() {}\n',
    "lib/lib.go": "package lib\n",
  });
  await at.plugin("basic", plugin);
  return at;
}

/** What `bind-plugin check` says of the project. */
const check = ({ folder }: Project) => runBin(["check"], { cwd: folder });

describe("plugins", () => {
  it("are found whether anything binds them or not, and nothing else is", async () => {
    const at = await unbound();
    await at.plugin("drifted", "bound.so");
    await at.plugin("drifted", "node_modules/x/passed-over.so");
    at.write("lib/libc.so", "no plugin");
    at.write("doc.go", directive("-plugin-path bound.so"));
    const { client } = await serve(at);
    const found: readonly FoundPlugin[] = await client.connection.sendRequest(findPluginsRequest);
    expect(found.map(({ name, isBound }) => [name, isBound])).toEqual([
      ["bound.so", true],
      ["build/greeter.so", false],
    ]);
    expect(found[1]).toMatchObject({
      uri: uri(at.at("build/greeter.so")),
      detail: expect.stringMatching(/^go1\.\S+ \S+, 9 symbols$/),
    });
  });
});

describe("suggestions", () => {
  it("begin with packages that load plugins, and have names of the plugin's", async () => {
    const at = await unbound();
    const { client } = await serve(at);
    const ask = (path: string): Promise<WrapperSuggestions> =>
      client.connection.sendRequest(suggestWrappersRequest, { uri: uri(at.at(path)) });
    expect(await ask("build/greeter.so")).toEqual({
      files: [
        ["host/greeter_api.go", "a package that loads plugins"],
        ["lib/greeter_api.go", "a package"],
        ["greeter/greeter_api.go", "a new package"],
      ].map(([name, detail]) => ({ uri: uri(at.at(name!)), name, detail })),
      names: ["GreeterAPI", "Greeter", "GreeterPlugin", "PluginAPI"],
    });
    await expect(ask("none.so")).rejects.toThrow("none.so does not exist");
    await expect(ask("go.mod")).rejects.toThrow("go.mod cannot be read: ");
  });
});

describe("a new wrapper", () => {
  it("is previewed, then written with a directive that go generate runs", async () => {
    const at = await unbound("build/my $greeter.so");
    const served = await serve(at);
    const draft = draftOf(at, "build/my $greeter.so", "host/greeter_api.go");
    const { preview, statements } = await drafted(served, draft);
    const line =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of go generate
      '//go:generate bind-plugin generate -plugin-path "../build/my ${DOLLAR}greeter.so" -output-path greeter_api.go -output-name Greeter';
    expect(statements).toMatchObject([
      {
        kind: "directive",
        title: "Write host/greeter_api.go, and a //go:generate line in host/main.go",
        detail: line,
      },
      { kind: "config", title: "Write host/greeter_api.go, and an entry in a new bind-plugin.json" },
      { kind: "header", title: "Write host/greeter_api.go alone" },
    ]);
    const { text } = await served.client.connection.sendRequest<{ text: string }>(
      "workspace/textDocumentContent",
      { uri: preview },
    );
    expect(text).toContain("package main\n");
    expect(text).toContain("func BindGreeter(path string) (*Greeter, error)");
    expect(existsSync(at.at("host/greeter_api.go"))).toBe(false);

    const written = await served.editor.run(create, { ...draft, statement: "directive" });
    const files = ["host/greeter_api.go", "host/main.go"].map((path) => uri(at.at(path)));
    expect(written).toEqual({ written: files, current: [] });
    expect(withoutTime(at.read("host/greeter_api.go"))).toBe(withoutTime(text));
    expect(at.read("host/main.go")).toBe(
      `// A host.\npackage main\n\n${line}\n\nimport _ "plugin"\n\ntype Taken int\n\nfunc main() {}\n`,
    );
    await served.client.settled();
    expect([...served.client.diagnostics.keys()]).toEqual([]);
    expect(await check(at)).toMatchObject({ code: 0 });
    const before = at.read("host/greeter_api.go");
    await goGenerate(at);
    expect(at.read("host/greeter_api.go")).toBe(before);
  });

  it("of a new package has its directive in a new file, and the next one's is below", async () => {
    const at = await unbound();
    await at.plugin("drifted", "build/other.so");
    const served = await serve(at);
    const first = draftOf(at, "build/greeter.so", "greeter/greeter_api.go");
    await served.editor.run(create, { ...first, statement: "directive" });
    const flags = (plugin: string, name: string) =>
      `//go:generate bind-plugin generate -plugin-path ../build/${plugin}.so -output-path ${plugin}_api.go -output-name ${name}\n`;
    expect(at.read("greeter/doc.go")).toBe(`package greeter\n\n${flags("greeter", "Greeter")}`);
    await served.client.settled();
    const second = draftOf(at, "build/other.so", "greeter/other_api.go", "Other");
    await served.editor.run(create, { ...second, statement: "directive" });
    expect(at.read("greeter/doc.go")).toBe(
      `package greeter\n\n${flags("greeter", "Greeter")}${flags("other", "Other")}`,
    );
    expect(await check(at)).toMatchObject({ code: 0 });
  });

  it("names the plugin's package where that is part of the project, so that it can be rebuilt", async () => {
    const at = project({ "go.mod": goMod, "plug/plug.go": tinyPlugin });
    await runGo(["build", "-buildmode=plugin", "-o", "build/p.so", "./plug"], { cwd: at.folder });
    const served = await serve(at);
    const draft = draftOf(at, "build/p.so", "api/api.go");
    await served.editor.run(create, { ...draft, statement: "directive" });
    expect(at.read("api/doc.go")).toContain(" -plugin-path ../build/p.so -plugin-package ../plug ");
    await served.client.settled();
    const rebuilt = await served.editor.run(serverCommands.rebuild, { uri: uri(at.at("api/doc.go")) });
    expect(rebuilt).toEqual({ written: [], current: [draft.wrapper] });
  });

  const comments = "/*\npackage no\n*/\n\n// package no\npackage lib // yes\n";
  it.each([
    ["below comments that speak of a package", comments, `${comments}\nDIRECTIVE\n`],
    [
      "with its line ends",
      "package lib\r\n\r\nvar X int\r\n",
      "package lib\r\n\r\nDIRECTIVE\r\n\r\nvar X int\r\n",
    ],
    ["behind a last line without an end", "package lib", "package lib\n\nDIRECTIVE\n"],
    ["between empty lines", "package lib\nvar X int\n", "package lib\n\nDIRECTIVE\n\nvar X int\n"],
  ])("has its directive %s", async (_, before, after) => {
    const at = await unbound();
    at.write("lib/lib.go", before);
    const served = await serve(at);
    const draft = draftOf(at, "build/greeter.so", "lib/greeter_api.go");
    await served.editor.run(create, { ...draft, statement: "directive" });
    const text = at.read("lib/lib.go");
    expect(text.replace(/^\/\/go:generate bind-plugin generate .* Greeter/m, "DIRECTIVE")).toBe(after);
    await served.client.settled();
    expect(await check(at)).toMatchObject({ code: 0 });
  });

  it("is added to the bind-plugin.json that there is, with its indentation", async () => {
    const at = await unbound();
    const other = '{\n\t"plugins": [\n\t\t{ "path": "none.so" }\n\t]\n}\n';
    at.write("bind-plugin.json", other);
    const served = await serve(at);
    const draft = draftOf(at, "build/greeter.so", "lib/greeter_api.go");
    expect(kinds(await drafted(served, draft))).toEqual(["config", "directive", "header"]);
    await served.editor.run(create, { ...draft, statement: "config" });
    const entry = {
      path: "build/greeter.so",
      wrapper: { "output-path": "lib/greeter_api.go", "output-name": "Greeter" },
    };
    const text = at.read("bind-plugin.json");
    expect(JSON.parse(text)).toEqual({ plugins: [{ path: "none.so" }, entry] });
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, "\t")}\n`);
    const { stdout } = await check(at);
    expect(stdout).not.toContain("greeter");
    at.write("bind-plugin.json", '{ "plugins": [');
    await served.client.tell("Changed", at.at("bind-plugin.json"));
    await served.client.settled();
    const next = draftOf(at, "build/greeter.so", "lib/next_api.go", "Next");
    expect(kinds(await drafted(served, next))).toEqual(["directive", "header"]);
  });

  it("has a bind-plugin.json of its own, or only its header", async () => {
    const at = await unbound();
    const served = await serve(at);
    const draft = draftOf(at, "build/greeter.so", "lib/greeter_api.go");
    await served.editor.run(create, { ...draft, statement: "config" });
    expect(JSON.parse(at.read("bind-plugin.json"))).toMatchObject({
      plugins: [{ path: "build/greeter.so" }],
    });
    const other = draftOf(at, "build/greeter.so", "host/greeter_api.go", "PluginAPI");
    expect(await served.editor.run(create, { ...other, statement: "header" })).toMatchObject({
      written: { length: 1 },
    });
    expect(await check(at)).toMatchObject({ code: 0 });
  });

  it.each([
    [{ wrapper: "host/main.go" }, "host/main.go exists already; a new wrapper is a new file"],
    [{ wrapper: "host/x_test.go" }, "host/x_test.go is no Go file that a build takes"],
    [{ wrapper: "host/x.txt" }, "host/x.txt is no Go file that a build takes"],
    [{ plugin: "none.so" }, "none.so does not exist"],
    [{ plugin: "go.mod" }, "go.mod cannot be read: "],
    [{ name: "type" }, '-output-name is a Go identifier, which "type" is not'],
    [{ name: "Taken" }, "main.go declares Taken already"],
  ])("is refused as %j, and nothing is written", async (wrong, message) => {
    const at = await unbound();
    const { plugin, wrapper, name } = {
      plugin: "build/greeter.so",
      wrapper: "host/x.go",
      name: "X",
      ...wrong,
    };
    const served = await serve(at);
    const draft = draftOf(at, plugin, wrapper, name);
    await expect(drafted(served, draft)).rejects.toThrow(message);
    await expect(served.editor.run(create, { ...draft, statement: "directive" })).rejects.toThrow(message);
    expect(served.editor.applied).toEqual([]);
    expect(existsSync(at.at("host/x.go"))).toBe(false);
  });

  it.each([undefined, 7, {}, { plugin: "::", wrapper: "::", name: "X", statement: "directive" }])(
    "of %j fails in words",
    async (argument) => {
      const served = await serve(project());
      await expect(served.editor.run(create, argument)).rejects.toThrow(
        /a new wrapper|plugin and wrapper are files/,
      );
    },
  );
});

function withoutTime(text: string): string {
  return text.replace(/Generated on: [^\\]*/, "");
}

/** With a `bind-plugin` in PATH that is the built command line. */
async function goGenerate({ folder }: Project): Promise<void> {
  const programs = tempFolder();
  const program = join(programs, "bind-plugin");
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(program, 0o755);
  const env = { PATH: `${programs}${delimiter}${process.env["PATH"]}` };
  await runGo(["generate", "./..."], { cwd: folder, env });
}
