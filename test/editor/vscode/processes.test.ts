// The extension leaves no process behind: not when the server is started again and again, nor when anything ends before it should.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { drifted } from "./folders.ts";
import { startSession } from "./session.ts";
import { patience, type Window } from "./window.ts";

const session = startSession();

/** Ids of the language servers that are there. */
function servers(): readonly number[] {
  return session.editor
    .processes()
    .filter(({ command }) => command.includes("/dist/server.cjs"))
    .map(({ id }) => id);
}

/** The one server that there is beside those named, when it has published what it knows. */
async function serverOf(window: Window, ...others: readonly number[]): Promise<number> {
  const wrapper = await window.editor("api.go");
  const found = () => servers().filter((id) => !others.includes(id));
  await expect.poll(() => found().length, { timeout: patience }).toBe(1);
  await wrapper.locator(".squiggly-error").first().waitFor();
  expect(found()).toHaveLength(1);
  return found()[0]!;
}

function parentOf(id: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))![1]);
}

/** Closes the folder, and with it its window. That a page of the browser has gone VS Code need not notice at once. */
async function closeFolder({ command, page }: Window): Promise<void> {
  await command("Workspaces: Close Workspace");
  await page.waitForURL((url) => !url.searchParams.has("folder"));
  await page.locator(".monaco-workbench .part.statusbar").waitFor();
}

it("a server that is restarted five times is one server, and none when the window is closed", async () => {
  const { folder } = await drifted();
  await session.inWindow(folder, "api/api.go", async (window) => {
    const ids = [await serverOf(window)];
    for (let time = 1; time <= 5; time++) {
      await window.command("Bind Plugin: Restart Server");
      ids.push(await serverOf(window, ...ids));
    }
    expect(new Set(ids).size).toBe(6);
    expect(session.editor.logs()).not.toContain("provider FAILED");
    await closeFolder(window);
    await expect.poll(servers, { timeout: patience }).toEqual([]);
  });
});

it("a server that crashes is started again", async () => {
  const { folder } = await drifted();
  const others = servers();
  await session.inWindow(folder, "api/api.go", async (window) => {
    const crashed = await serverOf(window, ...others);
    process.kill(crashed, "SIGKILL");
    await serverOf(window, ...others, crashed);
  });
});

it("a server ends when the extension host is killed", async () => {
  const { folder } = await drifted();
  const others = servers();
  await session.inWindow(folder, "api/api.go", async (window) => {
    const server = await serverOf(window, ...others);
    process.kill(parentOf(server), "SIGKILL");
    await expect.poll(() => servers().includes(server), { timeout: patience }).toBe(false);
  });
});
