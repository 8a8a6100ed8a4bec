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

it("gives slices to what is urgent also while a task is held for", async () => {
  const { pause, hold } = createSlices();
  let end = () => {};
  const held = hold(new Promise<void>((resolve) => (end = resolve)));
  const begun: string[] = [];
  const urgent = new Set(["now"]);
  const run = (name: string) => pause(() => urgent.has(name)).then(() => begun.push(name));
  spin();
  const all = ["late", "soon", "now"].map(run);
  for (let i = 0; i < 5; i++) await turn();
  expect(begun).toEqual(["now"]);
  urgent.add("soon");
  spin();
  all.push(run("now"));
  for (let i = 0; i < 5; i++) await turn();
  expect(begun).toEqual(["now", "soon", "now"]);
  end();
  await Promise.all([held, ...all]);
  expect(begun).toEqual(["now", "soon", "now", "late"]);
});

it("gives slices to what has become urgent by the time that another task is held for", async () => {
  const { pause, hold } = createSlices();
  const ends: (() => void)[] = [];
  const task = () => new Promise<void>((resolve) => void ends.push(resolve));
  const first = hold(task());
  let isUrgent = false;
  let isDone = false;
  const work = pause(() => isUrgent).then(() => {
    isDone = true;
  });
  for (let i = 0; i < 5; i++) await turn();
  isUrgent = true;
  const second = hold(task());
  for (let i = 0; i < 5; i++) await turn();
  expect(isDone).toBe(true);
  for (const end of ends) end();
  await Promise.all([first, second, work]);
});

/** Runs tasks that are called by single letters, and end when they are told to. */
function namedTasks(limit: number) {
  const queue = createQueue(limit);
  const begun: string[] = [];
  const urgent = new Set<string>();
  const ends = new Map<string, () => void>();
  function run(name: string): Promise<void> {
    const task = () =>
      new Promise<void>((resolve) => {
        begun.push(name);
        ends.set(name, resolve);
      });
    return queue.run(task, () => urgent.has(name));
  }
  async function end(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      ends.get(name)!();
      await turn();
    }
  }
  return { queue, begun, urgent, run, end };
}

it("a queue runs tasks in their order, and never more than its limit at a time", async () => {
  const { begun, run, end } = namedTasks(2);
  const all = [..."abcd"].map(run);
  expect(begun).toEqual(["a", "b"]);
  await end("a");
  expect(begun).toEqual(["a", "b", "c"]);
  await end("b", "c", "d");
  await Promise.all(all);
  expect(begun).toEqual(["a", "b", "c", "d"]);
});

it("a queue begins at once what is urgent, or becomes so, and nothing else before there is room again", async () => {
  const { queue, begun, urgent, run, end } = namedTasks(2);
  const all = [..."abcde"].map(run);
  urgent.add("e").add("f");
  all.push(run("f"));
  expect(begun).toEqual(["a", "b", "f"]);
  queue.hurry();
  await turn();
  expect(begun).toEqual(["a", "b", "f", "e"]);
  await end("a", "b");
  expect(begun).toEqual(["a", "b", "f", "e"]);
  await end("f");
  expect(begun).toEqual(["a", "b", "f", "e", "c"]);
  await end("e", "c", "d");
  await Promise.all(all);
  expect(begun).toEqual(["a", "b", "f", "e", "c", "d"]);
});
