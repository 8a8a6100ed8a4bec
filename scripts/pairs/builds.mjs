// Which hosts and plugins there are, how each is built, and which are opened by which.

import { versions } from "../matrix/cells.mjs";

/**
 * @typedef {object} Build
 * @property {string} name
 * @property {string} family hosts open the plugins of their own family, and those of `any`
 * @property {string} version of Go
 * @property {string} arch key of `architectures` in scripts/matrix/cells.mjs
 * @property {string} package folder in example.com/app; "." of example.com/solo
 * @property {string[]} flags of `go build`
 * @property {Record<string, string>} environment
 * @property {import("../../test/support/pair-project.ts").ProjectState} state of the sources
 * @property {string[]} [files] what is named on the command line in place of the package
 * @property {boolean} [stamped] whether the sources are a git repository with a commit
 * @property {string} [made] how the file is made of another plugin's, or of nothing: a key of `makers` in made.mjs
 * @property {string} [of] the plugin that it is made of
 */

/** The Go version that settings are tried with: the newest but one, as in the matrix. */
export const mainVersion = "1.26.8";

const text110 = { versions: { text: "v1.1.0" } };
const base110 = { versions: { base: "v1.1.0" } };
const apiEdit = { file: "app/api/api.go", from: "// Greeter", to: "const New = true\n\n// Greeter" };
const bodyEdit = { file: "app/api/slow.go", from: "// Mode is", to: "// Mode was, and is" };
const extraEdit = { file: "app/extra/extra.go", from: "Level = 1", to: "Level = 2" };

/** What hosts and plugins alike are built with. */
const settings = {
  plain: {},
  trimpath: { flags: ["-trimpath"] },
  race: { flags: ["-race"] },
  asan: { flags: ["-asan"] },
  cover: { flags: ["-cover"] },
  "cover-all": { flags: ["-cover", "-coverpkg=./..."] },
  "tag-fast": { flags: ["-tags=fast"] },
  "tag-unused": { flags: ["-tags=nothing"] },
  "amd64-v3": { environment: { GOAMD64: "v3" } },
  experiment: { environment: { GOEXPERIMENT: "jsonv2" } },
  "no-green-tea": { environment: { GOEXPERIMENT: "nogreenteagc" } },
  "gcflags-all": { flags: ["-gcflags=all=-N -l"] },
  "gcflags-own": { flags: ["-gcflags=-N -l"] },
  "gcflags-text": { flags: ["-gcflags=example.com/text=-l"] },
  "ldflags-small": { flags: ["-ldflags=-s -w"] },
  "ldflags-x": { flags: ["-ldflags=-X example.com/app/api.Stamp=x"] },
  "c-flags": { environment: { CGO_CFLAGS: "-O1" } },
  "text-1.0.1": { state: { versions: { text: "v1.0.1" } } },
  "text-1.1.0": { state: text110 },
  "base-1.1.0": { state: base110 },
  "text-base-1.1.0": { state: { versions: { base: "v1.1.0", text: "v1.1.0" } } },
  replaced: { state: { replaced: ["text"] } },
  "replaced-base": { state: { replaced: ["base"] } },
  vendored: { state: { vendor: true } },
  workspace: { state: { workspace: true } },
  "go-1.22": { state: { go: "1.22" } },
  edited: { state: { edits: [apiEdit] } },
  "edited-comment": { state: { edits: [bodyEdit] } },
  elsewhere: { state: { folder: "elsewhere" } },
  stamped: { flags: ["-buildvcs=true"], stamped: true },
  "trimpath-elsewhere": { flags: ["-trimpath"], state: { folder: "elsewhere" } },
  "trimpath-text-1.1.0": { flags: ["-trimpath"], state: text110 },
  "trimpath-replaced": { flags: ["-trimpath"], state: { replaced: ["text"] } },
  "trimpath-workspace": { flags: ["-trimpath"], state: { workspace: true } },
  "trimpath-vendored": { flags: ["-trimpath"], state: { vendor: true } },
};

const hostsOnly = {
  pie: { flags: ["-buildmode=pie"] },
  static: { flags: ["-ldflags=-extldflags=-static"] },
  "no-cgo": { environment: { CGO_ENABLED: "0" } },
  bare: { package: "bare" },
  "bare-trimpath": { package: "bare", flags: ["-trimpath"] },
};

