// Why packages differ, where the files say little: what is certain, what is guessed, and what isn't blamed.

import { expect, it } from "vitest";
import { reportCompat } from "#shared/compat/compat";
import { estimatePlugin } from "#shared/compat/estimate";
import type { BuildInfo, GoBinary } from "#shared/model";
import type { HostFacts, PluginFacts } from "#shared/runtime/load-facts";

type Packages = Readonly<Record<string, string>>;
type Sides = Partial<Pick<GoBinary, "goVersion" | "buildInfo">>;

const links = { next: 584, pluginPath: 400, packageHashes: 424 };
const common = {
  format: "elf",
  goos: "linux",
  goarch: "amd64",
  size: 1,
  needed: [],
  machine: 62,
  wordSize: 8,
  bigEndian: false,
  links,
} as const;

const hashes = (packages: Packages) => Object.entries(packages).map(([path, hash]) => ({ path, hash }));

const host = (packages: Packages, sides: Sides): HostFacts => ({
  ...common,
  ...sides,
  path: "host",
  packages: hashes(packages),
  support: "yes",
  defines: new Set(),
});

const plugin = (packages: Packages, sides: Sides): PluginFacts => ({
  ...common,
  ...sides,
  kind: "library",
  path: "plugin.so",
  storedPath: "example.com/plug",
  pluginPath: "example.com/plug",
  packages: hashes(packages),
  requiredSymbols: [],
  packedRelocations: false,
  ownLibraryPath: false,
  lostSymbols: [],
  exported: 0,
});

const info = (versions: Readonly<Record<string, string>>): BuildInfo => ({
  path: "example.com/app/host",
  main: { path: "example.com/app", version: "(devel)", sum: "" },
  deps: Object.entries(versions).map(([path, version]) => ({ path, version, sum: "h1:sum=" })),
  settings: [{ key: "-buildmode", value: "exe" }],
});

const old = { goVersion: "go1.15.15" };

it.each([
  ["runtime/race", "race", "-race"],
  ["runtime/msan", "msan", "-msan"],
  ["runtime/asan", "asan", "-asan"],
])("a plugin without settings that has package %s is built with it", (path, kind, flag) => {
  const [report] = reportCompat(host({ runtime: "1" }, old), [
    plugin({ runtime: "2", [path]: "3" }, old),
  ]).plugins;
  expect(report?.causes).toMatchObject([{ kind, certainty: "certain", packages: ["runtime"] }]);
  expect(report?.fixes.at(-1)?.commands.at(-1)?.args).not.toContain(flag);
  const [other] = reportCompat(host({ runtime: "2", [path]: "3" }, old), [
    plugin({ runtime: "1" }, old),
  ]).plugins;
  expect(other?.causes).toMatchObject([{ kind, certainty: "certain" }]);
  expect(other?.fixes.at(-1)?.commands.at(-1)?.args).toContain(flag);
});

it("nobody edits the standard library, and it imports no module", () => {
  const recorded = { ...old, buildInfo: info({ "example.com/text": "v1.0.0" }) };
  const [report] = reportCompat(host({ "example.com/text": "1", runtime: "1" }, recorded), [
    plugin({ "example.com/text": "2", runtime: "2" }, old),
  ]).plugins;
  expect(report?.causes).toHaveLength(1);
  const [cause] = report!.causes;
  expect(cause).toMatchObject({
    certainty: "likely",
    packages: ["example.com/text", "runtime"],
    followers: [],
  });
  expect(cause!.message).toMatch(
    /standard library .* both are built with go1\.15\.15: the plugin is built with a flag/,
  );
  expect(cause!.message).not.toMatch(/edited/);
});

it("a standard package is no follower of a module's", () => {
  const sides = (text: string) => ({ ...old, buildInfo: info({ "example.com/text": text }) });
  const [report] = reportCompat(host({ "example.com/text": "1", runtime: "1" }, sides("v1.0.0")), [
    plugin({ "example.com/text": "2", runtime: "2" }, sides("v1.1.0")),
  ]).plugins;
  expect(report?.causes.map(({ kind }) => kind)).toEqual(["package", "module-version"]);
  expect(report?.causes.flatMap(({ followers }) => followers)).toEqual([]);
});

it.each([
  ["go1.26.9", "refused"],
  ["go1.26.8", "loads"],
  ["go1.9", "loads"],
  ["go1.27", "refused"],
])("a host whose go.mod asks for %s at least, and a plugin of go1.26.8", (leastGo, outcome) => {
  const facts = { ...host({}, { buildInfo: info({}) }), links: undefined };
  const source = { facts, isVendored: false, packages: undefined, leastGo, unknown: [] };
  const { verdict, causes } = estimatePlugin(source, plugin({ runtime: "1" }, { goVersion: "go1.26.8" }));
  expect(verdict.outcome).toBe(outcome);
  expect(causes.map(({ kind }) => kind)).toEqual(outcome === "loads" ? [] : ["go-version"]);
});

it.each([
  ["a checkout, whose version Go records", "v1.2.0", "", "v1.1.0", "module-main"],
  ["a checkout of the same version", "v1.2.0", "", "v1.2.0", "module-main"],
  ["a folder", "(devel)", "", "v1.2.0", "module-main"],
  ["go install path@version", "v1.2.0", "h1:sum=", "v1.1.0", "module-version"],
])(
  "a host that was built of %s, and a plugin that depends on its module",
  (_name, version, sum, own, kind) => {
    const path = "example.com/app";
    const ofHost = { ...info({}), main: { path, version, sum } };
    const ofPlugin = {
      ...info({ [path]: own }),
      main: { path: "example.com/plug", version: "(devel)", sum: "" },
    };
    const [report] = reportCompat(host({ [`${path}/api`]: "1" }, { ...old, buildInfo: ofHost }), [
      plugin({ [`${path}/api`]: "2" }, { ...old, buildInfo: ofPlugin }),
    ]).plugins;
    expect(report?.causes).toMatchObject([{ kind, subject: path, certainty: "certain" }]);
    const words = report?.fixes.flatMap(({ commands }) => commands.flatMap(({ args }) => args));
    expect(words?.includes(`${path}@v1.2.0`)).toBe(kind === "module-version");
  },
);

it("a plugin that may only be older than the host's sources can be built alone, as the host is", () => {
  const recorded = { ...old, buildInfo: info({}) };
  const [report] = reportCompat(host({ "example.com/app/api": "1" }, recorded), [
    plugin({ "example.com/app/api": "2" }, recorded),
  ]).plugins;
  expect(report?.causes).toMatchObject([{ kind: "local-edit" }]);
  expect(report?.fixes.map(({ kind }) => kind)).toEqual(["build-host", "build-plugin"]);
  const [, build] = report!.fixes;
  expect(build?.commands.at(-1)?.args).toContain("-trimpath");
  expect(build?.alone?.args.slice(0, 4)).toEqual(["go", "build", "-buildmode=plugin", "-o"]);
});
