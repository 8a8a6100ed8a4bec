// What the operating system says of a file, as sentences for people.

import { HostError } from "#shared/host";

export function attempt<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof HostError ? error : hostError(file, error);
  }
}

export function quietly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** An error's code, as `ENOENT`; "" without one. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

export function changedError(file: string): HostError {
  return new HostError("changed", file, `${file} changed while it was read; try again`);
}

/** What the operating system said, as a sentence about the file. */
export function hostError(file: string, error: unknown): HostError {
  const code = codeOf(error);
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return new HostError("not-found", file, `${file} does not exist`);
    case "EISDIR":
      return new HostError("not-a-file", file, `${file} is a folder, not a file`);
    case "EACCES":
    case "EPERM":
      return new HostError("denied", file, `${file} cannot be read: permission denied`);
    case "ELOOP":
      return new HostError("io", file, `${file} cannot be read: its links form a circle`);
    case "ENAMETOOLONG":
      return new HostError("not-found", file, `${file} does not exist: the name is too long`);
    default:
      return new HostError("io", file, `${JSON.stringify(file)} cannot be read${code ? ` (${code})` : ""}`);
  }
}
