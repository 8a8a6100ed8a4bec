// What `check` says of plugins whose host is named, beside what becomes of them when the host really opens them.

import { copyFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { runBin } from "#test/bin";
import { runTool } from "#test/go";
import { buildHost, buildHosted, type HostedVariant, hostsFolder } from "#test/hosts";
import { tempFolder } from "#test/temp-folder";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 }); // nothing may have been built yet

let host: string;
const plugins = new Map<HostedVariant, string>();
beforeAll(async () => {
  host = await buildHost();
  for (const variant of ["fits", "differs", "trimmed"] as const)
    plugins.set(variant, await buildHosted(variant));
});

const directive =
  "//go:generate bind-plugin generate -plugin-path plug.so -plugin-package ./plug -output-path api/api.go";

/** A project with the host, its plugin with the source, and the plugin's wrapper. */
async function project(variant: HostedVariant, config: string) {
  const folder = tempFolder();
  const path = (name: string) => join(folder, name);
  const write = (name: string, text: string) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const name of ["host", "plug", "text", "text-next"])
    cpSync(join(hostsFolder, name), path(name), { recursive: true });
  mkdirSync(path("bin"));
  copyFileSync(host, path("bin/host"));
  copyFileSync(plugins.get(variant)!, path("plug.so"));
  write("doc.go", `package m\n\n${directive}\n`);
  await runBin(
    ["generate", "-plugin-path", "plug.so", "-plugin-package", "./plug", "-output-path", "api/api.go"],
    {
      cwd: folder,
    },
  );
  write("bind-plugin.json", config);
  return {
    path,
    /** Of the problems with hosts: place, code and message. */
    async problems() {
      const { stdout } = await runBin(["check", "-json"], { cwd: folder });
      const found: readonly { code: string; message: string; location: Place }[] = JSON.parse(stdout);
      return found
        .filter(({ code }) => /^(?:host|config)\./.test(code))
        .map(({ code, message, location }) => {
          const { start } = location.range;
          const file = location.path.slice(folder.length + 1);
          return { place: `${file}:${start.line + 1}:${start.character + 1}`, code, message };
        });
    },
  };
}

interface Place {
  readonly path: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

const named = '{\n  "host": "bin/host",\n  "plugins": []\n}\n';

/** What the host prints when it opens the plugin. */
async function opened(variant: HostedVariant): Promise<string> {
  const run = runTool(host, [plugins.get(variant)!]);
  return run.then(
    ({ stdout }) => stdout,
    (error: Error) => error.message,
  );
}

describe("a plugin that its host", () => {
  it("loads has no problem", async () => {
    expect(await opened("fits")).toBe("HELLO YOU\n");
    expect(await (await project("fits", named)).problems()).toEqual([]);
  });

  it("refuses on account of a module is told of at the host, the directive and the line in go.mod", async () => {
    const words = "plugin was built with a different version of package example.com/text";
    expect(await opened("differs")).toContain(words);
    const message = `the host bin/host refuses plug.so (${words}): of example.com/text the host has v1.0.0 => ../text, the plugin v1.1.0 => ../text-next`;
    const code = "host.package-mismatch";
    expect(await (await project("differs", named)).problems()).toEqual([
      { place: "bind-plugin.json:2:11", code, message },
      { place: "doc.go:3:1", code, message },
      { place: "plug/go.mod:6:9", code, message },
    ]);
  });

  it("refuses on account of a flag is told of without go.mod", async () => {
    const [words = ""] = /plugin was built with a different version of package \S+/.exec(
      await opened("trimmed"),
    )!;
    const found = await (await project("trimmed", named)).problems();
    expect(found.map(({ place, code }) => [place, code])).toEqual([
      ["bind-plugin.json:2:11", "host.build-flags"],
      ["doc.go:3:1", "host.build-flags"],
    ]);
    expect(found[0]!.message).toBe(
      `the host bin/host refuses plug.so (${words}): the host is built without -trimpath, the plugin with -trimpath`,
    );
  });
});

describe("a host", () => {
  it("of one plugin counts before that of the file", async () => {
    const config = `{
  "host": "bin/none",
  "plugins": [{ "path": "plug.so", "host": "bin/host", "wrapper": { "output-path": "api/api.go" } }]
}`;
    const found = await (await project("differs", config)).problems();
    expect(found.map(({ place }) => place)).toEqual([
      "bind-plugin.json:3:44",
      "doc.go:3:1",
      "plug/go.mod:6:9",
    ]);
  });

  it("that is not built yet is passed over", async () => {
    expect(await (await project("differs", '{ "host": "bin/none", "plugins": [] }')).problems()).toEqual([]);
  });

  it("that is the folder of a package is judged by its go.mod alone", async () => {
    const config = '{ "host": "host", "plugins": [] }';
    const found = await (await project("differs", config)).problems();
    expect(found.map(({ place, code }) => [place, code])).toEqual([
      ["bind-plugin.json:1:11", "host.package-mismatch"],
      ["doc.go:3:1", "host.package-mismatch"],
      ["plug/go.mod:6:9", "host.package-mismatch"],
    ]);
    expect(found[0]!.message).toMatch(/^the host host, once it is built, would refuse plug\.so \(.*v1\.1\.0/);
    for (const variant of ["fits", "trimmed"] as const)
      expect(await (await project(variant, config)).problems()).toEqual([]);
  });

  it("that is none is a mistake", async () => {
    const at = await project("fits", '{ "host": "plug/main.go", "plugins": [] }');
    expect(await at.problems()).toEqual([
      {
        place: "bind-plugin.json:1:11",
        code: "config.invalid",
        message: expect.stringMatching(/^the host plug\/main\.go cannot be read: /),
      },
    ]);
    const empty = await project("fits", '{ "host": "", "plugins": [] }');
    expect(await empty.problems()).toMatchObject([{ code: "config.invalid", message: '"host" is empty' }]);
  });
});
