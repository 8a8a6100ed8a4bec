// Programs that load plugins: their hashes are those that the linker left in them and that the runtime compares, their
// build information is go's, their needed libraries are readelf's.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { nodeHost } from "#server/node-host";
import { openImage } from "#shared/binary/elf-image";
import type { HostImage, NeededLibrary, PackageHash, Plugin } from "#shared/model";
import { minorOf } from "#shared/runtime/go-version";
import { reflectBinary } from "#shared/runtime/plugin";
import { buildInfoLines } from "#test/build-info";
import { dropSectionHeaders } from "#test/elf-edit";
import { runGo, runTool } from "#test/go";
import { memoryFile } from "#test/memory-file";
import { buildPlugin, cached } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";
import { hostFolder, truthHost } from "#test/truth";
import { withholdRuntimeVersion, withholdVersion } from "#test/withheld";

vi.setConfig({ testTimeout: 600_000 }); // nothing may have been built yet

/** The `go build` flags of a host that can load the plugins of test/plugins. */
const linkings = { built: [], small: ["-ldflags=-s -w"], pie: ["-buildmode=pie"] };
type Linking = keyof typeof linkings;

function buildHost(linking: Linking): Promise<string> {
  return cached(`byreflect.${linking}`, hostFolder, async (output) => {
    await runGo(["build", ...linkings[linking], "-o", output, "./byreflect"], { cwd: hostFolder });
  });
}

/** Variants of a linked host, made by changing the file. */
const variants = ["as linked", "stripped", "without section headers"] as const;

async function variantOf(linking: Linking, variant: (typeof variants)[number]): Promise<Uint8Array> {
  const path = await buildHost(linking);
  if (variant === "as linked") return readFileSync(path);
  const stripped = await cached(`byreflect.${linking}.stripped`, hostFolder, async (output) => {
    await runTool("strip", ["-o", output, path]);
  });
  const image = readFileSync(stripped);
  return variant === "stripped" ? image : dropSectionHeaders(image);
}

function reflect(image: Uint8Array): Plugin | HostImage {
  return reflectBinary("host", memoryFile(image), nodeHost.inflate);
}

const linkingNames = Object.keys(linkings) as Linking[];

describe.each(linkingNames)("a host linked %s", (linking) => {
  test.each(variants)("%s", async (variant) => {
    const path = await buildHost(linking);
    const host = reflect(await variantOf(linking, variant));
    expect(host).not.toHaveProperty("symbols");
    expect(host).toMatchObject({ kind: "host", path: "host", format: "elf" });

    const { stdout: hashes } = await runTool(await truthHost("hosthashes"), [path]);
    const truth = Object.entries(JSON.parse(hashes) as Record<string, string>).sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    expect(truth.length).toBeGreaterThan(30);
    expect(host.packages).toEqual(truth.map(([path, hash]) => ({ path, hash })));

    const { stdout: version } = await runGo(["version", "-m", path]);
    const [first, ...lines] = version.trimEnd().split("\n");
    expect(`${path}: ${host.goVersion}`).toBe(first);
    expect(host.buildInfo && buildInfoLines(host.buildInfo)).toEqual(lines);
    const { stdout: platform } = await runGo(["env", "GOOS", "GOARCH"]);
    expect(`${host.goos}\n${host.goarch}\n`).toBe(platform);

    expect(host.needed).toEqual(await neededTruth(path));
  });

  test("says its version also without build information", async () => {
    const { buildInfo, ...whole } = reflect(await variantOf(linking, "stripped"));
    const image = await variantOf(linking, "stripped");
    expect(reflect(withholdVersion(image))).toEqual({ buildInfo, ...whole });
    const { goVersion, ...rest } = whole;
    const { goVersionRange, ...other } = reflect(withholdRuntimeVersion(withholdVersion(image)));
    expect(other).toEqual(rest);
    const [from, to = from] = goVersionRange!.split("-").map((version) => minorOf(version) ?? Infinity);
    expect(from).toBeLessThanOrEqual(minorOf(goVersion!)!);
    expect(to).toBeGreaterThanOrEqual(minorOf(goVersion!)!);
  });
});

/** What readelf says of the file's needed libraries and of the versions that it needs of them. */
async function neededTruth(path: string): Promise<NeededLibrary[]> {
  const readelf = async (option: string) =>
    (await runTool("readelf", [option, "-W", path], { env: { LC_ALL: "C" } })).stdout;
  const versions = new Map<string, string[]>();
  const [, text = ""] = (await readelf("-V")).split(/^Version needs section .*$/m);
  for (const block of text.split(/^ *(?:0x)?[0-9a-f]+: Version: 1 /m).slice(1)) {
    const names = [...block.matchAll(/ Name: (\S+) /g)].map(([, name]) => name!);
    versions.set(
      /File: (\S+)/.exec(block)![1]!,
      names.sort((a, b) => a.localeCompare(b, "en", { numeric: true })),
    );
  }
  const libraries = [...(await readelf("-d")).matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, name]) => name!);
  return libraries.map((library) => ({ library, versions: versions.get(library) ?? [] }));
}

