// What is shown of the problems of files that are being edited, where these are to be told only when a file is saved.

import type { FileProblems, ProblemStore } from "./problem-store.ts";

export interface HeldProblems {
  /** The file's text is not what is saved: what is shown of it stays as it is. */
  edited(path: string): void;
  /** The file was saved or closed. */
  released(path: string): void;
  releaseAll(): void;
  /** What is to be shown. */
  file(path: string): FileProblems;
  /** Calls back with files that are shown as they are again, until the function that it returns is called. */
  onRelease(listener: (paths: ReadonlySet<string>) => void): () => void;
}

export function createHeldProblems(store: ProblemStore): HeldProblems {
  const held = new Map<string, FileProblems>();
  const listeners = new Set<(paths: ReadonlySet<string>) => void>();

  function release(paths: readonly string[]): void {
    const released = new Set(paths.filter((path) => held.delete(path)));
    if (released.size > 0) for (const listener of [...listeners]) listener(released);
  }

  return {
    edited(path) {
      if (!held.has(path)) held.set(path, store.file(path));
    },
    released: (path) => release([path]),
    releaseAll: () => release([...held.keys()]),
    file: (path) => held.get(path) ?? store.file(path),
    onRelease(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
