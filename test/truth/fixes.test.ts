// Plugins that a host refuses, each for another cause: the commands that compat prints are run, and the plugin loads.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CauseKind } from "#shared/compat/report";
import { type PairBuild, pairWorkshop } from "#test/pair-build";
import { fixPair } from "#test/pair-fix";
import { tempFolder } from "#test/temp-folder";

interface Case {
  readonly name: string;
  readonly host?: PairBuild;
  readonly plugin?: PairBuild;
  /** Of the causes that are given, the first. */
  readonly cause: CauseKind;
}

const versions = (text: string, base = "v1.0.0") => ({ state: { versions: { text, base } } });

/** A call that is inlined only where a profile says that it is hot. */
const hot = {
  file: "app/api/api.go",
  from: "// Version",
  to: `// Checksum calls the other one in the line after its first.
func Checksum(text string) uint32 {
	return mix(text)
}

func mix(text string) uint32 {
	sum := uint32(1)
	for i := 0; i < len(text); i++ {
		sum = sum*31 + uint32(text[i])
		sum ^= sum >> 7
		sum = sum*17 + uint32(text[i])<<3
		sum ^= sum << 5
		sum = sum*13 + uint32(text[i])>>2
		sum ^= sum >> 3
		sum = sum*29 + uint32(text[i])<<2
		sum ^= sum << 9
	}
	return sum
}

// Version`,
};
const hotCall = { caller: "example.com/app/api.Checksum", callee: "example.com/app/api.mix", line: 1 };

