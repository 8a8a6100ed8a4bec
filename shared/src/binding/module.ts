// The Go module that a folder belongs to, read from go.mod alone.

import type { Host } from "../host.ts";

export interface GoModule {
  /** Absolute folder of go.mod. */
  readonly root: string;
  readonly path: string;
  /** The `go` line's version, as `1.21` or `1.21.3`; absent without one. */
  readonly goVersion?: string;
}

/** The module whose go.mod is in `folder` or the nearest folder above it; `undefined` outside of any. */
export function findModule(host: Host, folder: string): GoModule | undefined {
  for (let at = folder; ; ) {
    const file = host.path.resolve(at, "go.mod");
    if (host.stat(file)?.kind === "file") return parseGoMod(at, host.readText(file));
    const above = host.path.dirname(at);
    if (above === at) return undefined;
    at = above;
  }
}

function parseGoMod(root: string, text: string): GoModule | undefined {
  const module = /^\s*module\s+("[^"\n]+"|`[^`\n]+`|[^\s"`/(][^\s"`(]*)/m.exec(text)?.[1];
  if (module === undefined) return undefined;
  const goVersion = /^\s*go\s+(\d+(?:\.\d+)*(?:(?:rc|beta)\d+)?)\s*(?:\/\/.*)?$/m.exec(text)?.[1];
  return { root, path: module.replace(/^["`]|["`]$/g, ""), ...(goVersion ? { goVersion } : {}) };
}

/** The import path of a folder inside the module. */
export function importPathIn(host: Host, module: GoModule, folder: string): string {
  const below = host.path.relative(module.root, folder).replaceAll("\\", "/");
  return below === "" ? module.path : `${module.path}/${below}`;
}

/** What the module around a wrapper's folder says about its code; empty outside of any. */
export function outputPlace(host: Host, folder: string): { outputImportPath?: string; goVersion?: string } {
  const module = findModule(host, folder);
  if (!module) return {};
  const { goVersion } = module;
  return {
    outputImportPath: importPathIn(host, module, folder),
    ...(goVersion === undefined ? {} : { goVersion }),
  };
}

/**
 * The files, as written, of a package that is given as `.go` files separated by blanks, or as one whose name has blanks;
 * `undefined` for a package given otherwise.
 */
export function namedGoFiles(host: Host, folder: string, pkg: string): readonly string[] | undefined {
  if (!pkg.endsWith(".go")) return undefined;
  if (host.stat(host.path.resolve(folder, pkg))) return [pkg];
  const files = pkg.split(/\s+/);
  return files.every((file) => file.endsWith(".go")) ? files : undefined;
}

/** Whether the package is given as `path@version`, as `go get` takes it. */
export function isVersioned(host: Host, pkg: string): boolean {
  return !isFolderPath(host, pkg) && !pkg.endsWith(".go") && pkg.indexOf("@") > 0;
}

/** Whether the package is given as a path in the file system, as opposed to an import path. */
export function isFolderPath(host: Host, pkg: string): boolean {
  return /^\.{1,2}([\\/]|$)/.test(pkg) || host.path.isAbsolute(pkg);
}

/**
 * The local folder of a package given as `go build` takes it from `folder`: a relative or absolute path, `.go` files, or an
 * import path of the module that `folder` is in. `undefined` where the package lies elsewhere (module cache, `path@version`).
 */
export function packageFolder(host: Host, folder: string, pkg: string): string | undefined {
  const [file] = namedGoFiles(host, folder, pkg) ?? [];
  let found: string | undefined;
  if (file !== undefined) {
    found = host.path.dirname(host.path.resolve(folder, file));
  } else if (isFolderPath(host, pkg)) {
    found = host.path.resolve(folder, pkg);
  } else {
    const module = findModule(host, folder);
    if (module && pkg === module.path) found = module.root;
    else if (module && pkg.startsWith(`${module.path}/`)) {
      found = host.path.resolve(module.root, pkg.slice(module.path.length + 1));
    }
  }
  return found !== undefined && host.stat(found)?.kind === "directory" ? found : undefined;
}
