// What `compat` prints of a host and plugins that are really built, and that the commands it prints are what they say.

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { runBin } from "#test/bin";
import { goEnvironment, runGo } from "#test/go";
import { tempFolder } from "#test/temp-folder";

vi.setConfig({ hookTimeout: 600_000, testTimeout: 600_000 }); // nothing may have been built yet

const cwd = tempFolder();
const schema = JSON.parse(readFileSync(new URL("../../schemas/compat.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

const sources = {
  "app/go.mod": "module example.com/app\n\ngo 1.20\n",
  "app/api/api.go": 'package api\n\nfunc Name() string { return "one" }\n',
  "app/host/main.go": `package main

import (
	"fmt"
	"os"
	"plugin"

	"example.com/app/api"
)

func main() {
	for _, path := range os.Args[1:] {
		if _, err := plugin.Open(path); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	fmt.Println("loads", api.Name())
}
`,
  "app/plug/plug.go":
    'package main\n\nimport "example.com/app/api"\n\nfunc Name() string { return api.Name() }\n',
};

/** Builds a package of the module below `cwd` into a file there. */
async function build(output: string, folder: string, env: Record<string, string> = {}, ...flags: string[]) {
  await runGo(["build", ...flags, "-o", join(cwd, output), folder], { cwd: join(cwd, "app"), env });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

const plugin = "-buildmode=plugin";

beforeAll(async () => {
  for (const [path, text] of Object.entries(sources)) write(path, text);
  await build("host", "./host");
  await build("no-cgo", "./host", { CGO_ENABLED: "0" });
  await build("same.so", "./plug", {}, plugin);
  copyFileSync(join(cwd, "same.so"), join(cwd, "copy.so"));
  write("app/api/api.go", 'package api\n\nfunc Name() string { return "two" }\n\nfunc More() {}\n');
  await build("edited.so", "./plug", {}, plugin);
  write("text.so", "no plugin, but a text that is longer than the header of an ELF file is\n");
  writeFileSync(join(cwd, "broken.so"), readFileSync(join(cwd, "same.so")).subarray(0, 100_000));
});

const run = (...args: string[]) => runBin(["compat", ...args], { cwd });

/** What the host itself says when it opens the plugins. */
const open = (host: string, ...plugins: string[]) =>
  spawnSync(
    join(cwd, host),
    plugins.map((path) => join(cwd, path)),
    { encoding: "utf8" },
  ).stdout.trim();

describe("text", () => {
  it("of a plugin that loads is its verdict", async () => {
    expect(open("host", "same.so")).toBe("loads one");
    const { code, stdout, stderr } = await run("host", "same.so");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^host host \(go\S+, linux\/\w+, example\.com\/app\/host\)\n\nsame\.so loads: all \d+ packages /,
    );
    expect(stdout).not.toContain("Why");
  });

  it("says in the runtime's words why one doesn't, then the cause, then the fix", async () => {
    const said = open("host", "edited.so");
    const { code, stdout } = await run("host", "edited.so");
    expect(code).toBe(1);
    const message = "plugin was built with a different version of package example.com/app/api";
    expect(said).toContain(message);
    const parts = [
      "edited.so is refused: ",
      message,
      "\nWhy\n",
      "package: example.com/app/api",
      "\nWhat to do\n",
      "go build",
    ];
    const places = parts.map((part) => stdout.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it("takes several plugins in their order", async () => {
    expect(open("host", "same.so", "copy.so")).toContain("plugin already loaded");
    const { code, stdout } = await run("host", "same.so", "copy.so");
    expect(code).toBe(1);
    expect(stdout).toContain("\nsame.so loads");
    expect(stdout).toContain("\ncopy.so is refused: plugin already loaded\n");
    expect(stdout).toContain("same.so has the same plugin path, example.com/app/plug");
  });

  it("of a host without cgo is about the host", async () => {
    expect(open("no-cgo", "same.so")).toBe("plugin: not implemented");
    const { code, stdout } = await run("no-cgo", "same.so");
    expect(code).toBe(1);
    expect(stdout).toContain("same.so is refused: plugin: not implemented\n");
    expect(stdout).toContain("CGO_ENABLED=1 go build -o no-cgo example.com/app/host");
  });

  it("of no plugin says what the file is", async () => {
    expect(open("host", "text.so")).toContain("invalid ELF header");
    const { code, stdout } = await run("host", "text.so");
    expect(code).toBe(1);
    expect(stdout).toContain("text.so is refused: invalid ELF header\n");
    expect(stdout).toContain("text.so is a text file, not a plugin");
  });

  it("is coloured where that is wanted", async () => {
    const { stdout } = await run("-color=always", "host", "edited.so");
    expect(stdout).toContain("\x1b[31medited.so is refused");
    expect(stdout).toContain("\x1b[1mWhy\x1b[0m");
  });
});

describe("-libc", () => {
  it("is the C library that counts", async () => {
    expect((await run("-libc", "9.9", "host", "same.so")).code).toBe(0);
    const { code, stdout } = await run("-libc", "2.1", "host", "same.so");
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /kills the host: libc\.so\.6: version `GLIBC_2\.\S+' not found \(required by host\)/,
    );
  });

  it("is a version", async () => {
    const { code, stderr } = await run("-libc", "new", "host", "same.so");
    expect(code).toBe(2);
    expect(stderr).toContain('not "new"');
  });
});

describe("-json", () => {
  it("is as the schema says", async () => {
    for (const files of [
      ["host", "same.so", "copy.so", "edited.so"],
      ["host", "text.so"],
      ["no-cgo", "same.so"],
    ]) {
      const { stdout, stderr } = await run("-json", ...files);
      expect(stderr).toBe("");
      expect(validate(JSON.parse(stdout)) ? [] : validate.errors).toEqual([]);
    }
  });

  it("has commands that make the plugin load", async () => {
    const { stdout } = await run("-json", "host", "edited.so");
    const { loads, plugins } = JSON.parse(stdout);
    expect(loads).toBe(false);
    const [{ verdict, causes, fixes }] = plugins;
    expect(verdict).toMatchObject({ outcome: "refused", reason: "package", package: "example.com/app/api" });
    expect(causes).toMatchObject([{ kind: "local-edit", subject: "example.com/app/api" }]);
    expect(fixes.map(({ kind }: { kind: string }) => kind)).toEqual(["build-host", "build-plugin"]);
    const folder = join(cwd, "app");
    for (const { env, args } of fixes.flatMap(({ commands }: { commands: object[] }) => commands)) {
      const [program, ...rest] = args;
      const done = spawnSync(program, rest, {
        cwd: folder,
        env: { ...process.env, ...goEnvironment, ...env },
        encoding: "utf8",
      });
      expect(done.stderr).toBe("");
    }
    expect(open("app/host/host", "app/edited.so")).toBe("loads two");
  });
});

describe("a host that is not built yet", () => {
  it("is estimated from its folder, with what go says of it", async () => {
    const { code, stdout, stderr } = await run("-go-list", "app/host", "same.so");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("example.com/app/host), not built yet\n");
    expect(stdout).toContain("same.so would load, as far as can be told\n");
    expect(stdout).toContain("this is an estimate");
  });

  it("would refuse a plugin of other flags", async () => {
    const options = { cwd, env: { GOFLAGS: "-buildvcs=false -trimpath" } };
    const { code, stdout } = await runBin(["compat", "-json", "app/host", "same.so"], options);
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    expect(report).toMatchObject({ basis: "source", loads: false });
    const [{ verdict, causes, fixes }] = report.plugins;
    expect(verdict).toMatchObject({ outcome: "refused", reason: "package", package: null });
    expect(causes).toMatchObject([{ kind: "trimpath", host: "true", plugin: "" }]);
    expect(fixes[0].commands[0].args).toContain("-trimpath");
  });

  it("says what is wrong where go fails", async () => {
    const { code, stderr } = await run("-go-list", "app", "same.so");
    expect(code).toBe(2);
    expect(stderr).toContain("go list failed in app");
  });
});

describe("exit code 2", () => {
  it("is for what cannot be read", async () => {
    for (const [files, message] of [
      [["host", "broken.so"], "broken.so: truncated ELF file"],
      [["host", "absent.so"], "absent.so"],
      [["same.so", "host"], "same.so: not a host program: this is a shared library"],
      [["text.so", "same.so"], "text.so: not a host program: this is a text file"],
    ] as const) {
      const { code, stdout, stderr } = await run(...files);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(`bind-plugin: ${message}`);
    }
  });

  it("is for wrong usage", async () => {
    const { code, stderr } = await run("host");
    expect(code).toBe(2);
    expect(stderr).toContain("bind-plugin compat ./host plugin.so");
  });
});
