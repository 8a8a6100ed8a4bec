// Whether a wrapper's member still has its type, and both types in words.

import type { SymbolKind } from "../model.ts";
import type { WrapperFile, WrapperMember } from "../wrapper/wrapper-file.ts";
import { kindWord } from "./subject.ts";

/** A symbol as the plugin or its source has it now; `path` is the one that its types have for the plugin's main package. */
export interface PresentSymbol {
  readonly kind: SymbolKind;
  readonly type: string;
  readonly path: string;
}

/** Whether the wrapper was made for what is there now. A member whose type is not known is judged by its kind. */
export function isSameSymbol(wrapper: WrapperFile, member: WrapperMember, now: PresentSymbol): boolean {
  return (
    member.kind === now.kind &&
    (member.type === undefined ||
      neutralType(member.type, wrapper.package) === neutralType(now.type, now.path))
  );
}

/** The member as messages have it: `func(int) int`, `var string`. */
export function describeMember({ kind, type }: WrapperMember): string {
  return type === undefined ? `a ${kindWord(kind)}` : describeSymbol({ kind, type });
}

export function describeSymbol({ kind, type }: Pick<PresentSymbol, "kind" | "type">): string {
  return kind === "func" ? type : `var ${type}`;
}

/**
 * A type string in which types of the plugin's main package are the same whatever the plugin path is: a plugin that is built
 * from a list of files has another path after each edit.
 */
export function neutralType(type: string, pluginPath: string | undefined): string {
  if (pluginPath === undefined || pluginPath === "" || !type.includes(`${pluginPath}.`)) return type;
  const quoted = pluginPath.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return type.replace(new RegExp(`(?<![\\p{L}\\p{N}_./~-])${quoted}\\.`, "gu"), "main.");
}
