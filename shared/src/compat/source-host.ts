// A host that is not built yet, as far as go.mod, go.sum, go.work, a vendor folder and the environment say what it will be.

import { type GoModLine, parseGoModLines } from "../binding/go-mod.ts";
import { findModule, importPathIn } from "../binding/module.ts";
import { type Host, HostError } from "../host.ts";
import type { BuildInfo, Module } from "../model.ts";
import type { HostFacts } from "../runtime/load-facts.ts";
import { linksOf } from "../runtime/module-links.ts";

/** What `go` itself says of the package, where it was asked. */
export interface GoAnswer {
  /** Of `go env`: GOVERSION, GOOS, GOARCH, CGO_ENABLED, GOEXPERIMENT, GOFLAGS. */
  readonly env: Readonly<Record<string, string>>;
  /** Import paths of the package and all that it imports, of `go list -deps`. */
  readonly packages: readonly string[];
}

export interface SourceHost {
  readonly facts: HostFacts;
  /** Whether its modules come from a vendor folder. */
  readonly isVendored: boolean;
  /** Packages that the host will have; `undefined` where that is not known. */
  readonly packages: ReadonlySet<string> | undefined;
  /** The oldest Go that builds it, where it is not known which one does; as `go1.21.3`. */
  readonly leastGo?: string;
  /** What is not known, as sentences. */
  readonly unknown: readonly string[];
}

/** Throws `HostError` where the folder is in no module, or its files cannot be read. */
export function readSourceHost(host: Host, folder: string, answer: GoAnswer | undefined): SourceHost {
  const absolute = host.path.resolve(folder);
  const module = findModule(host, absolute);
  if (!module)
    throw new HostError(
      "not-found",
      folder,
      `${folder} is in no Go module: there is no go.mod in it or above it`,
    );
  const file = (name: string) => host.path.resolve(module.root, name);
  const text = host.readText(file("go.mod"));
  const sums = readSums(host, file("go.sum"));
  const env = (name: string) => answer?.env[name] || host.env(name);
  const flags = flagsOf(env("GOFLAGS") ?? "");
  const isVendored = flags.get("-mod") !== "mod" && host.stat(file("vendor/modules.txt")) !== undefined;
  const used = workspaceModules(host, module.root);
  const deps = requiredModules(text, isVendored ? new Map() : sums).map((each) =>
    used.has(each.path) ? { path: each.path, version: "(devel)", sum: "" } : each,
  );
  const buildInfo: BuildInfo = {
    path: importPathIn(host, module, absolute),
    main: { path: module.path, version: "(devel)", sum: "" },
    deps,
    settings: [
      { key: "-buildmode", value: flags.get("-buildmode") ?? "exe" },
      { key: "-compiler", value: flags.get("-compiler") ?? "gc" },
      ...recorded(flags),
      { key: "CGO_ENABLED", value: env("CGO_ENABLED") ?? "1" },
      ...["GOEXPERIMENT", "GOFIPS140"].flatMap((key) => setting(key, env(key))),
    ],
  };
  const { goos, goarch } = host.platform;
  const goVersion = versionOf(answer, host.env("GOTOOLCHAIN"));
  const least = leastVersion(text, host.env("GOTOOLCHAIN") === "local");
  const facts: HostFacts = {
    path: folder,
    format: "elf",
    goos: env("GOOS") || goos,
    goarch: env("GOARCH") || goarch,
    ...(goVersion === undefined ? {} : { goVersion }),
    size: 0,
    buildInfo,
    packages: [],
    needed: [],
    machine: 0,
    wordSize: 8,
    bigEndian: false,
    support: env("CGO_ENABLED") === "0" ? "no-cgo" : "yes",
    links: goVersion === undefined ? undefined : linksOf(goVersion, 8),
    defines: new Set(),
  };
  return {
    facts,
    isVendored,
    packages: answer && new Set(answer.packages),
    ...(goVersion === undefined && least !== undefined ? { leastGo: least } : {}),
    unknown: whatIsUnknown(least, goVersion, answer),
  };
}

function setting(key: string, value: string | undefined): { key: string; value: string }[] {
  return value ? [{ key, value }] : [];
}

function whatIsUnknown(
  least: string | undefined,
  goVersion: string | undefined,
  answer: GoAnswer | undefined,
): string[] {
  return [
    "this is an estimate from the host's go.mod and the environment: build the host and give the program, to know",
    ...(goVersion === undefined
      ? [
          `the host's Go version is that of the go command that builds it${least === undefined ? "" : ` (go.mod asks for ${least} at least)`}`,
        ]
      : []),
    ...(answer
      ? []
      : ["which packages the host imports is not known: bind-plugin compat -go-list asks the go command"]),
  ];
}

