// Makes a built plugin compress well, for a fixture or a bug report: `node scripts/shrink-plugin.mjs plugin.so shrunk.so`.
// It is read as before, and can no longer be run.

import { readFileSync, writeFileSync } from "node:fs";
import { importTypeScript } from "./typescript.mjs";

const [input, output] = process.argv.slice(2);
if (input === undefined || output === undefined) {
  console.error("usage: node scripts/shrink-plugin.mjs plugin.so shrunk.so");
  process.exit(2);
}
const { shrinkPlugin } = await importTypeScript("test/support/shrink.ts");
writeFileSync(output, shrinkPlugin(readFileSync(input)));
