// What can be done about the problems and the bindings at a place. Problems are told apart by code and data.

import { type CodeAction, CodeActionKind } from "vscode-languageserver/node";
import type { Binding, Range } from "#shared/model";
import type { Problem, ProblemCode } from "#shared/problem";
import { actionKinds, serverCommands } from "#shared/protocol";
import { bindingsOf, bindingsWith, doLinesMeet, referenceTo } from "./bindings-of.ts";
import { correctionOf } from "./corrections.ts";
import { toWorkspaceEdit } from "./edits.ts";
import { hostOffers } from "./host-offers.ts";
import { whyNotBuilt, whyNotBuiltForHost, whyNotGenerated, whyNotRefreshed } from "./reasons.ts";
import { canAddChecksum, canShowChanges, driftedBindings, refreshable, type Task } from "./tasks.ts";
import type { Workspace } from "./workspace.ts";

/** An action before it is known what the client takes. */
export interface Offer {
  readonly title: string;
  readonly kind: CodeActionKind;
  /** A command with its argument, a task that is resolved to an edit, or an edit that is known already. */
  readonly does:
    | { readonly command: string; readonly argument: unknown }
    | { readonly task: Task }
    | { readonly edit: NonNullable<CodeAction["edit"]> };
  /** Why it cannot be done. */
  readonly disabled?: string | undefined;
  readonly fixes?: readonly Problem[];
  readonly isPreferred?: boolean;
}

/** Offers what ends each problem, once for all problems that it ends. */
export function problemOffers(workspace: Workspace, problems: readonly Problem[]): readonly Offer[] {
  const byRemedy = new Map<
    string,
    { readonly remedy: Remedy; readonly binding: Binding; fixes: Problem[] }
  >();
  for (const problem of problems) {
    for (const remedy of remedies[problem.code] ?? []) {
      for (const binding of bindingsWith(workspace, problem)) {
        const { uri, line } = referenceTo(workspace, binding);
        const key = `${remedy.name}:${line}:${uri}`;
        const known = byRemedy.get(key);
        if (known) known.fixes.push(problem);
        else byRemedy.set(key, { remedy, binding, fixes: [problem] });
      }
    }
  }
  const remedied = [...byRemedy.values()].map(({ remedy, binding, fixes }) => ({
    kind: CodeActionKind.QuickFix,
    fixes,
    ...remedy.offer(workspace, binding, fixes),
  }));
  const single = problems.flatMap((problem) => [
    ...correctionOffers(workspace, problem),
    ...hostOffers(workspace, problem),
  ]);
  return [...single, ...remedied];
}

function correctionOffers(workspace: Workspace, problem: Problem): readonly Offer[] {
  const correction = correctionOf(workspace, problem);
  if (!correction) return [];
  const { path } = problem.location;
  const label = `Correct ${workspace.show(path)}`;
  const edit = toWorkspaceEdit(workspace, [{ path, edits: [correction.edit], label }]);
  const title = `Change to ${correction.text}`;
  return [{ title, kind: CodeActionKind.QuickFix, does: { edit }, fixes: [problem], isPreferred: true }];
}

interface Remedy {
  readonly name: string;
  readonly offer: (
    workspace: Workspace,
    binding: Binding,
    fixes: readonly Problem[],
  ) => Pick<Offer, "title" | "does" | "disabled" | "isPreferred">;
}

const generating: Remedy = {
  name: "generate",
  offer: (workspace, binding) => ({
    title: `Generate ${workspace.show(binding.wrapperPath)}`,
    does: { command: serverCommands.generate, argument: referenceTo(workspace, binding) },
    disabled: whyNotGenerated(workspace, binding),
    isPreferred: true,
  }),
};

const refreshing: Remedy = {
  name: "refresh",
  offer: (workspace, binding, fixes) => ({
    title: refreshTitle(workspace, binding, fixes),
    does: { task: { kind: "refresh", reference: referenceTo(workspace, binding) } },
    disabled: whyNotRefreshed(workspace, binding),
    isPreferred: true,
  }),
};

const rebuilding: Remedy = {
  name: "rebuild",
  offer: (workspace, binding) => {
    const plugin = workspace.show(binding.pluginPath);
    const isMissing = workspace.subject(binding)?.plugin.state === "missing";
    return {
      title: isMissing
        ? `Build ${plugin} and generate the wrapper`
        : `Rebuild ${plugin} and refresh the wrapper`,
      does: { command: serverCommands.rebuild, argument: referenceTo(workspace, binding) },
      disabled: whyNotBuilt(workspace, binding),
    };
  },
};

