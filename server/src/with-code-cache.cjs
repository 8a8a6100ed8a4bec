// Stands in for a bundle (x.cjs for x.code.cjs) and loads it with the bytecode that V8 made of it at build time, since
// compiling is most of what a short command costs. Another V8 than that of the build takes no notice of the bytecode.
"use strict";

const { readFileSync } = require("node:fs");
const { wrap } = require("node:module");
const { Script } = require("node:vm");

const file = __filename.replace(/\.cjs$/, ".code.cjs");

function readCache() {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
}

const script = new Script(wrap(readFileSync(file, "utf8")), { filename: file, cachedData: readCache() });
script.runInThisContext()(exports, require, module, file, __dirname);
