// One thread of `npm run fuzz`: damages seeds and reads them until it is told to stop. What it tells the main thread is in `Report`.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { applyCase, type FuzzCase, undoCase } from "#test/fuzz-case";
import { minimise } from "./minimise.ts";
import { mutate } from "./mutate.ts";
import { judge, judgeAlone, memoryLimit, type Outcome, timeLimit } from "./oracle.ts";
import { findPlaces, type Places } from "./places.ts";
import { createRandom } from "./random.ts";
import { readSeeds } from "./seeds.ts";

/** A damaged seed, and how deep it is read. */
export interface Trial extends FuzzCase {
  readonly depth: "symbols" | "graph";
}

export type Report =
  | { readonly kind: "new"; readonly trial: Trial; readonly outcome: string }
  | { readonly kind: "finding"; readonly trial: Trial; readonly outcome: Outcome }
  | { readonly kind: "end"; readonly longest: number; readonly largest: number; readonly read: number };

interface Task {
  /** The number that all random choices come from. */
  readonly number: number;
  /** The first input, of how many threads this is one. */
  readonly from: number;
  readonly step: number;
  readonly corpus: readonly Trial[];
  /** [0] the input's number + 1, [1] the length of `current`, [2] whether to stop, [3] how often anything was read. */
  readonly progress: Int32Array;
  /** The trial that is running, as JSON. */
  readonly current: Uint8Array;
}

interface Seed {
  readonly name: string;
  readonly original: Uint8Array;
  readonly work: Uint8Array;
  readonly places: Places;
  readonly corpus: Trial[];
}

const corpusLimit = 400;

setFlagsFromString("--expose-gc");
globalThis.gc = runInNewContext("gc") as NodeJS.GCFunction;

const { number, from, step, corpus, progress, current } = workerData as Task;
const report = (message: Report) => parentPort?.postMessage(message);
const seeds = readSeeds().map(
  ([name, original]): Seed => ({
    name,
    original,
    work: original.slice(),
    places: findPlaces(original, () => readSeed(original)),
    corpus: corpus.filter(({ seed }) => seed === name),
  }),
);
const outcomes = new Set<string>();
let longest = 0;
let largest = 0;
let read = 0;
for (let i = from; Atomics.load(progress, 2) === 0; i += step) run(i);
report({ kind: "end", longest, largest, read });

function readSeed(bytes: Uint8Array): void {
  for (const depth of ["symbols", "graph"] as const) judge(bytes, depth);
}

function run(i: number): void {
  const random = createRandom(number, i);
  const seed = random.pick(seeds);
  const before = seed.corpus.length === 0 || random.once(2) ? { edits: [] } : random.pick(seed.corpus);
  const depth = random.once(3) ? "graph" : "symbols";
  const trial = { seed: seed.name, depth, ...mutate(seed.original, seed.places, before, random) } as const;
  Atomics.store(progress, 0, i + 1);
  let outcome = tryOn(seed, trial, judge);
  if (outcome.kind.startsWith("read")) read++;
  // Most are slow because something else is busy; looking closely costs as much as a hundred inputs.
  if (isSuspect(outcome) || outcome.time > timeLimit / 4) {
    const again = tryOn(seed, trial, judge);
    if (!outcome.isFailure && again.time < outcome.time) outcome = again;
  }
  if (isSuspect(outcome)) outcome = tryOn(seed, trial, judgeAlone);
  longest = Math.max(longest, outcome.time);
  largest = Math.max(largest, outcome.memory);
  if (outcome.isFailure) {
    const fails = (damage: Omit<FuzzCase, "seed">) => {
      const found = tryOn(seed, { ...trial, ...damage }, judgeAlone);
      return found.isFailure && alike(found.kind) === alike(outcome.kind);
    };
    const { length: _, ...whole } = trial;
    const small = alreadyFound(outcome) ? trial : { ...whole, ...minimise(trial, fails) };
    report({ kind: "finding", trial: small, outcome });
    return;
  }
  const name = `${seed.name} ${outcome.kind}`;
  if (outcomes.has(name)) return;
  outcomes.add(name);
  if (seed.corpus.length < corpusLimit) seed.corpus.push(trial);
  report({ kind: "new", trial, outcome: outcome.kind });
}

function isSuspect({ isFailure, time, memory }: Outcome): boolean {
  return isFailure || time > timeLimit || memory > memoryLimit;
}

function tryOn(
  seed: Seed,
  trial: Trial,
  judgement: (bytes: Uint8Array, depth: Trial["depth"]) => Outcome,
): Outcome {
  const bytes = applyCase(seed.work, trial);
  announce(trial);
  try {
    return judgement(bytes, trial.depth);
  } finally {
    undoCase(seed.work, seed.original, trial);
  }
}

/** What makes two failures the same one: the kind, and of exceptions the place in the program. */
function alike(kind: string): string {
  return kind.startsWith("exception")
    ? kind.split("\n").slice(0, 2).join("\n").replace(/\d+/g, "#")
    : kind.slice(0, 5);
}

function alreadyFound({ kind }: Outcome): boolean {
  const name = alike(kind);
  if (outcomes.has(name)) return true;
  outcomes.add(name);
  return false;
}

/** Says what is about to run, for the case that it never ends. */
function announce(trial: Trial): void {
  const { written } = new TextEncoder().encodeInto(JSON.stringify(trial), current);
  Atomics.store(progress, 1, written);
  Atomics.add(progress, 3, 1);
}
