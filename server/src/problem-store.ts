// The problems of the workspace by file, each file with an identity that changes when its problems do.

import { sortProblems } from "#shared/checks/all";
import type { Problem } from "#shared/problem";

export interface FileProblems {
  /** Another one for each list of problems that the file has had. */
  readonly id: string;
  /** Sorted by position. */
  readonly problems: readonly Problem[];
}

export interface ProblemStore {
  /** Replaces what one source (a binding, a file's directives) has found; nothing where it has gone. */
  set(source: string, problems: readonly Problem[]): void;
  file(path: string): FileProblems;
  /** Calls back now, not a moment later. */
  tell(): void;
  /** Every file that has problems, or had some. */
  paths(): Iterable<string>;
  /**
   * Calls back with the files whose problems have changed, once for all changes that are made in one go, until the function that
   * it returns is called.
   */
  onChange(listener: (paths: ReadonlySet<string>) => void): () => void;
}

export function createProblemStore(): ProblemStore {
  const bySource = new Map<string, readonly Problem[]>();
  const sourcesOf = new Map<string, Set<string>>();
  const files = new Map<string, FileProblems>();
  const listeners = new Set<(paths: ReadonlySet<string>) => void>();
  let changed = new Set<string>();
  let count = 0;

  function note(path: string): void {
    if (changed.size === 0) setImmediate(tell);
    changed.add(path);
  }

  /** Only lists that are really different count as changes. */
  function tell(): void {
    const paths = new Set<string>();
    const touched = changed;
    changed = new Set();
    for (const path of touched) if (update(path)) paths.add(path);
    if (paths.size > 0) for (const listener of [...listeners]) listener(paths);
  }

  function update(path: string): boolean {
    const problems = sortProblems(
      [...(sourcesOf.get(path) ?? [])].flatMap((source) =>
        (bySource.get(source) ?? []).filter(({ location }) => location.path === path),
      ),
    );
    if (JSON.stringify(files.get(path)?.problems ?? []) === JSON.stringify(problems)) return false;
    files.set(path, { id: String(++count), problems });
    return true;
  }

  return {
    set(source, problems) {
      const before = bySource.get(source) ?? [];
      if (problems.length === 0) bySource.delete(source);
      else bySource.set(source, problems);
      for (const { location } of before) {
        sourcesOf.get(location.path)?.delete(source);
        note(location.path);
      }
      for (const { location } of problems) {
        const sources = sourcesOf.get(location.path) ?? new Set();
        sourcesOf.set(location.path, sources.add(source));
        note(location.path);
      }
    },
    file(path) {
      if (changed.has(path)) tell();
      return files.get(path) ?? { id: "0", problems: [] };
    },
    tell,
    paths: () => files.keys(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
