// The cells of the matrix: which Go versions, machines and linkers there are, and what each needs to build and to run.

/** Newest patch release of each minor version that has plugins. */
// biome-ignore format: a list of versions is read in rows
export const versions = [
  "1.8.7", "1.9.7", "1.10.8", "1.11.13", "1.12.17", "1.13.15", "1.14.15", "1.15.15", "1.16.15", "1.17.13",
  "1.18.10", "1.19.13", "1.20.14", "1.21.13", "1.22.12", "1.23.12", "1.24.13", "1.25.5", "1.26.8", "1.27.1",
];

/**
 * `since`: first minor version with -buildmode=plugin there, by cmd/go/build.go (1.8), cmd/go/internal/work/init.go
 * (1.9-1.13), cmd/internal/sys/supported.go (1.14-1.19), internal/platform/supported.go (1.20 on).
 * `triple`: of the cross compiler and its C library; `runner`: how this amd64 machine runs a program of it.
 * qemu-i386 cannot run Go hosts, the machine itself can.
 */
export const architectures = {
  amd64: { since: 8, triple: "x86_64-linux-gnu", bits: 64, runner: [] },
  386: {
    since: 8,
    triple: "i686-linux-gnu",
    bits: 32,
    runner: ["/usr/i686-linux-gnu/lib/ld-linux.so.2", "--library-path", "/usr/i686-linux-gnu/lib"],
  },
  arm: qemu(8, "arm-linux-gnueabihf", "arm"),
  arm64: qemu(8, "aarch64-linux-gnu", "aarch64"),
  s390x: qemu(9, "s390x-linux-gnu", "s390x"),
  ppc64le: qemu(10, "powerpc64le-linux-gnu", "ppc64le"),
  riscv64: qemu(25, "riscv64-linux-gnu", "riscv64"),
  loong64: zig(22, "loongarch64-linux-gnu"),
  ppc64: zig(27, "powerpc64-linux-musl"),
  "freebsd-amd64": { ...zig(14, "x86_64-freebsd"), goos: "freebsd", goarch: "amd64" },
};

/** @param {number} since @param {string} triple @param {string} cpu */
function qemu(since, triple, cpu) {
  return {
    since,
    triple,
    bits: cpu === "arm" ? 32 : 64,
    runner: [`qemu-${cpu}-static`, "-L", `/usr/${triple}`],
  };
}

/**
 * Debian 12 has no cross compiler for these: `zig cc` links them (pip package ziglang; the environment variable ZIG names
 * the program). Without a C library that could be loaded, the host cannot run.
 * @param {number} since @param {string} triple
 */
function zig(since, triple) {
  return {
    since,
    triple,
    bits: 64,
    zig: process.env.ZIG ?? "zig",
    runner: undefined,
  };
}

/**
 * Other ways to link a plugin, for amd64 and the versions given. `flags` are of `go build`;
 * `foreignTruth` marks those that glibc does not load: their types are those of the plain cell.
 */
const linkings = [
  { name: "gold", flags: ["-ldflags=-extldflags=-fuse-ld=gold"], on: ["1.18.10", "1.26.8", "1.27.1"] },
  { name: "lld", flags: ["-ldflags=-extldflags=-fuse-ld=lld"], on: ["1.18.10", "1.26.8", "1.27.1"] },
  { name: "mold", flags: ["-ldflags=-extldflags=-fuse-ld=mold"], on: ["1.18.10", "1.26.8", "1.27.1"] },
  {
    name: "relr",
    flags: ["-ldflags=-extldflags=-Wl,-z,pack-relative-relocs"],
    on: ["1.18.10", "1.26.8", "1.27.1"],
  },
  {
    name: "lld-relr",
    flags: ["-ldflags=-extldflags '-fuse-ld=lld -Wl,--pack-dyn-relocs=relr'"],
    on: ["1.26.8"],
    foreignTruth: true,
  },
  { name: "plain-dwarf", flags: ["-ldflags=-compressdwarf=false"], on: ["1.12.17", "1.26.8", "1.27.1"] },
  {
    name: "no-modinfo",
    flags: [`-toolexec=${import.meta.dirname}/without-modinfo.sh`],
    on: ["1.21.13", "1.26.8"],
  },
  { name: "noswissmap", flags: [], environment: { GOEXPERIMENT: "noswissmap" }, on: ["1.24.13", "1.25.5"] },
  { name: "sysv-hash", flags: ["-ldflags=-extldflags=-Wl,--hash-style=sysv"], on: ["1.26.8"] },
  {
    name: "unoptimized",
    flags: ["-gcflags=-N -l"],
    on: ["1.12.17", "1.17.13", "1.21.13", "1.26.8", "1.27.1"],
  },
  // Of Go files rather than a package: the plugin path is then made of a hash.
  {
    name: "files",
    flags: [],
    files: true,
    on: ["1.8.7", "1.9.7", "1.10.8", "1.12.17", "1.17.13", "1.18.10", "1.22.12", "1.26.8", "1.27.1"],
  },
];

/**
 * @typedef {object} Cell
 * @property {string} id folder name: version, architecture, way of linking
 * @property {string} version
 * @property {number} minor
 * @property {keyof typeof architectures} arch
 * @property {string} plugin folder of the plugin: Go 1.8 cannot look anything up in a plugin whose path has a dot
 * @property {string} linking "" for the usual way
 * @property {string[]} flags
 * @property {Record<string, string>} environment
 * @property {boolean} foreignTruth
 * @property {boolean} [files] whether the command line names the Go files
 */

/** All cells; those that say most come first. @returns {Cell[]} */
export function listCells() {
  const plain = versions.flatMap((version) =>
    Object.entries(architectures)
      .filter(([, { since }]) => since <= minorOf(version))
      .map(([arch]) => cell(version, arch, { name: "", flags: [] })),
  );
  const linked = linkings.flatMap((linking) => linking.on.map((version) => cell(version, "amd64", linking)));
  const rank = (c) => (c.arch === "amd64" ? 0 : 2) + (c.linking ? 1 : 0) + (isCorner(c) ? 0 : 10);
  return [...plain, ...linked].sort((a, b) => rank(a) - rank(b));
}

/** The oldest, the newest, and those where a structure changed. @param {Cell} c */
function isCorner(c) {
  const since = architectures[c.arch].since;
  return c.linking !== "" || c.minor === since || [10, 16, 18, 21, 26, 27].includes(c.minor);
}

function cell(version, arch, linking) {
  return {
    id: `go${version}-${arch}${linking.name ? `-${linking.name}` : ""}`,
    version,
    minor: minorOf(version),
    arch,
    plugin: minorOf(version) === 8 ? "plug" : "plug.v1",
    linking: linking.name,
    flags: linking.flags,
    environment: linking.environment ?? {},
    foreignTruth: linking.foreignTruth ?? false,
    ...(linking.files ? { files: true } : {}),
  };
}

/** @param {string} version as 1.26.8 */
function minorOf(version) {
  return Number(version.split(".")[1]);
}
