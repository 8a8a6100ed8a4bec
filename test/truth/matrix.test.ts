// Plugins of other versions of Go and other machines, which scripts/matrix built: each is read as its own runtime read it.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { nodeHost } from "#server/node-host";
import { reflectPlugin } from "#shared/runtime/plugin";
import { typeString } from "#shared/type-string";
import { memoryFile } from "#test/memory-file";
import { compareForm, forms, type PortableBuild } from "#test/portable-forms";
import type { RuntimeTruth, SourceTruth } from "#test/portable-truth";

const folder = join(import.meta.dirname, "../fixtures/matrix");
const unpack = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}.gz`))));
const parse = <T>(name: string) => JSON.parse(new TextDecoder().decode(unpack(name))) as T;
const all = readdirSync(folder)
  .filter((name) => /^go.*\.so\.gz$/.test(name))
  .map((name) => name.slice(0, -".so.gz".length));
const ids = all.filter((id) => !id.endsWith(".names"));
const idsWithNames = all.filter((id) => id.endsWith(".names")).map((id) => id.slice(0, -".names".length));
const source = parse<SourceTruth[]>("source.json");
// Those files have neither debug information nor section headers.
const condensedForms = forms.filter(({ file, name }) => file === "stripped.so" && name !== "stripped");

/** From `go1.26.8-amd64`, `go1.26.8-amd64-relr`, `go1.12.17-amd64-files`. */
function buildOf(id: string): PortableBuild {
  const [, version = "", minor = "", goarch = ""] = /^go(\d+\.(\d+)\.\d+)-([^-]+)/.exec(id) ?? [];
  return {
    version,
    minor: Number(minor),
    goos: "linux",
    goarch,
    plugin: minor === "8" ? "plug" : "plug.v1",
    files: id.endsWith("-files"),
  };
}

describe("plugins of the matrix", () => {
  it("are of every change of a structure, of each word size, byte order and way of relocating", () => {
    const builds = ids.map(buildOf);
    expect(new Set(builds.map(({ minor }) => minor))).toEqual(
      new Set([8, 10, 12, 15, 16, 17, 18, 19, 20, 21, 26, 27]),
    );
    expect(new Set(builds.map(({ goarch }) => goarch))).toEqual(
      new Set(["amd64", "arm64", "386", "arm", "s390x", "ppc64le", "riscv64"]),
    );
    expect(ids).toContain("go1.26.8-amd64-relr");
    expect(condensedForms.length).toBe(6);
  });

  describe.each(ids)("%s", (id) => {
    const build = buildOf(id);
    const image = unpack(`${id}.so`);
    const truth = parse<RuntimeTruth>(`${id}.json`);

    it("has a truth that says everything", () => {
      expect(truth.go).toBe(`go${build.version}`);
      expect(truth.goarch).toBe(build.goarch);
      expect(truth.symbols.length).toBe(source.filter(({ generic }) => build.minor >= 18 || !generic).length);
      expect(truth.types.length).toBeGreaterThan(150);
    });

    it.each(condensedForms)("is read as the runtime read it: $name", (form) => {
      expect(compareForm(image, build, form, truth, source)).toEqual([]);
    });
  });
});

describe("debug information of other versions", () => {
  it("is compressed in both ways, of each word size and byte order", () => {
    expect(idsWithNames).toEqual(["go1.12.17-amd64", "go1.17.13-386", "go1.21.13-s390x"]);
  });

  it.each(idsWithNames)("gives the names of parameters: %s", (id) => {
    const image = unpack(`${id}.names.so`);
    expect(compareForm(image, buildOf(id), forms[0]!, parse(`${id}.json`), source)).toEqual([]);
    const { symbols } = reflectPlugin("plugin.so", memoryFile(image), nodeHost.inflate);
    expect(symbols.find(({ name }) => name === "Walk")?.params).toEqual(["root", "visit", "options"]);
  });
});

describe("a plugin that shares the standard library (-linkshared)", () => {
  it("is read as its source says, types of the other library included", () => {
    const plugin = reflectPlugin("linkshared.so", memoryFile(unpack("linkshared.so")), nodeHost.inflate);
    const truth = parse<SourceTruth[]>("linkshared.json");
    expect(truth.length).toBe(3);
    expect(plugin.symbols.map(({ name, kind, type }) => ({ name, kind, type: typeString(type) }))).toEqual(
      truth.map(({ name, kind, type }) => ({ name, kind, type })),
    );
    expect(plugin.pluginPath).toBe("example.com/portable/linkshared");
  });
});

describe("the comparison", () => {
  const id = "go1.27.1-amd64";
  const truth = parse<RuntimeTruth>(`${id}.json`);
  const differences = (changed: unknown) =>
    compareForm(unpack(`${id}.so`), buildOf(id), condensedForms[0]!, changed as RuntimeTruth, source);

  const isBuiltin = (value: unknown) => value === "error" || value === "unsafe.Pointer";

  /**
   * A copy of the truth in which the first number, text or flag under a key, at any depth, is another. Not the texts
   * of error and unsafe.Pointer: only reflection takes them for named types of packages.
   */
  function change(key: string): unknown {
    let done = false;
    const copy = JSON.parse(JSON.stringify(truth), (name, value: unknown) => {
      if (done || name !== key || typeof value === "object" || isBuiltin(value)) return value;
      done = true;
      return typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : `x${value}`;
    }) as unknown;
    expect(done).toBe(true);
    return copy;
  }

  it.each([
    "name",
    "kind",
    "type",
    "file",
    "line",
    "value",
    "size",
    "align",
    "package",
    "string",
    "length",
    "direction",
    "key",
    "elem",
    "variadic",
    "tag",
    "offset",
    "embedded",
  ])("names what differs in: %s", (key) => {
    expect(differences(truth)).toEqual([]);
    expect(differences(change(key)).length).toBeGreaterThan(0);
  });
});
