// The Go modules that hosts and plugins of pairs are built from, in each state that they are built in.

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addModule } from "./module-proxy.ts";
import { type HotCall, profileOf } from "./profile.ts";

/** Replaces `from`, which `file` must contain. `file` is below the folder that all modules are in. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A state of the sources. The module that is built is example.com/app, with hosts and plugins, unless `solo`. */
export interface ProjectState {
  /** Name of the module's folder, where it isn't `app`. */
  readonly folder?: string;
  /** The plugin's own module, example.com/solo, which uses example.com/app. */
  readonly solo?: boolean;
  /** Of the `go` line; 1.16 where absent. */
  readonly go?: string;
  /** Of the required modules, by the last element of their paths; v1.0.0 where absent. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Modules that are replaced by the folder beside, by the last element of their paths. */
  readonly replaced?: readonly string[];
  /** Modules whose folders are beside and are not used. */
  readonly beside?: readonly string[];
  readonly edits?: readonly Edit[];
  readonly vendor?: boolean;
  readonly workspace?: boolean;
  /** The profile of a main package, in whose folder `go build` finds it. */
  readonly profile?: { readonly folder: string; readonly call: HotCall };
}

type Change = readonly [file: string, from: string, to: string];

/** The released versions of the modules that are required, as changes to the sources of v1.0.0. */
const releases: Readonly<Record<string, Readonly<Record<string, readonly Change[]>>>> = {
  base: {
    "v1.0.0": [],
    "v1.1.0": [["base.go", '" "', '", "']],
  },
  text: {
    "v1.0.0": [],
    "v1.0.1": [["text.go", "count++", "count += 1"]],
    "v1.1.0": [["text.go", "// Count", "// Limit is new.\nconst Limit = 80\n\n// Count"]],
  },
};

/** The go.mod of a required module: that of text needs base. */
function libraryModule(name: string): string {
  const requires = name === "text" ? "\nrequire example.com/base v1.0.0\n" : "";
  return `module example.com/${name}\n\ngo 1.16\n${requires}`;
}

/** Fills the folder with a module proxy of all released versions; returns what GOPROXY has to be. */
export function layOutProxy(sources: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  let proxy = "";
  for (const [name, versions] of Object.entries(releases)) {
    for (const [version, changes] of Object.entries(versions)) {
      const source = join(folder, "source", `${name}-${version}`);
      cpSync(join(sources, name), source, { recursive: true });
      writeFileSync(join(source, "go.mod"), libraryModule(name));
      for (const [file, from, to] of changes) edit(join(source, file), from, to);
      proxy = addModule(join(folder, "proxy"), `example.com/${name}`, version, source);
    }
  }
  return proxy;
}

/**
 * Writes the modules in that state into `work`, in place of what is there; returns the folder of the one to build.
 * Where it is vendored, `go mod vendor` is still to be run.
 */
export function layOutProject(sources: string, work: string, state: ProjectState): string {
  const folder = state.solo ? "solo" : (state.folder ?? "app");
  for (const name of new Set(["app", "solo", "base", "text", folder])) {
    rmSync(join(work, name), { recursive: true, force: true });
  }
  rmSync(join(work, "go.work"), { force: true });
  const app = state.solo ? "app" : folder;
  cpSync(join(sources, "app"), join(work, app), { recursive: true });
  writeFileSync(join(work, app, "go.mod"), moduleText("example.com/app", state));
  const beside = [...(state.beside ?? []), ...(state.replaced ?? []), ...(state.workspace ? ["text"] : [])];
  for (const name of new Set(beside)) {
    cpSync(join(sources, name), join(work, name), { recursive: true });
    writeFileSync(join(work, name, "go.mod"), libraryModule(name));
  }
  if (state.solo) {
    cpSync(join(sources, "solo"), join(work, "solo"), { recursive: true });
    writeFileSync(join(work, "solo/go.mod"), moduleText("example.com/solo", state));
  }
  if (state.workspace) writeFileSync(join(work, "go.work"), `go 1.22\n\nuse (\n\t./${folder}\n\t./text\n)\n`);
  for (const { file, from, to } of state.edits ?? []) edit(join(work, file), from, to);
  if (state.profile)
    writeFileSync(join(work, folder, state.profile.folder, "default.pgo"), profileOf(state.profile.call));
  return join(work, folder);
}

function moduleText(path: string, state: ProjectState): string {
  const lines = [`module ${path}`, "", `go ${state.go ?? "1.16"}`, ""];
  if (state.solo && path === "example.com/solo") {
    lines.push("require example.com/app v0.0.0", "replace example.com/app => ../app");
  }
  // Where another module is built, the host's is as it is without further ado.
  const versions = state.solo && path === "example.com/app" ? undefined : state.versions;
  for (const name of Object.keys(releases)) {
    lines.push(`require example.com/${name} ${versions?.[name] ?? "v1.0.0"}`);
  }
  for (const name of state.replaced ?? []) lines.push(`replace example.com/${name} => ../${name}`);
  return `${lines.join("\n")}\n`;
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}
