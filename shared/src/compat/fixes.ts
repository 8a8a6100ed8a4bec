// What would make a host load a plugin, as commands to be run.

import type { GoBinary } from "#shared/model";
import { minorOf } from "#shared/runtime/go-version";
import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import { type BuildChoices, buildLine } from "./build-line.ts";
import { command, isModulePath, isReplacementFolder, isSafeValue, isVersion } from "./command.ts";
import { isReleased, moduleOf, modulesOf } from "./modules.ts";
import type { Cause, CauseKind, Command, Fix, ModuleChange, Verdict } from "./report.ts";
import { isSanitizer } from "./sanitizer.ts";
import { releaseOf, settingsOf } from "./settings.ts";

/** In the order to be done. `different` are the packages that differ, `others` are the plugins that were loaded before. */
export function suggest(
  host: HostFacts,
  plugin: PluginFacts | ForeignFacts,
  verdict: Verdict,
  causes: readonly Cause[],
  different: readonly string[],
  others: readonly PluginFacts[],
): readonly Fix[] {
  if (verdict.outcome === "loads") return [];
  if (verdict.reason === "no-plugin-support") return [supportPlugins(host)];
  if (plugin.kind === "foreign") return [byHand("give a plugin, which go build -buildmode=plugin makes")];
  switch (verdict.reason) {
    case "platform":
      return [buildPlugin(host, plugin, `build the plugin for ${host.goos}/${host.goarch}`)];
    case "not-a-plugin":
      return plugin.buildInfo
        ? [buildPlugin(host, plugin, "build it as a plugin")]
        : [byHand("give a plugin, which go build -buildmode=plugin makes")];
    case "lost-symbol":
      return [
        buildPlugin(host, plugin, "build the plugin without -pluginpath", {
          flags: { "-ldflags": ldflagsWithoutPath(plugin) },
        }),
      ];
    case "sanitizer":
      if (!host.needed.some(isSanitizer)) break;
      return [
        byHand(
          "start the host with ASAN_OPTIONS=detect_odr_violation=0, or build both without -asan",
          "host",
        ),
      ];
    case "already-loaded":
      return [
        byHand(
          "build the plugin from a package of another import path, or open the one that is there; renaming the file changes nothing",
        ),
      ];
  }
  const [byPeople] = byHandFixes(verdict);
  if (byPeople && different.length === 0) return [byPeople];
  const rest = matchSides(sideOf(host, causes, others), plugin, causes, different);
  return byPeople ? [byPeople, ...rest] : rest;
}

/** What commands can't do, and what packages may stand in the way behind. */
function byHandFixes({ reason, message }: Verdict): readonly Fix[] {
  switch (reason) {
    case "libc":
      return [
        byHand(
          message.startsWith("DT_RELR")
            ? "link the plugin with GNU ld, or without packing (-ldflags=-extldflags=-Wl,-z,nopack-relative-relocs)"
            : "build on a system whose C library is no newer than that of the machine the host runs on, or run the host on a newer one",
        ),
      ];
    case "library":
      return [
        byHand(
          /\blibc\.musl-/.test(message)
            ? "build the plugin on a system with glibc, as the host is, and not on Alpine"
            : "install the library where the host runs, or link it statically into the plugin",
        ),
      ];
    case "undefined-symbol":
      return [byHand("link the C code that defines the symbol into the plugin (#cgo LDFLAGS)")];
    default:
      return [];
  }
}

/** What the plugin is to be made like: the host, unless all that differs is of a plugin that was loaded before. */
function sideOf(
  host: HostFacts,
  causes: readonly Cause[],
  others: readonly PluginFacts[],
): HostFacts | PluginFacts {
  const named = others.find(({ path }) => causes.every(({ other }) => other === path));
  return causes.length > 0 && named ? named : host;
}

function byHand(title: string, where: Fix["where"] = "plugin"): Fix {
  return { kind: "other", title, where, commands: [] };
}

function supportPlugins(host: HostFacts): Fix {
  if (host.support === "none")
    return byHand("call plugin.Open in the host, or name the program that does", "host");
  const ldflags = settingsOf(host).get("-ldflags") ?? "";
  const flags: Record<string, string> =
    host.support === "static" && /-static\b/.test(ldflags) ? { "-ldflags": "" } : {};
  const title =
    host.support === "static" ? "build the host without -extldflags=-static" : "build the host with cgo";
  return finish({ kind: "build-host", title, where: "host" }, { like: host, of: host, mode: "host", flags });
}

