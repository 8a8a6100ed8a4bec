// Wraps plugins as `generate` does, without writing anything.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createGoParser } from "#server/go-parser";
import { emitGoWrapper } from "#shared/emit/go";
import type { Plugin, PluginSymbol, SourceSymbol, WrapperOptions } from "#shared/model";
import { reflectSource } from "#shared/source/package";
import { planWrapper, type WrapperPlan } from "#shared/wrapper/plan";
import { buildPlugin, type PluginName, pluginFolder } from "./plugins.ts";
import { readPlugin } from "./read-plugin.ts";

export const defaultOptions: WrapperOptions = {
  pluginPath: "plugin.so",
  pluginPackage: "",
  outputPath: "plugin_api.go",
  outputName: "PluginAPI",
  outputPackage: "",
  rebuild: false,
  sha256: false,
  format: true,
  dereferenceVars: false,
  hideVars: false,
  interface: false,
};

/** A plugin made by hand. */
export function pluginOf(symbols: readonly PluginSymbol[], pluginPath = "example.com/plug"): Plugin {
  return {
    path: "plugin.so",
    kind: "plugin",
    format: "elf",
    goos: "linux",
    goarch: "amd64",
    pluginPath,
    size: 7,
    packages: [],
    needed: [],
    symbols,
  };
}

export interface WrapRequest {
  readonly options?: Partial<WrapperOptions>;
  readonly docs?: ReadonlyMap<string, SourceSymbol>;
  readonly sha256?: string;
  readonly goVersion?: string;
  readonly importPath?: string;
}

export interface Wrapped {
  readonly text: string;
  readonly plan: WrapperPlan;
}

export function wrap(plugin: Plugin, request: WrapRequest = {}): Wrapped {
  const options = { ...defaultOptions, ...request.options };
  const place = request.importPath === undefined ? {} : { outputImportPath: request.importPath };
  const plan = planWrapper({
    plugin,
    options,
    docs: request.docs ?? new Map(),
    ...place,
    ...(request.goVersion === undefined ? {} : { goVersion: request.goVersion }),
  });
  const text = emitGoWrapper(plan, {
    version: "0.1.0",
    options,
    directory: "",
    generatedOn: "2026-11-24 08:00:00 +0000 UTC",
    sha256: request.sha256 ?? "0".repeat(64),
    outputPackage: options.outputPackage || "main",
    ...place,
  });
  return { text, plan };
}

export interface BuiltPlugin {
  readonly path: string;
  readonly plugin: Plugin;
  readonly docs: ReadonlyMap<string, SourceSymbol>;
}

/** A plugin of test/plugins, built and read, with what its source says. */
export async function readBuiltPlugin(name: PluginName): Promise<BuiltPlugin> {
  const path = await buildPlugin(name);
  const folder = pluginFolder(name);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".go"))
    .map((file) => ({ path: join(folder, file), text: readFileSync(join(folder, file), "utf8") }));
  const target = { goos: "linux", goarch: "amd64", cgo: true };
  const { symbols } = reflectSource(files, await createGoParser(), target);
  return { path, plugin: readPlugin(path), docs: new Map(symbols.map((symbol) => [symbol.name, symbol])) };
}
