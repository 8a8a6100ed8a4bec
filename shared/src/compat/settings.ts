// The build settings that decide whether packages are the same, and what differs of them between two binaries.

import type { GoBinary } from "#shared/model";
import type { CauseKind } from "./report.ts";

export interface SettingDifference {
  readonly kind: CauseKind;
  /** As the go command has it. */
  readonly subject: string;
  /** "" where it is not set. */
  readonly host: string;
  readonly plugin: string;
  /** Whether every package is another one by it, so that it alone makes the runtime refuse; else some may be. */
  readonly changesAll: boolean;
}

/** What each of these flags links into every program (cmd/go/internal/load/pkg.go, LinkerDeps, Go 1.8 to 1.27). */
const flagPackages: ReadonlyMap<string, string> = new Map([
  ["runtime/race", "-race"],
  ["runtime/msan", "-msan"],
  ["runtime/asan", "-asan"],
]);

/** The packages that show how a binary was built where it doesn't record it. */
export const tellingPackages: readonly string[] = [...flagPackages.keys()];

/** Values by name; where none are recorded, those that its packages show. */
export function settingsOf(binary: GoBinary): ReadonlyMap<string, string> {
  if (recordsSettings(binary))
    return new Map(binary.buildInfo?.settings.map(({ key, value }) => [key, value]));
  return new Map(binary.packages.flatMap(({ path }) => shownBy(path)));
}

function shownBy(path: string): [string, string][] {
  const flag = flagPackages.get(path);
  return flag === undefined ? [] : [[flag, "true"]];
}

function recordsSettings({ buildInfo }: GoBinary): boolean {
  return buildInfo !== undefined && buildInfo.settings.length > 0;
}

interface Setting {
  readonly kind: CauseKind;
  readonly name: string;
  readonly changesAll: boolean;
  /** What counts of a value; the value itself where absent. */
  readonly meaning?: (value: string, settings: ReadonlyMap<string, string>) => string;
}

const isSet = (value: string) => (value === "" || value === "false" ? "" : "true");

/**
 * In the order that a person would look at them. Settings that change code alone, such as GOAMD64, -ldflags or -asmflags, leave what
 * packages export as it is, which is what the hashes are of (cmd/link/internal/ld/lib.go, Go 1.16 to 1.27).
 */
const relevant: readonly Setting[] = [
  { kind: "race", name: "-race", changesAll: true, meaning: isSet },
  { kind: "msan", name: "-msan", changesAll: true, meaning: isSet },
  { kind: "asan", name: "-asan", changesAll: true, meaning: isSet },
  { kind: "trimpath", name: "-trimpath", changesAll: true, meaning: isSet },
  { kind: "cover", name: "-cover", changesAll: false, meaning: isSet },
  { kind: "tags", name: "-tags", changesAll: false, meaning: sortedTags },
  { kind: "gcflags", name: "-gcflags", changesAll: false, meaning: ofOtherPackages },
  { kind: "cgo", name: "CGO_ENABLED", changesAll: false },
  // What is hot by a profile is inlined where it would not be, in any package.
  { kind: "setting", name: "-pgo", changesAll: false },
  {
    kind: "setting",
    name: "GOFIPS140",
    changesAll: false,
    meaning: (value) => (value === "off" ? "" : value),
  },
  { kind: "setting", name: "-compiler", changesAll: true },
];

/** The tags in one order, without the one that GOFIPS140 sets by itself. */
export function sortedTags(value: string, settings: ReadonlyMap<string, string>): string {
  const tags = value.split(/[ ,]+/).filter((tag) => tag !== "");
  const own = settings.has("GOFIPS140") ? tags.filter((tag) => !/^fips140/.test(tag)) : tags;
  return [...new Set(own)].sort().join(",");
}

/** Flags without a pattern are for the package that is named on the command line alone, which is never compared. */
export function ofOtherPackages(value: string): string {
  return /^[^-\s=][^\s=]*=/.test(value.trim()) ? value.trim() : "";
}

/** The settings that differ and matter, in the order that a person would look at them, as far as both sides show them. */
export function compareSettings(host: GoBinary, plugin: GoBinary): SettingDifference[] {
  const isKnown = recordsSettings(host) && recordsSettings(plugin);
  const shown = [...flagPackages.values()];
  const [ofHost, ofPlugin] = [settingsOf(host), settingsOf(plugin)];
  const differences: SettingDifference[] = [];
  for (const { kind, name, changesAll, meaning } of relevant) {
    if (!isKnown && !shown.includes(name)) continue;
    const [a, b] = [ofHost, ofPlugin].map((settings) => {
      const value = settings.get(name) ?? "";
      return meaning ? meaning(value, settings) : value;
    }) as [string, string];
    if (a !== b) differences.push({ kind, subject: name, host: a, plugin: b, changesAll });
  }
  return differences;
}

export interface GoRelease {
  /** `go1.26.8`, without experiments. */
  readonly version: string;
  /** Sorted, separated by commas; "" for the default. */
  readonly experiments: string;
}

/** `go1.26.8 X:jsonv2` or `go1.26.8-X:jsonv2` in its parts; `undefined` where the file says no version. */
export function releaseOf(binary: GoBinary): GoRelease | undefined {
  if (binary.goVersion === undefined) return undefined;
  const [version = "", experiments = ""] = binary.goVersion.split(/[ -]X:/);
  const recorded = experiments || (settingsOf(binary).get("GOEXPERIMENT") ?? "");
  return { version, experiments: recorded.split(",").filter(Boolean).sort().join(",") };
}
