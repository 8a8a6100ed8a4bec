// A window of a running VS Code in Chromium, and what a person finds and does in it.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { root } from "../../../scripts/install.mjs";
import type { RunningEditor } from "./editor.ts";

/** Milliseconds in which a thing has to appear, also on a machine that is busy with other work. */
export const patience = 60_000;

export interface Window {
  readonly page: Page;
  /** The text editor of the file, when it shows lines. */
  editor(file: string): Promise<Locator>;
  /** Opens a file of the folder as one does in the explorer. */
  open(path: string): Promise<void>;
  /** Runs a command of the palette by its title. */
  command(title: string): Promise<void>;
  /** Whether the palette offers the command now. */
  offers(title: string): Promise<boolean>;
  /** Presses keys, as playwright names them. */
  press(...keys: string[]): Promise<void>;
  /** The notification that holds the text. */
  toast(text: string | RegExp): Locator;
  statusItem(text: string | RegExp): Locator;
  /** Keeps a picture of the window in .cache/screenshots. */
  picture(name: string): Promise<void>;
  /** Everything but the editor itself that the window asked for. */
  readonly outside: ReadonlySet<string>;
  close(): Promise<void>;
}

export function startBrowser(): Promise<Browser> {
  const quiet = ["gpu", "quic", "background-networking", "component-update", "sync"];
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--no-first-run", ...quiet.map((name) => `--disable-${name}`)],
  });
}

/** Opens a window and waits for its workbench. */
export async function openWindow(
  browser: Browser,
  editor: RunningEditor,
  folder: string,
  file?: string,
  payload: readonly (readonly [string, string])[] = [],
): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const outside = new Set<string>();
  page.on("request", (request) => {
    const { protocol, hostname, host } = new URL(request.url());
    if (/^https?:$/.test(protocol) && !/^(127\.0\.0\.1|(.*\.)?localhost)$/.test(hostname)) outside.add(host);
  });
  await page.goto(editor.address(folder, file, payload));
  await page.locator(".monaco-workbench .part.statusbar").waitFor();
  return {
    page,
    outside,
    async editor(file) {
      const found = page.locator(`.monaco-editor[data-uri$="/${file}"]`);
      await found.locator(".view-line").first().waitFor();
      return found;
    },
    async open(path) {
      for (const name of path.split("/")) {
        await page
          .locator(".explorer-folders-view .monaco-list-row")
          .getByText(name, { exact: true })
          .click();
      }
    },
    async command(title) {
      const rows = page.locator(".quick-input-list .monaco-list-row");
      const row = rows.getByText(title, { exact: true }).first();
      await untilSeen(row, () => search(page, title));
      await row.click();
    },
    async offers(title) {
      await search(page, title);
      const rows = page.locator(".quick-input-list .monaco-list-row");
      await rows.first().waitFor();
      const found = await rows.getByText(title, { exact: true }).count();
      await page.keyboard.press("Escape");
      return found > 0;
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    toast: (text) =>
      page
        .locator(".notifications-toasts, .notifications-center")
        .locator(".notification-list-item", { hasText: text })
        .first(),
    statusItem: (text) => page.locator(".statusbar-item", { hasText: text }).first(),
    async picture(name) {
      const pictures = join(root, ".cache/screenshots");
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${editor.version}/${name}.png`) });
    },
    close: () => context.close(),
  };
}

/** The lens of an editor that says so. */
export function lens(editor: Locator, text: string | RegExp): Locator {
  return editor.locator(".codelens-decoration a", { hasText: text }).first();
}

/**
 * Does what a person does again where the editor missed it, which it may while it draws anew, until the effect is seen. What is
 * done must do no harm the second time.
 */
export async function untilSeen(effect: Locator, act: () => Promise<void>): Promise<void> {
  const end = Date.now() + patience;
  while (!(await effect.isVisible())) {
    try {
      await act();
      await effect.waitFor({ timeout: patience / 6 });
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

/**
 * Opens the palette and types. It lists commands, or a row that says that there are none: of what there was when it was opened, so that one
 * that is open is closed first.
 */
async function search(page: Page, title: string): Promise<void> {
  const input = page.locator(".quick-input-widget input").first();
  if (await input.isVisible()) await page.keyboard.press("Escape");
  await untilSeen(input, () => page.keyboard.press("F1"));
  await input.fill(`>${title}`);
}

/** The lines that a text editor shows, from the top. */
export async function linesOf(editor: Locator): Promise<readonly string[]> {
  const lines = await editor
    .locator(".view-line")
    .evaluateAll((found) =>
      found.map((line) => ({ top: line.offsetTop as number, text: line.textContent as string })),
    );
  return lines.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll("\u00a0", " "));
}
