// What is told of files that chokidar watches, and what it passes over.

import { EventEmitter } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Watching, watchByItself } from "#server/watching";
import type { FileChange } from "#server/workspace";
import { tempFolder } from "#test/temp-folder";

const watchers: EventEmitter[] = [];

vi.mock("chokidar", () => ({
  watch: () => {
    const watcher = Object.assign(new EventEmitter(), { add() {}, unwatch() {}, close: async () => {} });
    watchers.push(watcher);
    return watcher;
  },
}));

let told: FileChange[] = [];
let watching: Watching;
let file = "";

beforeEach(async () => {
  vi.useFakeTimers();
  file = path.join(tempFolder(), "a.go");
  told = [];
  watchers.length = 0;
  const rules = { ...path, separator: path.sep };
  watching = await watchByItself(
    rules,
    (change) => told.push(change),
    (error) => {
      throw error;
    },
  );
});

afterEach(async () => {
  await watching.dispose();
  vi.useRealTimers();
});

/** What is told when nothing more is told by chokidar. */
function restOf(event: string, at: string, afterwards: () => void = () => {}): readonly FileChange[] {
  watchers[0]!.emit("all", event, at);
  afterwards();
  told.length = 0;
  vi.runAllTimers();
  return told;
}

it("a file that stays as it was told of is told of once", () => {
  writeFileSync(file, "a");
  watchers[0]!.emit("all", "change", file);
  expect(told).toEqual([{ path: file, kind: "changed" }]);
  expect(restOf("change", file)).toEqual([]);
  expect(restOf("unlink", file)).toEqual([]);
});

it("a file that changes or goes afterwards is told of again", () => {
  writeFileSync(file, "a");
  expect(restOf("change", file, () => writeFileSync(file, "other"))).toEqual([
    { path: file, kind: "changed" },
  ]);
  expect(restOf("change", file, () => rmSync(file))).toEqual([{ path: file, kind: "deleted" }]);
});

it("a new folder, in which files may have come and gone before it was watched, is told of twice", () => {
  const folder = path.join(path.dirname(file), "new");
  mkdirSync(folder);
  expect(restOf("addDir", folder)).toEqual([{ path: folder, kind: "created" }]);
});

it("nothing more is told when watching has ended", async () => {
  writeFileSync(file, "a");
  watchers[0]!.emit("all", "addDir", path.dirname(file));
  await watching.dispose();
  told.length = 0;
  vi.runAllTimers();
  expect(told).toEqual([]);
});
