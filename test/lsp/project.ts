// Projects for tests of the language server: a plugin's source, a directive, and a server with an editor around it.

import { copyFileSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect } from "vitest";
import { runBin } from "#test/bin";
import { goEnvironment } from "#test/go";
import { buildHost, buildHosted, type HostedVariant, hostsFolder } from "#test/hosts";
import { type ClientOptions, type LspClient, startServer } from "#test/lsp-client";
import { type Editor, editorCapabilities, editorOf } from "#test/lsp-editor";
import { buildPlugin, type PluginName } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

export interface Project {
  readonly folder: string;
  at(path: string): string;
  read(path: string): string;
  /** The file is as old as 2020, before every plugin. */
  write(path: string, text: string): void;
  /** Puts a plugin of test/plugins in place in one step. */
  plugin(name: PluginName, path: string): Promise<void>;
  generate(...args: string[]): Promise<void>;
}

const longAgo = new Date("2020-01-01T00:00:00Z");

export function project(files: Readonly<Record<string, string>> = {}): Project {
  const folder = tempFolder();
  const at = (path: string) => join(folder, path);
  const made: Project = {
    folder,
    at,
    read: (path) => readFileSync(at(path), "utf8"),
    write(path, text) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
      utimesSync(at(path), longAgo, longAgo);
    },
    async plugin(name, path) {
      mkdirSync(dirname(at(path)), { recursive: true });
      copyFileSync(await buildPlugin(name), at(`${path}.new`));
      renameSync(at(`${path}.new`), at(path));
    },
    async generate(...args) {
      const ran = await runBin(["generate", ...args], { cwd: folder });
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
    },
  };
  for (const [path, text] of Object.entries(files)) made.write(path, text);
  return made;
}

export const goMod = "module example.com/m\n\ngo 1.20\n";

/** A plugin's source with one function, which is built in a second. */
export const tinyPlugin =
  "package main\n\nfunc Greet(name string) string { return name }\n\nfunc main() {}\n";

export const directive = (args: string) => `package m\n\n//go:generate bind-plugin generate ${args}\n`;

/** A project whose plugin is to be built from its package: doc.go, plug/plug.go, go.mod. */
export function unbuilt(args = ""): Project {
  const flags = `-plugin-path build/p.so -plugin-package ./plug -output-path api/api.go${args}`;
  return project({ "go.mod": goMod, "plug/plug.go": tinyPlugin, "doc.go": directive(flags) });
}

/**
 * A host, its plugin and the plugin's source, whose go.mod asks for what the host has: bin/host, plug.so, plug/, doc.go, api/api.go.
 */
export async function hosted(variant: HostedVariant): Promise<Project> {
  const text = JSON.stringify(join(hostsFolder, "text"));
  const at = project({
    "bind-plugin.json": '{ "host": "bin/host", "plugins": [] }\n',
    "doc.go": directive("-plugin-path plug.so -plugin-package ./plug -output-path api/api.go"),
    "go.mod": "module example.com/m\n\ngo 1.22\n",
    "plug/go.mod": `module example.com/plug\n\ngo 1.22\n\nrequire example.com/text v1.0.0\n\nreplace example.com/text => ${text}\n`,
    "plug/main.go": readFileSync(join(hostsFolder, "plug/main.go"), "utf8"),
  });
  mkdirSync(at.at("bin"));
  copyFileSync(await buildHost(), at.at("bin/host"));
  copyFileSync(await buildHosted(variant), at.at("plug.so"));
  await at.generate("-plugin-path", "plug.so", "-plugin-package", "./plug", "-output-path", "api/api.go");
  return at;
}

const clients: LspClient[] = [];

afterEach(() => {
  for (const { child } of clients.splice(0)) child.kill();
});

export interface Served {
  readonly client: LspClient;
  readonly editor: Editor;
}

/** Starts a server that has come to rest, unless that is not waited for. */
export async function serve(
  { folder }: Project,
  { isAtRest = true, ...options }: Partial<ClientOptions> & { readonly isAtRest?: boolean } = {},
): Promise<Served> {
  const client = await startServer({
    folders: [folder],
    capabilities: editorCapabilities,
    env: goEnvironment,
    ...options,
  });
  clients.push(client);
  const editor = editorOf(client);
  if (isAtRest) await client.settled();
  return { client, editor };
}

/** The codes of a file's diagnostics. */
export function codesOf({ client }: Served, path: string): readonly unknown[] {
  return (client.diagnostics.get(path) ?? []).map(({ code }) => code);
}
