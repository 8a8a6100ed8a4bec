// What has changed between two builds of a plugin.

import type { Module } from "../model.ts";

/** A change of what the plugin's users see. */
export interface ApiChange {
  readonly subject: "func" | "var" | "type";
  /** Import path of a type's package; absent for the plugin's own main package. */
  readonly package?: string;
  /** The symbol's name, or the type's with its type arguments. */
  readonly name: string;
  /** Of a type: the field or method that it is about. */
  readonly part?: { readonly kind: "field" | "method"; readonly name: string };
  readonly change: "added" | "removed" | "changed";
  /** Whether code that was written for the old plugin goes on working with the new one. */
  readonly compatible: boolean;
  /** A phrase, as `removed` or `changed from func to var`. */
  readonly message: string;
  /** Go declarations of what it was and is; absent where there was or is nothing, or nothing that says more than the message. */
  readonly old?: string;
  readonly new?: string;
}

/** Something that the sides have other values of; absent where a side has none. */
export interface NamedChange<T> {
  readonly name: string;
  readonly old?: T;
  readonly new?: T;
}

export interface DiffReport {
  /** Incompatible ones first; then functions, variables and types, each sorted by name. */
  readonly changes: readonly ApiChange[];
  /** Variables whose initial value is another one, as Go literals. */
  readonly values: readonly NamedChange<string>[];
  /** What the binaries say of themselves and that is not the same: plugin path, platform, Go version. */
  readonly facts: readonly NamedChange<string>[];
  /** Build settings, by key. */
  readonly settings: readonly NamedChange<string>[];
  /** By module path. */
  readonly modules: readonly NamedChange<Module>[];
  /** Packages of another build, by path: their hashes. A host that has one of them is to be built again. */
  readonly packages: readonly NamedChange<string>[];
  /** Libraries that the dynamic linker loads, with the versions that each must have. */
  readonly needed: readonly NamedChange<readonly string[]>[];
}

/** The worst that happened to what users see. */
export function verdictOf({ changes }: Pick<DiffReport, "changes">): "same" | "compatible" | "incompatible" {
  if (changes.length === 0) return "same";
  return changes.every(({ compatible }) => compatible) ? "compatible" : "incompatible";
}
