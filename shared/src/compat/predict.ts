// What plugin.Open would do with plugins, one after another, in a host.

import { minorOf } from "#shared/runtime/go-version";
import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import { predictLinking, type World } from "./linking.ts";
import type { Verdict } from "./report.ts";
import { predictSanitizer } from "./sanitizer.ts";

/** What of the plugins before is still there when the next one is opened. */
interface Loaded {
  /** Stored plugin paths of those that loaded. */
  readonly paths: Set<string>;
  /** Of each package whose hash a plugin brought along: the first one's, and that plugin's path. */
  readonly hashes: Map<string, { readonly hash: string; readonly plugin: string }>;
}

export interface Prediction {
  readonly verdict: Verdict;
  /** The packages that both sides have, with what the plugin's is compared with, in the order that the runtime takes them. */
  readonly compared: readonly ComparedPackage[];
}

export interface ComparedPackage {
  readonly path: string;
  readonly same: boolean;
  /** The plugin, loaded before, that the other hash is of; absent where it is the host's. */
  readonly other?: string;
}

/**
 * One for each plugin, in the order given. A plugin of which the host would die is taken to be left out for those after it.
 * A verdict is of plugin.Open alone: what the plugin's own init functions do is not looked at.
 */
export function predictLoad(
  host: HostFacts,
  plugins: readonly (PluginFacts | ForeignFacts)[],
  world: World = {},
): Prediction[] {
  const hostHashes = new Map(host.packages.map(({ path, hash }) => [path, hash]));
  const loaded: Loaded = { paths: new Set(), hashes: new Map() };
  const opened = new Map<string, Prediction>();
  return plugins.map((plugin) => {
    const before = opened.get(plugin.path);
    if (before) return { ...before, verdict: openAgain(before.verdict) };
    if (plugin.kind === "foreign") {
      const refusal: Verdict = { outcome: "refused", reason: "not-a-plugin", message: plugin.refusal };
      return { verdict: predictSupport(host) ?? refusal, compared: [] };
    }
    const compared = comparePackages(hostHashes, loaded, plugin);
    const verdict = open(host, plugin, world, loaded, compared);
    opened.set(plugin.path, { verdict, compared });
    // What lost its symbols is initialized all the same.
    const isActive = verdict.outcome === "loads" || verdict.reason === "lost-symbol";
    if (isActive && plugin.storedPath !== undefined) loaded.paths.add(plugin.storedPath);
    // The dynamic linker keeps what the runtime refuses.
    const staysMapped = verdict.outcome === "loads" || runtimeReasons.has(verdict.reason);
    if (verdict.outcome !== "dies" && staysMapped) keepHashes(loaded, plugin);
    return { verdict, compared };
  });
}

/** plugin/plugin_dlopen.go, open (Go 1.10 to 1.27): what became of a file is remembered, unless it could not be linked. */
function openAgain(before: Verdict): Verdict {
  const isRemembered = before.reason === "package" || before.reason === "already-loaded";
  return isRemembered ? { ...before, message: `${before.message} (previous failure)` } : before;
}

const runtimeReasons: ReadonlySet<Verdict["reason"]> = new Set(["package", "already-loaded", "lost-symbol"]);

/**
 * runtime/plugin.go, plugin_lastmoduleinit (Go 1.8 to 1.27). The pointer to the hash that is compared with binds to the first
 * definition that the dynamic linker finds: the host's, else that of a plugin loaded before, else the plugin's own.
 */
function comparePackages(
  host: ReadonlyMap<string, string>,
  loaded: Loaded,
  plugin: PluginFacts,
): ComparedPackage[] {
  const compared: ComparedPackage[] = [];
  for (const { path, hash } of plugin.packages) {
    const ofHost = host.get(path);
    if (ofHost !== undefined) {
      compared.push({ path, same: ofHost === hash });
      continue;
    }
    const other = loaded.hashes.get(path);
    if (other) compared.push({ path, same: other.hash === hash, other: other.plugin });
  }
  return compared;
}

function keepHashes(loaded: Loaded, plugin: PluginFacts): void {
  for (const { path, hash } of plugin.packages) {
    if (!loaded.hashes.has(path)) loaded.hashes.set(path, { hash, plugin: plugin.path });
  }
}

