// Hover, definition and links where cases cannot show them: for other clients, beyond one module, and in a repository.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { Hover, Location } from "vscode-languageserver/node";
import { runBin } from "#test/bin";
import { runGo, runTool } from "#test/go";
import { type ClientOptions, type LspClient, startServer, uri } from "#test/lsp-client";
import { buildPlugin, pluginFolder, pluginsModule } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

const clients: LspClient[] = [];

afterEach(() => {
  for (const { child } of clients.splice(0)) child.kill();
});

interface Project {
  readonly root: string;
  readonly client: LspClient;
  /** Asks at the place in the file where a text first stands, or behind its `|`. */
  ask<T>(method: string, path: string, text: string): Promise<T>;
}

/** A project of the files, with the plugin (the basic one) in plugin.so and its wrapper in `wrapper`. */
async function start(
  files: Readonly<Record<string, string>>,
  options: Partial<ClientOptions> = {},
  wrapper = "api/api.go",
  plugin?: string,
): Promise<Project> {
  const root = tempFolder();
  for (const [path, text] of Object.entries({ "go.mod": "module example.com/m\n\ngo 1.20\n", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  copyFileSync(plugin ?? (await buildPlugin("basic")), join(root, "plugin.so"));
  const args = ["generate", "-plugin-path", "plugin.so", "-output-path", wrapper];
  expect(await runBin(args, { cwd: root })).toMatchObject({ code: 0 });
  const client = await startServer({ folders: [root], ...options });
  clients.push(client);
  await client.settled();
  return {
    root,
    client,
    ask(method, path, text) {
      const content = readFileSync(join(root, path), "utf8");
      const offset = content.indexOf(text.replace("|", "")) + Math.max(0, text.indexOf("|"));
      const lines = content.slice(0, offset).split("\n");
      const position = { line: lines.length - 1, character: lines.at(-1)!.length };
      const context = { includeDeclaration: false };
      return client.connection.sendRequest(method, {
        textDocument: { uri: uri(join(root, path)) },
        position,
        context,
      });
    },
  };
}

const hover = "textDocument/hover";
const definition = "textDocument/definition";
const bound = `func run() {
	p, _ := api.BindPluginAPI("plugin.so")
	p.Greet("you")
}
`;

it("leads to where the compiler found the source, and speaks plainly to a client that can nothing", async () => {
  // Built here and now: one that is kept may have been built of the same sources elsewhere.
  const plugin = join(tempFolder(), "basic.so");
  await runGo(["build", "-buildmode=plugin", "-o", plugin, "./basic"], { cwd: pluginsModule });
  const { root, ask } = await start({}, { capabilities: {} }, "api/api.go", plugin);
  const source = join(pluginFolder("basic"), "basic.go");
  const line = readFileSync(source, "utf8")
    .split("\n")
    .findIndex((text) => text.startsWith("func Greet("));
  const range = { start: { line, character: 5 }, end: { line, character: 10 } };
  const place = { uri: uri(source), range };
  expect(await ask(definition, "api/api.go", "Greet(")).toEqual([place]);
  expect(await ask("textDocument/implementation", "api/api.go", "Greet(")).toEqual([place]);
  const { contents }: Hover = await ask(hover, "api/api.go", "Greet(");
  // Depends on where this clone lies: what is far away is shown as a whole path.
  const way = relative(root, source);
  const shown = way.startsWith("../../") ? source : way;
  expect(contents).toEqual({
    kind: "plaintext",
    value: [
      "func Greet(name string) string",
      "",
      "Greet returns a greeting for the name.",
      "",
      `- Declared in ${shown}:${line + 1}`,
      "- Of the plugin plugin.so (example.com/plugins/basic)",
      "- Still true: the plugin has it with this type, and so has its source",
    ].join("\n"),
  });
  const members: readonly Location[] = await ask("textDocument/references", "api/api.go", "Greet(");
  expect(members.map(({ uri }) => uri)).toEqual([uri(join(root, "api/api.go"))]);
  const links = await ask<readonly object[]>("textDocument/documentLink", "api/api.go", "package");
  expect(links.map((link) => Object.keys(link).sort())).toEqual([["range", "target"]]);
});

it("leads to the symbol view where the client can show it", async () => {
  const { root, ask } = await start(
    { "doc.go": "package m\n\n//go:generate bind-plugin -plugin-path plugin.so -output-path api/api.go\n" },
    { capabilities: {}, initializationOptions: { virtualDocuments: true } },
  );
  const target = `${uri(join(root, "plugin.so")).replace("file://", "bind-plugin:/symbols")}.symbols`;
  const links = await ask<readonly object[]>("textDocument/documentLink", "doc.go", "package");
  expect(links[0]).toMatchObject({ target });
  const places = await ask<readonly Location[]>(definition, "doc.go", "plugin.so");
  expect(places.map(({ uri }) => uri)).toEqual([target]);
});

it.each([
  ["in the wrapper's own package", "api/run.go", `package api\n\n${bound.replace("api.", "")}`, "api/api.go"],
  [
    "in a test outside of the package",
    "api/run_test.go",
    `package api_test\n\nimport "example.com/m/api"\n\n${bound}`,
    "api/api.go",
  ],
  [
    "of a package that has another name than its folder",
    "run.go",
    `package m\n\nimport "example.com/m/api-go.v2"\n\n${bound}`,
    "api-go.v2/x.go",
  ],
  [
    "under another name",
    "run.go",
    `package m\n\nimport other "example.com/m/api"\n\n${bound.replace("api.", "other.")}`,
    "api/api.go",
  ],
  ["from another module", "tool/run.go", `package m\n\nimport "example.com/m/api"\n\n${bound}`, "api/api.go"],
])("knows a use %s", async (_, path, text, wrapper) => {
  const other = path.startsWith("tool/") ? { "tool/go.mod": "module example.com/tool\n" } : {};
  const named = wrapper.startsWith("api-go") ? { "api-go.v2/doc.go": "package api\n" } : {};
  const { ask } = await start({ [path]: text, ...other, ...named }, {}, wrapper);
  const { contents } = await ask<Hover>(hover, path, "p.|Greet");
  expect(contents).toMatchObject({ value: expect.stringContaining("func Greet(name string) string") });
});

it.each([
  [
    "another type's method",
    `import _ "example.com/m/api"\n\ntype greeter struct{}\n\nfunc (greeter) Greet(string) {}\n\nfunc run(p greeter) { p.Greet("you") }\n`,
  ],
  [
    "a type that is not known",
    `import (\n\t"example.com/m/api"\n\t"example.com/else"\n)\n\nvar _ api.PluginAPI\n\nfunc run() {\n\tp := other.New()\n\tp.Greet("you")\n}\n`,
  ],
  [
    "a name that hides the wrapper",
    `import "example.com/m/api"\n\nfunc run(p *api.PluginAPI) {\n\tfor _, p := range []interface{ Greet(string) }{} {\n\t\tp.Greet("you")\n\t}\n}\n`,
  ],
  ["another package of the same name", `import "example.com/other/api"\n\n${bound}`],
  ["a comment", `import "example.com/m/api"\n\n// p.Greet of\nvar p api.PluginAPI\n`],
])("is silent about %s", async (_, text) => {
  const { ask } = await start({ "run.go": `package m\n\n${text}` });
  expect(await ask(hover, "run.go", "p.|Greet")).toBeNull();
  expect(await ask(definition, "run.go", "p.|Greet")).toBeNull();
});

it("tells the revision of a plugin that was built in a repository", async () => {
  const source = tempFolder();
  writeFileSync(join(source, "go.mod"), "module example.com/vcs\n\ngo 1.20\n");
  writeFileSync(join(source, "main.go"), "package main\n\nvar Answer = 42\n");
  const git = (...args: string[]) =>
    runTool("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: source });
  await git("init", "-q");
  await git("add", ".");
  await git("commit", "-q", "-m", "first");
  const revision = (await git("rev-parse", "HEAD")).stdout.trim();
  writeFileSync(join(source, "main.go"), "package main\n\nvar Answer = 43\n");
  const { root, client, ask } = await start({});
  await runGo(["build", "-buildmode=plugin", "-o", join(root, "plugin.so"), "."], {
    cwd: source,
    env: { GOFLAGS: "-buildvcs=true" },
  });
  await client.tell("Changed", join(root, "plugin.so"));
  await client.settled();
  const { contents } = await ask<Hover>(hover, "api/api.go", "Plugin plugin.so");
  const { value } = contents as { value: string };
  expect(value).toContain(`revision \`${revision}\` of `);
  expect(value).toContain("with changes that were not committed");
});
