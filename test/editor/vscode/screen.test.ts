// A person's path through the editor, on the screen: what drifted is seen and refreshed.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type RunningEditor, startEditor } from "./editor.ts";
import { drifted } from "./folders.ts";
import { inWindow, linesOf, startBrowser } from "./window.ts";

let editor: RunningEditor;
let browser: Browser;

beforeAll(async () => {
  editor = await startEditor({ version: inject("version") });
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await editor?.stop();
});

it("a drifted wrapper: squiggle, hover and quick fix, until nothing is left", async () => {
  const { folder } = await drifted();
  await inWindow(browser, editor, { folder, files: ["api/api.go"] }, async (window) => {
    const wrapper = await window.editor("api.go");
    const squiggle = wrapper.locator(".squiggly-error").first();
    await squiggle.waitFor();
    await wrapper.locator(".codelens-decoration a", { hasText: /^out of date, 4 errors/ }).waitFor();
    await window.picture("drifted");

    const { x, y, width, height } = (await squiggle.boundingBox())!;
    await window.page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    await window.page
      .locator(".monaco-hover:not(.hidden)", { hasText: /Count has changed|does not export/ })
      .first()
      .waitFor();
    await window.picture("hover");

    await window.page.mouse.click(x + width / 2, y + height / 2);
    await window.press("Control+.");
    const fix = window.page.locator(".action-widget .monaco-list-row.action", {
      hasText: "Refresh api/api.go",
    });
    await fix.first().waitFor();
    await window.picture("quick-fix");
    await fix.first().click();

    await wrapper.locator(".squiggly-error").first().waitFor({ state: "detached" });
    await wrapper.locator(".codelens-decoration a", { hasText: /^up to date/ }).waitFor();
    expect((await linesOf(wrapper)).join("\n")).toContain("Count *int64");
    await window.picture("refreshed");
    expect([...window.outside]).toEqual([]);
  });
});

it("a directive: its lens says that the wrapper is out of date, and refreshes it", async () => {
  const at = await drifted();
  await inWindow(browser, editor, { folder: at.folder, files: ["doc.go"] }, async (window) => {
    const doc = await window.editor("doc.go");
    await doc.locator(".codelens-decoration a", { hasText: /^out of date, 4 errors/ }).waitFor();
    await window.picture("lens");
    await doc.locator(".codelens-decoration a", { hasText: /^refresh$/ }).click();
    await doc.locator(".codelens-decoration a", { hasText: /^up to date/ }).waitFor();
    expect(at.read("api/api.go")).toContain("func (w *PluginAPI) Subtract(");
  });
});