function open(
  host: HostFacts,
  plugin: PluginFacts,
  world: World,
  loaded: Loaded,
  compared: readonly ComparedPackage[],
): Verdict {
  const unsupported = predictSupport(host);
  if (unsupported) return unsupported;
  const unlinked = predictLinking(host, plugin, world);
  if (unlinked) return unlinked;
  const ended = predictSanitizer(host, plugin);
  if (ended) return ended;
  if (host.support === "static") return noModuleData("no-plugin-support");
  if (plugin.storedPath === undefined || plugin.storedPath === "")
    return lastModuleAgain(host, loaded, "not-a-plugin");
  return (
    compareLinks(host, plugin, loaded) ??
    refuseTwice(host, plugin, loaded) ??
    refusePackage(compared) ??
    missSymbols(plugin) ?? { outcome: "loads", reason: "same", message: "" }
  );
}

function predictSupport(host: HostFacts): Verdict | undefined {
  const refused = (message: string): Verdict => ({
    outcome: "refused",
    reason: "no-plugin-support",
    message,
  });
  if (host.support === "none") return refused("the program never calls plugin.Open");
  return host.support === "no-cgo" ? refused("plugin: not implemented") : undefined;
}

function noModuleData(reason: Verdict["reason"]): Verdict {
  return { outcome: "dies", reason, message: "fatal error: runtime: no plugin module data" };
}

/** Where no module was registered, or not where the runtime looks, it looks at the last one of those before again. */
function lastModuleAgain(host: HostFacts, loaded: Loaded, reason: Verdict["reason"]): Verdict {
  if (loaded.paths.size === 0) return noModuleData(reason);
  return throwsWhenLoaded(host)
    ? { outcome: "dies", reason, message: "fatal error: runtime: plugin already initialized" }
    : { outcome: "refused", reason, message: "plugin already loaded" };
}

/** runtime/plugin.go of Go 1.8 and 1.9. */
function throwsWhenLoaded(host: HostFacts): boolean {
  return (minorOf(host.goVersion ?? "") ?? 10) < 10;
}

/**
 * The plugin's own runtime.addmoduledata (runtime/asm_*.s) writes the pointer to its module into the last module of the host,
 * at the place that its own Go version has for it; the host's runtime looks for it at the place of its own version.
 */
function compareLinks(host: HostFacts, plugin: PluginFacts, loaded: Loaded): Verdict | undefined {
  if (host.links === undefined || plugin.links === undefined) {
    const versions = [host.goVersion, plugin.goVersion].map((version) => minorOf(version ?? ""));
    return versions[0] === versions[1] ? undefined : noModuleData("module-data");
  }
  if (host.links.next !== plugin.links.next) return lastModuleAgain(host, loaded, "module-data");
  const agree =
    host.links.pluginPath === plugin.links.pluginPath &&
    host.links.packageHashes === plugin.links.packageHashes;
  if (agree) return undefined;
  // What is at the place of the table of packages is none: its address is a small number, or not one of a table.
  const message = "panic: runtime error: invalid memory address or nil pointer dereference";
  return { outcome: "dies", reason: "module-data", message };
}

function refuseTwice(host: HostFacts, plugin: PluginFacts, loaded: Loaded): Verdict | undefined {
  if (!loaded.paths.has(plugin.storedPath ?? "")) return undefined;
  return throwsWhenLoaded(host)
    ? { outcome: "dies", reason: "already-loaded", message: "fatal error: plugin: plugin already loaded" }
    : { outcome: "refused", reason: "already-loaded", message: "plugin already loaded" };
}

function refusePackage(compared: readonly ComparedPackage[]): Verdict | undefined {
  const first = compared.find(({ same }) => !same);
  if (!first) return undefined;
  const message = `plugin was built with a different version of package ${first.path}`;
  return { outcome: "refused", reason: "package", message, package: first.path };
}

/** plugin/plugin_dlopen.go, open (Go 1.8 to 1.27): it looks for what the plugin exports in an order that differs each time. */
function missSymbols(plugin: PluginFacts): Verdict | undefined {
  const [first] = plugin.lostSymbols;
  if (first === undefined) return undefined;
  const message = `could not find symbol ${first}: undefined symbol: ${plugin.storedPath}.${first}`;
  return { outcome: "refused", reason: "lost-symbol", message };
}
