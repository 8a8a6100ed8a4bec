// Before the editor tests: the extension is built, packaged and installed, once for each editor.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { editorsNamed } from "../../scripts/editor/editors.mjs";
import { installExtension, packageExtension } from "../../scripts/editor/extension.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Of VS Code, such as `1.100`. */
    readonly version: string;
    /** For each version the folder with the extension, to be copied: an editor writes into it. */
    readonly extensions: Readonly<Record<string, string>>;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "bind-plugin-extension-"));
  const vsix = join(folder, "bind-plugin.vsix");
  packageExtension(vsix);
  const installed = editorsNamed(process.env["EDITORS"]).map((editor) => [
    editor.version,
    installExtension(editor, vsix, join(folder, editor.version)),
  ]);
  project.provide("extensions", Object.fromEntries(installed));
  return () => rmSync(folder, { recursive: true, force: true });
}
