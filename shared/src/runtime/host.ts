// Reads what a program that loads Go plugins says of itself, without running it.

import { FormatError } from "#shared/binary/format-error";
import type { Image } from "#shared/binary/image";
import type { HostImage } from "#shared/model";
import { hasBuildInfo, readBuildInfo } from "./build-info.ts";
import { describeBinary } from "./go-binary.ts";
import { versionRange } from "./go-version.ts";
import { readModule } from "./moduledata.ts";
import { readHostHashes } from "./package-hashes.ts";

/** Reads a program. Throws `FormatError` for one that is no Go program, or that cannot load plugins. */
export function reflectHost(path: string, image: Image): HostImage {
  const packages = readHostHashes(image);
  if (packages.length === 0) {
    const what = hasBuildInfo(image) ? "a Go executable that does not import plugin" : "an executable";
    const expected = "a plugin, or the package hashes of a program that imports plugin and is built with cgo";
    throw new FormatError(`not a Go plugin: this is ${what}`, 16, expected, what);
  }
  const version = readBuildInfo(image);
  const origin = {
    path,
    image,
    goVersion: version?.goVersion,
    versionRange: () => versionRange(readModule(image, undefined)),
    buildInfo: version?.buildInfo,
  };
  return { kind: "host", ...describeBinary(origin, packages) };
}
