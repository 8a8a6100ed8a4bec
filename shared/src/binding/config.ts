// The bindings that a bind-plugin.json makes.

import {
  type Config,
  type ConfigEntry,
  type ConfigHost,
  type ConfigIssue,
  parseConfig,
} from "../config/parse.ts";
import { configName, showKey } from "../config/shape.ts";
import type { Host } from "../host.ts";
import type { Binding, Location } from "../model.ts";
import { resolveBinding } from "./resolve.ts";

/** A program that loads plugins, or the folder of its package. */
export interface NamedHost {
  /** Absolute. */
  readonly path: string;
  /** Where it is named. */
  readonly location: Location;
}

/** What one bind-plugin.json says. */
export interface ConfigFindings {
  /** Absolute. */
  readonly path: string;
  readonly bindings: readonly { readonly binding: Binding; readonly entry: ConfigEntry }[];
  /** Of the plugins that have no other, here and below. */
  readonly host?: NamedHost;
  /** By absolute path of the plugin. */
  readonly hosts: ReadonlyMap<string, NamedHost>;
  readonly issues: readonly ConfigIssue[];
}

/** Throws `HostError` where the file cannot be read. */
export function readConfigFile(host: Host, path: string): ConfigFindings {
  return findInConfig(host, path, parseConfig(host.readText(path)));
}

function findInConfig(host: Host, path: string, config: Config): ConfigFindings {
  const { entries, issues } = config;
  const folder = host.path.dirname(path);
  const named = (program: ConfigHost): NamedHost => ({
    path: host.path.resolve(folder, program.path),
    location: { path, range: program.range },
  });
  const hosts = new Map<string, NamedHost>();
  const bindings: { binding: Binding; entry: ConfigEntry }[] = [];
  const doubled: ConfigIssue[] = [];
  const wrappers = new Set<string>();
  for (const entry of entries) {
    const { options, places } = entry;
    const range = places.get("plugin-path")!;
    const binding = resolveBinding(host, "config", { path, range }, folder, options);
    if (entry.host) hosts.set(binding.pluginPath, named(entry.host));
    if (wrappers.has(binding.wrapperPath)) {
      const message = `another plugin has the wrapper ${options.outputPath} already; ${showKey("output-path")} tells them apart`;
      doubled.push({ message, range: places.get("output-path") ?? range, key: "output-path" });
      continue;
    }
    wrappers.add(binding.wrapperPath);
    bindings.push({ binding, entry });
  }
  const general = config.host ? { host: named(config.host) } : {};
  return { path, bindings, ...general, hosts, issues: [...issues, ...doubled] };
}

/** Whether a `generate` without flags, run in the folder, finds there what to generate. */
export function hasConfig(host: Host, folder: string): boolean {
  return host.stat(host.path.resolve(folder, configName))?.kind === "file";
}

export function isConfigFile(host: Host, path: string): boolean {
  return host.path.basename(path) === configName;
}
