// Directives and wrappers in the Go files of the workspace, and its bind-plugin.json, kept as files come, change and go.

import type { ConfigFindings } from "#shared/binding/config";
import {
  bindingFilesBelow,
  type Findings,
  type GoFileFindings,
  joinFindings,
  readBindingFile,
} from "#shared/binding/find";
import { type Host, HostError } from "#shared/host";
import type { GoParser } from "#shared/source/syntax";
import { isWrapper } from "#shared/wrapper/wrapper-file";
import { overlayHost } from "./overlay-host.ts";
import type { Pause } from "./slices.ts";
import { isWithin } from "./uri.ts";

export interface GoIndex {
  /** What the Go file at the path says; `undefined` where it says nothing. */
  file(path: string): GoFileFindings | undefined;
  /** Likewise of a bind-plugin.json. */
  config(path: string): ConfigFindings | undefined;
  /** What all files say together. The same object as long as nothing changes. */
  findings(): Findings;
  /** Reads a file that is new or changed; one that cannot be read is forgotten. */
  read(path: string): Promise<void>;
  /** Reads a file that a crawl under way has not come to yet, which it then passes over. */
  hasten(path: string): Promise<void>;
  /** The same of files near that one, where the directive of a wrapper mostly is: in its folder and in the one above. */
  hastenAround(path: string, isWanted: (path: string) => boolean): Promise<void>;
  /**
   * Reads all files below a folder, in slices, and calls `found` after those that brought something. Wrappers, which take longer,
   * come last; `directed` is called before them, when all directives are known. Gives the files that have been read since it began.
   */
  crawl(folder: string, found: () => void, directed: () => void): Promise<ReadonlySet<string>>;
  /** Forgets a file, or all below a folder, unless `isKept`. */
  forget(path: string, isKept?: (path: string) => boolean): void;
}

export function createGoIndex(host: Host, goParser: () => Promise<GoParser>, pause: Pause): GoIndex {
  const files = new Map<string, GoFileFindings | ConfigFindings>();
  /** Of two readings of one file the one that began later counts. */
  const begun = new Map<string, symbol>();
  /** For each crawl that is under way the files that have been read since it began. */
  const crawls = new Set<Set<string>>();
  let joined: Findings | undefined;

  async function read(path: string, from = host): Promise<void> {
    for (const met of crawls) met.add(path);
    const reading = Symbol();
    begun.set(path, reading);
    const found = await findingsOf(path, from);
    if (begun.get(path) !== reading) return;
    begun.delete(path);
    if (found) files.set(path, found);
    else if (!files.delete(path)) return;
    joined = undefined;
  }

  async function findingsOf(path: string, from: Host): Promise<GoFileFindings | ConfigFindings | undefined> {
    try {
      const found = await readBindingFile(from, goParser, path);
      // Parts of a text keep all of it in memory; what has been written out and read back does not.
      return found && "directives" in found ? JSON.parse(JSON.stringify(found)) : found;
    } catch (error) {
      if (error instanceof HostError) return undefined;
      throw error;
    }
  }

  async function hasten(path: string): Promise<void> {
    if ([...crawls].some((met) => !met.has(path))) await read(path);
  }

  function textOf(path: string): string | undefined {
    try {
      return host.readText(path);
    } catch (error) {
      if (error instanceof HostError) return undefined;
      throw error;
    }
  }

  return {
    file(path) {
      const found = files.get(path);
      return found && "directives" in found ? found : undefined;
    },
    config(path) {
      const found = files.get(path);
      return found && "issues" in found ? found : undefined;
    },
    findings() {
      joined ??= joinFindings(host, files.values());
      return joined;
    },
    read: (path) => read(path),
    hasten,
    async hastenAround(path, isWanted) {
      const folder = host.path.dirname(path);
      for (const near of new Set([folder, host.path.dirname(folder)])) {
        for (const { name } of host.listFolder(near)) {
          const file = host.path.resolve(near, name);
          await pause(() => true);
          if (isWanted(file)) await hasten(file);
        }
      }
    },
    async crawl(folder, found, directed) {
      const wrappers: string[] = [];
      const met = new Set<string>();
      crawls.add(met);
      const readNext = async (path: string, from = host) => {
        const before = joined;
        await read(path, from);
        if (joined !== before) found();
      };
      try {
        if (host.stat(folder)?.kind === "directory") {
          for (const paths of bindingFilesBelow(host, [folder])) {
            await pause();
            for (const path of paths) {
              await pause();
              if (met.has(path)) continue;
              const text = textOf(path);
              if (text === undefined) continue;
              if (isWrapper(text) && !text.includes("//go:generate")) wrappers.push(path);
              else
                await readNext(
                  path,
                  overlayHost(host, {
                    text: (other) => (other === path ? text : undefined),
                    paths: () => [],
                  }),
                );
            }
          }
        }
        directed();
        for (const path of wrappers) {
          await pause();
          if (!met.has(path)) await readNext(path);
        }
        return met;
      } finally {
        crawls.delete(met);
      }
    },
    forget(path, isKept = () => false) {
      for (const file of files.keys()) {
        if (!isWithin(file, path, host.path.separator) || isKept(file)) continue;
        files.delete(file);
        joined = undefined;
      }
      for (const file of begun.keys())
        if (isWithin(file, path, host.path.separator) && !isKept(file)) begun.delete(file);
    },
  };
}
