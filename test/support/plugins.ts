// Builds the Go plugins of test/plugins, in the variants that people ship, and keeps what is built.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { dropSectionHeaders } from "./elf-edit.ts";
import { runGo, runTool } from "./go.ts";

/** The plugins of test/plugins; each is a folder there. */
export const pluginNames = [
  "basic",
  "second",
  "drifted",
  "kinds",
  "generics",
  "unnameable",
  "packages",
  "cgo",
  "names",
  "values",
  "docs",
  "silent",
  "panics",
  "touches",
  "big",
  "odd.v1",
] as const;

export type PluginName = (typeof pluginNames)[number];

/**
 * built: plainly. small: linked with -s -w. stripped: with strip(1). headerless: stripped, and the section header table
 * forgotten. trimmed: with -trimpath. files: the Go files named one by one, so that there is no import path.
 */
export const variants = ["built", "small", "stripped", "headerless", "trimmed", "files"] as const;

export type Variant = (typeof variants)[number];

/** Variants of a plugin that are worth their price: with -trimpath, all that it imports is compiled once more. */
export function variantsOf(name: PluginName): readonly Variant[] {
  const dear = name === "big" || name === "packages";
  return dear ? variants.filter((variant) => variant !== "trimmed" && variant !== "files") : variants;
}

/** The folder of the Go module that the plugins are in; its path is `example.com/plugins`. */
export const pluginsModule = fileURLToPath(new URL("../plugins", import.meta.url));

/** Where built plugins and truths are kept, in a folder for each state of the sources. */
export const cacheFolder = fileURLToPath(new URL("../../.cache/plugins", import.meta.url));

/** Import path of a plugin's main package, which is its plugin path (except when built from files). */
export function importPath(name: PluginName): string {
  return `example.com/plugins/${name}`;
}

/** The source folder of a plugin. */
export function pluginFolder(name: PluginName): string {
  return join(pluginsModule, name);
}

/**
 * Text of a go.mod with which a host outside of test/plugins can import the packages that its plugins export types of.
 * A plugin loads only into a host that has the same builds of these, which replaced modules are.
 */
export function hostModule(goVersion = "1.22"): string {
  const replaced = [
    ["example.com/plugins", "v0.0.0", pluginsModule],
    ["example.com/set/v2", "v2.0.0", join(pluginsModule, "modules/set")],
    ["gopkg.in/tree.v3", "v3.0.0", join(pluginsModule, "modules/tree")],
  ] as const;
  const lines = [`module example.com/host`, "", `go ${goVersion}`, ""];
  for (const [path, version] of replaced) lines.push(`require ${path} ${version}`);
  for (const [path, , folder] of replaced) lines.push(`replace ${path} => ${JSON.stringify(folder)}`);
  return `${lines.join("\n")}\n`;
}

/** Path of the built plugin, absolute. What is kept from before is used only for the same sources and toolchain. */
export async function buildPlugin(name: PluginName, variant: Variant = "built"): Promise<string> {
  return cached(`${name}.${variant}.so`, pluginsModule, async (output) => {
    if (variant === "stripped") {
      await runTool("strip", ["-o", output, await buildPlugin(name, "built")]);
    } else if (variant === "headerless") {
      writeFileSync(output, dropSectionHeaders(readFileSync(await buildPlugin(name, "stripped"))));
    } else {
      await runGo(["build", ...buildFlags(name, variant), "-o", output, ...packageArguments(name, variant)], {
        cwd: pluginsModule,
      });
    }
  });
}

function buildFlags(name: PluginName, variant: Variant): string[] {
  const linker: string[] = [];
  if (variant === "small") linker.push("-s", "-w");
  if (name === "values") linker.push("-X", `"main.Stamped=${stamp}"`, "-X", `"main.Stamp=${stamp}"`);
  return [
    "-buildmode=plugin",
    ...(variant === "trimmed" ? ["-trimpath"] : []),
    ...(linker.length > 0 ? [`-ldflags=${linker.join(" ")}`] : []),
  ];
}

/** What -X sets in the values plugin. */
export const stamp = "stamped by the linker";

function packageArguments(name: PluginName, variant: Variant): string[] {
  if (variant !== "files") return [`./${name}`];
  const files = readdirSync(pluginFolder(name)).filter((file) => /\.go$/.test(file));
  return files.filter((file) => !/^never|_test\.go$/.test(file)).map((file) => `./${name}/${file}`);
}

/**
 * The path of a file that `make` writes, kept under `name` until anything in `sources` (a folder) or in test/plugins, or
 * the toolchain, changes. `make` gets the path to write to.
 */
export async function cached(
  name: string,
  sources: string,
  make: (output: string) => Promise<void>,
): Promise<string> {
  const key = await stateOf(sources);
  const folder = join(cacheFolder, key);
  const path = join(folder, name);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const output = join(folder, `${process.pid}.${unique++}.${name}`);
  try {
    await make(output);
    if ((await stateOf(sources)) !== key) return await cached(name, sources, make);
    renameSync(output, path);
  } finally {
    rmSync(output, { force: true });
  }
  return path;
}

let unique = 0;
let toolchain: Promise<string> | undefined;

/** A hash of the toolchain, of test/plugins and where it lies (debug information names files by their paths), and of the folder. */
async function stateOf(folder: string): Promise<string> {
  toolchain ??= runGo([
    "env",
    "GOVERSION",
    "GOOS",
    "GOARCH",
    "CC",
    "GOEXPERIMENT",
    "CGO_CFLAGS",
    "CGO_LDFLAGS",
  ]).then(({ stdout }) => stdout);
  const hash = createHash("sha256").update(`${await toolchain}\0${pluginsModule}\0`);
  for (const file of ["plugins.ts", "elf-edit.ts"]) hash.update(readFileSync(new URL(file, import.meta.url)));
  for (const root of new Set([pluginsModule, folder])) {
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    for (const path of paths) {
      const content = readFileSync(path);
      hash.update(`${relative(root, path)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex").slice(0, 16);
}
