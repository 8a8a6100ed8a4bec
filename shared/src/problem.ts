// What can be wrong, and how it is reported: every finding of every check is a Problem with a registered code.

import type { Location } from "./model.ts";

/** Error: cannot work at run time. Warning: drifted. Information: worth knowing. */
export type Severity = "error" | "warning" | "information";

/** Every problem code. Each has a page docs/problems/<code>.md, which a test holds. */
export const problemCodes = {
  "plugin.missing": { severity: "error", summary: "The plugin file does not exist." },
  "plugin.unreadable": { severity: "error", summary: "The file is not a Go plugin that can be read." },
  "plugin.stale": { severity: "warning", summary: "A source of the plugin is newer than the built plugin." },
  "plugin.build-failed": { severity: "error", summary: "The plugin's source could not be built." },
  "symbol.missing": {
    severity: "error",
    summary: "The wrapper binds a symbol that the plugin does not export.",
  },
  "symbol.type-changed": {
    severity: "error",
    summary: "A symbol's type differs from the one the wrapper was made for.",
  },
  "symbol.added": {
    severity: "information",
    summary: "The plugin exports a symbol that the wrapper does not have.",
  },
  "symbol.unnameable": {
    severity: "information",
    summary: "A symbol's type cannot be written outside the plugin.",
  },
  "source.type-changed": {
    severity: "warning",
    summary: "A symbol's source has another type than the one the wrapper was made for.",
  },
  "source.symbol-missing": {
    severity: "warning",
    summary: "The wrapper binds a symbol that the plugin's source does not have any more.",
  },
  "source.not-built": {
    severity: "information",
    summary: "The plugin's source exports a symbol that the built plugin does not have.",
  },
  "wrapper.missing": { severity: "error", summary: "The wrapper that a directive names does not exist." },
  "wrapper.checksum-drift": {
    severity: "error",
    summary: "The plugin's sha256 is not the one the wrapper checks for.",
  },
  "wrapper.outdated": {
    severity: "warning",
    summary: "The wrapper was made with other options or by another generator.",
  },
  "directive.unknown-flag": {
    severity: "error",
    summary: "A directive has a flag that bind-plugin does not know.",
  },
  "directive.bad-value": {
    severity: "error",
    summary: "A flag of a directive has a value that it cannot have.",
  },
  "directive.missing-flag": { severity: "error", summary: "A directive lacks a flag that it needs." },
  "host.platform": {
    severity: "error",
    summary: "The plugin is built for another platform than its host, or lacks what it needs there.",
  },
  "host.go-version": {
    severity: "error",
    summary: "Plugin and host are built with Go versions that don't go together.",
  },
  "host.build-flags": {
    severity: "error",
    summary: "Plugin and host are built with flags that don't go together.",
  },
  "host.package-mismatch": {
    severity: "error",
    summary: "Plugin and host have other builds of the same package.",
  },
  "config.invalid": { severity: "error", summary: "A bind-plugin.json says something that it cannot say." },
} as const satisfies Record<string, { severity: Severity; summary: string }>;

export type ProblemCode = keyof typeof problemCodes;

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly location: Location;
  /** One or two sentences for people, no trailing newline. Types in it are the contract's strings. */
  readonly message: string;
  /** Other places that matter, with a phrase on each. */
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  /** What a fix needs; its shape is documented at the check that makes the problem. */
  readonly data?: unknown;
}

const nothing: Problem["related"] = [];

/** A problem with the severity that its code is registered with. */
export function problem(
  code: ProblemCode,
  location: Location,
  message: string,
  more: Partial<Pick<Problem, "related" | "data">> = {},
): Problem {
  const { severity } = problemCodes[code];
  const { related = nothing, data } = more;
  return data === undefined
    ? { code, severity, location, message, related }
    : { code, severity, location, message, related, data };
}