const pluginsOnly = {
  lone: { package: "lone" },
  "lone-trimpath": { package: "lone", flags: ["-trimpath"] },
  "lone-race": { package: "lone", flags: ["-race"] },
  "lone-asan": { package: "lone", flags: ["-asan"] },
  lacks: { package: "lacks" },
  "lacks-edited": { package: "lacks", state: { edits: [extraEdit] } },
  "lacks-text-1.1.0": { package: "lacks", state: text110 },
  lacks2: { package: "lacks2" },
  "lacks2-edited": { package: "lacks2", state: { edits: [extraEdit] } },
  "lacks2-text-1.1.0": { package: "lacks2", state: text110 },
  cgo: { package: "cgo" },
  heavy: { package: "heavy" },
  "heavy-netgo": { package: "heavy", flags: ["-tags=netgo"] },
  "heavy-fips": { package: "heavy", environment: { GOFIPS140: "v1.0.0" } },
  solo: { package: ".", state: { solo: true } },
  "solo-text-1.1.0": { package: ".", state: { solo: true, ...text110 } },
  "solo-trimpath": { package: ".", flags: ["-trimpath"], state: { solo: true } },
  files: { package: "plug", files: ["plug/plug.go"] },
  "files-lone": { package: "lone", files: ["lone/lone.go"] },
  "plugin-path": { package: "plug", flags: ["-ldflags=-pluginpath=example.com/other"] },
  unresolved: { package: "unresolved" },
  "unresolved-lazy": { package: "unresolved", flags: ["-ldflags=-extldflags=-Wl,-z,lazy"] },
  greedy: { package: "greedy" },
  lld: { package: "plug", flags: ["-ldflags=-extldflags=-fuse-ld=lld"] },
  gold: { package: "plug", flags: ["-ldflags=-extldflags=-fuse-ld=gold"] },
  mold: { package: "plug", flags: ["-ldflags=-extldflags=-fuse-ld=mold"] },
  "lld-relr": {
    package: "plug",
    flags: ["-ldflags=-extldflags '-fuse-ld=lld -Wl,--pack-dyn-relocs=relr'"],
  },
  relr: { package: "plug", flags: ["-ldflags=-extldflags=-Wl,-z,pack-relative-relocs"] },
  "c-shared": { package: "lone", flags: ["-buildmode=c-shared"] },
  executable: { package: "bare", flags: ["-buildmode=exe"] },
  "pie-executable": { package: "bare", flags: ["-buildmode=pie"] },
  "c-library": { made: "library" },
  stripped: { made: "stripped", of: "plain" },
  headerless: { made: "headerless", of: "plain" },
  copy: { made: "copy", of: "plain" },
  "plugin-path-copy": { made: "copy", of: "plugin-path" },
  truncated: { made: "truncated", of: "plain" },
  "newer-libc": { made: "newerLibc", of: "cgo" },
  "no-library": { made: "text" },
};

/** @returns {Build[]} */
export function listHosts() {
  return [
    ...versions.map((version) => build(`go${version}`, { version, family: "versions", package: "host" })),
    ...Object.entries({ ...settings, ...hostsOnly }).map(([name, setting]) =>
      build(name, { package: "host", ...setting }),
    ),
    ...machines.flatMap((arch) => machineBuilds(arch, "host")),
    ...olderVersions.flatMap((version) => olderBuilds(version, "host")),
  ];
}

/** @returns {Build[]} */
export function listPlugins() {
  return [
    ...versions.flatMap((version) =>
      ["plug", "lone"].map((folder) =>
        build(`go${version}${folder === "plug" ? "" : "-lone"}`, {
          version,
          family: "versions",
          package: folder,
        }),
      ),
    ),
    ...Object.entries(settings).map(([name, setting]) => build(name, { package: "plug", ...setting })),
    ...Object.entries(pluginsOnly).map(([name, setting]) => build(name, setting)),
    ...machines.flatMap((arch) => machineBuilds(arch, "plug")),
    ...olderVersions.flatMap((version) => olderBuilds(version, "plug")),
  ];
}

/** Machines other than amd64; their plugins are opened by amd64 hosts too. */
const machines = ["386", "arm64", "s390x"];

function machineBuilds(arch, folder) {
  const of = (name, setting) => build(name, { arch, family: arch, package: folder, ...setting });
  return [
    of(`${arch}`, {}),
    of(`${arch}-trimpath`, { flags: ["-trimpath"] }),
    of(`${arch}-text-1.1.0`, { state: text110 }),
    of(`${arch}-go1.21`, { version: "1.21.13" }),
  ];
}

/** Older versions with settings, which plugins up to Go 1.20 say nothing of. */
const olderVersions = ["1.15.15", "1.20.14"];

