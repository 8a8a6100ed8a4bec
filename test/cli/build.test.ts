// Building plugins: go generate lines as they are in use, the forms of a package, and builds that fail or are interrupted.

import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contentsOf, pathWithBins, runBin, startBin } from "#test/bin";
import { runGo, runTool } from "#test/go";
import { addModule } from "#test/module-proxy";
import { buildPlugin, pluginFolder } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";

/** A module with a plugin in ./plug. */
function makeModule(): string {
  const folder = tempFolder();
  writeFileSync(join(folder, "go.mod"), "module example.com/app\n\ngo 1.18\n");
  cpSync(pluginFolder("basic"), join(folder, "plug"), { recursive: true });
  return folder;
}

const oldDirective =
  "//go:generate go-bind-plugin -format -plugin-package ./plug -rebuild -sha256 -dereference-vars " +
  "-output-name TestPlugin -output-path tmp/plugin.go -plugin-path tmp/plugin.so -output-package pluginapi";

const host = `package main

import (
	"fmt"

	pluginapi "example.com/app/tmp"
)

${oldDirective}

func main() {
	p, err := pluginapi.BindTestPlugin("tmp/plugin.so")
	if err != nil {
		panic(err)
	}
	q, r, _ := p.Divide(17, 5)
	fmt.Println(p.Add(40, 2), q, r, p.Join("-", "a", "b"), p.Version, p.Names[1])
}
`;

it("a go:generate line of go-bind-plugin runs as it is, and its wrapper works", async () => {
  const cwd = makeModule();
  writeFileSync(join(cwd, "main.go"), host);
  await runGo(["generate", "."], { cwd, env: { PATH: pathWithBins() } });
  expect(readdirSync(join(cwd, "tmp")).sort()).toEqual(["plugin.go", "plugin.so"]);
  expect((await runTool("gofmt", ["-s", "-l", "tmp"], { cwd })).stdout).toBe("");
  expect((await runGo(["run", "."], { cwd })).stdout).toBe("42 3 2 a-b 1.2.3 Grace\n");
  const before = readFileSync(join(cwd, "tmp/plugin.go"), "utf8");
  await runGo(["generate", "."], { cwd, env: { PATH: pathWithBins() } });
  expect(readFileSync(join(cwd, "tmp/plugin.go"), "utf8")).toBe(before);
});

describe("a package", () => {
  let cwd: string;
  beforeEach(() => {
    cwd = makeModule();
    mkdirSync(join(cwd, "sub"));
  });

  const forms: readonly [string, (folder: string) => string, string][] = [
    ["./folder", () => "./plug", "."],
    ["../folder", () => "../plug", "sub"],
    ["/absolute/folder", (folder) => join(folder, "plug"), "."],
    ["import path", () => "example.com/app/plug", "sub"],
    [
      "file.go",
      (folder) => `plug/${readdirSync(join(folder, "plug")).find((name) => name.endsWith(".go"))}`,
      ".",
    ],
    ["/absolute/folder of another module", () => pluginFolder("basic"), "."],
  ];
  it.each(forms)("as %s", async (_, form, from) => {
    const { code, stderr } = await runBin(["-plugin-package", form(cwd), "-plugin-path", "out/p.so"], {
      cwd: join(cwd, from),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: `building ${form(cwd)}\n` });
    expect(
      readFileSync(join(cwd, from, "out/p.so"))
        .subarray(0, 4)
        .toString("latin1"),
    ).toBe("\x7fELF");
    expect(readdirSync(join(cwd, from, "out"))).toEqual(["p.so"]);
    expect(existsSync(join(cwd, from, "plugin_api.go"))).toBe(true);
  });

  it("as path@version comes from the module proxy, in a module of its own", async () => {
    const source = join(tempFolder(), "remote");
    cpSync(pluginFolder("basic"), join(source, "plug"), { recursive: true });
    writeFileSync(join(source, "go.mod"), "module example.com/remote\n\ngo 1.18\n");
    const temporary = tempFolder();
    const env = {
      GOPROXY: addModule(tempFolder(), "example.com/remote", "v1.2.3", source),
      GOFLAGS: "-mod=mod -modcacherw",
      GOSUMDB: "off",
      GOMODCACHE: tempFolder(),
      TMPDIR: temporary,
    };
    const before = contentsOf(cwd);
    const args = ["-plugin-package", "example.com/remote/plug@v1.2.3", "-plugin-path", "p.so"];
    const { code, stderr } = await runBin(args, { cwd, env });
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("v1.2.3") as unknown as string,
    });
    expect(readdirSync(temporary)).toEqual([]);
    expect(contentsOf(cwd).filter((line) => !/^(p\.so|plugin_api\.go) /.test(line))).toEqual(before);
    const plugin = JSON.parse((await runBin(["inspect", "-json", "p.so"], { cwd })).stdout);
    expect(plugin.pluginPath).toBe("example.com/remote/plug");
    expect(plugin.buildInfo.deps.concat(plugin.buildInfo.main)).toContainEqual(
      expect.objectContaining({ path: "example.com/remote", version: "v1.2.3" }),
    );
  });
});