function buildPlugin(
  like: GoBinary,
  plugin: PluginFacts,
  title: string,
  choices: Pick<BuildChoices, "flags" | "env" | "toolchain"> = {},
  before: readonly Command[] = [],
): Fix {
  return finish(
    { kind: "build-plugin", title, where: "plugin" },
    { like, of: plugin, mode: "plugin", ...choices },
    before,
  );
}

function finish(
  fix: Pick<Fix, "kind" | "title" | "where">,
  choices: BuildChoices,
  before: readonly Command[] = [],
): Fix {
  const line = buildLine(choices);
  const note = line.left.length === 0 ? "" : `; add by hand, after a look at it: ${line.left.join(" ")}`;
  return { ...fix, title: `${fix.title}${note}`, commands: [...before, line.command] };
}

function ldflagsWithoutPath(plugin: PluginFacts): string {
  const value = settingsOf(plugin).get("-ldflags") ?? "";
  return value.replace(/(^|\s)-pluginpath[= ]\S+/g, "").trim();
}

/** Modules first, then the build. */
function matchSides(
  host: HostFacts | PluginFacts,
  plugin: PluginFacts,
  causes: readonly Cause[],
  different: readonly string[],
): readonly Fix[] {
  const has = (...kinds: readonly CauseKind[]) => causes.some(({ kind }) => kinds.includes(kind));
  const fixes: Fix[] = [];
  const changes = versionChanges(host, plugin, causes, different);
  const env: Record<string, string> = changes.leaveWorkspace ? { GOWORK: "off" } : {};
  const edits = replaceEdits(host, plugin, causes);
  if (edits.commands.length > 0 || edits.byHand.length > 0) {
    const title = ["replace modules as the host's go.mod does", ...edits.byHand].join("; ");
    fixes.push({ kind: "edit-go-mod", title, where: "plugin", commands: edits.commands });
  }
  const { toolchain, note, before } = toolchainOf(host, plugin, has("go-version"));
  fixes.push(...before);
  if (changes.modules.length > 0) {
    const words = changes.modules.map(({ path, to }) => `${path}@${to}`);
    const title = `take the host's ${words.length === 1 ? "version of the module" : `versions of ${words.length} modules`}`;
    const tools = toolchain === undefined ? env : { GOTOOLCHAIN: toolchain, ...env };
    fixes.push({
      kind: "align-module",
      title,
      where: "plugin",
      commands: [command(["go", "get", ...words], tools)],
      modules: changes.modules,
    });
  }
  const workspace = causes.filter(({ kind, host: has }) => kind === "module-replaced" && has === "(devel)");
  if (workspace.length > 0 && isProgram(host)) {
    fixes.push(...leaveHostWorkspace(host, plugin, workspace));
    env["GOWORK"] = "off";
  }
  // Another module can't have the host's vendor folder: without file names it needn't.
  const isApart = host.buildInfo?.main?.path !== plugin.buildInfo?.main?.path;
  const movesVendored = changes.modules.length > 0 && isVendored(host) !== isVendored(plugin);
  const vendored = has("vendored") || movesVendored;
  const hostsFolder = isApart && isVendored(host);
  const isMoved = changes.modules.length > 0 || edits.commands.length > 0;
  const vendoring = vendorChoice(host, plugin, vendored && !hostsFolder, isMoved);
  const sources = has("local-edit", "package");
  const mains = causes.flatMap(({ kind, subject }) => (kind === "module-main" ? [subject] : []));
  // File names count unless they are trimmed.
  const areNamed = sources || mains.length > 0 || (vendored && hostsFolder);
  const trim: Record<string, string> =
    areNamed && settingsOf(host).get("-trimpath") !== "true" ? { "-trimpath": "true" } : {};
  const main = host.buildInfo?.main?.path ?? "";
  if (trim["-trimpath"] && isApart && modulesOf(plugin.buildInfo).has(main)) mains.push(main);
  fixes.push(...[...new Set(mains)].map((path) => shareMainModule(host, plugin, path)));
  const profile = causes.find(({ subject }) => subject === "-pgo");
  const unprofiled: Record<string, string> = profile ? { "-pgo": "off" } : {};
  if ((sources || trim["-trimpath"] || profile?.host) && host.path !== plugin.path) {
    const title = titleOfHost(sources, trim["-trimpath"] === "true");
    const again = { ...trim, ...unprofiled };
    if (isProgram(host))
      fixes.push(
        finish(
          { kind: "build-host", title, where: "host" },
          { like: host, of: host, mode: "host", flags: again },
        ),
      );
    else
      fixes.push(
        finish(
          { kind: "build-plugin", title: title.replace("the host", host.path), where: "plugin" },
          { like: host, of: host, mode: "plugin", flags: again },
        ),
      );
  }
  const title = `build the plugin as the host is built${note}`;
  const flags = { ...trim, ...unprofiled, ...vendoring.flags };
  const rest = { env, ...(toolchain === undefined ? {} : { toolchain }) };
  const build = buildPlugin(host, plugin, title, { flags, ...rest }, vendoring.before);
  const now = { like: host, of: plugin, mode: "plugin", flags: vendoring.flags, ...rest } as const;
  const isHostBuilt = fixes.some(({ kind }) => kind === "build-host");
  return [...fixes, isHostBuilt ? { ...build, alone: buildLine(now).command } : build];
}

