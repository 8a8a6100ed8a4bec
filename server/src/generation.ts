// Makes one wrapper: builds its plugin where that is asked for, prepares the text, and writes it. Command line and language server share it.

import type { Engine, PreparedWrapper } from "#shared/engine";
import { HostError } from "#shared/host";
import type { WrapperOptions } from "#shared/model";
import { about, CommandError } from "./failure.ts";
import { nodeHost } from "./node-host.ts";
import { inFolderOf } from "./write-file.ts";

export interface GenerationRequest {
  readonly options: WrapperOptions;
  /** Absolute folder that relative paths of the options are meant from. */
  readonly folder: string;
  /** The options' two files as messages show them and as this process can open them. */
  readonly pluginPath: string;
  readonly wrapperPath: string;
  /** `as-needed`: where the plugin is missing, or the options say so. */
  readonly build: "as-needed" | "always" | "never";
}

export interface GenerationTools {
  readonly engine: Engine;
  /** Throws where the file must not be written. */
  readonly requireWritable: (path: string) => void;
  /** Builds the plugin to `pluginPath`, whose folder exists. */
  readonly build: (request: GenerationRequest) => Promise<void>;
  /** The text as gofmt leaves it. */
  readonly format: (text: string) => Promise<string>;
  readonly write: (path: string, text: string) => Promise<void>;
  /** Receives what is worth knowing about the wrapper, a sentence without a full stop. */
  readonly note: (text: string) => void;
}

/**
 * Whether the wrapper was written, or was up to date already. Throws `CommandError`, and `HostError` as read-plugin.ts and
 * write-file.ts do.
 */
export async function generateWrapper(
  request: GenerationRequest,
  tools: GenerationTools,
): Promise<"written" | "current"> {
  tools.requireWritable(request.wrapperPath);
  await providePlugin(request, tools);
  const { text, isCurrent } = await prepareGenerated(request, tools);
  if (isCurrent) return "current";
  await tools.write(request.wrapperPath, text);
  return "written";
}

/** The wrapper as it is to be written, of the plugin as it is. Throws as `generateWrapper` does. */
export async function prepareGenerated(
  { options, folder, pluginPath }: GenerationRequest,
  { engine, format, note }: Pick<GenerationTools, "engine" | "format" | "note">,
): Promise<PreparedWrapper> {
  const wrapper = await engine.prepareWrapper({ options, folder }).catch((error: unknown) => {
    throw about(pluginPath, error);
  });
  const { symbols } = wrapper.plan;
  if (wrapper.plugin.symbols.length === 0)
    note(`${pluginPath} exports no symbols; its wrapper binds nothing`);
  else if (symbols.length === 0)
    note(`${pluginPath} exports only variables, which are left out; its wrapper binds nothing`);
  for (const { name, leftOut } of symbols) {
    if (leftOut !== undefined) note(`${name} is left out: ${leftOut}`);
  }
  if (wrapper.isCurrent || !options.format) return wrapper;
  return { ...wrapper, text: await format(wrapper.text) };
}

/** Sees to it that there is a plugin to read. */
async function providePlugin(request: GenerationRequest, tools: GenerationTools): Promise<void> {
  const { options, pluginPath, build } = request;
  const isMissing = nodeHost.stat(pluginPath) === undefined;
  const isWanted = build === "always" || (build === "as-needed" && (isMissing || options.rebuild));
  if (isWanted && options.pluginPackage !== "") await inFolderOf(pluginPath, () => tools.build(request));
  else if (isMissing) requireFile(request);
}

function requireFile({ pluginPath, options }: GenerationRequest): void {
  try {
    nodeHost.openFile(pluginPath).close();
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== "not-found") throw error;
    const remedy = options.pluginPackage === "" ? "with -plugin-package it would be built" : "build it first";
    throw new CommandError(`${error.message}; ${remedy}`);
  }
}
