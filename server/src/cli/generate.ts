// `bind-plugin generate`: builds the plugin where that is asked for, and writes its wrapper.

import path from "node:path";
import { HostError } from "#shared/host";
import type { WrapperOptions } from "#shared/model";
import { type ParsedFlags, parseWrapperOptions, truthOf } from "#shared/options";
import { about, CommandError } from "../failure.ts";
import { engine } from "../node-engine.ts";
import { nodeHost } from "../node-host.ts";
import { makeFolder, requireWritable, writeGenerated } from "../write-file.ts";
import { writeError, writeOut } from "./output.ts";
import { requireNoIssues } from "./usage.ts";

export async function generate(parsed: ParsedFlags): Promise<number> {
  const { options, issues } = parseWrapperOptions(parsed);
  requireNoIssues("generate", issues);
  const force = truthOf(parsed, "force");
  requireWritable(options.outputPath, force);
  await providePlugin(options);
  const wrapper = await engine.prepareWrapper({ options, folder: process.cwd() }).catch((error: unknown) => {
    throw about(options.pluginPath, error);
  });
  const { symbols } = wrapper.plan;
  if (symbols.length === 0) note(`${options.pluginPath} exports no symbols; its wrapper binds nothing`);
  for (const { name, leftOut } of symbols) {
    if (leftOut !== undefined) note(`${name} is left out: ${leftOut}`);
  }
  if (wrapper.isCurrent) {
    writeOut(`${options.outputPath} is up to date\n`);
    return 0;
  }
  await inFolderOf(options.outputPath, async () => {
    const text = options.format ? await formatted(wrapper.text) : wrapper.text;
    writeGenerated(options.outputPath, text, force);
  });
  writeOut(`${options.outputPath} written\n`);
  return 0;
}

function note(text: string): void {
  writeError(`bind-plugin: note: ${text}\n`);
}

/** Sees to it that there is a plugin to read. */
async function providePlugin(options: WrapperOptions): Promise<void> {
  const isMissing = nodeHost.stat(options.pluginPath) === undefined;
  if (options.pluginPackage !== "" && (isMissing || options.rebuild)) {
    await inFolderOf(options.pluginPath, () => build(options));
  } else if (isMissing) {
    requireFile(options.pluginPath);
  }
}

function requireFile(file: string): void {
  try {
    nodeHost.openFile(file).close();
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== "not-found") throw error;
    throw new CommandError(`${error.message}; with -plugin-package it would be built`);
  }
}

async function build(options: WrapperOptions): Promise<void> {
  const [{ buildPlugin }, { showProgress }] = await Promise.all([
    import("../go-build.ts"),
    import("./progress.ts"),
  ]);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const progress = showProgress(`building ${options.pluginPackage}`);
  try {
    await buildPlugin({
      package: options.pluginPackage,
      output: path.resolve(options.pluginPath),
      folder: process.cwd(),
      signal: interruption.signal,
      show: progress.print,
    });
  } finally {
    progress.end();
    for (const signal of signals) process.off(signal, interrupt);
  }
}

/** Does what makes the file in a folder that exists; takes the folder away again where that fails. */
async function inFolderOf(file: string, make: () => Promise<void>): Promise<void> {
  const undo = makeFolder(path.dirname(path.resolve(file)));
  try {
    await make();
  } catch (error) {
    undo();
    throw error;
  }
}

async function formatted(source: string): Promise<string> {
  const { formatGo } = await import("../gofmt.ts");
  const { text, warning } = formatGo(source);
  if (warning !== undefined) note(warning);
  return text;
}
