// `bind-plugin generate`: builds the plugin where that is asked for, and writes its wrapper.

import path from "node:path";
import { hasConfig, readConfigFile } from "#shared/binding/config";
import { configName } from "#shared/config/shape";
import { type ParsedFlags, parseWrapperOptions, truthOf } from "#shared/flags";
import type { WrapperOptions } from "#shared/model";
import { printable } from "#shared/printable";
import { CommandError } from "../failure.ts";
import { generateWrapper } from "../generation.ts";
import { engine } from "../node-engine.ts";
import { nodeHost } from "../node-host.ts";
import { inFolderOf, requireWritable, writeGenerated } from "../write-file.ts";
import { writeError, writeOut } from "./output.ts";
import { requireNoIssues } from "./usage.ts";

export async function generate(parsed: ParsedFlags): Promise<number> {
  const force = truthOf(parsed, "force");
  for (const options of askedFor(parsed)) await generateOne(options, force);
  return 0;
}

/** What the flags ask for, else what the bind-plugin.json of this folder does. */
function askedFor(parsed: ParsedFlags): readonly WrapperOptions[] {
  const isBare = parsed.issues.length === 0 && [...parsed.given.keys()].every((name) => name === "force");
  if (isBare && hasConfig(nodeHost, process.cwd())) return configured();
  const { options, issues } = parseWrapperOptions(parsed);
  requireNoIssues("generate", issues);
  return [options];
}

function configured(): readonly WrapperOptions[] {
  const { bindings, issues } = readConfigFile(nodeHost, path.resolve(configName));
  const [first, ...rest] = issues.map(
    ({ message, range: { start } }) =>
      `${configName}:${start.line + 1}:${start.character + 1}: ${printable(message)}`,
  );
  if (first !== undefined) throw new CommandError(first, rest);
  if (bindings.length === 0) note(`${configName} names no plugins; nothing is generated`);
  return bindings.map(({ binding }) => binding.options);
}

async function generateOne(options: WrapperOptions, force: boolean): Promise<void> {
  const { pluginPath, outputPath } = options;
  const request = {
    options,
    folder: process.cwd(),
    pluginPath,
    wrapperPath: outputPath,
    build: "as-needed",
  } as const;
  const outcome = await generateWrapper(request, {
    engine,
    requireWritable: (path) => requireWritable(path, force),
    build: () => build(options),
    format: formatted,
    write: (path, text) => inFolderOf(path, () => writeGenerated(path, text, force)),
    note,
  });
  writeOut(`${outputPath} ${outcome === "current" ? "is up to date" : "written"}\n`);
}

function note(text: string): void {
  writeError(`bind-plugin: note: ${text}\n`);
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

async function formatted(source: string): Promise<string> {
  const { formatGo } = await import("../gofmt.ts");
  const { text, warning } = await formatGo(source);
  if (warning !== undefined) note(warning);
  return text;
}
