// What the extension costs in VS Code: its activation by the editor's own report, and the time to the first diagnostic in a folder of a
// hundred plugins. EDITORS=1.100 asks for one version; the argument is the number of runs, 5 by default. Nothing is asserted.

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
import { editorsNamed } from "../../scripts/editor/editors.mjs";
import { installExtension, packageExtension } from "../../scripts/editor/extension.mjs";
import { installEditor } from "../../scripts/editor/install.mjs";
import { importTypeScript, root } from "../../scripts/typescript.mjs";

const { startEditor } = await importTypeScript("test/editor/vscode/editor.ts");
const { openWindow, startBrowser } = await importTypeScript("test/editor/vscode/window.ts");

const { displayName } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const runs = Number(process.argv[2] ?? 5);
const scratch = realpathSync(mkdtempSync(join(tmpdir(), "bind-plugin-bench-")));
const vsix = join(scratch, "bind-plugin.vsix");
try {
  packageExtension(vsix);
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
  const home = join(scratch, editor.version);
  mkdirSync(home);
  const extensions = installExtension(editor, vsix, join(scratch, `${editor.version}-extension`));
  const running = await startEditor({ version: editor.version, home, extensions });
  const browser = await startBrowser();
  const taken = { activation: [], other: [], alone: [], afterWorkbench: [], afterExtensionHost: [], all: [] };
  try {
    for (let i = 0; i < runs; i++) {
      const window = await openWindow(browser, running, folder, "p0/api/api.go");
      const { page } = window;
      const squiggle = await timeOf(page, () => document.querySelector(".squiggly-error"));
      // Each wrapper has four errors, the last of which are counted when all has been looked at.
      const all = await timeOf(page, () => document.querySelector('[aria-label*="Errors: 400"]'));
      const workbench = await markOf(page, "code/didStartWorkbench");
      const host = await markOf(page, "code/didLoadExtensions");
      taken.afterWorkbench.push(squiggle - workbench);
      taken.afterExtensionHost.push(squiggle - host);
      taken.all.push(all - workbench);
      const [own, other] = await activationsOf(window, displayName, "Emmet");
      taken.activation.push(own);
      taken.other.push(other);
      await window.close();
      const alone = await openWindow(browser, running, folder);
      await timeOf(alone.page, () => document.querySelector('[aria-label*="Errors: 400"]'));
      taken.alone.push(...(await activationsOf(alone, displayName)));
      await alone.close();
    }
  } finally {
    await browser.close();
    await running.stop();
  }
  console.log(`VS Code ${editor.version}, ${runs} windows on a folder of 100 plugins`);
  console.log("  activation, as Show Running Extensions has it");
  report("    in a window without a file", taken.alone, "promised: 50");
  report("    with a Go file, when another extension is activated at the same moment", taken.activation);
  report("    that other one, Emmet", taken.other);
  report("  first diagnostic, after the workbench was ready", taken.afterWorkbench, "promised: 2000");
  report("  first diagnostic, after the extensions were known", taken.afterExtensionHost);
  report("  all 400 errors, after the workbench was ready", taken.all);
}

/** When it is there, in milliseconds of the page's clock. */
async function timeOf(page, look) {
  const found = await page.waitForFunction(`(${look})() && performance.now()`, undefined, { polling: "raf" });
  return found.jsonValue();
}

/** A mark of the editor's own, on the same clock. */
function markOf(page, name) {
  return page.evaluate((name) => performance.getEntriesByName(name).at(-1)?.startTime, name);
}

/** Of each extension, in milliseconds; one that is activated at the same moment as others has theirs in its own. */
async function activationsOf(window, ...names) {
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
