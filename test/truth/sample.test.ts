// The committed sample plugin is what its source builds to, as far as a reader can tell.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { nodeHost } from "#server/node-host";
import type { Plugin } from "#shared/model";
import { reflectPlugin } from "#shared/runtime/plugin";
import { typeString } from "#shared/type-string";
import { memoryFile } from "#test/memory-file";
import { buildSample, readSample } from "#test/sample";
import { shrinkPlugin } from "#test/shrink";
import { tempFolder } from "#test/temp-folder";

vi.setConfig({ testTimeout: 600_000 }); // nothing may have been built yet

const folder = fileURLToPath(new URL("../fixtures/sample", import.meta.url));
const refresh = "refresh it with node scripts/build-sample.mjs";

function symbolsOf(image: Uint8Array) {
  const plugin: Plugin = reflectPlugin("plugin.so", memoryFile(image), nodeHost.inflate, { depth: "graph" });
  return plugin.symbols.map(({ type, ...symbol }) => ({ ...symbol, type: typeString(type) }));
}

test("the committed sample reads as a fresh build does", async () => {
  const built = join(tempFolder(), "plugin.so");
  await buildSample(folder, built);
  const committed = symbolsOf(readSample(folder));
  expect(committed.map(({ name }) => name)).toContain("Registerer");
  expect(committed, refresh).toEqual(symbolsOf(readFileSync(built)));
  expect(committed, refresh).toEqual(symbolsOf(shrinkPlugin(readFileSync(built))));
});

test("the committed sample is small and has no paths of the machine that built it", () => {
  expect(readFileSync(join(folder, "plugin.so.gz")).length).toBeLessThan(300_000);
  const text = Buffer.from(readSample(folder)).toString("latin1");
  expect(text).toContain("example.com/greeter/plug/greeter.go");
  expect(text.match(/\/(root|home|Users|work|tmp|build)\/[\w./-]+/)).toBeNull();
});
