// Damaged plugins that `npm run fuzz` met: one for each way to refuse a file, and whatever once went wrong.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { nodeHost } from "#server/node-host";
import { FormatError } from "#shared/binary/format-error";
import { inspectBinary } from "#shared/inspect";
import { reflectBinary } from "#shared/runtime/plugin";
import { applyCase, type FuzzCase } from "#test/fuzz-case";
import { memoryFile } from "#test/memory-file";

const fixtures = join(import.meta.dirname, "../../fixtures");
const cases = readdirSync(join(fixtures, "fuzz")).flatMap((name) =>
  (JSON.parse(readFileSync(join(fixtures, "fuzz", name), "utf8")) as FuzzCase[]).map((damaged, i) => ({
    name: `${name} ${i}`,
    damaged,
  })),
);

it.each(cases)("is read or refused: $name", ({ damaged }) => {
  const seed = gunzipSync(readFileSync(join(fixtures, `${damaged.seed}.so.gz`)));
  const bytes = applyCase(new Uint8Array(seed), damaged);
  for (const depth of ["symbols", "graph"] as const) {
    expect(read(bytes, depth)).toMatch(/^(\{"schema":|FormatError$)/);
  }
});

it("damage shows", () => {
  const { damaged } = cases[0]!;
  const seed = new Uint8Array(gunzipSync(readFileSync(join(fixtures, `${damaged.seed}.so.gz`))));
  expect(read(seed, "symbols")).toMatch(/^\{"schema":/);
  expect(read(seed.subarray(0, 5000), "symbols")).toBe("FormatError");
});

function read(bytes: Uint8Array, depth: "symbols" | "graph"): string {
  try {
    return JSON.stringify(
      inspectBinary(reflectBinary("x.so", memoryFile(bytes), nodeHost.inflate, { depth }), ""),
    );
  } catch (error) {
    if (error instanceof FormatError) return error.name;
    throw error;
  }
}
