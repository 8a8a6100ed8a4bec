// The engine's port as an editor sees the files: open documents in place of what is on disk.

import type { Host } from "#shared/host";

/** Open documents by absolute path. */
export interface OpenTexts {
  /** `undefined` for a file that is not open. */
  text(path: string): string | undefined;
  paths(): Iterable<string>;
}

/** A document that is not on disk is a file, and older than everything. */
export function overlayHost(host: Host, open: OpenTexts): Host {
  return {
    ...host,
    readText(path) {
      const text = open.text(path);
      return text === undefined ? host.readText(path) : text;
    },
    stat(path) {
      const found = host.stat(path);
      const text = found ? undefined : open.text(path);
      return text === undefined ? found : { kind: "file", size: text.length, modified: 0 };
    },
    listFolder(folder) {
      const entries = host.listFolder(folder);
      const names = new Set(entries.map(({ name }) => name));
      const unsaved = [...open.paths()]
        .filter((path) => host.path.dirname(path) === folder && !names.has(host.path.basename(path)))
        .map((path) => ({ name: host.path.basename(path), kind: "file" as const }));
      return unsaved.length === 0
        ? entries
        : [...entries, ...unsaved].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

/** What was looked at through a host: a change of any of it may change what was found. */
export interface Looked {
  readonly paths: Set<string>;
  /** Those whose entries were listed. */
  readonly folders: Set<string>;
}

/** The host, noting in `looked` what is asked of it. */
export function recordingHost(host: Host, looked: Looked): Host {
  const noting =
    <A extends [path: string, ...rest: unknown[]], R>(ask: (...args: A) => R) =>
    (...args: A): R => {
      looked.paths.add(args[0]);
      return ask(...args);
    };
  return {
    ...host,
    openFile: noting(host.openFile),
    stat: noting(host.stat),
    readText: noting(host.readText),
    listFolder(folder) {
      looked.folders.add(folder);
      return host.listFolder(folder);
    },
  };
}
