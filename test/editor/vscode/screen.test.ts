// A person's path through the editor, on the screen: what drifted is seen and refreshed.

import { expect, it } from "vitest";
import { drifted } from "./folders.ts";
import { startSession } from "./session.ts";
import { lens, linesOf, untilSeen } from "./window.ts";

const session = startSession();

it("a drifted wrapper: squiggle, hover and quick fix, until nothing is left", async () => {
  const { folder } = await drifted();
  await session.inWindow(folder, "api/api.go", async (window) => {
    const wrapper = await window.editor("api.go");
    const squiggle = wrapper.locator(".squiggly-error").first();
    await squiggle.waitFor();
    await lens(wrapper, /^out of date, 4 errors/).waitFor();
    await window.picture("drifted");

    const { x, y, width, height } = (await squiggle.boundingBox())!;
    await window.page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    await window.page
      .locator(".monaco-hover:not(.hidden)", { hasText: /Count has changed|does not export/ })
      .first()
      .waitFor();
    await window.picture("hover");

    await window.page.mouse.click(x + width / 2, y + height / 2);
    const fix = window.page.locator(".action-widget .monaco-list-row.action.focused");
    await untilSeen(fix.filter({ hasText: "Refresh api/api.go" }), () => window.press("Escape", "Control+."));
    await window.picture("quick-fix");
    await window.press("Enter");

    await wrapper.locator(".squiggly-error").first().waitFor({ state: "detached" });
    await lens(wrapper, /^up to date/).waitFor();
    expect((await linesOf(wrapper)).join("\n")).toContain("Count *int64");
    await window.picture("refreshed");
    expect([...window.outside]).toEqual([]);
  });
});

it("a directive: its lens says that the wrapper is out of date, and refreshes it", async () => {
  const at = await drifted();
  await session.inWindow(at.folder, "doc.go", async (window) => {
    const doc = await window.editor("doc.go");
    await lens(doc, /^out of date, 4 errors/).waitFor();
    await window.picture("lens");
    await untilSeen(lens(doc, /^up to date/), () => lens(doc, /^refresh$/).click({ timeout: 1000 }));
    expect(at.read("api/api.go")).toContain("func (w *PluginAPI) Subtract(");
  });
});
