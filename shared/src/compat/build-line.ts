// The `go build` line that makes a plugin for a host, or a host as its plugins need it.

import type { GoBinary } from "#shared/model";
import { command, isPackagePath, isSafeValue, safeFileName } from "./command.ts";
import type { Command } from "./report.ts";
import { ofOtherPackages, releaseOf, settingsOf, sortedTags } from "./settings.ts";

/** Environment variables that make two builds alike, by name, besides those of the machine's level. */
const environment = ["GOEXPERIMENT", "GOFIPS140"];

/** cmd/go/internal/work/exec.go and internal/buildcfg, Go 1.26: which instructions may be used. */
const levels: Readonly<Record<string, string>> = {
  "386": "GO386",
  amd64: "GOAMD64",
  arm: "GOARM",
  arm64: "GOARM64",
  mips: "GOMIPS",
  mips64: "GOMIPS64",
  ppc64: "GOPPC64",
  ppc64le: "GOPPC64",
  riscv64: "GORISCV64",
};

/** What a default is worth no mention for. */
const defaults: Readonly<Record<string, string>> = {
  GO386: "sse2",
  GOAMD64: "v1",
  GOARM64: "v8.0",
  GOPPC64: "power8",
  GORISCV64: "rva20u64",
  GOFIPS140: "off",
};

export interface BuildLine {
  readonly command: Command;
  /** Settings that were left out since their values may start programs or name files; as `-ldflags=…`. */
  readonly left: readonly string[];
}

export interface BuildChoices {
  /** The side whose settings are taken where they decide. */
  readonly like: GoBinary;
  /** What is built again. */
  readonly of: GoBinary & { readonly pluginPath?: string | undefined };
  readonly mode: "plugin" | "host";
  /** Values that are set in any case; "" drops a flag. */
  readonly flags?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Another Go version than the machine's. */
  readonly toolchain?: string;
}

/** Flags that have to be the same on both sides, and those that each side has for itself. */
const shared = ["-race", "-msan", "-asan", "-cover", "-trimpath", "-tags", "-gcflags"];
const own = ["-ldflags", "-asmflags"];

export function buildLine({ like, of, mode, flags = {}, env = {}, toolchain }: BuildChoices): BuildLine {
  const [ofLike, ofOwn] = [settingsOf(like), settingsOf(of)];
  const values = new Map<string, string>();
  for (const name of shared) values.set(name, sharedFlag(name, ofLike, ofOwn));
  for (const name of own) values.set(name, ofOwn.get(name) ?? "");
  for (const [name, value] of Object.entries(flags)) values.set(name, value);
  const left: string[] = [];
  const args = ["go", "build", ...(mode === "plugin" ? ["-buildmode=plugin"] : modeOf(ofOwn))];
  for (const [name, value] of values) {
    if (value === "" || value === "false") continue;
    if (!isSafeValue(name, value)) left.push(`${name}=${value}`);
    else args.push(value === "true" ? name : `${name}=${value}`);
  }
  const path = of.buildInfo?.path ?? of.pluginPath ?? "";
  args.push("-o", safeFileName(of.path, mode === "plugin" ? "plugin.so" : "host"));
  args.push(isPackagePath(path) && !isUnnamed(path) ? path : ".");
  return { command: command(args, { ...environmentOf(like, of, toolchain), ...env }), left };
}

/** What was built from files that were named (cmd/go/internal/work/init.go and cmd/link, Go 1.26). */
function isUnnamed(path: string): boolean {
  return path === "command-line-arguments" || path.startsWith("plugin/unnamed-");
}

function sharedFlag(
  name: string,
  like: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, string>,
): string {
  const value = like.get(name) ?? "";
  if (name === "-tags") return sortedTags(value, like);
  // What is for the named package alone, each side has for itself.
  return name === "-gcflags" ? ofOtherPackages(value) || withoutPattern(own.get(name) ?? "") : value;
}

function withoutPattern(value: string): string {
  return ofOtherPackages(value) === "" ? value : "";
}

function modeOf(settings: ReadonlyMap<string, string>): readonly string[] {
  return settings.get("-buildmode") === "pie" ? ["-buildmode=pie"] : [];
}

/** Plugins need cgo; what else is set is what is not the default. */
function environmentOf(like: GoBinary, of: GoBinary, toolchain: string | undefined): Record<string, string> {
  const settings = settingsOf(like);
  const env: Record<string, string> = {};
  if (toolchain !== undefined && isSafeValue("GOTOOLCHAIN", toolchain)) env["GOTOOLCHAIN"] = toolchain;
  env["CGO_ENABLED"] = "1";
  const isOther = like.goos !== of.goos || like.goarch !== of.goarch;
  if (isOther && isSafeValue("GOOS", like.goos) && isSafeValue("GOARCH", like.goarch)) {
    env["GOOS"] = like.goos;
    env["GOARCH"] = like.goarch;
  }
  const level = levels[like.goarch];
  for (const name of [...(level === undefined ? [] : [level]), ...environment]) {
    const value =
      name === "GOEXPERIMENT" ? (releaseOf(like)?.experiments ?? "") : versionOnly(settings.get(name) ?? "");
    if (value !== "" && value !== defaults[name] && isSafeValue(name, value)) env[name] = value;
  }
  return env;
}

/** GOFIPS140 is recorded with a checksum after the version: `v1.0.0-c2097c7c`. */
function versionOnly(value: string): string {
  return /^v\d+\.\d+\.\d+-[0-9a-f]{8}$/.test(value) ? value.slice(0, value.lastIndexOf("-")) : value;
}