const rebuildingForHost: Remedy = {
  name: "rebuild-for-host",
  offer: (workspace, binding) => ({
    title: `Rebuild ${workspace.show(binding.pluginPath)} as its host is built`,
    does: { command: serverCommands.rebuildForHost, argument: referenceTo(workspace, binding) },
    disabled: whyNotBuiltForHost(workspace, binding),
  }),
};

const remedies: Readonly<Partial<Record<ProblemCode, readonly Remedy[]>>> = {
  ...Object.fromEntries([...refreshable].map((code) => [code, [refreshing]])),
  "wrapper.missing": [generating],
  "plugin.missing": [rebuilding],
  "plugin.unreadable": [rebuilding],
  "plugin.stale": [rebuilding],
  "plugin.build-failed": [rebuilding],
  "source.not-built": [rebuilding],
  "source.symbol-missing": [rebuilding],
  "source.type-changed": [rebuilding],
  "host.go-version": [rebuildingForHost],
  "host.build-flags": [rebuildingForHost],
  "host.package-mismatch": [rebuildingForHost],
};

function refreshTitle(workspace: Workspace, { wrapperPath }: Binding, fixes: readonly Problem[]): string {
  const isAddition = fixes.every(({ code }) => code === "symbol.added");
  if (!isAddition) return `Refresh ${workspace.show(wrapperPath)}`;
  const names = fixes.map(({ data }) => (data as { readonly name: string }).name);
  if (names.length > 3) return `Wrap ${names.length} new symbols`;
  const last = names.at(-1)!;
  return `Wrap ${names.length === 1 ? last : `${names.slice(0, -1).join(", ")} and ${last}`}`;
}

/** What can be done with the binding that is stated at the place, be there problems or not. */
export function placeOffers(workspace: Workspace, path: string, range: Range): readonly Offer[] {
  const found = workspace.bindings().filter(({ binding: { location, wrapperPath } }) => {
    if (location.path === path && doLinesMeet(location.range, range)) return true;
    const wrapper = wrapperPath === path ? workspace.goFile(path)?.wrapper : undefined;
    return wrapper !== undefined && doLinesMeet(wrapper.headerRange, range);
  });
  return found.flatMap((one) => {
    const { binding } = one;
    const reference = referenceTo(workspace, binding);
    const disabled = whyNotRefreshed(workspace, binding);
    const wrapper = workspace.show(binding.wrapperPath);
    const offers: Offer[] = [];
    if (canAddChecksum(workspace, one)) {
      const does = { task: { kind: "checksum", reference } } as const;
      offers.push({
        title: `Have ${wrapper} check the plugin's sha256`,
        kind: actionKinds.checksum,
        does,
        disabled,
      });
    }
    if (canShowChanges(workspace, binding)) {
      const does = { command: serverCommands.showChanges, argument: reference };
      offers.push({ title: `Show what has changed for ${wrapper}`, kind: actionKinds.changes, does });
    }
    if (workspace.client.virtualDocuments && workspace.client.showDocument) {
      const does = { command: serverCommands.previewWrapper, argument: reference };
      offers.push({ title: `Preview the next ${wrapper}`, kind: actionKinds.preview, does, disabled });
    }
    return offers;
  });
}

/** What can be done with the whole file. */
export function fileOffers(workspace: Workspace, path: string, uri: string): readonly Offer[] {
  const offers: Offer[] = [];
  const isFixable =
    driftedBindings(workspace, path).some((binding) => whyNotRefreshed(workspace, binding) === undefined) ||
    workspace.problems(path).problems.some((problem) => correctionOf(workspace, problem));
  if (isFixable) {
    const does = { task: { kind: "fix-all", reference: { uri } } } as const;
    offers.push({
      title: "Fix all that bind-plugin can fix without a build",
      kind: actionKinds.fixAll,
      does,
    });
  }
  const bindings = bindingsOf(workspace, { uri }).filter(
    (binding) => whyNotRefreshed(workspace, binding) === undefined,
  );
  if (bindings.length > 0) {
    const does = { task: { kind: "refresh", reference: { uri } } } as const;
    const names = bindings.map(({ wrapperPath }) => workspace.show(wrapperPath));
    const title = `Refresh ${names.length > 3 ? `${names.length} wrappers` : names.join(", ")}`;
    offers.push({ title, kind: actionKinds.refresh, does });
  }
  return offers;
}
