// An editor and a browser for the tests of one file, in the version of VS Code that they are run for.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, inject } from "vitest";
import { tempFolder } from "#test/temp-folder";
import { type EditorOptions, type RunningEditor, startEditor } from "./editor.ts";
import { openWindow, startBrowser, type Window } from "./window.ts";

export interface Session {
  readonly editor: RunningEditor;
  readonly browser: Browser;
  /**
   * Lends a window on the folder, with a file of it opened, and closes it. What is on it when the body throws is kept as a picture, and what
   * was logged is told.
   */
  inWindow(folder: string, file: string | undefined, body: (window: Window) => Promise<void>): Promise<void>;
}

/** To be called once in a file, outside of its tests. */
export function startSession(options: Omit<EditorOptions, "version" | "home" | "extensions"> = {}): Session {
  let editor: RunningEditor | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    const version = inject("version");
    const extensions = inject("extensions")[version]!;
    editor = await startEditor({ ...options, version, home: tempFolder(), extensions });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await editor?.stop();
  });
  return {
    get editor() {
      return editor!;
    },
    get browser() {
      return browser!;
    },
    async inWindow(folder, file, body) {
      const window = await openWindow(browser!, editor!, folder, file);
      try {
        await body(window);
      } catch (error) {
        await window.picture(`failed/${Date.now()}`);
        console.error(editor!.logs());
        throw error;
      } finally {
        await window.close();
      }
    },
  };
}
