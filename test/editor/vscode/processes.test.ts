// The extension leaves no process behind: not when the server is started again and again, nor when anything ends before it should.

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

/** The one server that there is, when it has published what it knows; none of those named. */
async function serverOf(window: Window, ...gone: readonly number[]): Promise<number> {
  const wrapper = await window.editor("api.go");
  await expect.poll(() => servers().filter((id) => !gone.includes(id)).length, { timeout: patience }).toBe(1);
  await wrapper.locator(".squiggly-error").first().waitFor();
  const found = servers();
  expect(found).toHaveLength(1);
  return found[0]!;
}

const noServers = () => expect.poll(servers, { timeout: patience }).toEqual([]);

it("a server that is restarted five times is one server, and none when the window is closed", async () => {
  const { folder } = await drifted();
  await session.inWindow(folder, "api/api.go", async (window) => {
    const ids = [await serverOf(window)];
    for (let time = 1; time <= 5; time++) {
      await window.command("Bind Plugin: Restart Server");
      ids.push(await serverOf(window, ...ids));
    }
    expect(new Set(ids).size).toBe(6);
  });
  await noServers();
});

it("a server that crashes is started again, and ends with the window", async () => {
  const { folder } = await drifted();
  await session.inWindow(folder, "api/api.go", async (window) => {
    const crashed = await serverOf(window);
    process.kill(crashed, "SIGKILL");
    await serverOf(window, crashed);
  });
  await noServers();
});

it("a server ends when the extension host is killed", async () => {
  const { folder } = await drifted();
  await session.inWindow(folder, "api/api.go", async (window) => {
    const server = await serverOf(window);
    const hosts = session.editor
      .processes()
      .filter(({ command }) => command.includes("--type=extensionHost"));
    expect(hosts).toHaveLength(1);
    process.kill(hosts[0]!.id, "SIGKILL");
    // VS Code starts another one by itself, with a server of its own.
    await expect.poll(() => servers().includes(server), { timeout: patience }).toBe(false);
  });
  await noServers();
});
