// A host that is not built yet: what go.mod, go.sum, go.work and the environment say of it, beside what go says.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeHost } from "#server/node-host";
import { leastVersion, readSourceHost } from "#shared/compat/source-host";
import type { Host } from "#shared/host";
import { runGo } from "#test/go";
import { tempFolder } from "#test/temp-folder";

function layOut(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

const within = (env: Readonly<Record<string, string>>): Host => ({ ...nodeHost, env: (name) => env[name] });

const goMod = `module example.com/app // the app

go 1.21

toolchain go1.22.3

require example.com/one v1.0.0

require (
	example.com/two v1.1.0 // indirect
	"example.com/three" v1.2.0
	example.com/four v1.3.0
)

replace example.com/two => ../two // beside

replace (
	example.com/three v1.2.0 => example.com/fork v1.9.0
	example.com/four v1.9.9 => ../never
)

exclude example.com/one v0.9.0
`;

const files = {
  "app/go.mod": goMod,
  "app/go.sum":
    "example.com/one v1.0.0 h1:one=\nexample.com/one v1.0.0/go.mod h1:mod=\nexample.com/fork v1.9.0 h1:fork=\n",
  "app/host/main.go": "package main\n\nfunc main() {}\n",
};

describe("modules", () => {
  it("are those of go.mod, as go itself reads it", async () => {
    const folder = layOut(files);
    const { facts } = readSourceHost(within({}), join(folder, "app/host"), undefined);
    expect(facts.buildInfo?.path).toBe("example.com/app/host");
    const { stdout } = await runGo(["mod", "edit", "-json"], { cwd: join(folder, "app") });
    const truth = JSON.parse(stdout) as {
      Require: { Path: string; Version: string }[];
      Replace: { Old: { Path: string; Version?: string }; New: { Path: string; Version?: string } }[];
    };
    const expected = truth.Require.map(({ Path, Version }) => {
      const replaced = truth.Replace.find(
        ({ Old }) => Old.Path === Path && (Old.Version === undefined || Old.Version === Version),
      );
      return [Path, Version, replaced?.New.Path, replaced && (replaced.New.Version ?? "(devel)")];
    });
    const found = facts.buildInfo?.deps.map(({ path, version, replace }) => [
      path,
      version,
      replace?.path,
      replace?.version,
    ]);
    expect(found).toEqual(expected);
  });

  it("have the sums of go.sum, but in a vendor folder", () => {
    const sums = (extra: Record<string, string>) => {
      const folder = layOut({ ...files, ...extra });
      const { facts, isVendored } = readSourceHost(within({}), join(folder, "app"), undefined);
      return [isVendored, ...(facts.buildInfo?.deps ?? []).map(({ sum, replace }) => replace?.sum ?? sum)];
    };
    expect(sums({})).toEqual([false, "h1:one=", "", "h1:fork=", ""]);
    expect(sums({ "app/vendor/modules.txt": "" })).toEqual([true, "", "", "", ""]);
  });

  it("are folders where a go.work uses them", () => {
    const versions = (env: Record<string, string>, work: string) => {
      const folder = layOut({ ...files, "go.work": work, "one/go.mod": "module example.com/one\n" });
      const { facts } = readSourceHost(within(env), join(folder, "app/host"), undefined);
      return facts.buildInfo?.deps[0]?.version;
    };
    expect(versions({}, "go 1.21\n\nuse (\n\t./app // the app\n\t./one\n)\n")).toBe("(devel)");
    expect(versions({}, "go 1.21\nuse ./app\nuse ./one\n")).toBe("(devel)");
    expect(versions({}, "go 1.21\nuse ./one\n")).toBe("v1.0.0");
    expect(versions({ GOWORK: "off" }, "go 1.21\nuse ./app\nuse ./one\n")).toBe("v1.0.0");
  });

  it("are none outside of a module", () => {
    expect(() => readSourceHost(within({}), tempFolder(), undefined)).toThrow("is in no Go module");
  });
});

describe("how it is built", () => {
  const read = (env: Record<string, string>, answer?: Parameters<typeof readSourceHost>[2]) => {
    const { facts, packages, unknown } = readSourceHost(within(env), join(layOut(files), "app/host"), answer);
    const settings = Object.fromEntries(
      (facts.buildInfo?.settings ?? []).map(({ key, value }) => [key, value]),
    );
    return { facts, settings, packages, unknown };
  };

  it("is what the environment says", () => {
    const { settings, facts, unknown } = read({
      GOFLAGS: "-trimpath -tags=a,b --race=false",
      GOEXPERIMENT: "jsonv2",
      GOARCH: "arm64",
    });
    expect(settings).toMatchObject({
      "-trimpath": "true",
      "-tags": "a,b",
      "-race": "false",
      GOEXPERIMENT: "jsonv2",
    });
    expect(facts).toMatchObject({ goarch: "arm64", support: "yes", links: undefined });
    expect(unknown.join("\n")).toContain("go1.22.3 at least");
    expect(read({ CGO_ENABLED: "0" }).facts.support).toBe("no-cgo");
    expect(read({ GOTOOLCHAIN: "go1.20.14" }).facts).toMatchObject({
      goVersion: "go1.20.14",
      links: { next: 560 },
    });
  });

  it("is what go says, where it was asked", () => {
    const env = {
      GOVERSION: "go1.26.8",
      GOOS: "linux",
      GOARCH: "s390x",
      CGO_ENABLED: "1",
      GOEXPERIMENT: "",
      GOFLAGS: "",
    };
    const { facts, packages, unknown } = read({}, { env, packages: ["fmt", "example.com/app/host"] });
    expect(facts).toMatchObject({ goVersion: "go1.26.8", goarch: "s390x", links: { next: 584 } });
    expect([...(packages ?? [])]).toEqual(["fmt", "example.com/app/host"]);
    expect(unknown).toHaveLength(1);
  });
});

it("the least version is that of the toolchain line, else of the go line", () => {
  expect(leastVersion(goMod)).toBe("go1.22.3");
  expect(leastVersion(goMod, true)).toBe("go1.21");
  expect(leastVersion("module m\n\ngo 1.18\n")).toBe("go1.18");
  expect(leastVersion("module m\n")).toBeUndefined();
});
