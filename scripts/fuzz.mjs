// `npm run fuzz -- SECONDS [NUMBER]`: reads damaged plugins and says which are not answered by a result or one FormatError within
// 50 ms and 64 MB. NUMBER is what all random choices come from; with the same corpus the same number makes the same inputs.
// What is met for the first time is kept in .cache/fuzz, and built upon by the next run; findings are there too, made small.

import fs from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { bundleTypeScript, root } from "./typescript.mjs";

const seconds = Number(process.argv[2] ?? 60);
const number = Number(process.argv[3] ?? Date.now() % 1_000_000);
if (!(seconds > 0) || !Number.isInteger(number)) {
  console.error("usage: npm run fuzz -- SECONDS [NUMBER]");
  process.exit(2);
}

/** Milliseconds after which an input hangs. */
const patience = 10_000;
/** Megabytes of heap beyond which an input has too little of it. */
const heapLimit = 160;

const folder = path.join(root, ".cache/fuzz");
const findings = path.join(folder, "findings");
fs.mkdirSync(findings, { recursive: true });
const corpusFile = path.join(folder, "corpus.json");
const corpus = fs.existsSync(corpusFile) ? JSON.parse(fs.readFileSync(corpusFile, "utf8")) : [];
const bundle = await bundleTypeScript("scripts/fuzz/worker.ts", ".cache/fuzz");
console.log(`number ${number}, ${corpus.length} cases in the corpus`);

let end = Date.now() + seconds * 1000;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    end = 0;
  });
}
let inputs = 0;
let read = 0;
let longest = 0;
let largest = 0;
let found = 0;
const named = new Map();

for (let from = 0; Date.now() < end; ) from = await runThread(from);
fs.writeFileSync(corpusFile, JSON.stringify(corpus));
console.log(
  `${inputs} inputs, of which ${read} were read; longest ${longest.toFixed(1)} ms, ` +
    `largest ${(largest / 2 ** 20).toFixed(1)} MB; ${found} findings; ${corpus.length} cases in the corpus`,
);
process.exitCode = found > 0 ? 1 : 0;

/**
 * Runs a thread from an input on until the time is over, or until it hangs or dies; gives the number of the next input.
 * @param {number} from
 * @returns {Promise<number>}
 */
function runThread(from) {
  const progress = new Int32Array(new SharedArrayBuffer(16));
  const current = new Uint8Array(new SharedArrayBuffer(1 << 20));
  const worker = new Worker(bundle, {
    workerData: { number, from, step: 1, corpus, progress, current },
    resourceLimits: { maxOldGenerationSizeMb: heapLimit },
  });
  return new Promise((resolve, reject) => {
    let last = 0;
    let since = Date.now();
    const done = () => {
      clearInterval(watch);
      const next = Math.max(from, Atomics.load(progress, 0));
      inputs += next - from;
      resolve(next);
    };
    const giveUp = (kind) => {
      const length = Atomics.load(progress, 1);
      save(JSON.parse(new TextDecoder().decode(current.slice(0, length))), {
        kind,
        time: patience,
        memory: 0,
      });
      worker.terminate().then(done, reject);
    };
    const watch = setInterval(() => {
      const now = Atomics.load(progress, 3);
      if (now !== last) since = Date.now();
      last = now;
      if (now > 0 && Date.now() - since > patience) giveUp("hangs");
      else if (Date.now() >= end) Atomics.store(progress, 2, 1);
    }, 250);
    worker.on("message", (report) => {
      if (report.kind === "new") corpus.push(report.trial);
      if (report.kind === "finding") save(report.trial, report.outcome);
      if (report.kind !== "end") return;
      longest = Math.max(longest, report.longest);
      largest = Math.max(largest, report.largest);
      read += report.read;
      done();
    });
    // Whoever ended before has said so.
    worker.on("exit", (code) => reject(new Error(`the thread ended with ${code}`)));
    worker.on("error", (error) => {
      if (/** @type {any} */ (error).code === "ERR_WORKER_OUT_OF_MEMORY") giveUp("needs too much memory");
      else reject(error);
    });
  });
}

/** Of findings that look alike the first three are written down. */
function save(trial, { kind, time, memory }) {
  found++;
  const title = kind
    .split("\n", 2)
    .map((line) => line.replace(/\(?file:.*/, "").trim())
    .join(" ");
  const count = (named.get(title) ?? 0) + 1;
  named.set(title, count);
  if (count > 3) return;
  const file = path.join(findings, `${number}-${found}.json`);
  fs.writeFileSync(file, `${JSON.stringify({ found: title, ...trial }, null, 2)}\n`);
  const measured = `${time.toFixed(1)} ms, ${(memory / 2 ** 20).toFixed(1)} MB`;
  console.log(`${path.relative(root, file)}: ${count === 1 ? kind : title} (${measured})`);
}
