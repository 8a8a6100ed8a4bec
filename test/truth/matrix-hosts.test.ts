// Programs that load plugins, of other versions of Go and other machines, which scripts/matrix built: each is what Go says of it.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compareHost, type HostTruth, hostForms } from "#test/host-forms";

const folder = join(import.meta.dirname, "../fixtures/hosts");
const unpack = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}.gz`))));
const ids = readdirSync(folder)
  .filter((name) => name.endsWith(".host.gz"))
  .map((name) => name.slice(0, -".host.gz".length));

it("there are hosts of old and new versions, each word size and byte order", () => {
  const parts = ids.map((id) => /^go1\.(\d+)\.\d+-(\w+)$/.exec(id)!);
  expect(new Set(parts.map(([, minor]) => Number(minor)))).toEqual(new Set([8, 10, 13, 16, 18, 20, 26, 27]));
  expect(new Set(parts.map(([, , arch]) => arch))).toEqual(
    new Set(["amd64", "386", "arm64", "arm", "s390x", "riscv64"]),
  );
});

describe.each(ids)("the host %s", (id) => {
  const host = unpack(`${id}.host`);
  const truth = JSON.parse(new TextDecoder().decode(unpack(`${id}.json`))) as HostTruth;

  it("has a truth that says everything", () => {
    expect(id).toBe(`${truth.go}-${truth.goarch}`);
    expect(Object.keys(truth.hashes).length).toBeGreaterThan(15);
    expect(truth.hashes).toHaveProperty("plugin");
    expect(truth.buildInfo !== undefined).toBe(Number(/^go1\.(\d+)/.exec(id)![1]) >= 13);
  });

  it.each(hostForms)("is read as Go says: $name", (form) => {
    expect(compareHost(host, truth, form)).toEqual([]);
  });

  it.each([
    ["version", { go: "go1.9.1" }],
    ["GOARCH", { goarch: "mips" }],
    ["package", { hashes: { ...truth.hashes, plugin: "00" } }],
    ["number of packages", { hashes: { ...truth.hashes, more: "00" } }],
    ["build information", { buildInfo: ["\tpath\tother"] }],
  ])("differs from another truth: %s", (what, other) => {
    const [first] = compareHost(host, { ...truth, ...other }, hostForms[0]!);
    expect(first?.startsWith(`${what}: `)).toBe(true);
  });
});
