// `npm run screenshots`: makes the pictures of docs/images from a running VS Code, on a small shop whose plugin has changed. The argument
// `themes` makes them in a light and in high-contrast themes too, to be looked at in .cache/screenshots.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { importTypeScript, root } from "../typescript.mjs";
import { editors } from "./editors.mjs";
import { installExtension, packageExtension } from "./extension.mjs";
import { installEditor } from "./install.mjs";

/** @typedef {import("../../test/editor/vscode/window.ts").Window} Window */

/** @type {typeof import("../../test/editor/vscode/editor.ts")} */
const { startEditor } = await importTypeScript("test/editor/vscode/editor.ts");
/** @type {typeof import("../../test/editor/vscode/window.ts")} */
const { openWindow, startBrowser } = await importTypeScript("test/editor/vscode/window.ts");

const editor = /** @type {import("./editors.mjs").Editor} */ (editors.at(-1));
const themes = new Map([["dark", "Default Dark Modern"]]);
if (process.argv.includes("themes")) {
  themes.set("light", "Default Light Modern");
  themes.set("high-contrast", "Default High Contrast");
  themes.set("high-contrast-light", "Default High Contrast Light");
}

/** What a page of the README's width shows without being made smaller. */
const size = { width: 1040, height: 600 };

/** Bytes that a picture of the README may have. */
const most = 150_000;

const catalogue = {
  before: `// Package main is the plugin that knows what things cost.
package main

// Currency is that of all prices.
var Currency = "EUR"

// Price of an article, in cents.
func Price(article string) (int, error) { return len(article) * 100, nil }

// Discount in percent for so many pieces.
func Discount(pieces int) int { return min(pieces, 30) }
`,
  after: `// Package main is the plugin that knows what things cost.
package main

// Currency is that of all prices.
var Currency = "EUR"

// Price of an article for a customer, in cents.
func Price(article string, customer int) (int64, error) { return int64(len(article)) * 100, nil }

// Shipping of an article, in cents.
func Shipping(article, country string) (int64, error) { return 490, nil }
`,
};

const host = `package main

import (
	"fmt"

	"example.com/shop/prices"
)

//go:generate bind-plugin generate -plugin-path plugins/prices.so -plugin-package ./catalogue -output-path prices/prices.go -output-name Prices

func main() {
	bound, err := prices.BindPrices("plugins/prices.so")
	if err != nil {
		panic(err)
	}
	cents, _ := bound.Price("tea")
	fmt.Println(cents, *bound.Currency)
}
`;

/**
 * The pictures by name: the file that is opened, and what is done until they are worth taking.
 * @type {Record<string, { file: string, play: (window: Window, folder: string) => Promise<void> }>}
 */
const scenes = {
  drift: {
    file: "prices/prices.go",
    async play(window, folder) {
      await openView(window);
      const wrapper = await window.editor("prices.go");
      const lines = readFileSync(join(folder, "prices/prices.go"), "utf8").split("\n");
      const line = lines.findIndex((text) => text.startsWith("func (w *Prices) Price("));
      await window.press("Control+g");
      await window.page.keyboard.type(`${line + 1}:${(lines[line]?.indexOf(" Price(") ?? 0) + 2}`);
      await window.press("Enter");
      const name = wrapper
        .locator(".view-line", { hasText: "func (w *Prices) Price(" })
        .getByText("Price", { exact: true });
      await wrapper.locator(".squiggly-error").nth(1).waitFor();
      await name.hover();
      const { x, y } = (await name.boundingBox()) ?? { x: 0, y: 0 };
      await window.page.mouse.move(x + 20, y + 8, { steps: 4 });
      const hover = window.page.locator(".monaco-hover:not(.hidden)");
      await hover
        .filter({ hasText: "Price has changed" })
        .filter({ hasText: "Declared in" })
        .first()
        .waitFor();
    },
  },
  directive: {
    file: "main.go",
    async play(window) {
      const main = await window.editor("main.go");
      await main.locator(".codelens-decoration a", { hasText: /^out of date/ }).waitFor();
    },
  },
  changes: {
    file: "prices/prices.go",
    async play(window) {
      await openView(window);
      await window.editor("prices.go");
      await window.command("Bind Plugin: Show What Changed");
      await documentOf(window, "changes").waitFor();
    },
  },
  symbols: {
    file: "main.go",
    async play(window) {
      await openView(window);
      await window.editor("main.go");
      await window.page.getByRole("treeitem", { name: /^plugin plugins\/prices.so/ }).hover();
      await window.page.getByRole("button", { name: "Show Plugin Symbols" }).first().click();
      await documentOf(window, "symbols").waitFor();
    },
  },
};