describe("a plugin that is there", () => {
  let cwd: string;
  const args = ["-plugin-package", "./plug", "-plugin-path", "p.so"];
  const modified = () => statSync(join(cwd, "p.so")).mtimeMs;
  beforeEach(async () => {
    cwd = makeModule();
    copyFileSync(await buildPlugin("basic"), join(cwd, "p.so"));
    utimesSync(join(cwd, "p.so"), 1e9, 1e9);
  });

  it("is not built without -rebuild", async () => {
    expect(await runBin(args, { cwd })).toMatchObject({ code: 0, stderr: "" });
    expect(modified()).toBe(1e12);
  });

  it("is built with -rebuild", async () => {
    expect(await runBin([...args, "-rebuild"], { cwd })).toMatchObject({ code: 0 });
    expect(modified()).not.toBe(1e12);
  });
});

describe("a build that fails", () => {
  const failing = async (pkg: string, env: Record<string, string> = {}, prepare = (_: string) => {}) => {
    const cwd = makeModule();
    prepare(cwd);
    const before = contentsOf(cwd);
    const run = await runBin(
      ["-plugin-package", pkg, "-plugin-path", "new/p.so", "-output-path", "new/api.go"],
      { cwd, env },
    );
    expect(contentsOf(cwd)).toEqual(before);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).not.toMatch(/^\s+at /m);
    return run.stderr;
  };

  it("shows what the compiler said, and leaves nothing", async () => {
    const stderr = await failing("./plug", {}, (cwd) =>
      writeFileSync(join(cwd, "plug/broken.go"), 'package main\n\nvar X int = "x"\n'),
    );
    expect(stderr).toContain("plug/broken.go:3:13:");
    expect(stderr).toMatch(/\nbind-plugin: cannot build \.\/plug: go failed as shown above\n$/);
  });

  it("hints at a version for a package of elsewhere", async () => {
    const stderr = await failing("example.org/nowhere/plug");
    expect(stderr).toContain("example.org/nowhere/plug is not a folder of the module example.com/app");
    expect(stderr).toContain("example.org/nowhere/plug@latest");
  });

  it("says so where the version does not exist", async () => {
    expect(await failing("example.org/nowhere@v1.0.0")).toMatch(
      /\nbind-plugin: cannot build example\.org\/nowhere@v1\.0\.0: /,
    );
  });

  it("says so where there is no Go", async () => {
    const stderr = await failing("./plug", { PATH: tempFolder() });
    expect(stderr).toContain("bind-plugin: cannot build ./plug: there is no go command in PATH\n");
  });

  it("takes no flag of go for a file", async () => {
    expect(await failing("a.go -o=b.go")).toContain("a package does not begin with -\n");
  });
});

