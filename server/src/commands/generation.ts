// Commands that write wrappers: generate, regenerate, regenerateAll, rebuild, rebuildForHost.

import type { Binding } from "#shared/model";
import type { GenerationResult } from "#shared/protocol";
import { replaceLines } from "../edits.ts";
import { CommandError, isCommandError, isExpected, isInterruption } from "../failure.ts";
import { type GenerationRequest, type GenerationTools, generateWrapper } from "../generation.ts";
import { mannerOfHost } from "../host-manner.ts";
import { requestFor, requireWrapper } from "../next-wrapper.ts";
import type { BuildManner } from "../runner.ts";
import { inFolderOf, writeGenerated } from "../write-file.ts";
import { requireBindings } from "./argument.ts";
import type { Command, CommandContext } from "./command.ts";

export const generate: Command = (context, argument) =>
  writeWrappers(context, requireBindings(context.workspace, argument), "as-needed");

export const regenerate: Command = (context, argument) =>
  writeWrappers(context, requireBindings(context.workspace, argument), "never");

export const rebuild: Command = (context, argument) =>
  writeWrappers(context, requireBuildable(context, argument), "always");

export const rebuildForHost: Command = (context, argument) => {
  const { workspace } = context;
  const bindings = requireBuildable(context, argument);
  const manners = new Map<Binding, BuildManner>();
  for (const binding of bindings) {
    const manner = mannerOfHost(workspace.subject(binding));
    if (!manner)
      throw new CommandError(
        `nothing is known of a host that ${workspace.show(binding.pluginPath)} could be built for`,
      );
    manners.set(binding, manner);
  }
  return writeWrappers(context, bindings, "always", (binding) => manners.get(binding));
};

function requireBuildable(context: CommandContext, argument: unknown): readonly Binding[] {
  const bindings = requireBindings(context.workspace, argument);
  const lacking = bindings.find(({ options }) => options.pluginPackage === "");
  if (lacking) {
    const plugin = context.workspace.show(lacking.pluginPath);
    throw new CommandError(`${plugin} cannot be built: nothing says of which package; give -plugin-package`);
  }
  return bindings;
}

export const regenerateAll: Command = (context) => {
  const bindings = context.workspace.bindings().map(({ binding }) => binding);
  return writeWrappers(context, bindings, "never");
};

/** Writes those wrappers of the plugins as they are. */
export const refreshWrappers = (context: CommandContext, bindings: readonly Binding[]) =>
  writeWrappers(context, bindings, "never");

/** One after the other; what fails does not keep the others from being written. A plugin of several wrappers is built once. */
async function writeWrappers(
  context: CommandContext,
  bindings: readonly Binding[],
  build: GenerationRequest["build"],
  mannerOf: (binding: Binding) => BuildManner | undefined = () => undefined,
): Promise<GenerationResult> {
  const { workspace, progress } = context;
  const written: string[] = [];
  const current: string[] = [];
  const failures: Error[] = [];
  const built = new Set<string>();
  for (const [i, binding] of bindings.entries()) {
    progress(workspace.show(binding.wrapperPath), (100 * i) / bindings.length);
    const isBuilt = built.has(binding.pluginPath);
    built.add(binding.pluginPath);
    try {
      const outcome = await writeWrapper(context, binding, isBuilt ? "never" : build, mannerOf(binding));
      (outcome === "written" ? written : current).push(workspace.uriOf(binding.wrapperPath));
    } catch (error) {
      if (!isExpected(error) || isInterruption(error)) throw error;
      failures.push(error);
    }
  }
  const [first, ...others] = failures;
  if (!first) return { written, current };
  if (bindings.length === 1) throw first;
  const reasons = new Set([first, ...others].map(reasonOf));
  throw new CommandError(
    `${failures.length} of ${bindings.length} wrappers could not be written: ${[...reasons].join("; ")}`,
  );
}

function reasonOf(error: Error): string {
  return isCommandError(error) ? [error.message, ...error.hints].join("; ") : error.message;
}

async function writeWrapper(
  context: CommandContext,
  binding: Binding,
  build: GenerationRequest["build"],
  like: BuildManner | undefined,
): Promise<"written" | "current"> {
  const { workspace, editor, signal, progress } = context;
  signal.throwIfAborted();
  const tools: GenerationTools = {
    engine: workspace.engine,
    requireWritable: (path) => requireWrapper(workspace, path),
    async build() {
      const show = (text: string) => {
        editor.note(text.trimEnd());
        progress(lastLine(text));
      };
      await workspace.builds.build(binding, { signal, show, ...(like ? { like } : {}) });
      workspace.filesChanged([{ path: binding.pluginPath, kind: "changed" }]);
    },
    format: workspace.runner.format,
    write: (path, text) => write(context, path, text),
    note: editor.note,
  };
  if (build === "never") await workspace.plugin(binding.pluginPath, false);
  return generateWrapper(requestFor(workspace, binding, build), tools);
}

/** In the editor, where the wrapper is open there; else on disk. */
async function write({ workspace, editor }: CommandContext, path: string, text: string): Promise<void> {
  const document = workspace.document(workspace.uriOf(path));
  if (document && workspace.client.applyEdit) {
    const label = `Refresh ${workspace.show(path)}`;
    await editor.applyEdits([{ path, edits: replaceLines(document.getText(), text), label }]);
  } else {
    await inFolderOf(path, () => writeGenerated(path, text, false));
    workspace.filesChanged([{ path, kind: "changed" }]);
  }
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1)!;
}
