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

/** gofmt from beside the go program that was chosen, else from PATH, else from beside the `go` there. */
export function findGofmt(chosen?: string): string | undefined {
  const beside = (go: string | undefined) =>
    go === undefined || !isProgram(go)
      ? undefined
      : firstProgram("gofmt", [path.dirname(go), path.dirname(fs.realpathSync(go))]);
  return beside(chosen) ?? findTool("gofmt") ?? beside(findTool("go"));
}

function firstProgram(name: string, folders: readonly string[]): string | undefined {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  return folders.map((folder) => path.join(folder, file)).find(isProgram);
}

/** Whether the file can be started; a path that is not absolute is no program. */
export function isProgram(file: string): boolean {
  if (!path.isAbsolute(file)) return false;
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
