// The settings of the language server: what an editor has said, and the defaults of what it hasn't.

import type { Settings } from "#shared/protocol";

/** What `go` is, and what it is given. */
export interface GoSettings {
  /** Absolute path; `undefined` for the one in PATH. */
  readonly path: string | undefined;
  /** Further arguments of `go build`. */
  readonly buildFlags: readonly string[];
}

export interface ServerSettings extends Required<Omit<Settings, "go">> {
  readonly go: GoSettings;
}

export const defaultSettings: ServerSettings = {
  go: { path: undefined, buildFlags: [] },
  check: "onType",
  refreshOnSave: false,
  codeLenses: true,
  inlayHints: false,
};

/** What is absent, or of another kind than it has to be, has its default. */
export function readSettings(value: unknown): ServerSettings {
  const given = membersOf(value);
  const go = membersOf(given["go"]);
  const flags = go["buildFlags"];
  const boolean = (key: "refreshOnSave" | "codeLenses" | "inlayHints") =>
    typeof given[key] === "boolean" ? given[key] : defaultSettings[key];
  return {
    go: {
      path: typeof go["path"] === "string" && go["path"] !== "" ? go["path"] : undefined,
      buildFlags: Array.isArray(flags) ? flags.filter((flag) => typeof flag === "string") : [],
    },
    check: given["check"] === "onSave" ? "onSave" : defaultSettings.check,
    refreshOnSave: boolean("refreshOnSave"),
    codeLenses: boolean("codeLenses"),
    inlayHints: boolean("inlayHints"),
  };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