const cases: readonly Case[] = [
  { name: "the plugin's module is newer", plugin: versions("v1.1.0"), cause: "module-version" },
  { name: "the plugin's module is older", host: versions("v1.1.0"), cause: "module-version" },
  { name: "an indirect module is newer", plugin: versions("v1.0.0", "v1.1.0"), cause: "module-version" },
  { name: "an indirect module is older", host: versions("v1.0.0", "v1.1.0"), cause: "module-version" },
  { name: "two modules are newer", plugin: versions("v1.1.0", "v1.1.0"), cause: "module-version" },
  {
    name: "a module of a plugin in a module of its own is newer",
    plugin: { state: { solo: true, versions: { text: "v1.1.0" } } },
    cause: "module-version",
  },
  { name: "the host is trimmed", host: { flags: ["-trimpath"] }, cause: "trimpath" },
  { name: "the plugin is trimmed", plugin: { flags: ["-trimpath"] }, cause: "trimpath" },
  { name: "the host has a tag", host: { flags: ["-tags=fast"] }, cause: "tags" },
  { name: "the plugin has a tag", plugin: { flags: ["-tags=fast"] }, cause: "tags" },
  { name: "the host measures coverage", host: { flags: ["-cover"] }, cause: "cover" },
  { name: "the plugin measures coverage", plugin: { flags: ["-cover"] }, cause: "cover" },
  { name: "the host looks for races", host: { flags: ["-race"] }, cause: "race" },
  { name: "the plugin looks for races", plugin: { flags: ["-race"] }, cause: "race" },
  { name: "the plugin has AddressSanitizer", plugin: { flags: ["-asan"] }, cause: "asan" },
  { name: "the host is not optimized", host: { flags: ["-gcflags=all=-N -l"] }, cause: "gcflags" },
  {
    name: "a package of the plugin is compiled otherwise",
    plugin: { flags: ["-gcflags=example.com/text=-l"] },
    cause: "gcflags",
  },
  { name: "the host has an experiment", host: { env: { GOEXPERIMENT: "jsonv2" } }, cause: "goexperiment" },
  {
    name: "the plugin has an experiment",
    plugin: { env: { GOEXPERIMENT: "jsonv2" } },
    cause: "goexperiment",
  },
  {
    name: "the host replaces a module",
    host: { state: { replaced: ["text"] } },
    plugin: { state: { beside: ["text"] } },
    cause: "module-replaced",
  },
  {
    name: "the plugin replaces a module",
    plugin: { state: { replaced: ["text"] } },
    cause: "module-replaced",
  },
  { name: "the host is vendored", host: { state: { vendor: true } }, cause: "vendored" },
  { name: "the plugin is vendored", plugin: { state: { vendor: true } }, cause: "vendored" },
  { name: "the host is of a workspace", host: { state: { workspace: true } }, cause: "module-replaced" },
  { name: "the plugin is of a workspace", plugin: { state: { workspace: true } }, cause: "module-replaced" },
  {
    name: "the host's module is a dependency of the plugin",
    host: { flags: ["-trimpath"] },
    plugin: { flags: ["-trimpath"], state: { solo: true } },
    cause: "module-main",
  },
  {
    name: "the host's module is a dependency of the plugin from another folder",
    host: { state: { folder: "elsewhere" } },
    plugin: { state: { solo: true } },
    cause: "module-main",
  },
  {
    name: "the host is vendored, and the plugin has a module of its own",
    host: { state: { vendor: true } },
    plugin: { state: { solo: true } },
    cause: "vendored",
  },
  {
    name: "the plugin is vendored, with older modules",
    host: versions("v1.1.0", "v1.1.0"),
    plugin: { state: { vendor: true } },
    cause: "module-version",
  },
  {
    name: "the plugin replaces an older version of a module",
    host: { state: { versions: { base: "v1.1.0" } } },
    plugin: { state: { replaced: ["base"] } },
    cause: "module-version",
  },
  {
    name: "the plugin has a module of its own, which is vendored, with a newer module",
    plugin: { state: { solo: true, vendor: true, versions: { text: "v1.1.0" } } },
    cause: "module-main",
  },
  {
    name: "the host has a profile",
    host: { state: { edits: [hot], profile: { folder: "host", call: hotCall } } },
    plugin: { state: { edits: [hot] } },
    cause: "setting",
  },
  { name: "the sources are elsewhere", plugin: { state: { folder: "elsewhere" } }, cause: "local-edit" },
  {
    name: "the module caches are in two places",
    host: { env: { GOMODCACHE: tempFolder() } },
    cause: "package",
  },
  { name: "the host has no cgo", host: { env: { CGO_ENABLED: "0" } }, cause: "plugin-support" },
  {
    name: "the host is static",
    host: { flags: ["-ldflags=-extldflags=-static"] },
    cause: "plugin-support",
  },
  {
    name: "the plugin has another path than its symbols",
    plugin: { flags: ["-ldflags=-pluginpath=example.com/other"] },
    cause: "plugin-path",
  },
  {
    name: "the plugin is a library for C",
    plugin: { flags: ["-buildmode=c-shared"] },
    cause: "not-a-plugin",
  },
];

// The first time some settings compile the standard library anew, which takes as long as it takes.
describe("what compat says makes a plugin load", () => {
  const workshop = pairWorkshop(join(import.meta.dirname, "../pairs"), tempFolder());

  it.each(cases.map((each) => [each.name, each] as const))(
    "where %s",
    async (_name, each) => {
      const { host = {}, plugin = {}, cause } = each;
      const { before, report, fixes, printed, after } = await fixPair(workshop, host, plugin, [], {
        GOWORK: "",
      });
      const { outcome, reason, message } = report.verdict;
      expect(before).toMatch(outcome === "dies" ? /^died/m : /^refused: /m);
      if (reason === "package") expect(before).toContain(`: ${message}\n`);
      expect(report.causes[0]?.kind).toBe(cause);
      expect({ fixes, printed }).toEqual({
        fixes: expect.arrayContaining([expect.stringContaining("go build")]),
        printed: expect.stringMatching(/opened\ncalled\n$/),
      });
      expect(after.verdict.outcome).toBe("loads");
    },
    600_000,
  );
});
