// Damaged hosts and plugins: whatever bytes come in, what is said of them is a report or a FormatError.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { nodeHost } from "#server/node-host";
import { FormatError } from "#shared/binary/format-error";
import { reportCompat } from "#shared/compat/compat";
import { hostQuestions } from "#shared/compat/read";
import { compatLines } from "#shared/compat/text";
import { type HostFacts, readHostFacts, readPluginFacts } from "#shared/runtime/load-facts";
import { memoryFile } from "#test/memory-file";

const fixtures = join(import.meta.dirname, "../../fixtures/pairs");
const unpack = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(fixtures, `${name}.gz`))));

/** Numbers from 0 to below 1, the same ones each time (Numerical Recipes, 7.1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Where in the file reading looks. */
function placesOf(bytes: Uint8Array, read: (file: ReturnType<typeof memoryFile>) => void): readonly number[] {
  const file = memoryFile(bytes);
  const places: number[] = [];
  const noting = (offset: number, length: number, target?: Uint8Array) => {
    places.push(offset);
    return file.read(offset, length, target);
  };
  read({ ...file, read: noting });
  return places;
}

const rounds = 400;

it.each(["hosts/bare", "hosts/go1.15.15", "plugins/plain.so", "plugins/go1.15.15.so"])("%s", (name) => {
  const bytes = unpack(name);
  const plugin = readPluginFacts("plugin", memoryFile(unpack("plugins/plain.so")));
  const questions = hostQuestions([plugin]);
  const program = readHostFacts("host", memoryFile(unpack("hosts/bare")), questions);
  const judge = (file: ReturnType<typeof memoryFile>) => {
    const isHost = name.startsWith("hosts/");
    const host: HostFacts = isHost ? readHostFacts("host", file, questions) : program;
    const other = isHost ? plugin : readPluginFacts("plugin", file, nodeHost.inflate);
    return compatLines(reportCompat(host, [other])).length;
  };
  const places = placesOf(bytes, judge);
  const random = numbers(1);
  const failures = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const before = new Map<number, number>();
    for (let i = 0; i < 4; i++) {
      const near = places[Math.floor(random() * places.length)] ?? 0;
      const at = Math.min(near + Math.floor(random() * 4096), bytes.length - 1);
      if (!before.has(at)) before.set(at, bytes[at]!);
      bytes[at] = random() < 0.3 ? 0xff : Math.floor(random() * 256);
    }
    try {
      expect(judge(memoryFile(bytes))).toBeGreaterThan(0);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      failures.set(error.summary, (failures.get(error.summary) ?? 0) + 1);
    }
    for (const [at, byte] of before) bytes[at] = byte;
  }
  // Some of the damage is found, else nothing was damaged.
  expect(failures.size).toBeGreaterThan(0);
});
