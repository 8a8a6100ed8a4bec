// Builds hosts and plugins into .cache/pairs: `node scripts/pairs/build.mjs [regular expression of names]`. What is there is
// not built again. Builds are made one after the other: what Go records of folders must be the same in all of them.

import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run, toolchain } from "../go-toolchains.mjs";
import { architectures } from "../matrix/cells.mjs";
import { importTypeScript, root } from "../typescript.mjs";
import { listHosts, listPlugins } from "./builds.mjs";
import { makers } from "./made.mjs";

const { layOutProject, layOutProxy } = await importTypeScript("test/support/pair-project.ts");
const sources = path.join(root, "test/pairs");
const cache = path.join(root, ".cache/pairs");
const work = path.join(os.tmpdir(), "bind-plugin-pairs");
const projects = path.join(work, "src/example.com"); // for Go up to 1.12, which builds without modules
const goCache = run("go", ["env", "GOCACHE"]).trim();

fs.mkdirSync(path.join(work, "lib"), { recursive: true });
fs.rmSync(path.join(work, "gopath/pkg/mod/cache/download"), { recursive: true, force: true });
const proxy = layOutProxy(sources, path.join(work, "proxy"));
const sourceHash = hash(
  fs
    .readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${path.relative(sources, file)}\0${fs.readFileSync(file, "utf8")}`)
    .join("\0"),
);
buildLibrary();

const wanted = new RegExp(process.argv[2] ?? "");
let failed = 0;
for (const [kind, builds] of Object.entries({ hosts: listHosts(), plugins: listPlugins() })) {
  fs.mkdirSync(path.join(cache, kind), { recursive: true });
  for (const build of builds) if (wanted.test(build.name)) attempt(kind, build);
}
process.exitCode = failed > 0 ? 1 : 0;

/** @param {string} kind @param {import("./builds.mjs").Build} build */
function attempt(kind, build) {
  const output = path.join(cache, kind, build.name + (kind === "hosts" ? "" : ".so"));
  const record = `${output}.key`;
  const key = hash(JSON.stringify([sourceHash, build]));
  if (fs.existsSync(output) && readText(record) === key) return;
  fs.rmSync(output, { force: true });
  try {
    if (build.made) makers[build.made](output, path.join(cache, kind, `${build.of}.so`));
    else compile(build, kind, output);
    fs.writeFileSync(record, key);
    console.log(`${kind} ${build.name}: built`);
  } catch (error) {
    failed++;
    console.log(`${kind} ${build.name}: ${error.message.slice(0, 600)}`);
  }
}

/** @param {import("./builds.mjs").Build} build @param {string} kind @param {string} output */
function compile(build, kind, output) {
  const minor = Number(build.version.split(".")[1]);
  const modules = minor >= 13;
  const folder = layOutProject(sources, projects, build.state);
  if (!modules) {
    for (const name of ["base", "text"]) {
      fs.cpSync(path.join(sources, name), path.join(projects, name), { recursive: true });
    }
  }
  const goroot = toolchain(build.version);
  const { workspace, vendor } = build.state;
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: os.tmpdir(),
    LIBRARY_PATH: path.join(work, "lib"),
    GOENV: "off",
    GOTOOLCHAIN: "local",
    GOPROXY: proxy,
    GOSUMDB: "off",
    GOFLAGS: workspace || minor < 14 ? "" : `-mod=${vendor ? "vendor" : "mod"}`,
    GOWORK: workspace ? path.join(projects, "go.work") : "off",
    GOPATH: modules ? path.join(work, "gopath") : work,
    GO111MODULE: modules ? "on" : "off",
    GOCACHE: goCache,
    GOARCH: build.arch,
    CGO_ENABLED: "1",
    // -asan asks for a compiler of that name.
    CC: build.arch === "amd64" ? "gcc" : `${architectures[build.arch].triple}-gcc`,
    ...(minor <= 8 ? { GOROOT: goroot } : {}), // 1.8 does not find its own folder
    ...build.environment,
  };
  const go = (args, more = {}) =>
    run("nice", ["-n", "10", path.join(goroot, "bin/go"), ...args], {
      cwd: folder,
      timeout: 1_200_000,
      env: { ...env, ...more },
    });
  if (workspace) go(["mod", "tidy"], { GOFLAGS: "-mod=mod", GOWORK: "off" });
  if (vendor) {
    go(["mod", "tidy"], { GOFLAGS: "-mod=mod" });
    go(["mod", "vendor"], { GOFLAGS: "-mod=mod" });
  }
  if (build.stamped) commit(folder);
  const flags = [...build.flags];
  if (kind === "plugins" && !flags.some((flag) => flag.startsWith("-buildmode="))) {
    flags.push("-buildmode=plugin");
  }
  // Without a build cache, installed packages take its place.
  if (minor <= 9) flags.push("-i", "-pkgdir", path.join(work, "pkg", `${build.version}-${kind}`));
  const packages = build.files ?? [modules ? `./${build.package}` : `example.com/app/${build.package}`];
  go(["build", "-p", "2", ...flags, "-o", output, ...packages]);
}

/** Makes the folder a repository with one commit, for -buildvcs. */
function commit(folder) {
  const git = (...args) =>
    run("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", ...args], { cwd: folder });
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "x");
}

/** The library that is there when a plugin is linked, and gone when it is opened. */
function buildLibrary() {
  const source = path.join(work, "gone.c");
  fs.writeFileSync(source, "int gone(void) { return 1; }\n");
  run("gcc", ["-shared", "-fPIC", "-o", path.join(work, "lib/libgone.so"), source]);
}

function readText(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
