// What a check looks at: one binding, with everything about its plugin and wrapper already read.

import type { NamedHost } from "../binding/config.ts";
import type { GoModLine } from "../binding/go-mod.ts";
import type { PluginSource } from "../binding/plugin-source.ts";
import type { CompatReport, PluginReport } from "../compat/report.ts";
import type { ConfigEntry } from "../config/parse.ts";
import { showKey } from "../config/shape.ts";
import type { Binding, Location, Plugin, SymbolKind } from "../model.ts";
import type { Problem } from "../problem.ts";
import type { Directive } from "../source/directive.ts";
import type { WrapperFile, WrapperMember } from "../wrapper/wrapper-file.ts";

export type PluginState =
  | { readonly state: "missing" }
  /** `reason` is a phrase that goes on after "cannot be read: "; `fault` has its parts, where it is of the file's bytes. */
  | {
      readonly state: "unreadable";
      readonly reason: string;
      readonly fault?: { readonly summary: string; readonly place: string };
    }
  /** `sha256` is there where the wrapper checks for it. */
  | { readonly state: "read"; readonly plugin: Plugin; readonly sha256?: string };

export type WrapperState =
  | { readonly state: "missing" }
  /** There is something else than a generated wrapper in its place. */
  | { readonly state: "foreign" }
  | { readonly state: "read"; readonly file: WrapperFile };

/** The program that loads the plugin. */
export interface SubjectHost extends NamedHost {
  readonly state: HostState;
}

export type HostState =
  /** There is no such file: nothing is known of it. */
  | { readonly state: "unbuilt" }
  /** `reason` is a phrase that goes on after "cannot be read: ". */
  | { readonly state: "unreadable"; readonly reason: string }
  | {
      readonly state: "read";
      readonly report: PluginReport;
      /** "source": the folder of its package is named, so that the report is an estimate. */
      readonly basis: CompatReport["basis"];
      /** The go.mod of the plugin's source, where it is at hand and something in it may be at fault. */
      readonly goMod?: { readonly path: string; readonly lines: readonly GoModLine[] };
    };

/** A symbol as the next wrapper would have it. */
export interface PlannedSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Why the next wrapper would leave it out; absent where it would not. */
  readonly leftOut?: string;
}

export interface Subject {
  readonly binding: Binding;
  /** Where the binding comes from a directive. */
  readonly directive?: Directive;
  /** Where the binding comes from a bind-plugin.json. */
  readonly entry?: ConfigEntry;
  readonly plugin: PluginState;
  readonly wrapper: WrapperState;
  /** Absolute path of a source that is newer than the plugin. */
  readonly newerSource?: string;
  /** Where a bind-plugin.json names it, and the plugin was read. */
  readonly host?: SubjectHost;
  /** Absent where the source is not at hand, or where it is open which of its files a build takes. */
  readonly source?: PluginSource;
  /** What the binding's options would wrap of this plugin; empty where it was not read. */
  readonly planned: readonly PlannedSymbol[];
  /** This bind-plugin's own version. */
  readonly version: string;
  /** Shows a path in a message: relative to the folder that was checked, with forward slashes. */
  readonly show: (path: string) => string;
}

/** Looks at one binding and says what is wrong; pure, and silent about what it cannot decide. */
export type Check = (subject: Subject) => readonly Problem[];

export interface ReadWrapper extends Subject {
  readonly wrapper: Extract<WrapperState, { state: "read" }>;
  readonly plugin: Extract<PluginState, { state: "read" }>;
}

/** Whether both sides were read, so that they can be compared. */
export function isComparable(subject: Subject): subject is ReadWrapper {
  return subject.wrapper.state === "read" && subject.plugin.state === "read";
}

/** The flag's arguments in the directive or its value in bind-plugin.json, else the place of the whole binding. */
export function flagLocation(subject: Subject, flag: string): Location {
  const { binding, directive, entry } = subject;
  const arg = directive?.args.findLast(
    ({ text }) => text.replace(/^--?/, "").split("=")[0] === flag && text.startsWith("-"),
  );
  const range = arg?.range ?? entry?.places.get(flag);
  return range ? { path: binding.location.path, range } : binding.location;
}

/** A flag as the binding's author writes it. */
export function flagName({ entry }: Subject, flag: string): string {
  return entry ? showKey(flag) : `-${flag}`;
}

/** What writes the wrapper. */
export function generatorName({ directive, entry }: Subject): string {
  if (directive) return "go generate";
  return entry ? "bind-plugin generate" : "the command in the wrapper's header";
}

/** The directive or the entry in bind-plugin.json as a related place, where there is one. */
export function relatedDirective({ binding: { location }, directive, entry }: Subject): Problem["related"] {
  if (directive) return [{ location, message: "the directive of this wrapper" }];
  return entry ? [{ location, message: "what bind-plugin.json says of this wrapper" }] : [];
}

export function memberLocation(wrapper: WrapperFile, member: WrapperMember): Location {
  return { path: wrapper.path, range: member.range };
}

/** The word for a symbol's kind in messages. */
export function kindWord(kind: SymbolKind): string {
  return kind === "func" ? "function" : "variable";
}
