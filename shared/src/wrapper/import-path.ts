// Import paths: which are valid in an import declaration, and which package may import which.

// The characters that the Go compiler refuses: cmd/compile/internal/noder/import.go (checkImportPath), Go 1.26.
const refused = /[!"#$%&'()*,:;<=>?[\\\]^`{|}\ufffd]/u;

/** Whether the path can stand in an import declaration. Paths relative to a folder cannot. */
export function isImportPath(path: string): boolean {
  const isGraphic = /^[!-~]+$/.test(path) || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]+$/u.test(path);
  if (!isGraphic || refused.test(path)) return false;
  const elements = path.split("/");
  return (
    elements[0] !== "_" && elements.every((element) => element !== "" && element !== "." && element !== "..")
  );
}

/** Why the package `from` (unknown where undefined) cannot import `path`: a phrase; undefined where it can. */
export function whyNotImportable(path: string, from: string | undefined): string | undefined {
  if (!isImportPath(path)) return "a package without a valid import path";
  if (path === "C") return "a cgo type";
  if (path === "command-line-arguments") return "a package that was built from a list of files";
  const vendored = splitVendored(path);
  if (vendored) {
    if (vendored.parent === "") return `a vendored package of the standard library (${vendored.path})`;
    if (!isWithin(from, vendored.parent)) return `a package vendored in ${vendored.parent}`;
  }
  const elements = path.split("/");
  const internal = elements.lastIndexOf("internal");
  if (internal >= 0) {
    const parent = elements.slice(0, internal).join("/");
    if (parent === "" || !isWithin(from, parent)) return `internal package ${path}`;
  }
  return undefined;
}

/** What an import declaration says for the package: a vendored one goes by its own path. */
export function importablePath(path: string): string {
  return splitVendored(path)?.path ?? path;
}

function splitVendored(path: string): { parent: string; path: string } | undefined {
  const at = `/${path}`.lastIndexOf("/vendor/");
  if (at < 0) return undefined;
  return { parent: path.slice(0, Math.max(0, at - 1)), path: path.slice(at + "vendor/".length) };
}

function isWithin(from: string | undefined, parent: string): boolean {
  return from !== undefined && (from === parent || from.startsWith(`${parent}/`));
}
