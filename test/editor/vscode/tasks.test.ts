// The tasks of the extension: found among the others, run with its own command line, and silent where the server has spoken.

import { expect, it } from "vitest";
import { drifted } from "./folders.ts";
import { startSession } from "./session.ts";

// Without the card the terminal is text in the page.
const session = startSession({ settings: { "terminal.integrated.gpuAcceleration": "off" } });

it("the task check prints what the Problems view has, which stays as it is", async () => {
  const at = await drifted();
  await session.inWindow(at.folder, "doc.go", async (window) => {
    const { page } = window;
    const doc = await window.editor("doc.go");
    await doc.locator(".codelens-decoration a", { hasText: /^out of date, 4 errors, 2 notes/ }).waitFor();
    const problems = page.locator('[id="status.problems"]').filter({ hasText: /4\s*0\s*2/ });
    await problems.waitFor();
    await window.command("Tasks: Run Task");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "bind-plugin" }).first().click();
    await rows.filter({ hasText: "bind-plugin: watch" }).waitFor();
    await rows.filter({ hasText: "bind-plugin: check" }).click();
    const terminal = page.locator(".xterm-rows");
    await terminal.filter({ hasText: /1\s+binding,\s+4\s+errors,\s+2\s+notes/ }).waitFor();
    await terminal.filter({ hasText: /exit\s+code:\s+1/ }).waitFor();
    await window.picture("task");
    expect(await problems.count()).toBe(1);
  });
});
