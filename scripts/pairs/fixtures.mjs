// Packs what is read of the hosts and plugins of .cache/pairs for test/truth/pairs.test.ts, with what became of their pairs:
// `node scripts/pairs/fixtures.mjs`, after `npm run pairs`.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { importTypeScript, root } from "../typescript.mjs";
import { listHosts, listPlugins } from "./builds.mjs";

/** The others would make the repository larger and say little more. */
const hosts = [
  ...[
    "go1.8.7",
    "go1.9.7",
    "go1.10.8",
    "go1.15.15",
    "go1.17.13",
    "go1.18.10",
    "go1.20.14",
    "go1.22.12",
    "go1.25.5",
  ],
  ...[
    "go1.27.1",
    "plain",
    "trimpath",
    "race",
    "asan",
    "cover",
    "tag-fast",
    "experiment",
    "text-1.1.0",
    "vendored",
  ],
  ...["pie", "static", "no-cgo", "bare", "bare-trimpath", "386", "arm64", "s390x-trimpath"],
];
const omittedPlugins =
  /^(go1\.(9|11|13|14|16|19|23|24)\..*|go1\.(10|12|17|21|22|25)\..*-lone|.*-(elsewhere|small|x)|(heavy|386|arm64|s390x)-.*|(replaced|text)-base.*|gcflags-own|c-flags|lld|mold)$/;

const { condense } = await importTypeScript("scripts/pairs/condense.ts");
const { readPluginFacts } = await importTypeScript("shared/src/runtime/load-facts.ts");
const { hostQuestions } = await importTypeScript("shared/src/compat/read.ts");
const { memoryFile } = await importTypeScript("test/support/memory-file.ts");
const cache = path.join(root, ".cache/pairs");
const output = path.join(root, "test/fixtures/pairs");
/** By name. */
const packs = new Map();
const libraries = [];
const plugins = listPlugins().filter(({ name }) => !omittedPlugins.test(name));
for (const { name } of plugins) {
  const image = fs.readFileSync(path.join(cache, "plugins", `${name}.so`));
  const facts = readLibrary(image);
  if (facts) libraries.push(facts);
  // Of what is no library, the beginning is looked at.
  pack(`plugins/${name}.so`, facts ? condense(image) : image.subarray(0, 20_000));
}
for (const { name } of listHosts().filter((host) => hosts.includes(host.name))) {
  const image = fs.readFileSync(path.join(cache, "hosts", name));
  pack(`hosts/${name}`, condense(image, hostQuestions(libraries)));
}
const isPacked = (name) => plugins.some((plugin) => plugin.name === name);
const truths = JSON.parse(fs.readFileSync(path.join(cache, "truth.json"), "utf8")).filter(
  (truth) => hosts.includes(truth.host) && truth.plugins.every(isPacked),
);
pack("truth.json", Buffer.from(JSON.stringify(truths)));
fs.rmSync(output, { recursive: true, force: true });
let total = 0;
for (const [name, packed] of packs) {
  const file = path.join(output, `${name}.gz`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, packed);
  total += packed.length;
}
console.log(`${truths.length} pairs, ${total} bytes in all`);

/** What is read of a library; `undefined` of what is none, or damaged. @param {Uint8Array} image */
function readLibrary(image) {
  try {
    const facts = readPluginFacts("", memoryFile(image));
    return facts.kind === "library" ? facts : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} name @param {Uint8Array} content */
function pack(name, content) {
  packs.set(name, zlib.gzipSync(content, { level: 9 }));
}
