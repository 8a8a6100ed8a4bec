// Without a mouse: all that the extension adds is reached by keys, and has a name for those who hear it.

import { expect, it } from "vitest";
import { drifted } from "./folders.ts";
import { startSession } from "./session.ts";
import { lens, linesOf, untilSeen, type Window } from "./window.ts";

const session = startSession();

/** The item of a tree or menu that has the focus, by its name. */
const focused = ({ page }: Window, name: string | RegExp) =>
  page.locator(".monaco-list-row.focused, .action-item.focused").and(page.getByLabel(name)).first();

/** Goes down in the menu that is open until the item has the focus. */
async function walkTo({ page, press }: Window, item: string): Promise<void> {
  const focus = page.locator(".action-item.focused", { has: page.getByRole("menuitem", { name: item }) });
  const count = await page.getByRole("menuitem").count();
  for (let i = 0; i < count && (await focus.count()) === 0; i++) await press("ArrowDown");
  expect(await focus.count()).toBe(1);
}

it("from the problem to its fix", async () => {
  const { folder } = await drifted();
  await session.inWindow(folder, "api/api.go", async (window) => {
    const wrapper = await window.editor("api.go");
    await wrapper.locator(".squiggly-error").first().waitFor();
    await window.press("F8");
    await window.page.locator(".marker-widget, .peekview-widget").first().waitFor();
    const fix = window.page.locator(".action-widget .monaco-list-row.action.focused");
    await untilSeen(fix.filter({ hasText: "Refresh api/api.go" }), () => window.press("Escape", "Control+."));
    await window.press("Enter");
    await lens(wrapper, /^up to date/).waitFor();
    expect((await linesOf(wrapper)).join("\n")).toContain("Count *int64");
  });
});

it("through the view: items, their menus, their names", async () => {
  const at = await drifted();
  await session.inWindow(at.folder, "doc.go", async (window) => {
    const { page } = window;
    await lens(await window.editor("doc.go"), /^out of date/).waitFor();
    await window.command("Explorer: Focus on Go Plugins View");
    await page.getByRole("treeitem", { name: /^plugin build\/plugin.so, out of date/ }).waitFor();
    const view = page.getByRole("tree", { name: "Go Plugins" });
    await view.focus();
    // Rows that are still on their way are no place to go to.
    const [first, last] = [/^plugin build\/plugin.so, out of date/, /^wrapper api\/api.go, out of date/];
    await untilSeen(focused(window, first), () => window.press("Home"));
    await untilSeen(focused(window, last), () => window.press("End"));
    await window.picture("keyboard-view");
    await window.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Regenerate Wrapper" }).waitFor();
    await window.picture("keyboard-menu");
    await walkTo(window, "Regenerate Wrapper");
    await window.press("Enter");
    await page.getByRole("treeitem", { name: "wrapper api/api.go, up to date" }).waitFor();
    await page.getByRole("treeitem", { name: "plugin build/plugin.so, up to date" }).waitFor();
    expect(at.read("api/api.go")).toContain("func (w *PluginAPI) Subtract(");
    await window.picture("keyboard-regenerated");

    const names = await page
      .locator(".pane-header, .monaco-list-row")
      .filter({ hasText: /Go Plugins|plugin\.so|api\.go/i })
      .locator(".action-label")
      .evaluateAll((found) => found.map((one) => String(one.getAttribute("aria-label") ?? "")));
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((name) => name === "")).toEqual([]);
  });
});
