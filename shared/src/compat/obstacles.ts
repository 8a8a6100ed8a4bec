// What keeps a plugin from being loaded before packages are compared, as causes.

import type { ForeignFacts, HostFacts, PluginFacts } from "#shared/runtime/load-facts";
import { isMusl, missingLibraries, neededLibc } from "./linking.ts";
import type { Cause, Verdict } from "./report.ts";
import { isSanitizer } from "./sanitizer.ts";

const nothing = { packages: [], followers: [] } as const;

/** What keeps a program or a file from having to do with plugins at all. */
export function explainFile(
  host: HostFacts,
  plugin: PluginFacts | ForeignFacts,
  { message }: Verdict,
): Cause {
  const certain = { certainty: "certain", ...nothing } as const;
  if (host.support === "none") {
    return {
      ...certain,
      kind: "plugin-support",
      subject: "import of plugin",
      message: "the host never calls plugin.Open, so that it loads no plugins at all",
    };
  }
  if (host.support === "no-cgo") {
    return {
      ...certain,
      kind: "plugin-support",
      subject: "CGO_ENABLED",
      host: "0",
      message: "the host is built without cgo, and loading plugins needs it",
    };
  }
  if (plugin.kind === "foreign") {
    return {
      ...certain,
      kind: "not-a-plugin",
      subject: plugin.what,
      message: `${plugin.path} is ${plugin.what}, not a plugin`,
    };
  }
  return {
    ...certain,
    kind: "plugin-support",
    subject: "static linking",
    message: `the host is linked statically: a plugin that it opens doesn't find the host's runtime (${message})`,
  };
}

/** What the verdict itself says. */
export function explainDirectly(
  host: HostFacts,
  plugin: PluginFacts,
  verdict: Verdict,
  others: readonly PluginFacts[],
): readonly Cause[] {
  const certain = { certainty: "certain", ...nothing } as const;
  switch (verdict.reason) {
    case "platform": {
      const [a, b] = [host, plugin].map(({ goos, goarch }) => `${goos}/${goarch}`) as [string, string];
      const message = `the host is built for ${a}, the plugin for ${b}`;
      return [{ ...certain, kind: "platform", subject: "GOOS/GOARCH", host: a, plugin: b, message }];
    }
    case "not-a-plugin": {
      const isGo = plugin.storedPath !== undefined;
      const what = isGo
        ? "a Go library of another build mode (c-shared or shared)"
        : "a shared library without Go";
      return [
        {
          ...certain,
          kind: "not-a-plugin",
          subject: what,
          message: `${plugin.path} is ${what}, not a plugin`,
        },
      ];
    }
    case "libc": {
      if (verdict.message.startsWith("DT_RELR")) {
        const message =
          "the plugin's linker packed its relocations without the mark that the C library asks for";
        return [{ ...certain, kind: "libc", subject: "DT_RELR", message }];
      }
      const needed = neededLibc(verdict.outcome === "dies" ? host : plugin) ?? "";
      const who = verdict.outcome === "dies" ? "the host itself" : "the plugin";
      const message = `${who} is linked against a newer C library (needs ${needed}) than there is`;
      return [{ ...certain, kind: "libc", subject: "C library", plugin: needed, message }];
    }
    case "library": {
      const library =
        missingLibraries(host, plugin).find((name) => verdict.message.includes(`${name}:`)) ?? "";
      const message = isMusl(library)
        ? `the plugin is linked with musl (${library}), Alpine's C library, and the host with glibc`
        : `the plugin needs the shared library ${library}, which is not there`;
      return [
        {
          ...certain,
          kind: "library",
          subject: library,
          plugin: missingLibraries(host, plugin).join(" "),
          message,
        },
      ];
    }
    case "undefined-symbol": {
      const symbol = verdict.message.replace("undefined symbol: ", "");
      const message = `the plugin uses the C symbol ${symbol}, which neither it, its libraries nor the host define`;
      return [{ ...certain, kind: "undefined-symbol", subject: symbol, message }];
    }
    case "lost-symbol": {
      const message = `the plugin path ${plugin.pluginPath} is not the one that its symbols are named by, as -ldflags=-pluginpath makes it`;
      return [{ ...certain, kind: "plugin-path", subject: plugin.pluginPath ?? "", message }];
    }
    case "sanitizer": {
      if (!host.needed.some(isSanitizer)) return [];
      const message =
        "both are built with -asan, and AddressSanitizer takes the C variables of package runtime/cgo, which are in both, for an error";
      return [{ ...certain, kind: "asan", subject: "-asan", host: "true", plugin: "true", message }];
    }
    case "already-loaded": {
      const first = others.find(({ storedPath }) => storedPath === plugin.storedPath);
      const message = `${first?.path ?? "a plugin loaded before"} has the same plugin path, ${plugin.pluginPath}, and a host loads each but once`;
      return [{ ...certain, kind: "other-plugin", subject: plugin.pluginPath ?? "", message }];
    }
    default:
      return [];
  }
}
