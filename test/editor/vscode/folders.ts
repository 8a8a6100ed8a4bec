// The folders that the tests in VS Code open.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempFolder } from "#test/temp-folder";
import { directive, goMod, type Project, project } from "../../lsp/project.ts";
import type { RunningEditor } from "./editor.ts";

/** A host whose plugin was built anew after its wrapper was made: doc.go, api/api.go, build/plugin.so. */
export async function drifted(): Promise<Project> {
  const flags = "-plugin-path build/plugin.so -output-path api/api.go";
  const at = project({ "go.mod": goMod, "doc.go": directive(flags) });
  await at.plugin("basic", "build/plugin.so");
  await at.generate(...flags.split(" "));
  await at.plugin("drifted", "build/plugin.so");
  return at;
}

/** A `go` that waits until a folder is released, and then is Go's own. */
export interface HeldGo {
  /** To be found first in PATH. */
  readonly folder: string;
  /** Lets builds go on that are run in the folder. */
  release(folder: string): void;
  /** Ids of those that are there. */
  running(editor: RunningEditor): readonly number[];
}

export function heldGo(): HeldGo {
  const folder = tempFolder();
  const go = execFileSync("which", ["go"], { encoding: "utf8" }).trim();
  const script = `#!${process.execPath}
const { spawn } = require("node:child_process");
const { existsSync, watch } = require("node:fs");
const run = () => spawn(${JSON.stringify(go)}, process.argv.slice(2), { stdio: "inherit" }).on("exit", (code) => process.exit(code ?? 1));
if (process.argv[2] !== "build" || existsSync("released")) run();
else {
  console.log("compiling");
  const watcher = watch(".", () => goOn());
  // It may have been released before it was watched for.
  let goOn = () => {
    if (!existsSync("released")) return;
    goOn = () => {};
    watcher.close();
    run();
  };
  goOn();
}
`;
  writeFileSync(join(folder, "go"), script, { mode: 0o755 });
  return {
    folder,
    release: (at) => writeFileSync(join(at, "released"), ""),
    running: (editor) =>
      editor
        .processes()
        .filter(({ command }) => command.includes(`${folder}/go build`))
        .map(({ id }) => id),
  };
}