describe("an interrupted build", () => {
  /** Stands between go and its compiler: says that it runs, then waits for ever. */
  let toolexec: string;
  let ready: string;
  beforeAll(async () => {
    const folder = tempFolder();
    toolexec = join(folder, "toolexec");
    ready = join(folder, "ready");
    await runTool("mkfifo", [ready]);
    const script = `#!/bin/sh\ncase "$*" in *-V=full*) exec "$@";; esac\necho $$ > '${ready}'\nexec tail -f /dev/null\n`;
    writeFileSync(toolexec, script, { mode: 0o755 });
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "by %s ends with 130, and leaves no process and no file",
    async (signal) => {
      const cwd = makeModule();
      const before = contentsOf(cwd);
      const env = {
        GOFLAGS: `-buildvcs=false -p=1 -toolexec=${toolexec}`,
        GOCACHE: tempFolder(),
        TMPDIR: tempFolder(),
      };
      const { child, ended } = startBin(["-plugin-package", "./plug", "-plugin-path", "new/p.so"], {
        cwd,
        env,
      });
      const compiler = Number(await readFile(ready, "utf8"));
      expect(isRunning(compiler)).toBe(true);
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
      expect(stderr.endsWith("bind-plugin: interrupted\n")).toBe(true);
      expect(isRunning(compiler)).toBe(false);
      expect(contentsOf(cwd)).toEqual(before);
      expect(readdirSync(env.TMPDIR)).toEqual([]);
    },
  );
});

/** Whether the process is there and has not ended; one that nobody has waited for yet has. */
function isRunning(pid: number): boolean {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).startsWith("Z");
  } catch {
    return false;
  }
}

describe("documentation comes from the source that the plugin was built of", () => {
  let cwd: string;
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  };
  const documented = (text: string) =>
    `package main\n\n// Level is ${text}.\nfunc Level(${text} int) {}\n\nvar Of${text} = 1\n`;
  const levelOf = async (pkg: string, env: Readonly<Record<string, string>> = {}) => {
    const run = await runBin(["-plugin-package", pkg, "-plugin-path", "p.so", "-rebuild"], { cwd, env });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    return /^\/\/ Level is (\w+)\.\nfunc \(w \*PluginAPI\) Level\(\1 int\)/m.exec(
      readFileSync(join(cwd, "plugin_api.go"), "utf8"),
    )?.[1];
  };
  beforeEach(() => {
    cwd = tempFolder();
    write("go.mod", "module example.com/app\n\ngo 1.18\n");
  });

  it("with the tags that it was built with", async () => {
    write("plug/a.go", `//go:build !pro\n\n${documented("free")}`);
    write("plug/b.go", `//go:build pro\n\n${documented("pro")}`);
    expect(await levelOf("./plug", { GOFLAGS: "-tags=pro" })).toBe("pro");
    expect(await levelOf("./plug")).toBe("free");
  });

  it("given as files, of which the name may have blanks", async () => {
    write("plug/a.go", documented("other"));
    write("plug/b c.go", documented("this"));
    expect(await levelOf("plug/b c.go")).toBe("this");
    expect(await levelOf("plug/a.go")).toBe("other");
    const later = Date.now() / 1000 + 60;
    utimesSync(join(cwd, "plug/b c.go"), later, later);
    expect((await runBin(["check"], { cwd })).stdout).not.toContain("plugin.stale");
    utimesSync(join(cwd, "plug/a.go"), later, later);
    expect((await runBin(["check"], { cwd })).stdout).toContain("plugin.stale");
  });

  it("by an import path that go.work leads elsewhere", async () => {
    write("other/go.mod", "module example.com/other\n\ngo 1.18\n");
    write("other/plug/a.go", documented("elsewhere"));
    write("go.work", "go 1.18\n\nuse (\n\t.\n\t./other\n)\n");
    const env = { GOWORK: join(cwd, "go.work"), GOFLAGS: "" };
    expect(await levelOf("example.com/other/plug", env)).toBe("elsewhere");
  });

  it("of the version, not of the package that lies here under its path", async () => {
    write("plug/a.go", documented("new"));
    const source = join(tempFolder(), "app");
    mkdirSync(join(source, "plug"), { recursive: true });
    writeFileSync(join(source, "go.mod"), "module example.com/app\n\ngo 1.18\n");
    writeFileSync(join(source, "plug/a.go"), documented("old"));
    const env = {
      GOPROXY: addModule(tempFolder(), "example.com/app", "v1.0.0", source),
      GOFLAGS: "-modcacherw",
      GOSUMDB: "off",
      GOMODCACHE: tempFolder(),
    };
    expect(await levelOf("example.com/app/plug@v1.0.0", env)).toBe("old");
  });
});
