// The Plugins view on the screen: how plugins, wrappers and symbols are, where a click leads, and what is offered.

import { copyFileSync, mkdirSync } from "node:fs";
import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { buildHost, buildHosted } from "#test/hosts";
import { directive, goMod, hosted, project } from "../../lsp/project.ts";
import { drifted } from "./folders.ts";
import { startSession } from "./session.ts";
import { untilSeen, type Window } from "./window.ts";

const session = startSession();

/** A row of the view, by what it is called to those who hear it. */
const row = ({ page }: Window, label: string | RegExp): Locator =>
  page.getByRole("treeitem", { name: label }).first();

/** A button that a row has while the mouse is on it. The view may move away below the mouse. */
async function inline(of: Locator, name: string): Promise<Locator> {
  const button = of.getByRole("button", { name });
  await untilSeen(button, () => of.hover());
  return button;
}

/** One of the things that are to be picked from. */
const pick = ({ page }: Window, text: string): Locator =>
  page.locator(".quick-input-list .monaco-list-row", { hasText: text });

/** A line of a virtual document of the kind. */
const shown = ({ page }: Window, kind: string, text: string): Locator =>
  page.locator(`.monaco-editor[data-uri^='bind-plugin:/${kind}/'] .view-line`, { hasText: text }).first();

/** Opens the view, and closes that of the files, which leaves it little room. */
async function openView({ page }: Window): Promise<void> {
  await page.getByRole("button", { name: "Go Plugins Section" }).click();
  await page.getByRole("button", { name: /^Explorer Section/ }).click();
}

it("shows a drifted plugin with its symbols and wrappers, follows what is done, and leads to the source", async () => {
  const at = await drifted();
  await session.inWindow(at.folder, "doc.go", async (window) => {
    await openView(window);
    await row(window, "plugin build/plugin.so, out of date, 4 errors").waitFor();
    await row(window, "function Add, changed, func(int64, int64) int64").waitFor();
    await row(window, "variable Version, string").waitFor();
    await window.picture("plugins-view");
    const wrapper = row(window, "wrapper api/api.go, out of date");
    const changes = await inline(wrapper, "Show What Changed");
    await window.picture("plugins-view-hover");
    await changes.click();
    await shown(window, "changes", "Subtract").waitFor();
    await window.picture("what-changed");
    await (await inline(wrapper, "Regenerate Wrapper")).click();
    await row(window, "plugin build/plugin.so, up to date").waitFor();
    expect(at.read("api/api.go")).toContain("func (w *PluginAPI) Subtract(");
    await window.statusItem("Wrote api/api.go").waitFor();
    await window.picture("plugins-view-refreshed");
    await row(window, "function Subtract, func(int64, int64) int64").click();
    await window.page
      .locator(".monaco-editor[data-uri*='.so.symbols'], .monaco-editor[data-uri$='drifted.go']")
      .first()
      .waitFor();
    await window.picture("plugins-view-symbol");
  });
});

it("says what to do where no plugin is; one that comes is shown, and a wrapper is made of it with a preview", async () => {
  const at = project({
    "go.mod": goMod,
    "host/main.go": 'package main\n\nimport _ "plugin"\n\nfunc main() {}\n',
    "build/libc.so": "no plugin",
  });
  await session.inWindow(at.folder, "host/main.go", async (window) => {
    await openView(window);
    await window.page.locator(".welcome-view-content", { hasText: "There is no Go plugin" }).waitFor();
    await window.picture("welcome");
    await at.plugin("basic", "build/greeter.so");
    const unbound = row(window, "plugin build/greeter.so, not bound");
    await unbound.waitFor();
    await row(window, "function Greet, func(string) string").waitFor();
    const generate = await inline(unbound, "Generate Wrapper for Plugin…");
    await window.picture("not-bound");
    await generate.click();
    await pick(window, "host/greeter_api.go").waitFor();
    await window.picture("generate-2");
    await pick(window, "host/greeter_api.go").click();
    await window.page.locator(".quick-input-widget", { hasText: "The name of the wrapper's type" }).waitFor();
    await window.picture("generate-3");
    await window.press("Enter");
    await pick(window, "//go:generate line in host/main.go").waitFor();
    await window.page.locator(".view-line", { hasText: "type GreeterAPI struct" }).first().waitFor();
    await window.picture("generate-4");
    await pick(window, "//go:generate line in host/main.go").click();
    await window.editor("host/greeter_api.go");
    await row(window, "plugin build/greeter.so, up to date").waitFor();
    await window.picture("generated");
    expect(at.read("host/main.go")).toContain(
      "//go:generate bind-plugin generate -plugin-path ../build/greeter.so",
    );
  });
});

it("shows a host that refuses its plugin, and why", async () => {
  const at = project({
    "go.mod": goMod,
    "bind-plugin.json": '{\n  "host": "bin/host",\n  "plugins": []\n}\n',
    "doc.go": directive("-plugin-path p.so -output-path api/api.go"),
  });
  mkdirSync(at.at("bin"));
  copyFileSync(await buildHost(), at.at("bin/host"));
  copyFileSync(await buildHosted("differs"), at.at("p.so"));
  copyFileSync(await buildHosted("fits"), at.at("old.so"));
  await at.generate("-plugin-path", "p.so", "-output-path", "api/api.go");
  await session.inWindow(at.folder, "doc.go", async (window) => {
    await openView(window);
    await row(window, "plugin p.so, will not load").waitFor();
    await row(window, "plugin old.so, not bound").waitFor();
    const tops = await window.page
      .getByRole("treeitem", { name: /^plugin / })
      .evaluateAll((rows) =>
        rows.map((one) => [one.getBoundingClientRect().y, one.getAttribute("aria-label")]),
      );
    expect(tops.sort(([a], [b]) => Number(a) - Number(b)).map(([, label]) => label)).toEqual([
      "plugin p.so, will not load",
      "plugin old.so, not bound",
    ]);
    await window.picture("host-refuses");
    await row(window, "host bin/host, refuses it").click();
    await shown(window, "compat", "example.com/text").waitFor();
    await window.picture("compat");

    await window.command("Bind Plugin: Check Whether a Host Loads a Plugin…");
    await pick(window, "old.so").click();
    await pick(window, "bin/host").click();
    await shown(window, "compat", "old.so loads").waitFor();

    await window.command("Bind Plugin: Check Whether a Host Loads a Plugin…");
    await pick(window, "old.so").click();
    await pick(window, "A package's folder…").click();
    // The folder that is open.
    await window.page.getByRole("button", { name: "Choose" }).click();
    await shown(window, "compat", "this is an estimate from the host's go.mod").waitFor();
    await window.picture("compat-folder");

    await window.command("Bind Plugin: Compare Two Plugins…");
    await pick(window, "p.so").click();
    await pick(window, "old.so").click();
    await shown(window, "diff", "old.so -> p.so").waitFor();
    await window.picture("compared");
  });
});

it("has a plugin that its host refuses built as the host is", async () => {
  const at = await hosted("trimmed");
  await session.inWindow(at.folder, "doc.go", async (window) => {
    await openView(window);
    const refused = row(window, "plugin plug.so, will not load");
    await refused.waitFor();
    const rebuild = await inline(refused, "Rebuild Plugin as Its Host Is Built");
    await window.picture("rebuild-for-host");
    await rebuild.click();
    await row(window, "plugin plug.so, up to date").waitFor();
    await row(window, "host bin/host, loads it").waitFor();
    await window.picture("rebuilt-for-host");
  });
});
