// A workspace that is not trusted: it is read and checked, nothing is built and no program is started, and the editor says so.

import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { unbuilt } from "../../lsp/project.ts";
import { drifted, heldGo } from "./folders.ts";
import { startSession } from "./session.ts";
import { lens, linesOf, patience, untilSeen } from "./window.ts";

const go = heldGo();
const session = startSession({ asksForTrust: true, programs: go.folder });

it("reads, checks and refreshes as elsewhere", async () => {
  const { folder } = await drifted();
  await session.inWindow(folder, "api/api.go", async (window) => {
    await window.statusItem("Restricted Mode").waitFor();
    const wrapper = await window.editor("api.go");
    await wrapper.locator(".squiggly-error").first().waitFor();
    await window.picture("untrusted");
    await untilSeen(lens(wrapper, /^up to date/), () => lens(wrapper, /^refresh$/).click({ timeout: 1000 }));
    expect((await linesOf(wrapper)).join("\n")).toContain("Count *int64");
  });
});

it("builds nothing until the folder is trusted, and then does at once", async () => {
  const at = unbuilt();
  go.release(at.folder);
  await session.inWindow(at.folder, "doc.go", async (window) => {
    const doc = await window.editor("doc.go");
    await lens(doc, /^p.so does not exist/).waitFor();
    await window.command("Explorer: Focus on Go Plugins View");
    const warning = window.page.getByText("Nothing is built until this workspace is trusted.");
    await warning.waitFor();
    await window.picture("untrusted-unbuilt");
    expect(await lens(doc, "rebuild").count()).toBe(0);
    // Both are offered where a plugin is bound, so that trust alone makes the difference.
    const isOffered = () => window.offers("Bind Plugin: Regenerate Wrapper");
    await expect.poll(isOffered, { timeout: patience }).toBe(true);
    expect(await window.offers("Bind Plugin: Rebuild Plugin and Regenerate")).toBe(false);

    await window.command("Workspaces: Manage Workspace Trust");
    await window.page.getByRole("button", { name: "Trust", exact: true }).click();
    await window.statusItem("Restricted Mode").waitFor({ state: "detached" });
    await warning.waitFor({ state: "detached" });
    // It is a tab, and a dialog in newer versions.
    await window.page
      .getByRole("button", { name: /^Close/ })
      .last()
      .click();
    await window.open("doc.go");
    const trusted = await window.editor("doc.go");
    // Where a refresh came just before the editor lost the focus, VS Code asks for lenses again when that is back.
    await untilSeen(lens(trusted, "rebuild"), async () => {
      await window.open("doc.go");
      await trusted.locator(".view-line").first().click();
    });
    await untilSeen(lens(trusted, /^up to date/), () => lens(trusted, "rebuild").click({ timeout: 1000 }));
    expect(existsSync(at.at("build/p.so"))).toBe(true);
    await window.picture("trusted");
  });
});
