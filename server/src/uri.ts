// File URIs and absolute paths, by the rules of the platform.

import path from "node:path";
import { URI } from "vscode-uri";

export type Separator = "/" | "\\";

/** The absolute path of a `file:` URI; `undefined` for any other URI. A Windows drive has a small letter. */
export function pathOf(uri: string, separator: Separator): string | undefined {
  const parsed = parse(uri);
  if (parsed?.scheme !== "file" || !parsed.path.startsWith("/")) return undefined;
  if (separator === "/") return parsed.authority === "" ? path.posix.normalize(parsed.path) : undefined;
  const plain = /^\/[A-Za-z]:/.test(parsed.path) ? parsed.path.slice(1) : parsed.path;
  const share = parsed.authority === "" ? "" : `//${parsed.authority}`;
  return smallDrive(path.win32.normalize(share + plain));
}

/** The `file:` URI of an absolute path. */
export function uriOf(file: string, separator: Separator): string {
  if (separator === "/") return URI.from({ scheme: "file", path: file }).toString();
  const slashed = smallDrive(file).replaceAll("\\", "/");
  const share = /^\/\/([^/]+)(\/.*)?$/.exec(slashed);
  if (share) return URI.from({ scheme: "file", authority: share[1]!, path: share[2] ?? "/" }).toString();
  return URI.from({ scheme: "file", path: `/${slashed}` }).toString();
}

/** Clients and Go disagree about the case of drive letters, so that paths are compared with small ones. */
export function smallDrive(file: string): string {
  return file.replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}

/** Whether a path is the folder or lies below it. */
export function isWithin(file: string, folder: string, separator: Separator): boolean {
  return file === folder || file.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}

function parse(uri: string): URI | undefined {
  try {
    return URI.parse(uri, true);
  } catch {
    return undefined;
  }
}
