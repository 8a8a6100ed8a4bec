// Checks every binding, and checks it again when something changes that was looked at.

import type { FoundBinding } from "#shared/binding/find";
import { checkSubject } from "#shared/checks/all";
import type { Subject } from "#shared/checks/subject";
import type { Host } from "#shared/host";
import type { Binding, Plugin } from "#shared/model";
import type { Problem } from "#shared/problem";
import type { GoParser } from "#shared/source/syntax";
import { readNewerSource, readSubject } from "#shared/subjects";
import type { WrapperFile } from "#shared/wrapper/wrapper-file";
import { type Looked, recordingHost } from "./overlay-host.ts";
import type { PluginStates } from "./plugin-states.ts";
import { createQueue, type Pause } from "./slices.ts";

/** How many bindings are read at a time: enough that one large plugin being hashed doesn't hold up all others. */
const together = 4;

export interface CheckerParts {
  readonly host: Host;
  readonly goParser: () => Promise<GoParser>;
  readonly version: string;
  readonly plugins: PluginStates;
  readonly pause: Pause;
  readonly wrapper: (path: string) => Promise<WrapperFile | undefined>;
  /** Shows a path in a message about the binding. */
  readonly show: (binding: Binding, path: string) => string;
  /** Whether somebody is looking at what the binding is about, so that it is checked before others; `hurry` when that changes. */
  readonly isUrgent: (binding: Binding) => boolean;
  /** Receives what has been found about the binding; nothing when it has gone. */
  readonly report: (key: string, problems: readonly Problem[]) => void;
  /** Receives what a check failed by, which is a bug. */
  readonly fail: (error: unknown) => void;
}

export interface Checker {
  /** The bindings that there are now. Checks those that are new or have changed. */
  setBindings(found: readonly FoundBinding[]): void;
  /** Checks again what has been found by reading the file. */
  textChanged(path: string): void;
  /** Checks again what has been found by looking at any of these, at what was below it, or at the folder that it is in. */
  diskChanged(paths: ReadonlySet<string>): void;
  /** What a binding's last check has seen; `undefined` before the first. */
  subject(binding: Binding): Subject | undefined;
  /** Folders that were listed for any binding, and so are of interest when files come and go there. */
  folders(): ReadonlySet<string>;
  /** Checks what is urgent by now at once; resolves when that is done. */
  hurry(): Promise<void>;
  /** Resolves when everything has been checked. */
  idle(): Promise<void>;
  readonly isIdle: boolean;
}

interface Entry {
  readonly key: string;
  found: FoundBinding;
  looked: Looked;
  subject?: Subject;
  newerSource?: { readonly plugin: Plugin; readonly looked: Looked; readonly path: string | undefined };
  running?: Promise<void>;
  isDirty: boolean;
}

