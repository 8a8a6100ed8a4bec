// The first look at folders: what waits for a document that is open.

import { expect, it } from "vitest";
import { createFirstLook } from "#server/first-look";
import { createSlices } from "#server/slices";

it("holds other work until an opened document is checked and there was a moment to show it", async () => {
  const { hold, pause } = createSlices();
  const look = createFirstLook(hold);
  let isChecked = false;
  const checked = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    isChecked = true;
  });
  look.documentOpened(checked);
  const other = pause().then(() => isChecked);
  await look.shown();
  expect(isChecked).toBe(true);
  expect(await other).toBe(true);
});

it("holds nothing for ever: not for a document that is never checked, nor for one that cannot be", async () => {
  const { hold, pause } = createSlices();
  const look = createFirstLook(hold);
  look.documentOpened(new Promise(() => {}));
  await look.shown();
  await pause();
  look.documentOpened(Promise.reject(new Error("cannot be read")));
  await look.shown();
  await pause();
});

it("is under way until there is nothing more to look at", async () => {
  const look = createFirstLook(createSlices().hold);
  expect(look.isUnderWay).toBe(false);
  const ends: (() => void)[] = [];
  const idle = () => new Promise<void>((resolve) => void ends.push(resolve));
  look.begin(idle);
  look.begin(idle);
  expect([look.isUnderWay, ends.length]).toEqual([true, 1]);
  ends[0]!();
  await Promise.resolve();
  expect(look.isUnderWay).toBe(false);
});
