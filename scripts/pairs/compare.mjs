// Predicts what becomes of every pair of .cache/pairs, prints what differs from what did, and writes docs/pairs.md:
// `node scripts/pairs/compare.mjs`, after build.mjs and open.mjs. Fails where anything differs.

import fs from "node:fs";
import path from "node:path";
import { importTypeScript, root } from "../typescript.mjs";
import { document } from "./document.mjs";

const { pairReader, agrees, words, openFile } = await importTypeScript("scripts/pairs/predict.ts");
const cache = path.join(root, ".cache/pairs");
/** @type {import("../../test/support/pair-prediction.ts").PairTruth[]} */
const truths = JSON.parse(fs.readFileSync(path.join(cache, "truth.json"), "utf8"));
const reader = pairReader(
  (kind, name) => openFile(path.join(cache, kind, kind === "hosts" ? name : `${name}.so`)),
  // What there was where the pairs were opened.
  {
    libc: process.report.getReport().header.glibcVersionRuntime,
    hasLibrary: (library) => library !== "libgone.so",
  },
);

/** @type {import("./document.mjs").Row[]} */
const rows = truths.map((truth) => {
  const predicted = reader.predict(truth.host, truth.plugins);
  const said = truth.outcomes.map((outcome, i) => words(outcome, truth.plugins[i]));
  return { ...truth, predicted, said, agrees: agrees(truth, predicted) };
});
const differing = rows.filter((row) => !row.agrees);
for (const { host, plugins, outcomes, predicted } of differing) {
  console.log(
    `${host} < ${plugins.join(" ")}: really ${describe(outcomes)}; predicted ${describe(predicted)}`,
  );
}
console.log(`${rows.length - differing.length} of ${rows.length} predictions agree`);
fs.writeFileSync(path.join(root, "docs/pairs.md"), document(rows));
process.exitCode = differing.length > 0 ? 1 : 0;

/** @param {readonly import("../../test/support/pair-prediction.ts").PluginOutcome[]} outcomes */
function describe(outcomes) {
  return outcomes.map(({ outcome, message }) => (message ? `${outcome} (${message})` : outcome)).join(", ");
}
