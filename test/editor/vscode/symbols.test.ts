// Opening a .so: a Go plugin's symbols can be read, searched and followed; any other file stays what it is.

import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { drifted } from "./folders.ts";
import { startSession } from "./session.ts";
import { linesOf, untilSeen, type Window } from "./window.ts";

const session = startSession();

/** Opens a file when the extension is there: before, VS Code does not know who shows it. */
async function openWithExtension({ page, open }: Window, path: string): Promise<void> {
  await page.locator(".pane-header", { hasText: "Go Plugins" }).waitFor();
  await open(path);
}

it("a plugin is opened as a document of its symbols, whose links lead to the source", async () => {
  const { folder } = await drifted();
  await session.inWindow(folder, undefined, async (window) => {
    await openWithExtension(window, "build/plugin.so");
    const symbols = window.page.locator('.monaco-editor[data-uri^="bind-plugin:"]');
    await symbols.locator(".view-line", { hasText: "Subtract" }).waitFor();
    expect((await linesOf(symbols)).join("\n")).toContain("func Subtract(a, b int64) int64");
    await window.picture("symbols");
    const search = window.page.locator(".find-widget textarea").first();
    await untilSeen(search, () => window.press("Control+f"));
    await search.fill("Subtract");
    await window.page.locator(".find-widget .matchesCount", { hasText: /of [1-9]/ }).waitFor();
    const source = window.page.locator('.monaco-editor[data-uri$="/drifted.go"]');
    await untilSeen(source.locator(".view-line", { hasText: "func Subtract" }), () =>
      window.press("Escape", "F12"),
    );
    await window.picture("symbols-source");
  });
});

it("a .so that is no Go plugin says so, without an error", async () => {
  const at = await drifted();
  writeFileSync(at.at("build/other.so"), "\x7fELF, but nothing else");
  await session.inWindow(at.folder, undefined, async (window) => {
    await openWithExtension(window, "build/other.so");
    const page = window.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    await page.getByText("other.so cannot be read as a Go plugin: truncated ELF file.").waitFor();
    await page.getByText("Build it or copy it again.").waitFor();
    await window.picture("no-plugin");
    expect(await window.toast("").count()).toBe(0);
  });
});
