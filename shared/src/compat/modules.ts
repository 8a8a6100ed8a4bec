// Which module a package belongs to, and what two binaries say of the same module.

import type { BuildInfo, Module } from "#shared/model";

/** A module as one side has it. */
export interface SideModule {
  readonly module: Module;
  /** Whether it is the one that was built. */
  readonly isMain: boolean;
}

/** By path; empty without build information. */
export function modulesOf(info: BuildInfo | undefined): ReadonlyMap<string, SideModule> {
  const modules = new Map<string, SideModule>();
  for (const module of info?.deps ?? []) modules.set(module.path, { module, isMain: false });
  if (info?.main) modules.set(info.main.path, { module: info.main, isMain: true });
  return modules;
}

/** The path of the module among `paths` that a package belongs to: the longest that its path begins with. */
export function moduleOf(packagePath: string, paths: ReadonlySet<string>): string | undefined {
  for (let path = packagePath; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf("/")))) {
    if (paths.has(path)) return path;
  }
  return undefined;
}

/** Whether the version is one that `go get` can be asked for: of a module, not of the folder that was built. */
export function isReleased({ version }: Module): boolean {
  return /^v\d/.test(version) && !version.includes("+dirty");
}

/** As people read it: `v1.2.3`, `v1.2.3 => ../text`, `v1.2.3 => example.com/fork v1.0.0`. */
export function versionText({ module }: SideModule): string {
  const { version, replace } = module;
  const own = version || "(devel)";
  return replace ? `${own} => ${[replace.path, released(replace)].filter(Boolean).join(" ")}` : own;
}

function released(module: Module): string {
  return isReleased(module) ? module.version : "";
}

/** "main": it was built from on one side, and is a dependency of the other. */
export type ModuleDifference = "version" | "main" | "replaced" | "content" | "vendored" | "none";

/** Whether it was built from a folder; what comes from the module cache has a checksum. */
function isFolder({ isMain, module }: SideModule): boolean {
  return isMain && module.sum === "";
}

/** What differs of the same module on two sides. */
export function compareModules(a: SideModule, b: SideModule): ModuleDifference {
  if (a.isMain && b.isMain) return "none";
  const [left, right] = [a.module, b.module];
  // A checkout of a release has its version since Go 1.24, and other names of files; `go install path@version` has those of a dependency.
  if (isFolder(a) || isFolder(b)) return "main";
  const bothReleased = isReleased(left) && isReleased(right);
  if (bothReleased && left.version !== right.version) return "version";
  if (versionText(a) !== versionText(b)) return "replaced";
  const [leftSum, rightSum] = [left.replace?.sum || left.sum, right.replace?.sum || right.sum];
  if (leftSum === rightSum) return "none";
  // In a vendor folder sums are not known (cmd/go/internal/modload/build.go, Go 1.26).
  return leftSum === "" || rightSum === "" ? "vendored" : "content";
}
