// Why a host doesn't load a plugin: what is not the same on both sides, in the order that a person would look at it.

import type { GoBinary } from "#shared/model";
import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import { compareModules, isReleased, moduleOf, modulesOf, type SideModule, versionText } from "./modules.ts";
import { explainDirectly, explainFile } from "./obstacles.ts";
import type { ComparedPackage } from "./predict.ts";
import type { Cause, Verdict } from "./report.ts";
import { compareSettings, releaseOf } from "./settings.ts";

export interface Explanation {
  readonly causes: readonly Cause[];
  /** What the files don't say, as sentences. */
  readonly unknown: readonly string[];
}

/** `others` are the plugins that were loaded before. */
export function explain(
  host: HostFacts,
  plugin: PluginFacts | ForeignFacts,
  verdict: Verdict,
  compared: readonly ComparedPackage[],
  others: readonly PluginFacts[],
): Explanation {
  if (verdict.outcome === "loads") return { causes: [], unknown: [] };
  if (plugin.kind === "foreign" || verdict.reason === "no-plugin-support") {
    return { causes: [explainFile(host, plugin, verdict)], unknown: [] };
  }
  const direct = explainDirectly(host, plugin, verdict, others);
  if (decisive.has(verdict.reason)) return { causes: direct, unknown: [] };
  const differing = compared.filter(({ same }) => !same);
  const ofHost = differing.filter(({ other }) => other === undefined).map(({ path }) => path);
  const causes = [...direct, ...comparePackages(host, plugin, ofHost, verdict)];
  for (const other of others) {
    const ofOther = differing.filter((each) => each.other === other.path).map(({ path }) => path);
    if (ofOther.length === 0) continue;
    const found = comparePackages(other, plugin, ofOther, verdict);
    causes.push(...found.map((cause) => asOfPlugin(cause, other)));
  }
  const unknown = [host, plugin].flatMap(silences);
  return { causes, unknown: differing.length > 0 || verdict.reason === "module-data" ? unknown : [] };
}

/** What packages have no part in. */
const decisive: ReadonlySet<Verdict["reason"]> = new Set(["platform", "not-a-plugin", "already-loaded"]);

/** The same cause, told of a plugin that was loaded before and not of the host. */
function asOfPlugin(cause: Cause, other: PluginFacts): Cause {
  const message = cause.message.replaceAll("the host", other.path);
  return {
    ...cause,
    message: `${message} (the host has none of these packages, so that ${other.path} decides)`,
  };
}

function silences(binary: GoBinary): readonly string[] {
  if (binary.buildInfo) return [];
  const version = binary.goVersion ?? binary.goVersionRange ?? "";
  const who = version === "" ? binary.path : `${binary.path} (${version})`;
  return [
    `${who} has no build information, as plugins have since Go 1.21 and programs since Go 1.18: its module versions and build flags are not known`,
  ];
}

const nothing = { packages: [], followers: [] } as const;

/** Why packages differ between a plugin and what it was loaded into. `different` is in the order that the runtime compares them. */
function comparePackages(
  host: GoBinary,
  plugin: PluginFacts,
  different: readonly string[],
  verdict: Verdict,
): Cause[] {
  const withoutPackages = verdict.reason === "module-data" || verdict.reason === "sanitizer";
  if (different.length === 0 && !withoutPackages) return [];
  const global = [...compareReleases(host, plugin), ...compareBuilds(host, plugin)];
  const certain = global.filter(({ certainty }) => certainty === "certain");
  const modules = compareByModule(host, plugin, different);
  const guess = () => guessRelease(host, plugin, different) ?? guessFlags(host, plugin, different, global);
  const strong = certain.length > 0 ? certain : (guess() ?? []);
  const explained = new Set(modules.roots.flatMap(({ packages }) => packages));
  const rest = different.filter((path) => !explained.has(path));
  if (strong.length > 0) {
    // All packages are others by it: what else they are others by cannot be told, but for modules of other versions.
    const [first, ...others] = strong;
    const weak = global.filter(({ certainty }) => certainty !== "certain");
    const known = modules.roots.filter(({ kind }) => kind !== "module-unknown");
    const unclear = modules.roots.filter(({ kind }) => kind === "module-unknown");
    const packages = different.filter(
      (path) => rest.includes(path) || unclear.some((cause) => cause.packages.includes(path)),
    );
    return [{ ...first!, packages }, ...others, ...weak, ...known];
  }
  return [...weakCauses(global, modules, rest, different)];
}

