// The forms in which programs that load plugins are read, and the comparison of each with what Go says of the program.

import { nodeHost } from "#server/node-host";
import { minorOf } from "#shared/runtime/go-version";
import { reflectBinary } from "#shared/runtime/plugin";
import { buildInfoLines } from "./build-info.ts";
import { dropSectionHeaders } from "./elf-edit.ts";
import { memoryFile } from "./memory-file.ts";
import { withholdRuntimeVersion, withholdVersion } from "./withheld.ts";

export interface HostForm {
  readonly name: string;
  readonly edits: readonly ((image: Uint8Array) => Uint8Array)[];
}

export const hostForms: readonly HostForm[] = [
  { name: "as built", edits: [] },
  { name: "no sections", edits: [dropSectionHeaders] },
  { name: "no build information", edits: [dropSectionHeaders, withholdVersion] },
  { name: "no version", edits: [dropSectionHeaders, withholdVersion, withholdRuntimeVersion] },
];

/** As scripts/matrix/hosts.mjs writes it. */
export interface HostTruth {
  /** As go1.26.8. */
  readonly go: string;
  readonly goarch: string;
  /** In hex, by import path. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Lines of `go version -m`; absent before Go 1.13. */
  readonly buildInfo?: readonly string[];
}

export function reflectForm(built: Uint8Array, { edits }: HostForm) {
  // A plain array: slice of a Buffer would share its memory.
  const image = edits.reduce<Uint8Array>((bytes, edit) => edit(bytes), new Uint8Array(built));
  return reflectBinary("host", memoryFile(image), nodeHost.inflate);
}

/** What differs, a line each; what the reader throws is a difference. */
export function compareHost(built: Uint8Array, truth: HostTruth, form: HostForm): string[] {
  try {
    const host = reflectForm(built, form);
    const differences: string[] = [];
    const compare = (what: string, found: unknown, expected: unknown) => {
      const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
      if (a !== b) differences.push(`${what}: ${a}, not ${b}`);
    };
    compare("kind", host.kind, "host");
    compare("GOOS", host.goos, "linux");
    compare("GOARCH", host.goarch, truth.goarch);
    const hashes = Object.entries(truth.hashes).sort(([a], [b]) => (a < b ? -1 : 1));
    compare("number of packages", host.packages.length, hashes.length);
    for (const [i, { path, hash }] of host.packages.entries()) compare("package", [path, hash], hashes[i]);
    const lines = host.buildInfo && buildInfoLines(host.buildInfo);
    // Some versions keep it in a second place.
    const isWithheld = lines === undefined && form.edits.includes(withholdVersion);
    if (!isWithheld) compare("build information", lines, truth.buildInfo);
    if (form.edits.includes(withholdRuntimeVersion)) {
      const [from, to = from] = (host.goVersionRange ?? "")
        .split("-")
        .map((version) => minorOf(version) ?? 99);
      const minor = minorOf(truth.go)!;
      compare(`${host.goVersionRange} has ${truth.go}`, from! <= minor && minor <= to!, true);
    } else {
      compare("version", host.goVersion, truth.go);
    }
    return differences;
  } catch (error) {
    return [String(error instanceof Error ? (error.stack ?? error) : error)];
  }
}
