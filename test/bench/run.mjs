// `npm run bench`: what reading plugins costs, as ratios measured in one run. It builds what it measures into .cache/bench
// the first time, the large plugin (test/bench/big, which imports k8s.io/client-go) for some minutes. Nothing is asserted.
// What is compared takes turns, so that a busy machine slows all of it down; the least and the median of each are shown.

import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Bench } from "tinybench";
import { importTypeScript, root } from "../../scripts/typescript.mjs";

const cache = path.join(root, ".cache/bench");
const plugins = path.join(root, "test/plugins");
const files = {
  docs: buildOnce("docs.so", ["-buildmode=plugin"], plugins, "./docs"),
  kinds: buildOnce("kinds.so", ["-buildmode=plugin"], plugins, "./kinds"),
  big: buildOnce("big.so", ["-buildmode=plugin"], path.join(root, "test/bench/big"), "."),
};
const bigNext = buildOnce(
  "big-next.so",
  ["-buildmode=plugin", "-tags=next"],
  path.join(root, "test/bench/big"),
  ".",
);
const bigHost = buildOnce("big-host", [], path.join(root, "test/bench/big"), "./host");
const opener = buildOnce("open", [], path.join(root, "test/bench/open"), ".");
const bin = path.join(root, "dist/bind-plugin.cjs");
const { reflectPlugin } = await importTypeScript("shared/src/runtime/plugin.ts");
const { readHostFacts, readPluginFacts } = await importTypeScript("shared/src/runtime/load-facts.ts");
const { diffPlugins } = await importTypeScript("shared/src/diff/plugins.ts");
const { scopeOf } = await importTypeScript("shared/src/diff/read.ts");
const { reportCompat } = await importTypeScript("shared/src/compat/compat.ts");
const { nodeHost } = await importTypeScript("server/src/node-host.ts");

const types = { dwarf: false, packages: false };
for (const [name, file] of Object.entries(files)) {
  const { symbols } = read(file, types).result;
  console.log(`${name}: ${megabytes(fs.statSync(file).size)}, ${symbols.length} symbols`);
}

title("In a warm process");
const warm = await takeTurns({
  "symbols and types, docs": () => read(files.docs, types),
  "symbols and types, kinds": () => read(files.kinds, types),
  "symbols and types, big": () => read(files.big, types),
  "with names and packages, big": () => read(files.big, {}),
  "whole graph of types, big": () => read(files.big, { ...types, depth: "graph" }),
  "whether a host loads it, big": () => compat(bigHost, files.big),
  "what changed in its next, big": () => diff(files.big, bigNext),
});
compare("symbols and types: big against kinds", warm["symbols and types, big"], [
  warm["symbols and types, kinds"],
]);
compare("symbols and types: big against docs", warm["symbols and types, big"], [
  warm["symbols and types, docs"],
]);
for (const [name, options] of Object.entries({
  "symbols and types": types,
  graph: { ...types, depth: "graph" },
}))
  console.log(`bytes of big that are read for its ${name}: ${megabytes(read(files.big, options).bytes)}`);
console.log(
  `bytes of big (${megabytes(fs.statSync(files.big).size)}) and its host (${megabytes(fs.statSync(bigHost).size)}) that are read for compat: ${megabytes(compat(bigHost, files.big).bytes)}`,
);

console.log(
  `bytes of big and its next build that are read for diff: ${megabytes(diff(files.big, bigNext).bytes)}`,
);

title("Whole processes");
const inspect = (file) => [process.execPath, bin, "inspect", "-json", file];
const processes = measureProcesses(
  {
    "node -e 0": [process.execPath, "-e", "0"],
    "openssl dgst -sha256, big": ["openssl", "dgst", "-sha256", files.big],
    "Go program that opens big": [opener, files.big],
    "inspect -json, docs": inspect(files.docs),
    "inspect -json, kinds": inspect(files.kinds),
    "inspect -json, big": inspect(files.big),
  },
  25,
);
const empty = processes["node -e 0"];
compare("opening big with Go, against its symbols and types", processes["Go program that opens big"], [
  warm["symbols and types, big"],
]);
compare("inspect -json of docs, against node -e 0", processes["inspect -json, docs"], [empty]);
compare("inspect -json of kinds, against node -e 0", processes["inspect -json, kinds"], [empty]);
compare("inspect -json of big, against node -e 0 and openssl", processes["inspect -json, big"], [
  empty,
  processes["openssl dgst -sha256, big"],
]);
for (const file of [files.docs, files.big])
  console.log(
    `memory of inspect -json, ${path.basename(file, ".so")}: ${megabytes(peakMemory(inspect(file)))}`,
  );

title("The checksum of big, in a warm process");
const { times, held } = await hashing(files.big);
const rate = fs.statSync(files.big).size / (times.least / 1000);
console.log(`least ${times.least.toFixed(1)} ms, median ${times.median.toFixed(1)} ms`);
console.log(`rate, against openssl speed: ${(rate / opensslRate()).toFixed(2)}`);
console.log(`longest time that the loop was held up: median of the runs ${held.toFixed(1)} ms`);

