// `bind-plugin watch`: checks, and checks again when a file changes; prints what `check` would whenever that is something new.

import { setTimeout as delay } from "node:timers/promises";
import type { CheckResult } from "#shared/engine";
import { type ParsedFlags, textOf, truthOf } from "#shared/flags";
import { CommandError, isExpected } from "../failure.ts";
import { engineOver } from "../node-engine.ts";
import { nodeHost } from "../node-host.ts";
import { type Looked, recordingHost } from "../overlay-host.ts";
import { settledIdentity } from "../settle.ts";
import { type WatchedPlaces, type Watching, watchByItself } from "../watching.ts";
import { painter, wantsColor, writeError, writeOut } from "./output.ts";
import { exitCodeOf, pathsToCheck, reportText } from "./report.ts";

/** Milliseconds in which changes are taken together. */
const gathering = 50;

/** Ends when it is told to, by a signal, with the exit code of the last check. */
export async function watch(parsed: ParsedFlags, operands: readonly string[]): Promise<number> {
  const folder = process.cwd();
  const paths = pathsToCheck(operands);
  const print = printer(parsed, folder);
  const changes = createChanges();
  let exitCode = 0;
  let shown: string | undefined;

  /** What the check looked at. What fails is told, and may be mended, except at first. */
  async function check(): Promise<Looked> {
    const looked: Looked = { paths: new Set(paths), folders: new Set() };
    try {
      const result = await engineOver(recordingHost(nodeHost, looked)).check(paths, folder);
      exitCode = exitCodeOf(result);
      const state = JSON.stringify(result);
      if (state !== shown) print(result);
      shown = state;
    } catch (error) {
      if (shown === undefined || !isExpected(error)) throw error;
      exitCode = 2;
      if (error.message !== shown) writeError(`bind-plugin: ${error.message}\n`);
      shown = error.message;
    }
    return looked;
  }

  async function follow(watching: Watching): Promise<never> {
    for (let isFirst = true; ; isFirst = false) {
      const places = placesOf(paths, await check());
      await watching.update(places);
      // What changed before everything was watched is found by a second check.
      if (isFirst && places.folders.length > 0) await watching.ready;
      else await changes.next();
    }
  }

  const ended = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  let unwatchable: (error: unknown) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    unwatchable = (error) => reject(new CommandError(`files cannot be watched: ${messageOf(error)}`));
  });
  const watching = await watchByItself(nodeHost.path, ({ path }) => changes.add(path), unwatchable);
  try {
    await Promise.race([follow(watching), ended, broken]);
  } finally {
    await watching.dispose();
  }
  return exitCode;
}

function printer(parsed: ParsedFlags, folder: string): (result: CheckResult) => void {
  if (truthOf(parsed, "json")) return ({ problems }) => writeOut(`${JSON.stringify(problems)}\n`);
  const paint = painter(wantsColor(textOf(parsed, "color")));
  return (result) => {
    const time = paint("faint", `[${new Date().toTimeString().slice(0, 8)}]`);
    writeOut(`${time} checked\n${reportText(result, folder, paint)}${time} watching for changes\n`);
  };
}

function placesOf(paths: readonly string[], { paths: looked, folders }: Looked): WatchedPlaces {
  const isFolder = (path: string) => nodeHost.stat(path)?.kind === "directory";
  return {
    folders: paths.filter(isFolder),
    files: new Set([...looked].filter((path) => !isFolder(path))),
    goFolders: folders,
  };
}

interface Changes {
  add(path: string): void;
  /** Resolves when there are changes that have not been given out yet, and their files are at rest. */
  next(): Promise<void>;
}

function createChanges(): Changes {
  const changed = new Set<string>();
  let wake: () => void = () => {};
  return {
    add(path) {
      changed.add(path);
      wake();
    },
    async next() {
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      await delay(gathering);
      const paths = [...changed];
      changed.clear();
      await Promise.all(paths.map((path) => settledIdentity(path, true)));
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
