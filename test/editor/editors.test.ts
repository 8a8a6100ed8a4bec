// One whole scenario (drift, hover, fix, clear) in real editors, without a screen.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { bin, runBin } from "#test/bin";
import { type Project, project } from "../lsp/project.ts";

/** A project whose wrapper was made for the basic plugin, before that drifted. */
async function drifted(): Promise<Project> {
  const at = project({ "go.mod": "module example.com/m\n\ngo 1.20\n" });
  await at.plugin("basic", "plugin.so");
  await at.generate("-plugin-path", "plugin.so", "-output-path", "api/api.go");
  await at.plugin("drifted", "plugin.so");
  return at;
}

interface Report {
  readonly diagnostics: readonly string[];
  readonly hover: string;
  readonly action: string;
  /** Diagnostics in the end. */
  readonly left: number;
  /** The wrapper's text in the editor in the end. */
  readonly text: string;
}

function runEditor(at: Project, command: string, args: readonly string[]): Promise<Report> {
  const env = {
    ...process.env,
    NODE: process.execPath,
    BIND_PLUGIN: bin,
    FOLDER: at.folder,
    WRAPPER: at.at("api/api.go"),
    HOME: at.folder,
  };
  const child = spawn(command, args, { cwd: at.folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", (error) =>
      reject(
        new Error(
          `${command} is needed for the editor tests (Debian: apt-get install neovim emacs-nox elpa-eglot): ${error.message}`,
        ),
      ),
    );
    child.once("close", (code) => {
      if (code === 0) resolve(JSON.parse(stdout));
      else reject(new Error(`${command} failed:\n${stderr}\n${stdout}`));
    });
  });
}

it.each([
  [
    "Neovim",
    "nvim",
    ["--clean", "--headless", "-n", "-i", "NONE", "-c", `luafile ${join(import.meta.dirname, "neovim.lua")}`],
  ],
  ["Emacs's eglot", "emacs", ["-Q", "--batch", "-l", join(import.meta.dirname, "eglot.el")]],
])("%s: a drifted wrapper is reported, hovered over, refreshed, and clean", async (_, command, args) => {
  const at = await drifted();
  const report = await runEditor(at, command, args);
  expect(report.diagnostics).toContain(
    "symbol.type-changed: Add has changed: the wrapper has func(int, int) int, the plugin has func(int64, int64) int64",
  );
  expect(report.diagnostics).toContain(
    "symbol.missing: the plugin plugin.so does not export the function Greet",
  );
  expect(report.hover).toMatch(/Add|Count/);
  expect(report.action).toMatch(/^Refresh api\/api\.go/);
  expect(report.left).toBe(0);
  expect(report.text).toContain("func (w *PluginAPI) Subtract(");
  expect(report.text).not.toContain(") Greet(");

  // What the editor has, saved, is what the command line would have written.
  at.write("api/api.go", report.text);
  const { stdout } = await runBin(["generate", "-plugin-path", "plugin.so", "-output-path", "api/api.go"], {
    cwd: at.folder,
  });
  expect(stdout).toBe("api/api.go is up to date\n");
});