/** What is read of a plugin, with the number of bytes. */
function read(file, options) {
  return withFile(file, (opened) => reflectPlugin(file, opened, nodeHost.inflate, options));
}

/** Whether the host loads the plugin, with the number of bytes. */
function compat(host, file) {
  const plugin = withFile(file, (opened) => readPluginFacts(file, opened));
  const packages = plugin.result.packages.map(({ path: name }) => name);
  const questions = { symbols: plugin.result.requiredSymbols, packages };
  const program = withFile(host, (opened) => readHostFacts(host, opened, questions));
  const result = reportCompat(program.result, [plugin.result]);
  return { result, bytes: plugin.bytes + program.bytes };
}

/** As shared/src/diff/read.ts reads them, but at once. */
function diff(old, now) {
  const first = [old, now].map((file) => read(file, { dwarf: false }));
  const scope = scopeOf(first[0].result, first[1].result);
  const second = [old, now].map((file) => read(file, { depth: scope, packages: false }));
  const [before, after] = second.map(({ result }, i) => ({ ...result, packages: first[i].result.packages }));
  const result = diffPlugins({ old: before, new: after, scope });
  return { result, bytes: [...first, ...second].reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** What `use` makes of the open file, with the number of bytes that it read. */
function withFile(file, use) {
  const opened = nodeHost.openFile(file);
  let bytes = 0;
  const counting = (offset, length, target) => {
    const part = opened.read(offset, length, target);
    bytes += part.length;
    return part;
  };
  try {
    return { result: use({ ...opened, read: counting }), bytes };
  } finally {
    opened.close();
  }
}

/** Milliseconds that each task takes, in five rounds of all of them after one that warms up. */
async function takeTurns(tasks) {
  const rounds = [];
  for (let round = 0; round <= 5; round++) {
    const bench = new Bench({ time: 250, iterations: 10, warmup: false });
    for (const [name, task] of Object.entries(tasks)) bench.add(name, () => void task());
    await bench.run();
    if (round > 0) rounds.push(new Map(bench.tasks.map((task) => [task.name, task.result.latency])));
  }
  return summaries(tasks, (name) => ({
    least: Math.min(...rounds.map((round) => round.get(name).min)),
    median: medianOf(rounds.map((round) => round.get(name).p50)),
  }));
}

/** Milliseconds that each command takes; they take turns. */
function measureProcesses(commands, runs) {
  const times = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let i = 0; i < runs; i++) {
    for (const [name, [command, ...args]] of Object.entries(commands))
      times.get(name).push(timed(command, args));
  }
  return summaries(commands, (name) => summaryOf(times.get(name)));
}

function summaries(of, summary) {
  const entries = Object.keys(of).map((name) => [name, summary(name)]);
  for (const [name, { least, median }] of entries)
    console.log(`${name.padEnd(30)} least ${least.toFixed(2)} ms, median ${median.toFixed(2)} ms`);
  return Object.fromEntries(entries);
}

function compare(what, one, others) {
  const ratio = (key) => (one[key] / others.reduce((sum, other) => sum + other[key], 0)).toFixed(2);
  console.log(`${what}: ${ratio("least")}x by the least, ${ratio("median")}x by the median`);
}

/** Hashes the file some times, with a timer that sees how long it has to wait. */
async function hashing(file) {
  const times = [];
  const waits = [];
  for (let i = 0; i < 15; i++) {
    const opened = nodeHost.openFile(file);
    const start = performance.now();
    let last = start;
    let longest = 0;
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await opened.sha256();
    times.push(performance.now() - start);
    waits.push(longest);
    clearInterval(watch);
    opened.close();
  }
  return { times: summaryOf(times), held: medianOf(waits) };
}

function summaryOf(times) {
  return { least: Math.min(...times), median: medianOf(times) };
}

function medianOf(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function buildOnce(name, flags, folder, target) {
  const output = path.join(cache, name);
  if (fs.existsSync(output)) return output;
  fs.mkdirSync(cache, { recursive: true });
  console.log(`building ${name} ...`);
  execFileSync("go", ["build", ...flags, "-o", output, target], { cwd: folder, stdio: "inherit" });
  return output;
}

/** Bytes a second, of openssl's own measurement on blocks as large as those that a file is read in. */
function opensslRate() {
  const args = ["speed", "-elapsed", "-seconds", "2", "-bytes", "1048576", "-evp", "sha256"];
  const text = execFileSync("openssl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return Number(/sha256\s+([\d.]+)k/i.exec(text)[1]) * 1000;
}

/** Milliseconds that a process takes. */
function timed(command, args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Bytes of resident memory at the peak, of a Node process. */
function peakMemory([node, ...args]) {
  const code =
    "process.on('exit',()=>process.stderr.write(String(process.resourceUsage().maxRSS)));process.argv.splice(1,1);require(process.argv[1])";
  const { stderr } = spawnSync(node, ["-e", code, "x", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  return Number(stderr) * 1024;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function title(text) {
  console.log(`\n${text}`);
}