export function createChecker(parts: CheckerParts): Checker {
  const { host, plugins, report, fail } = parts;
  const entries = new Map<string, Entry>();
  const queue = createQueue(together);
  let whenIdle: (() => void)[] = [];
  let running = 0;

  function markDirty(entry: Entry): void {
    entry.isDirty = true;
    entry.running ??= start(entry);
  }

  const isUrgent = ({ found }: Entry) => parts.isUrgent(found.binding);

  async function start(entry: Entry): Promise<void> {
    running++;
    try {
      // Changes that come together are looked at together.
      await new Promise((resolve) => setImmediate(resolve));
      while (entry.isDirty && entries.get(entry.key) === entry) {
        entry.isDirty = false;
        await parts.pause(() => isUrgent(entry));
        await plugins.settle(entry.found.binding.pluginPath);
        await queue.run(
          () => check(entry),
          () => isUrgent(entry),
        );
      }
    } catch (error) {
      fail(error);
    } finally {
      delete entry.running;
      if (--running === 0) {
        for (const resolve of whenIdle) resolve();
        whenIdle = [];
      }
    }
  }

  async function check(entry: Entry): Promise<void> {
    const pause = () => parts.pause(() => isUrgent(entry));
    await pause();
    const { found } = entry;
    const looked: Looked = { paths: new Set(), folders: new Set() };
    const recording = recordingHost(host, looked);
    // What is looked at counts from the beginning: a change in the middle of the check is not missed.
    entry.looked = looked;
    looked.paths.add(found.binding.pluginPath).add(found.binding.wrapperPath);
    const subject = await readSubject(
      {
        host: recording,
        goParser: parts.goParser,
        version: parts.version,
        pluginState: plugins.read,
        newerSource: (binding, plugin) => newerSource(entry, binding, plugin, pause),
        wrapper: parts.wrapper,
        show: (path) => parts.show(found.binding, path),
        pause,
      },
      found,
    );
    if (entry.found !== found || entries.get(entry.key) !== entry) return;
    entry.subject = subject;
    report(entry.key, checkSubject(subject));
  }

  /** Follows the plugin's imports on disk, which typing doesn't change. */
  async function newerSource(
    entry: Entry,
    binding: Binding,
    plugin: Plugin,
    pause: Pause,
  ): Promise<string | undefined> {
    if (entry.newerSource?.plugin === plugin) return entry.newerSource.path;
    const looked: Looked = { paths: new Set(), folders: new Set() };
    const path = await readNewerSource(recordingHost(host, looked), binding, plugin, pause);
    entry.newerSource = { plugin, looked, path };
    return path;
  }

  return {
    setBindings(found) {
      const present = new Set<string>();
      for (const one of found) {
        const key = keyOf(one.binding);
        present.add(key);
        const entry = entries.get(key);
        if (entry?.found.binding === one.binding && isSameHost(entry.found, one)) continue;
        if (entry) {
          entry.found = one;
          delete entry.newerSource;
          markDirty(entry);
        } else {
          const looked: Looked = { paths: new Set(), folders: new Set() };
          const fresh: Entry = { key, found: one, looked, isDirty: false };
          entries.set(key, fresh);
          markDirty(fresh);
        }
      }
      for (const key of entries.keys()) {
        if (present.has(key)) continue;
        entries.delete(key);
        report(key, []);
      }
    },
    textChanged(path) {
      for (const entry of entries.values()) if (entry.looked.paths.has(path)) markDirty(entry);
    },
    diskChanged(paths) {
      const folders = new Set([...paths].map((path) => host.path.dirname(path)));
      const isBelow = (path: string) => {
        for (let at = path; ; at = host.path.dirname(at)) {
          if (paths.has(at)) return true;
          if (host.path.dirname(at) === at) return false;
        }
      };
      const isConcerned = (looked: Looked) =>
        [...looked.folders].some((folder) => folders.has(folder) || isBelow(folder)) ||
        [...looked.paths].some(isBelow);
      for (const entry of entries.values()) {
        const isOfSource = entry.newerSource !== undefined && isConcerned(entry.newerSource.looked);
        if (isOfSource) delete entry.newerSource;
        if (isOfSource || isConcerned(entry.looked)) markDirty(entry);
      }
    },
    subject: (binding) => entries.get(keyOf(binding))?.subject,
    folders() {
      const folders = new Set<string>();
      for (const { looked, newerSource } of entries.values()) {
        for (const folder of looked.folders) folders.add(folder);
        for (const folder of newerSource?.looked.folders ?? []) folders.add(folder);
      }
      return folders;
    },
    get isIdle() {
      return running === 0;
    },
    async hurry() {
      queue.hurry();
      await Promise.all([...entries.values()].filter(isUrgent).map((entry) => entry.running));
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}

function isSameHost(a: FoundBinding, b: FoundBinding): boolean {
  return a.host === b.host || JSON.stringify(a.host) === JSON.stringify(b.host);
}

/** The same for a binding as long as its directive, entry or header stays where it is. */
function keyOf({ origin, location }: Binding): string {
  const { line, character } = location.range.start;
  return `${origin}:${line}:${character}:${location.path}`;
}
