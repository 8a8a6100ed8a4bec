// What plugins really export, by two programs that share nothing with the reader: one loads the plugin and asks
// reflection, the other type-checks the plugin's source.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { goEnvironment, runGo, runTool } from "./go.ts";
import { buildPlugin, cached, type PluginName, pluginsModule, type Variant } from "./plugins.ts";

/** See test/truth/host/record: the programs print this. */
export interface Truth {
  readonly symbols: readonly TrueSymbol[];
  readonly types: readonly TrueType[];
}

export interface TrueSymbol {
  readonly name: string;
  readonly kind: "func" | "var";
  /** Index into `types`. */
  readonly type: number;
  readonly file?: string;
  readonly line?: number;
  readonly value?: TrueValue;
  readonly setByInit?: boolean;
  readonly params?: readonly string[];
  readonly results?: readonly string[];
  readonly doc?: string;
  readonly groupDoc?: string;
}

/** `kind` is a basic kind; `text` a string itself, `true`, or a number as Go prints it. */
export interface TrueValue {
  readonly kind: string;
  readonly text: string;
}

export interface TrueType {
  readonly text: string;
  /** As reflect.Kind prints it: `ptr`, `int8`, `unsafe.Pointer`; of a named type its underlying type's. */
  readonly kind: string;
  readonly size: number;
  readonly align: number;
  readonly name?: string;
  readonly package?: string;
  readonly packageName?: string;
  readonly typeArgs?: readonly number[];
  readonly elem?: number;
  readonly key?: number;
  readonly length?: number;
  readonly direction?: "both" | "send" | "receive";
  readonly variadic?: boolean;
  readonly params?: readonly number[];
  readonly results?: readonly number[];
  readonly fields?: readonly TrueField[];
  readonly methods?: readonly TrueMethod[];
  readonly pointerMethods?: readonly TrueMethod[];
}

interface TrueField {
  readonly name: string;
  readonly package?: string;
  readonly type: number;
  readonly tag?: string;
  readonly offset: number;
  readonly embedded?: boolean;
}

export interface TrueMethod {
  readonly name: string;
  readonly package?: string;
  readonly type: number;
}

/** The Go module of the programs that tell the truth. */
export const hostFolder = fileURLToPath(new URL("../truth/host", import.meta.url));

/** The path of a program of test/truth/host. A host loads only plugins that were built with the same -trimpath. */
export function truthHost(
  program: "byreflect" | "bysource" | "hosthashes",
  trimmed = false,
): Promise<string> {
  const name = `${program}${trimmed ? ".trimmed" : ""}`;
  return cached(name, hostFolder, async (output) => {
    await runGo(["build", ...(trimmed ? ["-trimpath"] : []), "-o", output, `./${program}`], {
      cwd: hostFolder,
    });
  });
}

/** What reflection says. It loads the plugin: for `panics` it rejects. */
export async function reflectTruth(name: PluginName, variant: Variant): Promise<Truth> {
  const path = await cached(`${name}.${variant}.byreflect.json`, hostFolder, async (output) => {
    const host = await truthHost("byreflect", variant === "trimmed");
    await writeFile(output, (await runTool(host, [await buildPlugin(name, variant)])).stdout);
  });
  return JSON.parse(readFileSync(path, "utf8"));
}

/** What go/types says of the source, with types of main belonging to `pluginPath`. */
export async function sourceTruth(name: PluginName, pluginPath: string): Promise<Truth> {
  const suffix = createHash("sha256").update(pluginPath).digest("hex").slice(0, 8);
  const path = await cached(`${name}.${suffix}.bysource.json`, hostFolder, async (output) => {
    const host = await truthHost("bysource");
    await writeFile(
      output,
      (await runTool(host, [`./${name}`, pluginPath], { cwd: pluginsModule, env: goEnvironment })).stdout,
    );
  });
  return JSON.parse(readFileSync(path, "utf8"));
}
