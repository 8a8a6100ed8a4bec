// What plugins and hosts say of themselves in the same way.

import type { Image } from "#shared/binary/image";
import type { BuildInfo, GoBinary, PackageHash } from "#shared/model";
import { goarchOf, goosOf } from "./go-platform.ts";

export interface Origin {
  /** As given by the caller. */
  readonly path: string;
  readonly image: Image;
  /** `undefined` where the file doesn't say; then `versionRange` is asked. */
  readonly goVersion: string | undefined;
  readonly versionRange: () => string;
  readonly buildInfo: BuildInfo | undefined;
}

export function describeBinary(origin: Origin, packages: readonly PackageHash[]): GoBinary {
  const { path, image, goVersion, versionRange, buildInfo } = origin;
  return {
    path,
    format: image.format,
    goos: goosOf(image, buildInfo),
    goarch: goarchOf(image),
    ...(goVersion === undefined ? { goVersionRange: versionRange() } : { goVersion }),
    size: image.file.size,
    ...(buildInfo ? { buildInfo } : {}),
    packages,
    needed: image.neededLibraries(),
  };
}
