// What this machine has for a host that would run on it: its C library and the other shared libraries.

import type { Host } from "#shared/host";
import { HostError } from "#shared/host";
import type { HostFacts } from "#shared/runtime/load-facts";
import type { World } from "./linking.ts";

/** What the dynamic linker's cache lists, and where it looks besides (ld.so(8)). */
const cachePath = "/etc/ld.so.cache";
const folders = ["/lib", "/usr/lib", "/lib64", "/usr/lib64"];

/** Folders of a machine's libraries on Debian and its kin, by GOARCH. */
const triples: Readonly<Record<string, string>> = {
  amd64: "x86_64-linux-gnu",
  arm64: "aarch64-linux-gnu",
  s390x: "s390x-linux-gnu",
  ppc64le: "powerpc64le-linux-gnu",
  riscv64: "riscv64-linux-gnu",
  loong64: "loongarch64-linux-gnu",
};

/** Nothing is known of another system or machine than this one. */
export function thisMachine(host: Host, program: HostFacts): World {
  const { goos, goarch } = host.platform;
  if (goos !== "linux" || program.goos !== goos || program.goarch !== goarch) return {};
  const triple = triples[goarch];
  const places = triple === undefined ? folders : [...folders, `/lib/${triple}`, `/usr/lib/${triple}`];
  const isThere = (library: string) =>
    places.some((folder) => host.stat(`${folder}/${library}`) !== undefined) ||
    readCache(host).includes(`${library}\0`);
  return {
    findLibc: () => host.libcVersion?.(),
    // Other places can be named by the environment.
    hasLibrary: (library) => isThere(library) || (host.env("LD_LIBRARY_PATH") ? undefined : false),
  };
}

function readCache(host: Host): string {
  try {
    return host.readText(cachePath);
  } catch (error) {
    if (error instanceof HostError) return "";
    throw error;
  }
}
