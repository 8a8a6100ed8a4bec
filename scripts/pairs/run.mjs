// `npm run pairs`: builds hosts and plugins, opens every pair, and compares what is predicted; `npm run pairs -- --fixes` does what
// compat says to pairs of other Go versions and machines that don't load.

import { spawnSync } from "node:child_process";
import path from "node:path";

const steps = process.argv.includes("--fixes") ? ["fixes"] : ["build", "open", "compare"];
for (const step of steps) {
  const script = path.join(import.meta.dirname, `${step}.mjs`);
  const { status } = spawnSync(process.execPath, [script], { stdio: "inherit" });
  process.exitCode = status ?? 1;
  if (status !== 0) break;
}
