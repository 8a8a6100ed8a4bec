// The arguments of commands, which anybody may send.

import type { Range } from "vscode-languageserver/node";
import type { Binding } from "#shared/model";
import type { BindingReference } from "#shared/protocol";
import { bindingsOf } from "../bindings-of.ts";
import { CommandError } from "../failure.ts";
import type { Workspace } from "../workspace.ts";

/** The bindings that the argument refers to, at least one. Throws `CommandError`. */
export function requireBindings(workspace: Workspace, argument: unknown): readonly [Binding, ...Binding[]] {
  const { uri, line } = (argument ?? {}) as Partial<BindingReference>;
  if (typeof uri !== "string" || (line !== undefined && !Number.isInteger(line))) {
    throw new CommandError("the command needs { uri, line? }: a file that a plugin is bound in");
  }
  const [first, ...rest] = bindingsOf(workspace, line === undefined ? { uri } : { uri, line });
  if (first) return [first, ...rest];
  const path = workspace.pathOf(uri);
  throw new CommandError(`${path === undefined ? uri : workspace.show(path)} binds no plugin`);
}

export function requireLocation(argument: unknown): { readonly uri: string; readonly range?: Range } {
  const { uri, range } = (argument ?? {}) as { readonly uri?: unknown; readonly range?: Range };
  if (typeof uri !== "string") throw new CommandError("the command needs { uri, range? }");
  return { uri, ...(range ? { range } : {}) };
}