test.each(["basic", "cgo"] as const)("libraries that the plugin %s needs", async (name) => {
  const path = await buildPlugin(name);
  const needed = await neededTruth(path);
  expect(needed.flatMap(({ versions }) => versions).length).toBeGreaterThan(0);
  expect(reflect(readFileSync(path)).needed).toEqual(needed);
  expect(reflect(readFileSync(await buildPlugin(name, "headerless"))).needed).toEqual(needed);
});

test("libraries that a large C++ program needs", async () => {
  const file = nodeHost.openFile(process.execPath);
  try {
    expect(openImage(file).neededLibraries()).toEqual(await neededTruth(process.execPath));
  } finally {
    file.close();
  }
});

test("no host: a program that does not import plugin, that cannot load one, or that is not of Go", async () => {
  const folder = tempFolder();
  const build = async (source: string, env: Record<string, string>) => {
    writeFileSync(join(folder, "main.go"), `package main\n${source}`);
    const output = join(folder, "program");
    await runGo(["build", "-o", output, "main.go"], { cwd: folder, env });
    return readFileSync(output);
  };
  const loading = 'import "plugin"\nfunc main() { plugin.Open("x.so") }\n';
  const noHost = "not a Go plugin: this is a Go executable that does not import plugin (offset 0x10: ";
  expect(reflect(await build(loading, {}))).toMatchObject({ kind: "host" });
  await expect(build("func main() {}\n", {}).then(reflect)).rejects.toThrow(noHost);
  await expect(build('import _ "net"\nfunc main() {}\n', {}).then(reflect)).rejects.toThrow(noHost);
  await expect(build(loading, { CGO_ENABLED: "0" }).then(reflect)).rejects.toThrow(noHost);
  expect(() => reflect(readFileSync("/bin/sh"))).toThrow(
    "not a Go plugin: this is an executable (offset 0x10",
  );
});

/** Packages of a plugin that a host has, too, but another build of it; in the order in which the runtime looks. */
function mismatches(plugin: Plugin | HostImage, host: Plugin | HostImage): readonly PackageHash[] {
  const known = new Map(host.packages.map(({ path, hash }) => [path, hash]));
  return plugin.packages.filter(({ path, hash }) => known.has(path) && known.get(path) !== hash);
}

test("hashes say what the runtime says when it loads a plugin", async () => {
  const folder = tempFolder();
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const open =
    "_, err := plugin.Open(os.Args[1])\n\tif err != nil {\n\t\tprintln(err.Error())\n\t\tos.Exit(1)\n\t}\n";
  const imports = 'import (\n\t"example.com/pair/leaf.v3"\n\t"os"\n\t"plugin"\n)\n';
  write("go.mod", "module example.com/pair\n\ngo 1.21\n");
  write("leaf.v3/leaf.go", "package leaf\n\ntype T struct{ A int }\n");
  write(
    "plug/plug.go",
    'package main\n\nimport "example.com/pair/leaf.v3"\n\nvar V leaf.T\n\nfunc main() {}\n',
  );
  write("host/main.go", `package main\n\n${imports}\nvar t leaf.T\n\nfunc main() {\n\tt.A = 1\n\t${open}}\n`);
  const build = async (name: string, ...args: string[]) => {
    const output = join(folder, name);
    await runGo(["build", "-o", output, ...args], { cwd: folder });
    return { path: output, binary: reflect(readFileSync(output)) };
  };
  const host = await build("host.out", "./host");
  const same = await build("same.so", "-buildmode=plugin", "./plug");
  write("leaf.v3/leaf.go", "package leaf\n\ntype T struct{ A, B int }\n");
  const changed = await build("changed.so", "-buildmode=plugin", "./plug");

  expect(host.binary.packages.map(({ path }) => path)).toContain("example.com/pair/leaf.v3");
  expect(same.binary.packages.map(({ path }) => path)).toContain("example.com/pair/leaf.v3");
  expect(mismatches(same.binary, host.binary)).toEqual([]);
  await runTool(host.path, [same.path]);

  const [first, ...others] = mismatches(changed.binary, host.binary);
  expect(first?.path).toBe("example.com/pair/leaf.v3");
  expect(others).toEqual([]);
  await expect(runTool(host.path, [changed.path])).rejects.toThrow(
    `plugin was built with a different version of package ${first?.path}`,
  );
});
