// Build information equals `go version -m`, and package hashes those that a host of the same toolchain has.

import { describe, expect, test, vi } from "vitest";
import { buildInfoLines } from "#test/build-info";
import { runGo, runTool } from "#test/go";
import { buildPlugin, pluginNames, pluginsModule, type Variant, variantsOf } from "#test/plugins";
import { readPlugin } from "#test/read-plugin";
import { truthHost } from "#test/truth";

vi.setConfig({ testTimeout: 600_000 }); // nothing may have been built yet

const variants: readonly Variant[] = ["built", "headerless", "trimmed", "files"];

describe.each(pluginNames)("build information of %s", (name) => {
  test.each(variantsOf(name).filter((variant) => variants.includes(variant)))("%s", async (variant) => {
    const path = await buildPlugin(name, variant);
    const { stdout } = await runGo(["version", "-m", path]);
    const { buildInfo, goVersion } = readPlugin(path);
    expect(stdout.split("\n")[0]).toBe(`${path}: ${goVersion}`);
    expect(buildInfo && buildInfoLines(buildInfo)).toEqual(linesOf(stdout).slice(1));
  });
});

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

test.each(pluginNames)("package hashes of %s", async (name) => {
  const host = await truthHost("byreflect");
  const { stdout } = await runTool(await truthHost("hosthashes"), [host]);
  const hosts = new Map(Object.entries(JSON.parse(stdout) as Record<string, string>));
  const { packages } = readPlugin(await buildPlugin(name));
  const shared = packages.filter(({ path }) => hosts.has(path));
  expect(shared.length).toBeGreaterThan(20);
  expect(shared).toEqual(shared.map(({ path }) => ({ path, hash: hosts.get(path) })));
  const { stdout: listed } = await runGo(["list", "-deps", `./${name}`, "runtime/cgo"], {
    cwd: pluginsModule,
  });
  const known = new Set(listed.trim().split("\n"));
  expect(packages.filter(({ path }) => !known.has(path)).map(({ path }) => path)).toEqual([]);
});
