// `watch` as a process: what it prints when files change, and how it ends. It is waited for by what it prints.

import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { runBin, startBin } from "#test/bin";
import { buildPlugin, type PluginName } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

const built = new Map<PluginName, string>();

beforeAll(async () => {
  for (const name of ["basic", "drifted"] as const) built.set(name, await buildPlugin(name));
});

const running = new Set<ReturnType<typeof startBin>["child"]>();

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

/** Puts a plugin in place in one step. */
function put(name: PluginName, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(built.get(name)!, `${path}.new`);
  renameSync(`${path}.new`, path);
}

/** The basic plugin and a wrapper that fits. */
async function project(plugin = "p.so"): Promise<string> {
  const cwd = join(tempFolder(), "app");
  mkdirSync(cwd);
  put("basic", join(cwd, plugin));
  writeFileSync(join(cwd, "go.mod"), "module example.com/app\n\ngo 1.18\n");
  const flags = ["-plugin-path", plugin, "-output-path", "api/api.go"];
  expect(await runBin(flags, { cwd })).toMatchObject({ code: 0 });
  return cwd;
}

interface Watch {
  /** What each check has printed, when there have been that many. */
  reports(count: number): Promise<readonly string[]>;
  /** The exit code after the signal, and what was printed to standard error. */
  end(
    signal?: NodeJS.Signals,
  ): Promise<{ code: number | string; stderr: string; reports: readonly string[] }>;
}

function startWatch(args: readonly string[], cwd: string): Watch {
  const { child, ended } = startBin(["watch", ...args], { cwd });
  running.add(child);
  let text = "";
  const split = () =>
    [
      ...text.matchAll(/^\[\d\d:\d\d:\d\d\] checked\n([\s\S]*?)^\[\d\d:\d\d:\d\d\] watching for changes\n/gm),
    ].map(([, report]) => report!);
  let look = () => {};
  child.stdout.on("data", (part: string) => {
    text += part;
    look();
  });
  return {
    reports: (count) =>
      new Promise((resolve) => {
        look = () => {
          if (split().length >= count) resolve(split());
        };
        look();
      }),
    async end(signal = "SIGINT") {
      child.kill(signal);
      const { code, stderr, stdout } = await ended;
      running.delete(child);
      // Nothing beside the reports.
      expect(stdout.split(/^\[.*\] watching for changes\n/m).at(-1)).toBe("");
      return { code, stderr, reports: split() };
    },
  };
}

const clean = "1 binding, no problems\n";

describe("a plugin that is replaced", () => {
  it("is reported as by check, and so is the end of it", async () => {
    const cwd = await project();
    const watch = startWatch([], cwd);
    expect(await watch.reports(1)).toEqual([clean]);
    put("drifted", join(cwd, "p.so"));
    const [, drifted] = await watch.reports(2);
    expect(drifted).toBe((await runBin(["check"], { cwd })).stdout);
    expect(drifted).toContain("[symbol.type-changed]");
    put("basic", join(cwd, "p.so"));
    expect((await watch.reports(3))[2]).toBe(clean);
    expect(await watch.end()).toMatchObject({ code: 0, stderr: "", reports: { length: 3 } });
  });

  it("while watching begins is not missed", async () => {
    const cwd = await project();
    const watch = startWatch([], cwd);
    await watch.reports(1);
    put("drifted", join(cwd, "p.so"));
    await watch.reports(2);
    expect(await watch.end("SIGTERM")).toMatchObject({ code: 1, stderr: "" });
  });

  it.each(["../elsewhere/p.so", "build/plugin", "../elsewhere/plugin", "_build/p.so"])(
    "at %s",
    async (place) => {
      const cwd = await project(place);
      const watch = startWatch([], cwd);
      expect(await watch.reports(1)).toEqual([clean]);
      rmSync(join(cwd, place));
      expect((await watch.reports(2))[1]).toContain("[plugin.missing]");
      put("drifted", join(cwd, place));
      expect((await watch.reports(3))[2]).toContain("[symbol.type-changed]");
      expect(await watch.end()).toMatchObject({ code: 1 });
    },
  );
});

describe("other changes", () => {
  it("are reported where they have a consequence, and pass unsaid where they have none", async () => {
    const cwd = await project();
    writeFileSync(join(cwd, "host.go"), "package main\n");
    const watch = startWatch(["-color=never"], cwd);
    await watch.reports(1);
    appendFileSync(join(cwd, "host.go"), "\n// Nothing that matters.\n");
    writeFileSync(join(cwd, "notes.txt"), "neither\n");
    mkdirSync(join(cwd, "more"));
    writeFileSync(join(cwd, "more/more.go"), "package more\n\n//go:generate bind-plugin -plugin-pth x.so\n");
    expect((await watch.reports(2))[1]).toContain("more/more.go:3:27: error: unknown flag -plugin-pth");
    rmSync(join(cwd, "more"), { recursive: true });
    expect((await watch.reports(3))[2]).toBe(clean);
    writeFileSync(join(cwd, "bind-plugin.json"), '{ "plugins": [{ "path": "q.so" }] }\n');
    expect((await watch.reports(4))[3]).toContain("[plugin.missing]");
    expect((await watch.end()).reports).toHaveLength(4);
  });

  it("of one file, where only that is named", async () => {
    const cwd = await project();
    const watch = startWatch(["api/api.go"], cwd);
    expect(await watch.reports(1)).toEqual([clean]);
    put("drifted", join(cwd, "p.so"));
    expect((await watch.reports(2))[1]).toContain("[symbol.type-changed]");
    expect(await watch.end()).toMatchObject({ code: 1 });
  });
});

it("prints what check -json prints, each time in one line", async () => {
  const cwd = await project();
  const { child, ended } = startBin(["watch", "-json"], { cwd });
  running.add(child);
  const lines = (count: number) =>
    new Promise<readonly string[]>((resolve) => {
      let text = "";
      child.stdout.on("data", (part: string) => {
        text += part;
        if (text.split("\n").length > count) resolve(text.trimEnd().split("\n"));
      });
    });
  expect(await lines(1)).toEqual(["[]"]);
  put("drifted", join(cwd, "p.so"));
  const [line] = await lines(1);
  expect(JSON.parse(line!)).toEqual(JSON.parse((await runBin(["check", "-json"], { cwd })).stdout));
  child.kill("SIGINT");
  expect(await ended).toMatchObject({ code: 1, stderr: "" });
});

it("ends at once where there is nothing to watch", async () => {
  const cwd = tempFolder();
  const run = await runBin(["watch", "missing"], { cwd });
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toBe((await runBin(["check", "missing"], { cwd })).stderr);
});
