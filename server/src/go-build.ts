// Builds a plugin with `go build`: without a shell, into a temporary file, ended whole when it is interrupted.

import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { findModule, isFolderPath, isVersioned, namedGoFiles, packageFolder } from "#shared/binding/module";
import { CommandError } from "./failure.ts";
import { findTool, isProgram } from "./go-tools.ts";
import { nodeHost } from "./node-host.ts";
import type { BuildManner } from "./runner.ts";
import type { GoSettings } from "./settings.ts";
import { followLinks, temporaryBeside, writeError } from "./write-file.ts";

export interface BuildRequest {
  /**
   * As `go build` takes it from `folder`: a folder (`./plug`, `/abs/plug`), an import path, `.go` files separated by
   * blanks; or `path@version` as `go get` takes it.
   */
  readonly package: string;
  /** Absolute path of the .so; its folder exists. */
  readonly output: string;
  /** Absolute. */
  readonly folder: string;
  readonly go?: GoSettings;
  /** What to build with in place of the settings' flags. */
  readonly like?: BuildManner;
  /** Ends the build. */
  readonly signal: AbortSignal;
  /** Receives what `go` and the compilers print, as it comes. */
  readonly show: (text: string) => void;
}

/** How long an interrupted `go` and its compilers have to end by themselves, in milliseconds. */
const grace = 5000;

/**
 * Builds the plugin and puts it at `output` in one step. Throws `CommandError` where that fails, with exit code 130
 * where it was interrupted; then `output` is what it was before.
 */
export async function buildPlugin(request: BuildRequest): Promise<void> {
  const chosen = request.go?.path;
  if (chosen !== undefined && !isProgram(chosen)) {
    throw new CommandError(
      `cannot build ${request.package}: ${chosen}, which the setting bindPlugin.go.path names, is no program`,
    );
  }
  const go = chosen ?? findTool("go");
  if (!go) {
    throw new CommandError(`cannot build ${request.package}: there is no go command in PATH`, [
      "Install Go, or build the plugin elsewhere and leave -rebuild and -plugin-package out.",
    ]);
  }
  if (/(^|\s)-/.test(request.package)) {
    throw new CommandError(`cannot build ${request.package}: a package does not begin with -`);
  }
  const target = followLinks(request.output);
  requireReplaceable(request.output, target);
  const temporary = temporaryBeside(target);
  // An interrupted go leaves its own temporary files behind; here they go with this folder.
  const scratch = fs.mkdtempSync(path.join(process.env["GOTMPDIR"] || os.tmpdir(), "bind-plugin-"));
  const tidy = () => {
    fs.rmSync(temporary, { force: true });
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  };
  // A process that ends meanwhile comes to no `finally`.
  process.on("exit", tidy);
  try {
    if (isVersioned(nodeHost, request.package)) await buildVersion(go, request, temporary, scratch);
    else await buildHere(go, request, temporary, scratch);
    putInPlace(request, temporary, target);
  } finally {
    process.off("exit", tidy);
    tidy();
  }
}

/** Like `go build -o`, which replaces only what a linker made. */
function requireReplaceable(shown: string, target: string): void {
  const found = fs.statSync(target, { throwIfNoEntry: false });
  if (!found || (found.isFile() && found.size === 0)) return;
  if (found.isDirectory()) throw new CommandError(`${shown} is a folder; -plugin-path names the plugin file`);
  if (found.isFile() && objectMagics.has(startOf(target))) return;
  throw new CommandError(`${shown} is no plugin and is not overwritten by one; give another -plugin-path`);
}

/** How ELF and Mach-O files begin. */
const objectMagics = new Set(["7f454c46", "cffaedfe", "cefaedfe", "feedfacf", "feedface"]);

function startOf(path: string): string {
  const file = nodeHost.openFile(path);
  try {
    return Buffer.from(file.read(0, 4)).toString("hex");
  } finally {
    file.close();
  }
}

