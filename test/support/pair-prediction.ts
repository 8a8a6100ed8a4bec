// What is predicted of hosts and plugins, beside what became of them.

import { FormatError } from "#shared/binary/format-error";
import type { World } from "#shared/compat/linking";
import { predictLoad } from "#shared/compat/predict";
import { hostQuestions } from "#shared/compat/read";
import type { RandomAccessFile } from "#shared/host";
import {
  type ForeignFacts,
  type HostFacts,
  type HostQuestions,
  type PluginFacts,
  readHostFacts,
  readPluginFacts,
} from "#shared/runtime/load-facts";

/** What became of a plugin; `message` in the words of the host that opened it. */
export interface PluginOutcome {
  readonly outcome: "loads" | "refused" | "dies" | "not reached" | "unreadable";
  readonly message?: string;
}

/** What opening really did. */
export interface PairTruth {
  readonly host: string;
  readonly plugins: readonly string[];
  readonly outcomes: readonly PluginOutcome[];
}

type LibraryFacts = PluginFacts | ForeignFacts;

/** Reads each file once. `open` gets "hosts" or "plugins" and a name. */
export function pairReader(
  open: (kind: "hosts" | "plugins", name: string) => RandomAccessFile,
  world: World,
) {
  const hosts = new Map<string, HostFacts>();
  const plugins = new Map<string, LibraryFacts | FormatError>();
  const plugin = (name: string) => {
    const known = plugins.get(name);
    if (known) return known;
    const facts = orDamage(() => readPluginFacts(`plugins/${name}.so`, open("plugins", name)));
    plugins.set(name, facts);
    return facts;
  };
  const host = (name: string, asked: HostQuestions) => {
    const key = JSON.stringify([name, asked]);
    const known = hosts.get(key);
    if (known) return known;
    const facts = readHostFacts(`hosts/${name}`, open("hosts", name), asked);
    hosts.set(key, facts);
    return facts;
  };
  return {
    /** What is predicted of the plugins, in the order that they are opened in. */
    predict(hostName: string, names: readonly string[]): PluginOutcome[] {
      const whole: LibraryFacts[] = [];
      for (const facts of names.map(plugin)) {
        if (facts instanceof FormatError) return [{ outcome: "unreadable" }];
        whole.push(facts);
      }
      return predictLoad(host(hostName, hostQuestions(whole)), whole, world).map(({ verdict }) => verdict);
    },
  };
}

function orDamage<T>(read: () => T): T | FormatError {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
}

/**
 * The words of a refusal without what depends on the machine: plugin.Open's own beginning, the plugin's path, a library's
 * folder, and which of several symbols is looked for first.
 */
export function words({ outcome, message = "" }: PluginOutcome, plugin: string): string {
  if (outcome !== "refused") return "";
  return message
    .replace(/^plugin\.Open(\(".*?"\))?: /, "")
    .replaceAll(`plugins/${plugin}.so: `, "")
    .replace(/^(could not find symbol) .*/, "$1")
    .replace(/^\/.*\/(?=lib)/, "");
}

/**
 * Whether what is predicted is what happened: loads, refused or dies, and the words of a refusal, which name the package.
 * A file that reading calls damaged must not have loaded. What comes after a death is not compared.
 */
export function agrees({ plugins, outcomes }: PairTruth, predicted: readonly PluginOutcome[]): boolean {
  if (predicted[0]?.outcome === "unreadable") return outcomes.every(({ outcome }) => outcome !== "loads");
  return outcomes.every((real, i) => {
    if (real.outcome === "not reached") return true;
    const said = predicted[i];
    return said?.outcome === real.outcome && words(said, plugins[i]!) === words(real, plugins[i]!);
  });
}
