// What has changed between two builds of a plugin: its API, and what it was built of.

import type { Module, Plugin, PluginSymbol } from "../model.ts";
import { compareApis } from "./api-changes.ts";
import type { PluginPair } from "./read.ts";
import type { DiffReport, NamedChange } from "./report.ts";

export function diffPlugins(pair: PluginPair): DiffReport {
  const { old, new: now } = pair;
  return {
    changes: compareApis(pair),
    values: changesOf(valuesOf(old, now), valuesOf(now, old)),
    facts: changesOf(factsOf(old), factsOf(now)),
    settings: changesOf(settingsOf(old), settingsOf(now)),
    modules: changesOf(modulesOf(old), modulesOf(now), isSameModule),
    packages: changesOf(hashesOf(old), hashesOf(now)),
    needed: changesOf(neededOf(old), neededOf(now), (a, b) => a.join() === b.join()),
  };
}

/** What is in one alone or differs, sorted by name. */
function changesOf<T>(
  old: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  isSame: (a: T, b: T) => boolean = (a, b) => a === b,
): readonly NamedChange<T>[] {
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was !== undefined && is !== undefined && isSame(was, is)) return [];
    return [{ name, ...(was === undefined ? {} : { old: was }), ...(is === undefined ? {} : { new: is }) }];
  });
}

/** Of variables that are in both, so that what came and went is no change of a value. */
function valuesOf({ symbols }: Plugin, other: Plugin): ReadonlyMap<string, string> {
  const others = new Map(other.symbols.map((symbol) => [symbol.name, symbol]));
  return new Map(
    symbols.flatMap((symbol) => {
      const value = literal(symbol.value);
      const match = others.get(symbol.name)?.value;
      return value === undefined || match === undefined ? [] : [[symbol.name, value] as const];
    }),
  );
}

function literal(value: PluginSymbol["value"]): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function factsOf({ pluginPath, goVersion, goVersionRange, goos, goarch, format, buildInfo }: Plugin) {
  const facts = new Map([
    ["plugin path", pluginPath],
    ["Go version", goVersion ?? goVersionRange ?? "unknown"],
    ["platform", `${goos}/${goarch}`],
    ["format", format],
  ]);
  if (buildInfo) facts.set("package", buildInfo.path);
  return facts;
}

function settingsOf({ buildInfo }: Plugin): ReadonlyMap<string, string> {
  return new Map(buildInfo?.settings.map(({ key, value }) => [key, value]));
}

function modulesOf({ buildInfo }: Plugin): ReadonlyMap<string, Module> {
  const modules = buildInfo ? [...(buildInfo.main ? [buildInfo.main] : []), ...buildInfo.deps] : [];
  return new Map(modules.map((module) => [module.path, module]));
}

function isSameModule(a: Module, b: Module): boolean {
  if (a.version !== b.version || a.sum !== b.sum) return false;
  if (!a.replace || !b.replace) return a.replace === b.replace;
  return a.replace.path === b.replace.path && isSameModule(a.replace, b.replace);
}

function hashesOf({ packages }: Plugin): ReadonlyMap<string, string> {
  return new Map(packages.map(({ path, hash }) => [path, hash]));
}

function neededOf({ needed }: Plugin): ReadonlyMap<string, readonly string[]> {
  return new Map(needed.map(({ library, versions }) => [library, versions]));
}
