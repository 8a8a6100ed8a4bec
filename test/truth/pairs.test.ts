// Hosts and plugins that scripts/pairs built and opened: what is predicted of each pair is what became of it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { memoryFile } from "#test/memory-file";
import { agrees, type PairTruth, pairReader } from "#test/pair-prediction";

const folder = join(import.meta.dirname, "../fixtures/pairs");
const unpack = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}.gz`))));
const truths = JSON.parse(new TextDecoder().decode(unpack("truth.json"))) as PairTruth[];
/** What there was where the pairs were opened. */
const world = { libc: "2.36", hasLibrary: (library: string) => library !== "libgone.so" };
const reader = pairReader(
  (kind, name) => memoryFile(unpack(kind === "hosts" ? `hosts/${name}` : `plugins/${name}.so`)),
  world,
);
const hosts = [...new Set(truths.map(({ host }) => host))];
const ended = (outcome: string) =>
  truths.filter(({ outcomes }) => outcomes.some((each) => each.outcome === outcome)).length;

describe("pairs that were opened", () => {
  it("are many, of each outcome", () => {
    expect(truths.length).toBeGreaterThan(1000);
    expect(ended("loads")).toBeGreaterThan(150);
    expect(ended("refused")).toBeGreaterThan(500);
    expect(ended("dies")).toBeGreaterThan(200);
    const named = truths.flatMap(({ outcomes }) =>
      outcomes.map(({ message = "" }) => /different version of package (\S+)$/.exec(message)?.[1] ?? ""),
    );
    expect(new Set(named).size).toBeGreaterThan(10);
  });

  it.each(hosts)("are predicted as it was in the host %s", (host) => {
    const wrong = truths
      .filter((truth) => truth.host === host)
      .map((truth) => ({ ...truth, predicted: reader.predict(host, truth.plugins) }))
      .filter((truth) => !agrees(truth, truth.predicted));
    expect(wrong).toEqual([]);
  });
});

describe("the comparison", () => {
  const truth: PairTruth = {
    host: "plain",
    plugins: ["text-1.1.0"],
    outcomes: [
      {
        outcome: "refused",
        message:
          'plugin.Open("plugins/text-1.1.0"): plugin was built with a different version of package example.com/text',
      },
    ],
  };
  const differs = (outcomes: PairTruth["outcomes"]) =>
    !agrees({ ...truth, outcomes }, reader.predict(truth.host, truth.plugins));

  it("tells outcomes and packages apart", () => {
    const message = "plugin was built with a different version of package example.com/base";
    expect(differs(truth.outcomes)).toBe(false);
    expect(differs([{ outcome: "loads" }])).toBe(true);
    expect(differs([{ outcome: "dies" }])).toBe(true);
    expect(differs([{ outcome: "refused", message }])).toBe(true);
  });

  it("is of every plugin that was reached", () => {
    const both = { ...truth, plugins: ["lone", "text-1.1.0"] };
    const predicted = reader.predict("plain", both.plugins);
    expect(agrees({ ...both, outcomes: [{ outcome: "loads" }, ...truth.outcomes] }, predicted)).toBe(true);
    expect(agrees({ ...both, outcomes: [{ outcome: "loads" }, { outcome: "loads" }] }, predicted)).toBe(
      false,
    );
    expect(agrees({ ...both, outcomes: [{ outcome: "dies" }, { outcome: "not reached" }] }, predicted)).toBe(
      false,
    );
  });
});
