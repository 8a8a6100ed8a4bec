// Finds the tools of a Go installation, without a shell and never in the current folder.

import fs from "node:fs";
import path from "node:path";

/** The absolute path of a program in PATH; `undefined` where there is none. */
export function findTool(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return firstProgram(
    name,
    folders.filter((folder) => path.isAbsolute(folder)),
  );
}

/** gofmt from PATH, else from beside `go`. */
export function findGofmt(): string | undefined {
  const go = findTool("go");
  return (
    findTool("gofmt") ?? (go && firstProgram("gofmt", [path.dirname(go), path.dirname(fs.realpathSync(go))]))
  );
}

function firstProgram(name: string, folders: readonly string[]): string | undefined {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  return folders.map((folder) => path.join(folder, file)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
