// GOOS and GOARCH of a binary.

import type { Image } from "#shared/binary/image";
import type { BuildInfo } from "#shared/model";

/** By e_machine (debug/elf/elf.go, Go 1.26). */
const machines: ReadonlyMap<number, string> = new Map([
  [3, "386"],
  [40, "arm"],
  [62, "amd64"],
  [183, "arm64"],
  [22, "s390x"],
  [243, "riscv64"],
  [258, "loong64"],
]);
const machinePpc64 = 21;

/** ELFOSABI_FREEBSD (debug/elf/elf.go, Go 1.26). */
const systemFreebsd = 9;

/** `machine <number>` for one that Go has no plugins for. */
export function goarchOf(image: Image): string {
  if (image.machine === machinePpc64) return image.bigEndian ? "ppc64" : "ppc64le";
  return machines.get(image.machine) ?? `machine ${image.machine}`;
}

/** The thread library that FreeBSD's cgo links (runtime/cgo/cgo.go, Go 1.26); libraries have no system in their header. */
const freebsdLibrary = "libthr.so.3";

/** What the build settings say, else what the file's header and needed libraries allow to say. */
export function goosOf(image: Image, buildInfo: BuildInfo | undefined): string {
  const recorded = buildInfo?.settings.find((setting) => setting.key === "GOOS")?.value;
  if (recorded !== undefined) return recorded;
  const isFreebsd =
    image.system === systemFreebsd ||
    image.neededLibraries().some(({ library }) => library === freebsdLibrary);
  return isFreebsd ? "freebsd" : "linux";
}
