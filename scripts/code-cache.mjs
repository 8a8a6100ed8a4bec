// Runs the bundle of `inspect` on the sample plugin, and keeps the bytecode of what ran for server/src/with-code-cache.cjs.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { gunzipSync } from "node:zlib";
import { root } from "./install.mjs";

const file = join(root, "dist/inspect.code.cjs");
const script = new Script(Module.wrap(readFileSync(file, "utf8")), { filename: file });
const bundle = { exports: {} };
script.runInThisContext()(bundle.exports, createRequire(file), bundle, file, dirname(file));

const folder = mkdtempSync(join(tmpdir(), "bind-plugin-"));
try {
  const plugin = join(folder, "sample.so");
  writeFileSync(plugin, gunzipSync(readFileSync(join(root, "test/fixtures/sample/plugin.so.gz"))));
  for (const json of ["true", "false"]) {
    const given = new Map([["json", { text: json, valueArgument: 0, flagArgument: 0 }]]);
    await bundle.exports.inspect({ given, operands: [], issues: [], help: false }, [plugin]);
  }
  writeFileSync(`${file}.cache`, script.createCachedData());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