/** @param {Window} window */
async function openView({ page }) {
  await page.getByRole("button", { name: "Go Plugins Section" }).click();
  await page.getByRole("button", { name: /^Explorer Section/ }).click();
  await page
    .getByRole("treeitem", { name: /^function Price/ })
    .first()
    .waitFor();
}

/**
 * A line of the virtual document.
 * @param {Window} window
 * @param {string} kind
 */
function documentOf({ page }, kind) {
  return page
    .locator(`.monaco-editor[data-uri^='bind-plugin:/${kind}/'] .view-line`, { hasText: "Shipping" })
    .first();
}

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "bind-plugin-pictures-")));
try {
  installEditor(editor);
  const vsix = join(scratch, "bind-plugin.vsix");
  packageExtension(vsix);
  const extensions = installExtension(editor, vsix, join(scratch, "extension"));
  for (const [name, theme] of themes) await picture(name, theme, extensions);
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}

/** A folder called shop: its wrapper was made before the plugin was changed and built again. */
function shop(at) {
  const folder = join(at, "shop");
  const run = (command, ...args) =>
    execFileSync(command, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const write = (file, text) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const build = () => run("go", "build", "-buildmode=plugin", "-o", "plugins/prices.so", "./catalogue");
  write("go.mod", "module example.com/shop\n\ngo 1.22\n");
  write("main.go", host);
  write("catalogue/catalogue.go", catalogue.before);
  build();
  const [, , ...flags] = /go:generate bind-plugin(.*)/.exec(host)?.[1]?.split(" ") ?? [];
  run(process.execPath, join(root, "dist/bind-plugin.cjs"), "generate", ...flags);
  write("catalogue/catalogue.go", catalogue.after);
  build();
  return folder;
}

/**
 * @param {string} name
 * @param {string} theme
 * @param {string} extensions
 */
async function picture(name, theme, extensions) {
  const home = join(scratch, name);
  mkdirSync(home);
  const folder = shop(home);
  const pictures = name === "dark" ? join(root, "docs/images") : join(root, ".cache/screenshots", name);
  mkdirSync(pictures, { recursive: true });
  const settings = {
    "workbench.colorTheme": theme,
    "bindPlugin.inlayHints": true,
    "[go]": { "editor.wordWrap": "on" },
    "window.commandCenter": false,
    "workbench.layoutControl.enabled": false,
  };
  const running = await startEditor({
    version: editor.version,
    home: join(home, "editor"),
    extensions,
    settings,
  });
  const browser = await startBrowser();
  try {
    for (const [title, { file, play }] of Object.entries(scenes)) {
      const window = await openWindow(browser, running, folder, file);
      await window.page.setViewportSize(size);
      await play(window, folder);
      const path = join(pictures, `${title}.png`);
      await window.page.screenshot({ path, caret: "hide" });
      await window.close();
      const { length } = readFileSync(path);
      console.log(`${path.slice(root.length + 1)}: ${Math.ceil(length / 1000)} kB`);
      if (length > most) throw new Error(`${title}.png is larger than ${most} bytes`);
    }
  } finally {
    await browser.close();
    await running.stop();
  }
}
