// Lets every host open its plugins, and writes down what becomes of them: `node scripts/pairs/open.mjs`, after build.mjs.
// Here alone plugins run: it is the truth that predictions are compared with.

import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { architectures } from "../matrix/cells.mjs";
import { root } from "../typescript.mjs";
import { listHosts, listPairs } from "./builds.mjs";

/**
 * @typedef {object} Outcome what became of one plugin
 * @property {"loads" | "refused" | "dies" | "not reached"} outcome
 * @property {string} [message] the host's words, without this machine's folders
 * @typedef {object} Truth
 * @property {string} host
 * @property {string[]} plugins
 * @property {Outcome[]} outcomes one for each plugin
 * @property {Outcome[]} [varies] what became of them another time, where it is not the same
 */

const cache = path.join(root, ".cache/pairs");
const hosts = new Map(listHosts().map((host) => [host.name, host]));
const pairs = listPairs().filter(
  ({ host, plugins }) => isBuilt("hosts", host) && plugins.every((name) => isBuilt("plugins", `${name}.so`)),
);
/** @type {Truth[]} */
const truths = [];
let next = 0;
await Promise.all([work(), work()]);
truths.sort((a, b) => order(a) - order(b));
fs.writeFileSync(
  path.join(cache, "truth.json"),
  `[\n${truths.map((t) => JSON.stringify(t)).join(",\n")}\n]\n`,
);
const count = (outcome) => truths.filter(({ outcomes }) => outcomes.at(-1)?.outcome === outcome).length;
console.log(
  `${truths.length} opened: ${["loads", "refused", "dies", "not reached"].map((o) => `${count(o)} ${o}`).join(", ")}`,
);
for (const truth of truths) if (truth.varies) console.log("varies:", JSON.stringify(truth));

async function work() {
  while (next < pairs.length) {
    const pair = pairs[next++];
    const outcomes = await open(pair);
    // What kills a host may depend on where things happen to be in memory.
    const again = outcomes.some(({ outcome }) => outcome === "dies") ? await open(pair) : outcomes;
    const same = JSON.stringify(outcomes) === JSON.stringify(again);
    truths.push({ ...pair, outcomes, ...(same ? {} : { varies: again }) });
  }
}

/** @returns {Promise<Outcome[]>} */
async function open({ host, plugins }) {
  const { runner } = architectures[hosts.get(host).arch];
  const [command, ...args] = [
    ...runner,
    path.join(cache, "hosts", host),
    ...plugins.map((name) => path.join("plugins", `${name}.so`)),
  ];
  const env = {
    PATH: process.env.PATH,
    GOTRACEBACK: "none",
    ASAN_OPTIONS: "detect_leaks=0",
    GOMAXPROCS: "2",
  };
  const options = { cwd: cache, env, timeout: 60_000, killSignal: "SIGKILL", encoding: "utf8" };
  const { error, stdout, stderr } = await new Promise((resolve) => {
    execFile("nice", ["-n", "10", command, ...args], options, (error, stdout, stderr) =>
      resolve({ error, stdout, stderr }),
    );
  });
  const outcomes = [];
  for (const line of stdout.split("\n")) {
    if (line.startsWith("refused: ")) outcomes.push({ outcome: "refused", message: clean(line.slice(9)) });
    else if (line === "called") outcomes.push({ outcome: "loads" });
    else if (line.startsWith("lookup: ")) outcomes.push({ outcome: "loads", message: clean(line) });
  }
  if (outcomes.length < plugins.length) {
    const opened = stdout.endsWith("opened\n") ? "after it was opened: " : "";
    const said = stderr.split("\n").filter((line) => line.trim() !== "");
    const why = said.find((line) => /^(fatal error|panic|SIG|==\d+==)/.test(line)) ?? said[0];
    const signal = error?.killed ? "it does not end" : (error?.signal ?? `exit ${error?.code ?? 0}`);
    outcomes.push({ outcome: "dies", message: clean(`${opened}${why ?? signal}`) });
  }
  while (outcomes.length < plugins.length) outcomes.push({ outcome: "not reached" });
  return outcomes;
}

/** Without folders, and without what is another number each time. */
function clean(text) {
  return text
    .replaceAll(`${cache}/`, "")
    .replace(/\b0x[0-9a-f]+\b/g, "0x…")
    .replace(/==\d+==/, "")
    .slice(0, 300);
}

function isBuilt(kind, name) {
  return fs.existsSync(path.join(cache, kind, name));
}

function order({ host, plugins }) {
  return pairs.findIndex((pair) => pair.host === host && pair.plugins.join() === plugins.join());
}