/** A plugin that doesn't say its Go version, and has other builds of the standard library, is of another version most likely. */
function guessRelease(
  host: GoBinary,
  plugin: GoBinary,
  different: readonly string[],
): readonly Cause[] | undefined {
  const known = releaseOf(host)?.version;
  if (known === undefined || releaseOf(plugin) !== undefined || !different.some(isStandard)) return undefined;
  const range = plugin.goVersionRange ?? "";
  const message = `the host is built with ${known}, the plugin with another Go${range === "" ? "" : ` (${range})`}, or with other flags: packages of the standard library differ`;
  const sides = { subject: "Go version", host: known, plugin: range };
  return [{ ...nothing, ...sides, kind: "go-version", certainty: "likely", message }];
}

/** Nobody edits the standard library: where nothing that is recorded tells its packages apart, a flag does that isn't. */
function guessFlags(
  host: GoBinary,
  plugin: GoBinary,
  different: readonly string[],
  known: readonly Cause[],
): readonly Cause[] | undefined {
  const first = different.find(isStandard);
  if (first === undefined || known.length > 0) return undefined;
  const version = releaseOf(host)?.version;
  const go = version === releaseOf(plugin)?.version && version ? `, and both are built with ${version}` : "";
  const who = plugin.buildInfo || !host.buildInfo ? "one side" : "the plugin";
  const message = `packages of the standard library differ${go}: ${who} is built with a flag that isn't recorded (-trimpath, -gcflags=all=..., -cover, -tags, GOEXPERIMENT), or by another make of that Go`;
  return [{ ...nothing, kind: "package", subject: first, certainty: "likely", message }];
}

/** Import paths of the standard library begin with an element without a dot (cmd/go/internal/search, Go 1.26). */
function isStandard(path: string): boolean {
  return !path.split("/")[0]?.includes(".");
}

/** Without a setting that changes everything: modules first, what is compiled against them, then what is left over. */
function weakCauses(
  weak: readonly Cause[],
  { roots, isOwn }: ModuleCauses,
  rest: readonly string[],
  different: readonly string[],
): Cause[] {
  // The linker lists packages after those that they import (cmd/link/internal/ld/lib.go, postorder, Go 1.26).
  const firstRoot = Math.min(
    ...roots.flatMap(({ packages }) => packages.map((path) => different.indexOf(path))),
  );
  const followers = rest.filter((path) => different.indexOf(path) > firstRoot && !isStandard(path));
  const left = rest.filter((path) => !followers.includes(path));
  const causes: Cause[] = [];
  if (left.length > 0 && weak.length > 0) {
    const [first, ...others] = weak;
    causes.push({ ...first!, packages: left }, ...others);
  } else if (left.length > 0) {
    causes.push(...unexplained(left, isOwn));
  }
  const [firstCause, ...otherRoots] = roots;
  if (firstCause) causes.push({ ...firstCause, followers }, ...otherRoots);
  return causes;
}

/** Packages that nothing recorded tells apart. */
function unexplained(packages: readonly string[], isOwn: (path: string) => boolean): Cause[] {
  const own = packages.filter(isOwn);
  const foreign = packages.filter((path) => !isOwn(path));
  // What imports an edited package differs too, so that the first one is the place to look at.
  const [first, ...followers] = own;
  const causes: Cause[] = [];
  if (first !== undefined) {
    const message = `${first} is not the same source on both sides: it was edited between the two builds, or lies in another folder (without -trimpath file names count)`;
    causes.push({
      kind: "local-edit",
      subject: first,
      certainty: "likely",
      message,
      packages: [first],
      followers,
    });
  }
  if (foreign.length > 0) {
    const message =
      "nothing that the files record tells these packages apart: they were built in other folders without -trimpath, or edited in place";
    causes.push({
      kind: "package",
      subject: foreign[0]!,
      certainty: "likely",
      message,
      packages: foreign,
      followers: [],
    });
  }
  return causes;
}

export function compareReleases(host: GoBinary, plugin: GoBinary): Cause[] {
  const [a, b] = [releaseOf(host), releaseOf(plugin)];
  const causes: Cause[] = [];
  const certain = { certainty: "certain", ...nothing } as const;
  if (a && b && a.version !== b.version) {
    const message = `the host is built with ${a.version}, the plugin with ${b.version}`;
    causes.push({
      ...certain,
      kind: "go-version",
      subject: "Go version",
      host: a.version,
      plugin: b.version,
      message,
    });
  } else if (a && !b) {
    const range = plugin.goVersionRange ?? "";
    const message = `the host is built with ${a.version}, the plugin with ${range || "a version that it doesn't say"}`;
    if (!isWithinRange(a.version, range))
      causes.push({
        ...certain,
        kind: "go-version",
        subject: "Go version",
        host: a.version,
        plugin: range,
        message,
      });
  }
  if (a && b && a.experiments !== b.experiments) {
    const message = `GOEXPERIMENT is ${a.experiments || "not set"} for the host, ${b.experiments || "not set"} for the plugin`;
    causes.push({
      ...certain,
      kind: "goexperiment",
      subject: "GOEXPERIMENT",
      host: a.experiments,
      plugin: b.experiments,
      message,
    });
  }
  return causes;
}