function titleOfHost(sources: boolean, trims: boolean): string {
  if (trims)
    return "build the host again, from the same sources as the plugin and with -trimpath, so that folders don't count";
  if (sources) return "build the host again, from the same sources as the plugin";
  return "build the host again, without its profile (or only the plugin, with the host's: -pgo=FILE)";
}

/** A host that has modules from its workspace is built again with those of go.mod, in the versions that the plugin has. */
function leaveHostWorkspace(host: HostFacts, plugin: PluginFacts, causes: readonly Cause[]): readonly Fix[] {
  const ofPlugin = modulesOf(plugin.buildInfo);
  const env = { GOWORK: "off" };
  const words = causes.flatMap(({ subject }) => {
    const version = ofPlugin.get(subject)?.module.version ?? "";
    return isModulePath(subject) && isVersion(version) ? [`${subject}@${version}`] : [];
  });
  const before = words.length === 0 ? [] : [command(["go", "get", ...words], env)];
  const title = "build the host outside of its workspace, with the plugin's versions of the modules";
  const choices = { like: host, of: host, mode: "host", env } as const;
  return [finish({ kind: "build-host", title, where: "host" }, choices, before)];
}

/** In a workspace both are main modules, and the files of both have the same names on both sides. */
function shareMainModule(host: GoBinary, plugin: PluginFacts, path: string): Fix {
  const known = modulesOf(plugin.buildInfo).get(path);
  if (!known || known.isMain)
    return byHand(`build the plugin in the host's module, which has ${path} as a dependency`, "host");
  const folder = known.module.replace?.path ?? "";
  const built = modulesOf(host.buildInfo).get(path)?.module;
  const version = built && isReleased(built) ? `, checked out at ${built.version}` : "";
  const title = `build in a workspace with ${path}${version}, so that its files have the names that they have for the host`;
  if (!isReplacementFolder(folder)) return byHand(`${title}: go work init . FOLDER-OF-THE-HOST`);
  const commands = [command(["go", "work", "init", ".", folder])];
  return { kind: "edit-go-mod", title, where: "plugin", commands };
}

function isProgram(side: HostFacts | PluginFacts): side is HostFacts {
  return "support" in side;
}

interface ToolchainChoice {
  /** To be named in commands. */
  readonly toolchain?: string;
  /** What is said of it. */
  readonly note: string;
  readonly before: readonly Fix[];
}

/** What the plugin's go.mod asks for is not in the file. Go before 1.21 knows neither patches in the go line nor toolchain lines. */
function lowerGoLine(version: string): Fix {
  const [, short = ""] = /^go(\d+\.\d+)/.exec(version) ?? [];
  const line =
    (minorOf(version) ?? 0) < 21
      ? `go mod edit -go=${short} -toolchain=none`
      : `go get go@${version.slice("go".length)}`;
  return byHand(`where the plugin's go.mod asks for a newer Go than ${version}, lower that first: ${line}`);
}

