// A build that is asked for in the palette: its progress, its end, and its being cancelled.

import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { unbuilt } from "../../lsp/project.ts";
import { heldGo } from "./folders.ts";
import { startSession } from "./session.ts";
import { lens, patience } from "./window.ts";

const go = heldGo();
const session = startSession({ programs: go.folder });

const title = "Bind Plugin: Rebuild Plugin and Regenerate";

it("a plugin is built with progress, and its new wrapper is there", async () => {
  const at = unbuilt();
  await session.inWindow(at.folder, "doc.go", async (window) => {
    const doc = await window.editor("doc.go");
    await lens(doc, /^p.so does not exist/).waitFor();
    await window.command(title);
    await window.toast(/Building/).waitFor();
    await window.picture("building");
    go.release(at.folder);
    await window.statusItem("Wrote api/api.go").waitFor();
    await window.toast(/Building/).waitFor({ state: "detached" });
    await lens(doc, /^up to date/).waitFor();
    await window.picture("built");
    expect(at.read("api/api.go")).toContain("func (w *PluginAPI) Greet(name string) string");
  });
});

it("a build that is cancelled ends go, and leaves nothing", async () => {
  const at = unbuilt();
  await session.inWindow(at.folder, "doc.go", async (window) => {
    const doc = await window.editor("doc.go");
    await lens(doc, /^p.so does not exist/).waitFor();
    await window.command(title);
    const toast = window.toast(/Building/);
    await toast.filter({ hasText: "compiling" }).waitFor();
    expect(go.running(session.editor)).toHaveLength(1);
    await toast.hover();
    await toast.getByRole("button", { name: "Cancel" }).click();
    await window.statusItem("Cancelled").waitFor();
    await expect.poll(() => go.running(session.editor), { timeout: patience }).toEqual([]);
    expect(existsSync(at.at("build"))).toBe(false);
    await window.picture("cancelled");
  });
});

it("what the compiler says is shown at the line that it is about", async () => {
  const at = unbuilt();
  at.write("plug/plug.go", "package main\n\nfunc Greet(name string) string { return nothing }\n");
  go.release(at.folder);
  await session.inWindow(at.folder, "doc.go", async (window) => {
    const doc = await window.editor("doc.go");
    await lens(doc, /^p.so does not exist/).waitFor();
    await window.command(title);
    await window.toast("cannot build ./plug").waitFor();
    await window.open("plug/plug.go");
    const source = await window.editor("plug.go");
    await source.locator(".squiggly-error").waitFor();
    await window.picture("build-failed");
  });
});