/** What the toolchain line asks for, else the go line; as `go1.21.3`. With GOTOOLCHAIN=local only the latter counts. */
export function leastVersion(text: string, isLocal = false): string | undefined {
  const toolchain = isLocal ? undefined : /^\s*toolchain\s+(go\d[\w.]*)/m.exec(text)?.[1];
  const line = /^\s*go\s+(\d[\w.]*)/m.exec(text)?.[1];
  return toolchain ?? (line === undefined ? undefined : `go${line}`);
}

/** The version that is sure: go's own answer, or the one that the environment names. */
function versionOf(answer: GoAnswer | undefined, toolchain: string | undefined): string | undefined {
  const experiments = answer?.env["GOEXPERIMENT"];
  const answered = answer?.env["GOVERSION"];
  if (answered) return experiments && !answered.includes("X:") ? `${answered} X:${experiments}` : answered;
  return /^go1\.\d+(\.\d+)?$/.test(toolchain ?? "") ? toolchain : undefined;
}

/** GOFLAGS by name; a flag without a value is "true". */
function flagsOf(text: string): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [, name = "", , value = "true"] = /^-?(-[\w]+)(=(.*))?$/s.exec(word) ?? [];
    if (name !== "") flags.set(name, value);
  }
  return flags;
}

const recordedFlags = ["-race", "-msan", "-asan", "-cover", "-trimpath", "-tags", "-gcflags", "-ldflags"];

function recorded(flags: ReadonlyMap<string, string>): { key: string; value: string }[] {
  return recordedFlags.flatMap((key) => setting(key, flags.get(key)));
}

/** The hashes of go.sum by `path version`. */
function readSums(host: Host, path: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  if (host.stat(path) === undefined) return sums;
  for (const line of host.readText(path).split("\n")) {
    const [module, version, sum] = line.trim().split(/\s+/);
    if (module && version && sum && !version.endsWith("/go.mod")) sums.set(`${module} ${version}`, sum);
  }
  return sums;
}

/** What go.mod requires, replaced as it says. */
function requiredModules(text: string, sums: ReadonlyMap<string, string>): Module[] {
  const lines = parseGoModLines(text);
  const rows = text.split(/\r?\n/);
  const replacements = lines.filter(({ directive }) => directive === "replace");
  return lines
    .filter(({ directive }) => directive === "require")
    .map(({ path, version = "" }) => {
      const replaced = replacements.find(
        (line) => line.path === path && (line.version === undefined || line.version === version),
      );
      const replace = replaced && targetOf(replaced, rows, sums);
      const sum = replace ? "" : (sums.get(`${path} ${version}`) ?? "");
      return { path, version, sum, ...(replace ? { replace } : {}) };
    });
}

/** What stands behind the arrow: a folder, or a module and its version. */
function targetOf(
  line: GoModLine,
  rows: readonly string[],
  sums: ReadonlyMap<string, string>,
): Module | undefined {
  const rest = (rows[line.range.end.line] ?? "").slice(line.range.end.character).replace(/\s\/\/.*/, "");
  const [, quoted, plain, version = ""] = /^\s*=>\s*(?:"([^"]*)"|(\S+))(?:\s+(\S+))?/.exec(rest) ?? [];
  const path = quoted ?? plain;
  if (path === undefined) return undefined;
  return version === ""
    ? { path, version: "(devel)", sum: "" }
    : { path, version, sum: sums.get(`${path} ${version}`) ?? "" };
}

/** Paths of the modules that a go.work above uses, other than the one in `root`; none where it doesn't use that one. */
function workspaceModules(host: Host, root: string): ReadonlySet<string> {
  const none: ReadonlySet<string> = new Set();
  if (host.env("GOWORK") === "off") return none;
  for (let at = root; ; at = host.path.dirname(at)) {
    const file = host.path.resolve(at, "go.work");
    if (host.stat(file)?.kind === "file") {
      const folders = usedFolders(host.readText(file)).map((folder) => host.path.resolve(at, folder));
      if (!folders.includes(root)) return none;
      const others = folders.filter((folder) => folder !== root);
      return new Set(others.flatMap((folder) => findModule(host, folder)?.path ?? []));
    }
    if (host.path.dirname(at) === at) return none;
  }
}

/** https://go.dev/ref/mod#go-work-file. */
function usedFolders(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^\s*use\s*\(([^)]*)\)/gm)].flatMap(([, body = ""]) => body.split("\n"));
  const single = [...text.matchAll(/^\s*use\s+([^\s(][^\n]*)$/gm)].map(([, folder = ""]) => folder);
  return [...blocks, ...single]
    .map((line) =>
      line
        .replace(/\/\/.*/, "")
        .trim()
        .replace(/^["`]|["`]$/g, ""),
    )
    .filter((folder) => folder !== "");
}