function olderBuilds(version, folder) {
  const family = `go${version}`;
  const of = (name, setting) => build(`${family}-${name}`, { version, family, package: folder, ...setting });
  return [
    of("plain", {}),
    of("trimpath", settings.trimpath),
    of("race", settings.race),
    of("tag-fast", settings["tag-fast"]),
    of("unoptimized", settings["gcflags-all"]),
    of("text-1.1.0", settings["text-1.1.0"]),
    of("vendored", { state: { vendor: true, go: "1.14" } }),
    of("edited", settings.edited),
  ];
}

function build(name, setting) {
  return {
    name,
    family: "settings",
    version: mainVersion,
    arch: "amd64",
    package: "plug",
    flags: [],
    environment: {},
    state: {},
    ...setting,
  };
}

/** Several plugins opened by one host, in that order. */
export const several = [
  ["plain", "plain", "plain"],
  ["plain", "plain", "copy"],
  ["plain", "plain", "solo", "lacks", "cgo", "heavy", "lone"],
  ["plain", "lacks", "lacks2"],
  ["plain", "lacks", "lacks2-edited"],
  ["plain", "lacks-edited", "lacks2"],
  ["plain", "lacks-edited", "lacks2-edited"],
  ["plain", "files", "plain"],
  ["plain", "files", "files-lone"],
  ["plain", "text-1.1.0", "plain"],
  ["plain", "text-1.1.0", "copy"],
  ["plain", "text-1.1.0", "lone"],
  ["plain", "text-1.1.0", "lacks"],
  ["plain", "plain", "text-1.1.0"],
  ["plain", "lone", "lone-trimpath"],
  ["plain", "lone-race", "lone"],
  ["plain", "plugin-path", "plain"],
  ["plain", "plugin-path", "solo"],
  ["plain", "plugin-path", "plugin-path-copy"],
  ["plain", "text-1.1.0", "text-1.1.0"],
  ["plain", "plain", "copy", "copy"],
  ["plain", "c-shared", "plain"],
  ["plain", "plain", "c-shared"],
  ["plain", "plain", "no-library", "lone"],
  ["plain", "newer-libc", "lone"],
  ["plain", "greedy", "plain"],
  ["plain", "unresolved", "plain"],
  ["plain", "lacks-text-1.1.0", "lacks2"],
  ["plain", "lacks-text-1.1.0", "lacks2-edited"],
  ["bare", "plain", "solo"],
  ["bare", "plain", "solo-text-1.1.0"],
  ["bare", "solo-text-1.1.0", "plain"],
  ["bare", "plain", "lacks"],
  ["bare", "plain", "lacks-text-1.1.0"],
  ["bare", "text-1.1.0", "lacks-text-1.1.0"],
  ["bare", "base-1.1.0", "lacks"],
  ["bare", "plain", "heavy"],
  ["bare", "heavy", "heavy-netgo"],
  ["bare", "heavy-netgo", "heavy"],
  ["bare", "edited", "lacks", "lacks2", "solo"],
  ["bare", "trimpath", "plain"],
  ["bare-trimpath", "trimpath", "trimpath-text-1.1.0"],
  ["bare-trimpath", "trimpath-text-1.1.0", "solo-trimpath"],
  ["bare-trimpath", "trimpath", "solo-trimpath"],
];

/**
 * All that is opened, each with the host's name and those of one or more plugins.
 * @returns {{host: string, plugins: string[]}[]}
 */
export function listPairs() {
  const plugins = listPlugins();
  const single = listHosts().flatMap((host) =>
    plugins
      .filter(({ family }) => family === host.family)
      .map((plugin) => ({ host: host.name, plugins: [plugin.name] })),
  );
  const foreign = machines.map((arch) => ({ host: "plain", plugins: [arch] }));
  const old = versions.map((version) => ({ host: `go${version}`, plugins: ["c-shared"] }));
  const crossing = ["1.8.7", "1.15.15", "1.20.14", "1.25.5", "1.27.1"].flatMap((version) => [
    { host: `go${version}`, plugins: [`go${version}`, "plain"] },
    { host: `go${version}`, plugins: [`go${version}`, `go${version}-lone`] },
    { host: `go${version}`, plugins: [`go${version}`, "go1.26.8"] },
    { host: "plain", plugins: ["plain", `go${version}`] },
  ]);
  const more = several.map(([host = "", ...plugins]) => ({ host, plugins }));
  return [...single, ...foreign, ...old, ...crossing, ...more];
}