function toolchainOf(host: GoBinary, plugin: GoBinary, differs: boolean): ToolchainChoice {
  if (!differs) return { note: "", before: [] };
  const version = releaseOf(host)?.version ?? "";
  if (!isSafeValue("GOTOOLCHAIN", version))
    return { note: `, with the same Go: ${version || "its version is not known"}`, before: [] };
  const isOlder = (minorOf(version) ?? 0) < (minorOf(plugin.goVersion ?? "") ?? 0);
  return { toolchain: version, note: `, with ${version}`, before: isOlder ? [lowerGoLine(version)] : [] };
}

interface VersionChanges {
  readonly modules: readonly ModuleChange[];
  /** Whether the plugin has a module from a workspace that the host has from a release. */
  readonly leaveWorkspace: boolean;
}

function versionChanges(
  host: GoBinary,
  plugin: GoBinary,
  causes: readonly Cause[],
  different: readonly string[],
): VersionChanges {
  const ofHost = modulesOf(host.buildInfo);
  const modules: ModuleChange[] = [];
  let leaveWorkspace = false;
  const take = (path: string, from: string) => {
    const module = ofHost.get(path)?.module;
    if (module && isReleased(module) && isModulePath(path) && isVersion(module.version))
      modules.push({ path, from, to: module.version });
  };
  for (const { kind, subject, plugin: has = "" } of causes) {
    if (kind !== "module-version" && kind !== "module-replaced") continue;
    const from = has.split(" ")[0] ?? "";
    if (from === "(devel)") leaveWorkspace = true;
    take(subject, from);
  }
  // What the plugin doesn't say may be other than what the host has.
  const paths = new Set(ofHost.keys());
  const owners = plugin.buildInfo ? [] : different.flatMap((path) => moduleOf(path, paths) ?? []);
  for (const path of new Set(owners)) if (!modules.some((change) => change.path === path)) take(path, "");
  return { modules, leaveWorkspace };
}

interface Edits {
  readonly commands: readonly Command[];
  /** What is to be done besides. */
  readonly byHand: readonly string[];
}

function replaceEdits(host: GoBinary, plugin: GoBinary, causes: readonly Cause[]): Edits {
  const [ofHost, ofPlugin] = [modulesOf(host.buildInfo), modulesOf(plugin.buildInfo)];
  const flags: string[] = [];
  const notes: string[] = [];
  for (const { kind, subject } of causes) {
    if ((kind !== "module-replaced" && kind !== "module-version") || !isModulePath(subject)) continue;
    const [target, own] = [ofHost, ofPlugin].map((modules) => modules.get(subject)?.module.replace);
    if (!target) {
      if (own) flags.push(`-dropreplace=${subject}`);
      continue;
    }
    if (target.path === own?.path && target.version === own.version) continue;
    if (isModulePath(target.path) && isVersion(target.version))
      flags.push(`-replace=${subject}=${target.path}@${target.version}`);
    else if (isReplacementFolder(target.path)) {
      flags.push(`-replace=${subject}=${target.path}`);
      notes.push(`${target.path} is to be the same folder as it is for the host`);
    } else notes.push(`replace ${subject} as the host does`);
  }
  const commands = flags.length === 0 ? [] : [command(["go", "mod", "edit", ...flags])];
  return { commands, byHand: notes };
}

/** Where the sources of other modules are taken from, which the host's build decides. */
function vendorChoice(
  host: GoBinary,
  plugin: GoBinary,
  differs: boolean,
  modulesChange: boolean,
): { readonly flags: Readonly<Record<string, string>>; readonly before: readonly Command[] } {
  const vendor = [command(["go", "mod", "vendor"])];
  if (differs && isVendored(plugin)) return { flags: { "-mod": "readonly" }, before: [] };
  if (differs) return { flags: { "-mod": "vendor" }, before: vendor };
  return { flags: {}, before: modulesChange && isVendored(plugin) && isVendored(host) ? vendor : [] };
}

/** Whether its modules come from a vendor folder: then they have no checksums. */
export function isVendored({ buildInfo }: GoBinary): boolean {
  const released = (buildInfo?.deps ?? []).filter((module) => isReleased(module) && !module.replace);
  return released.length > 0 && released.every(({ sum }) => sum === "");
}