async function buildHere(
  go: string,
  request: BuildRequest,
  temporary: string,
  scratch: string,
): Promise<void> {
  const { folder, args } = placeOf(request);
  const flags = request.like?.flags ?? request.go?.buildFlags ?? [];
  const succeeded = await runGo(
    go,
    ["build", ...flags, "-buildmode=plugin", "-o", temporary, ...args],
    request,
    {
      cwd: folder,
      env: { ...request.like?.env, GOTMPDIR: scratch },
    },
  );
  if (succeeded) return;
  const module = findModule(nodeHost, request.folder);
  const isElsewhere =
    !isFolderPath(nodeHost, request.package) &&
    !request.package.endsWith(".go") &&
    packageFolder(nodeHost, request.folder, request.package) === undefined;
  throw buildFailed(
    request,
    isElsewhere
      ? [
          `${request.package} is not a folder of ${module ? `the module ${module.path}` : "a module here"}; ` +
            `a package of another module is given with its version (${request.package}@latest), a folder as ./folder.`,
        ]
      : [],
  );
}

/** Go builds a folder from within its own module, so one of another module is built from there. */
function placeOf({ package: pkg, folder }: BuildRequest): { folder: string; args: readonly string[] } {
  const files = namedGoFiles(nodeHost, folder, pkg);
  if (files) return { folder, args: files };
  const target = path.resolve(folder, pkg);
  const isElsewhere =
    isFolderPath(nodeHost, pkg) &&
    nodeHost.stat(target)?.kind === "directory" &&
    findModule(nodeHost, target)?.root !== findModule(nodeHost, folder)?.root;
  return isElsewhere ? { folder: target, args: ["."] } : { folder, args: [pkg] };
}

/** Builds in a module of its own, made for the purpose in the scratch folder. */
async function buildVersion(
  go: string,
  request: BuildRequest,
  temporary: string,
  scratch: string,
): Promise<void> {
  const place = {
    cwd: path.join(scratch, "module"),
    env: { ...request.like?.env, GOTMPDIR: scratch, GOWORK: "off", GO111MODULE: "on" },
  };
  fs.mkdirSync(place.cwd);
  const flags = request.like?.flags ?? request.go?.buildFlags ?? [];
  const steps = [
    ["mod", "init", "bind-plugin.invalid/build"],
    ["get", request.package],
    [
      "build",
      ...flags,
      "-buildmode=plugin",
      "-o",
      temporary,
      request.package.slice(0, request.package.indexOf("@")),
    ],
  ];
  for (const args of steps) {
    if (!(await runGo(go, args, request, place))) throw buildFailed(request, []);
  }
}

function buildFailed(request: BuildRequest, hints: readonly string[]): CommandError {
  return new CommandError(`cannot build ${request.package}: go failed as shown above`, hints);
}

function putInPlace(request: BuildRequest, temporary: string, target: string): void {
  if (!fs.existsSync(temporary))
    throw new CommandError(`cannot build ${request.package}: go made no plugin of it`);
  try {
    fs.renameSync(temporary, target);
  } catch (error) {
    throw writeError(request.output, error);
  }
}

interface Place {
  readonly cwd: string;
  /** Beside this process's own. */
  readonly env: Readonly<Record<string, string>>;
}

/** Whether `go` succeeded. On POSIX it leads a process group, so that its compilers and linkers end with it. */
function runGo(go: string, args: readonly string[], request: BuildRequest, place: Place): Promise<boolean> {
  const { signal, show } = request;
  const interrupted = () => new CommandError("interrupted", [], 130);
  if (signal.aborted) return Promise.reject(interrupted());
  return new Promise((resolve, reject) => {
    const child = spawn(go, args, {
      cwd: place.cwd,
      env: { ...process.env, ...place.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    let deadline: NodeJS.Timeout | undefined;
    const kill = () => endGroup(child.pid, "SIGKILL");
    const stop = () => {
      endGroup(child.pid, "SIGINT");
      deadline = setTimeout(kill, grace);
    };
    // Before what it writes is removed.
    process.prependListener("exit", kill);
    const settle = (action: () => void) => {
      clearTimeout(deadline);
      process.off("exit", kill);
      signal.removeEventListener("abort", stop);
      action();
    };
    signal.addEventListener("abort", stop);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", show);
    child.once("error", (error) => {
      settle(() =>
        reject(new CommandError(`cannot build ${request.package}: go cannot be run (${error.message})`)),
      );
    });
    child.once("close", (code) =>
      settle(() => (signal.aborted ? reject(interrupted()) : resolve(code === 0))),
    );
  });
}

function endGroup(pid: number | undefined, signal: "SIGINT" | "SIGKILL"): void {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    const system = path.join(process.env["SystemRoot"] ?? "C:\\Windows", "System32");
    spawnSync(path.join(system, "taskkill.exe"), ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended by itself.
  }
}
