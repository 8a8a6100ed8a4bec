// What the extension costs in VS Code: its activation by the editor's own report, and the time to the first diagnostic in a folder of a
// hundred plugins, beside that of a bare extension which shows one as early as it can, in windows that take turns. EDITORS=1.100 asks for
// one version; the argument is the number of runs, 5 by default. Nothing is asserted.

import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { editorsNamed } from "../../scripts/editor/editors.mjs";
import { installExtension, packageExtension } from "../../scripts/editor/extension.mjs";
import { installEditor } from "../../scripts/editor/install.mjs";
import { importTypeScript, root } from "../../scripts/typescript.mjs";

const { startEditor } = await importTypeScript("test/editor/vscode/editor.ts");
const { openWindow, startBrowser } = await importTypeScript("test/editor/vscode/window.ts");

const { displayName } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const runs = Number(process.argv[2] ?? 5);
/** Milliseconds between two windows. */
const rest = 2000;
/** Opened in a window, below the folder. */
const file = "p0/api/api.go";
const scratch = realpathSync(mkdtempSync(join(tmpdir(), "bind-plugin-bench-")));
const vsix = join(scratch, "bind-plugin.vsix");
const bareVsix = join(scratch, "bare.vsix");
const bareFolder = join(root, "test/bench/bare-extension");
const bareName = JSON.parse(readFileSync(join(bareFolder, "package.json"), "utf8")).displayName;
try {
  packageExtension(vsix);
  const place = ["--out", bareVsix, "--no-dependencies", "--skip-license", "--allow-missing-repository"];
  execFileSync("npx", ["--no-install", "vsce", "package", ...place], { cwd: bareFolder, stdio: "pipe" });
  const folder = hundredPlugins();
  for (const editor of editorsNamed(process.env["EDITORS"])) await measure(editor, folder);
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}

/** Folders p0 to p99, each with a directive, a wrapper, and a plugin that was built anew since. */
function hundredPlugins() {
  const folder = join(scratch, "folder");
  const flags = ["-plugin-path", "plugin.so", "-output-path", "api/api.go"];
  const first = join(folder, "p0");
  mkdirSync(first, { recursive: true });
  writeFileSync(join(folder, "go.mod"), "module example.com/m\n\ngo 1.20\n");
  writeFileSync(
    join(first, "doc.go"),
    `package p\n\n//go:generate bind-plugin generate ${flags.join(" ")}\n`,
  );
  const [made, drifted] = ["basic", "drifted"].map((name) => {
    const output = join(scratch, `${name}.so`);
    execFileSync("go", ["build", "-buildmode=plugin", "-o", output, `./${name}`], {
      cwd: join(root, "test/plugins"),
    });
    return output;
  });
  copyFileSync(made, join(first, "plugin.so"));
  execFileSync(process.execPath, [join(root, "dist/bind-plugin.cjs"), "generate", ...flags], { cwd: first });
  rmSync(join(first, "plugin.so"));
  for (let i = 1; i < 100; i++) cpSync(first, join(folder, `p${i}`), { recursive: true });
  for (let i = 0; i < 100; i++) linkSync(drifted, join(folder, `p${i}/plugin.so`));
  return folder;
}

async function measure(editor, folder) {
  installEditor(editor);
  const running = await editorWith(editor, vsix, "own");
  const bare = await editorWith(editor, bareVsix, "bare");
  const browser = await startBrowser();
  const taken = { activation: [], emmet: [], alone: [], afterWorkbench: [], afterExtensionHost: [], all: [] };
  const bareTaken = { activation: [], afterWorkbench: [] };
  try {
    for (let i = 0; i < runs; i++) {
      await inWindow(browser, running, folder, file, async (window) => {
        const first = await timesOf(window.page, () => document.querySelector(".squiggly-error"));
        taken.afterWorkbench.push(first.afterWorkbench);
        taken.afterExtensionHost.push(first.afterExtensionHost);
        taken.all.push((await timesOf(window.page, areAllThere)).afterWorkbench);
        const [own, emmet] = await activationsOf(window, displayName, "Emmet");
        taken.activation.push(own);
        taken.emmet.push(emmet);
      });
      await inWindow(browser, bare, folder, file, async (window) => {
        const first = await timesOf(window.page, () => document.querySelector(".squiggly-error"));
        bareTaken.afterWorkbench.push(first.afterWorkbench);
        bareTaken.activation.push(...(await activationsOf(window, bareName)));
      });
      await inWindow(browser, running, folder, undefined, async (window) => {
        await timesOf(window.page, areAllThere);
        taken.alone.push(...(await activationsOf(window, displayName)));
      });
    }
  } finally {
    await browser.close();
    await Promise.all([running.stop(), bare.stop()]);
  }
  console.log(`VS Code ${editor.version}, ${runs} windows of each kind on a folder of 100 plugins`);
  console.log("  activation, as Show Running Extensions has it");
  report("    in a window without a file", taken.alone, "promised: 50");
  report("    with a Go file, when another extension is activated at the same moment", taken.activation);
  report("    that other one, Emmet", taken.emmet);
  report("    the bare extension in our place", bareTaken.activation);
  report("  first diagnostic, after the workbench was ready", taken.afterWorkbench, "promised: 2000");
  report("    the bare extension's", bareTaken.afterWorkbench);
  report("  first diagnostic, after the extensions were known", taken.afterExtensionHost);
  report("  all 400 errors, after the workbench was ready", taken.all);
}

async function editorWith(editor, vsix, name) {
  const home = join(scratch, `${editor.version}-${name}`);
  mkdirSync(home);
  const extensions = installExtension(editor, vsix, `${home}-extension`);
  return startEditor({ version: editor.version, home, extensions });
}

async function inWindow(browser, running, folder, file, body) {
  const window = await openWindow(browser, running, folder, file);
  await body(window);
  await window.close();
  // What ends does not weigh on the next window.
  await delay(rest);
}

/** Each wrapper has four errors, the last of which are counted when all has been looked at. */
function areAllThere() {
  return document.querySelector('[aria-label*="Errors: 400"]');
}

/** When it is there, in milliseconds after marks of the editor's own, on the page's clock. */
async function timesOf(page, look) {
  const found = await page.waitForFunction(`(${look})() && performance.now()`, undefined, { polling: "raf" });
  const time = await found.jsonValue();
  const since = async (name) =>
    time - (await page.evaluate((name) => performance.getEntriesByName(name).at(-1)?.startTime, name));
  return {
    afterWorkbench: await since("code/didStartWorkbench"),
    afterExtensionHost: await since("code/didLoadExtensions"),
  };
}

/** Of each extension, in milliseconds; one that is activated at the same moment as others has theirs in its own. */
async function activationsOf(window, ...names) {
  // Rows below the fold are not there.
  await window.page.setViewportSize({ width: 1280, height: 4000 });
  await window.command("Developer: Show Running Extensions");
  const rows = window.page.locator(".runtime-extensions-editor .monaco-list-row");
  const texts = names.map((name) =>
    rows.filter({ hasText: name }).first().locator(".activation-time").textContent(),
  );
  return (await Promise.all(texts)).map((text) => {
    const time = /(\d+)ms/.exec(text)?.[1];
    if (time === undefined) throw new Error(`the editor says ${text}`);
    return Number(time);
  });
}

function report(what, values, note = "") {
  const sorted = [...values].sort((a, b) => a - b).map(Math.round);
  const middle = sorted[Math.floor(sorted.length / 2)];
  console.log(`${what}: median ${middle} ms, ${sorted[0]} to ${sorted.at(-1)}${note && ` (${note})`}`);
}
