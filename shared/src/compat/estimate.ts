// Whether a host that is not built yet would load plugins, as far as it can be told.

import type { ForeignFacts, PluginFacts } from "#shared/runtime/load-facts";
import { compareBuilds, compareByModule, compareReleases } from "./causes.ts";
import { isVendored, suggest } from "./fixes.ts";
import { compareNumbers } from "./linking.ts";
import { moduleOf, modulesOf } from "./modules.ts";
import { predictLoad } from "./predict.ts";
import type { Cause, PluginReport, Verdict } from "./report.ts";
import { releaseOf } from "./settings.ts";
import type { SourceHost } from "./source-host.ts";
import { summarize } from "./summary.ts";

export function estimatePlugin(host: SourceHost, plugin: PluginFacts | ForeignFacts): PluginReport {
  const common = { plugin: summarize(plugin), compared: 0, different: [], unknown: host.unknown };
  const { facts } = host;
  if (plugin.kind === "foreign" || facts.support !== "yes") {
    const [prediction] = predictLoad(facts, [plugin]);
    const verdict = prediction!.verdict;
    return { ...common, verdict, causes: [], fixes: suggest(facts, plugin, verdict, [], [], []) };
  }
  if (facts.goos !== plugin.goos || facts.goarch !== plugin.goarch) return otherPlatform(host, plugin);
  const shared = sharedPackages(host, plugin);
  const causes = estimateCauses(host, plugin, shared);
  const certain = causes.filter(({ certainty }) => certainty === "certain");
  const affected = new Set(certain.flatMap(({ packages }) => packages));
  const different = shared.filter((path) => affected.has(path));
  // Which packages are others by a flag or a Go version only the builds tell.
  const named = certain.every(({ packages }) => packages.length > 0) ? different[0] : undefined;
  const verdict = certain.length === 0 ? loads : refusal(host, plugin, named);
  const fixes = verdict === loads ? [] : suggest(facts, plugin, verdict, causes, different, []);
  return { ...common, verdict, causes, fixes, compared: shared.length, different };
}

const loads: Verdict = { outcome: "loads", reason: "same", message: "" };

function otherPlatform(host: SourceHost, plugin: PluginFacts): PluginReport {
  const [a, b] = [host.facts, plugin].map(({ goos, goarch }) => `${goos}/${goarch}`) as [string, string];
  const message = `the host would be built for ${a}, the plugin is for ${b}`;
  const verdict: Verdict = { outcome: "refused", reason: "platform", message };
  const cause: Cause = {
    kind: "platform",
    subject: "GOOS/GOARCH",
    host: a,
    plugin: b,
    certainty: "certain",
    message,
    packages: [],
    followers: [],
  };
  const fixes = suggest(host.facts, plugin, verdict, [cause], [], []);
  return {
    plugin: summarize(plugin),
    verdict,
    causes: [cause],
    fixes,
    compared: 0,
    different: [],
    unknown: host.unknown,
  };
}

/** The plugin's packages that the host has too, as go list says, else those of the standard library and of modules that both have. */
function sharedPackages(host: SourceHost, plugin: PluginFacts): readonly string[] {
  const paths = plugin.packages.map(({ path }) => path).filter((path) => path !== plugin.pluginPath);
  const { packages } = host;
  if (packages) return paths.filter((path) => packages.has(path));
  const ofHost = new Set(modulesOf(host.facts.buildInfo).keys());
  const ofPlugin = new Set(modulesOf(plugin.buildInfo).keys());
  return paths.filter(
    (path) => moduleOf(path, ofHost) !== undefined || moduleOf(path, ofPlugin) === undefined,
  );
}

function estimateCauses(host: SourceHost, plugin: PluginFacts, shared: readonly string[]): Cause[] {
  const global = [
    ...compareReleases(host.facts, plugin),
    ...compareLeast(host, plugin),
    ...compareBuilds(host.facts, plugin),
  ];
  const strong = global.filter(({ certainty }) => certainty === "certain");
  const weak = global.filter(({ certainty }) => certainty !== "certain");
  const modules = compareByModule(host.facts, plugin, shared);
  // A sum that go.sum lacks is no sign of a vendor folder.
  const roots = modules.roots.filter(
    ({ kind }) => kind !== "vendored" || host.isVendored || isVendored(plugin),
  );
  return [...strong, ...roots, ...weak];
}

/** Whether any Go that builds the host is newer than the plugin's. */
function compareLeast({ leastGo }: SourceHost, plugin: PluginFacts): Cause[] {
  const version = releaseOf(plugin)?.version;
  const numbers = [leastGo, version].map((text) => /^go(\d+(?:\.\d+)*)$/.exec(text ?? "")?.[1]);
  const [least, own] = numbers;
  if (least === undefined || own === undefined || compareNumbers(own, least) >= 0) return [];
  return [
    {
      kind: "go-version",
      subject: "Go version",
      plugin: `go${own}`,
      certainty: "certain",
      message: `the host's go.mod asks for go${least} at least, and the plugin is built with go${own}`,
      packages: [],
      followers: [],
    },
  ];
}

/** `named` is the first package that differs, where it is known. */
function refusal(host: SourceHost, plugin: PluginFacts, named: string | undefined): Verdict {
  const { links } = host.facts;
  if (links && plugin.links && links.next !== plugin.links.next) {
    return { outcome: "dies", reason: "module-data", message: "fatal error: runtime: no plugin module data" };
  }
  if (named === undefined || host.packages === undefined) {
    return {
      outcome: "refused",
      reason: "package",
      message: "plugin was built with a different version of a package",
    };
  }
  const message = `plugin was built with a different version of package ${named}`;
  return { outcome: "refused", reason: "package", message, package: named };
}
