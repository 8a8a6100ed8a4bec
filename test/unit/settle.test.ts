// When a file counts as written.

import { renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { identityOf, settledIdentity } from "#server/settle";
import { tempFolder } from "#test/temp-folder";

vi.mock("node:timers/promises", () => ({
  setTimeout: async () => {
    waits++;
    between(waits);
  },
}));

let waits = 0;
/** What happens to the file between two looks. */
let between: (wait: number) => void = () => {};
let file = "";

beforeEach(() => {
  file = join(tempFolder(), "plugin.so");
  waits = 0;
  between = () => {};
});

afterEach(() => vi.restoreAllMocks());

it("at once: a file that was written long ago, and one that never was", async () => {
  expect(await settledIdentity(file, false)).toBeUndefined();
  writeFileSync(file, "x");
  utimesSync(file, new Date(2020, 1), new Date(2020, 1));
  expect(await settledIdentity(file, true)).toBe(identityOf(file));
  expect(waits).toBe(0);
});

it("when two looks in a row agree", async () => {
  writeFileSync(file, "x");
  between = (wait) => wait < 5 && writeFileSync(file, "x".repeat(wait + 1));
  expect(await settledIdentity(file, true)).toBe(identityOf(file));
  expect(waits).toBe(5);
});

it("after a while in any case", async () => {
  writeFileSync(file, "x");
  between = (wait) => writeFileSync(file, "x".repeat(wait + 1));
  expect(await settledIdentity(file, true)).toBe(identityOf(file));
  expect(waits).toBeLessThan(50);
});

it("a file that is away only for a moment is waited for", async () => {
  writeFileSync(file, "x");
  renameSync(file, `${file}.old`);
  between = (wait) => wait === 1 && renameSync(`${file}.old`, file);
  expect(await settledIdentity(file, true)).toBe(identityOf(file));
  rmSync(file);
  between = () => {};
  expect(await settledIdentity(file, true)).toBeUndefined();
});

it("a file with a time in the future is looked at twice", async () => {
  writeFileSync(file, "x");
  const future = new Date(Date.now() + 3_600_000);
  utimesSync(file, future, future);
  await settledIdentity(file, true);
  expect(waits).toBe(1);
});
