// Long work in slices: what else is to be done comes between them.

import { expect, it } from "vitest";
import { createQueue, createSlices } from "#server/slices";

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Uses up the present slice. */
function spin(): void {
  const end = performance.now() + 10;
  while (performance.now() < end);
}

it("lets everything else run when a slice has been used up", async () => {
  const { pause } = createSlices();
  const done: string[] = [];
  setImmediate(() => done.push("else"));
  spin();
  await pause();
  done.push("work");
  expect(done).toEqual(["else", "work"]);
});

it("gives one slice between two turns, however many wait", async () => {
  const { pause } = createSlices();
  const done: number[] = [];
  spin();
  const tasks = [1, 2, 3].map(async (number) => {
    await pause();
    done.push(number);
    spin();
  });
  await turn();
  expect(done).toEqual([1]);
  await turn();
  expect(done).toEqual([1, 2]);
  await Promise.all(tasks);
});

it("begins no slice while a task is held for, and goes on when that has ended or failed", async () => {
  const { pause, hold } = createSlices();
  let fail = (_: Error) => {};
  const held = hold(new Promise<void>((_, reject) => (fail = reject)));
  let isDone = false;
  const work = pause().then(() => {
    isDone = true;
  });
  for (let i = 0; i < 5; i++) await turn();
  expect(isDone).toBe(false);
  fail(new Error("no parser"));
  await expect(held).rejects.toThrow("no parser");
  await work;
  expect(isDone).toBe(true);
});

it("a queue runs what is urgent by then before what came earlier, and never more than its limit at a time", async () => {
  const enqueue = createQueue(2);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const urgent = new Set<string>();
  const run = (name: string) =>
    enqueue(
      () =>
        new Promise<void>((resolve) => {
          begun.push(name);
          ends.set(name, resolve);
        }),
      () => urgent.has(name),
    );
  const all = [..."abcde"].map(run);
  expect(begun).toEqual(["a", "b"]);
  urgent.add("e");
  for (const name of ["a", "e", "c", "b", "d"]) {
    ends.get(name)!();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(all);
  expect(begun).toEqual(["a", "b", "e", "c", "d"]);
});
