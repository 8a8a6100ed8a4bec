// Builds hosts and plugins of test/pairs with the Go that is there, and opens them as their users do.

import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { type Output, runGo } from "./go.ts";
import { layOutProject, layOutProxy, type ProjectState } from "./pair-project.ts";

/** How a host or a plugin is built. */
export interface PairBuild {
  readonly state?: ProjectState;
  /** Of `go build`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of the main package; `host` or `plug` where absent. */
  readonly package?: string;
}

/** The modules of `sources`, in one state at a time, and what was built of them, in an empty folder. */
export function pairWorkshop(sources: string, work: string) {
  const output = join(work, "built");
  mkdirSync(output);
  const environment = {
    GOPROXY: layOutProxy(sources, join(work, "proxy")),
    GOSUMDB: "off",
    GOFLAGS: "-modcacherw",
    GOMODCACHE: join(work, "cache"),
    GOENV: "off",
  };

  /** Lays the modules out in that state; returns a function that runs `go` in the folder of the one to build. */
  async function layOut(state: ProjectState) {
    const cwd = layOutProject(sources, work, state);
    const base = { ...environment, GOWORK: state.workspace ? join(work, "go.work") : "off" };
    const go = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Output> =>
      runGo(args, { cwd, env: { ...base, ...env } });
    await go(["mod", "tidy"], { GOWORK: "off" });
    if (state.vendor) await go(["mod", "vendor"]);
    return { folder: cwd, go };
  }

  return {
    layOut,
    /** Path of what is built, under that name. */
    async build(kind: "host" | "plugin", name: string, how: PairBuild): Promise<string> {
      const { state = {}, flags = [], env = {} } = how;
      const { go } = await layOut(state);
      const isMode = flags.some((flag) => flag.startsWith("-buildmode="));
      const mode = kind === "plugin" && !isMode ? ["-buildmode=plugin"] : [];
      const file = join(output, name);
      const main = how.package ?? (kind === "host" ? "host" : state.solo ? "." : "plug");
      await go(["build", ...mode, ...flags, "-o", file, `./${main}`], env);
      return file;
    },
    /** Keeps what a command has left in a folder. */
    keep(folder: string, file: string): string {
      const kept = join(output, basename(file));
      copyFileSync(join(folder, basename(file)), kept);
      return kept;
    },
    open,
  };
}

const run = promisify(execFile);

/**
 * What the host prints about the plugins, and how it ended where that was not well. Here plugins do run. `runner` is what
 * starts programs of another machine.
 */
async function open(
  host: string,
  plugins: readonly string[],
  runner: readonly string[] = [],
): Promise<string> {
  const [program = "", ...args] = [...runner, host, ...plugins];
  try {
    return (await run(program, args, { timeout: 60_000 })).stdout;
  } catch (error) {
    const { stdout = "", stderr = "", code } = error as { stdout?: string; stderr?: string; code?: unknown };
    return `${stdout}died (${String(code)}): ${stderr}`;
  }
}