/** Whether a version lies in `go1.16`, `go1.9-go1.15` or `go1.27-`. */
function isWithinRange(version: string, range: string): boolean {
  const minor = (text: string) => Number(/^go1\.(\d+)/.exec(text)?.[1] ?? Number.NaN);
  const [first = "", last] = range.split("-");
  const at = minor(version);
  const low = minor(first);
  const high = last === undefined ? low : last === "" ? Number.POSITIVE_INFINITY : minor(last);
  return Number.isNaN(low) || (at >= low && at <= high);
}

export function compareBuilds(host: GoBinary, plugin: GoBinary): Cause[] {
  return compareSettings(host, plugin).map((difference) => {
    const { kind, subject, changesAll } = difference;
    const [a, b] = [difference.host, difference.plugin].map((value) => settingText(subject, value));
    return {
      kind,
      subject,
      host: difference.host,
      plugin: difference.plugin,
      certainty: changesAll ? "certain" : "likely",
      message: `the host is built ${a}, the plugin ${b}`,
      ...nothing,
    };
  });
}

function settingText(name: string, value: string): string {
  if (value === "") return `without ${name}`;
  return value === "true" ? `with ${name}` : `with ${name}=${value}`;
}

function checkout({ module }: SideModule): string {
  return isReleased(module) ? ` ${module.version}` : "";
}

export interface ModuleCauses {
  readonly roots: readonly Cause[];
  /** Whether a package is of a module whose sources lie in a folder that can be edited. */
  readonly isOwn: (packagePath: string) => boolean;
}

const differenceKinds = {
  version: "module-version",
  main: "module-main",
  replaced: "module-replaced",
  content: "module-content",
  vendored: "vendored",
} as const;

/** The modules of which packages differ and which are not the same module on both sides. */
export function compareByModule(
  host: GoBinary,
  plugin: GoBinary,
  different: readonly string[],
): ModuleCauses {
  const [ofHost, ofPlugin] = [modulesOf(host.buildInfo), modulesOf(plugin.buildInfo)];
  const paths = new Set([...ofHost.keys(), ...ofPlugin.keys()]);
  const packages = new Map<string, string[]>();
  for (const path of different) {
    const module = moduleOf(path, paths);
    if (module === undefined) continue;
    const list = packages.get(module) ?? [];
    list.push(path);
    packages.set(module, list);
  }
  const roots: Cause[] = [];
  for (const [path, list] of packages) {
    const [a, b] = [ofHost.get(path), ofPlugin.get(path)];
    const common = { subject: path, packages: list, followers: [] } as const;
    if (!a || !b) {
      if (host.buildInfo && plugin.buildInfo) continue;
      const known = (a ?? b)!;
      if (known.isMain) continue;
      const message = `of ${path} the ${a ? "host" : "plugin"} has ${versionText(known)}; which one the ${a ? "plugin" : "host"} has is not known`;
      const sides = a ? { host: versionText(a) } : { plugin: versionText(known) };
      roots.push({ ...common, ...sides, kind: "module-unknown", certainty: "likely", message });
      continue;
    }
    const difference = compareModules(a, b);
    if (difference === "none") continue;
    const [left, right] = [versionText(a), versionText(b)];
    const message = {
      version: `of ${path} the host has ${left}, the plugin ${right}`,
      main: `the ${a.isMain ? "host" : "plugin"} was built from the sources of ${path}${checkout(a.isMain ? a : b)}, which is a dependency of the ${a.isMain ? "plugin" : "host"} (${a.isMain ? right : left}): the names of its files are not the same then, with -trimpath or in another folder`,
      replaced: `of ${path} the host has ${left}, the plugin ${right}`,
      content: `${path} ${left} is not the same content on both sides: its checksums differ`,
      vendored: `${path} ${left} comes from ${a.module.sum === "" ? "a vendor folder" : "the module cache"} in the host, from ${b.module.sum === "" ? "a vendor folder" : "the module cache"} in the plugin`,
    }[difference];
    roots.push({
      ...common,
      host: left,
      plugin: right,
      kind: differenceKinds[difference],
      certainty: "certain",
      message,
    });
  }
  const isOwn = (packagePath: string) => {
    const path = moduleOf(packagePath, paths);
    const module = path === undefined ? undefined : (ofHost.get(path) ?? ofPlugin.get(path));
    return (
      module !== undefined &&
      (module.isMain || module.module.replace !== undefined || !/^v\d/.test(module.module.version))
    );
  };
  return { roots, isOwn };
}
