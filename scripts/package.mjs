// Packs the extension, which is what package.json's "files" names, into dist/bind-plugin.vsix or the file that is given. It is packed from
// a folder that holds nothing else, since vsce looks through all that lies where it packs.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { extensionPage } from "./extension-page.mjs";
import { root } from "./install.mjs";

const vsix = resolve(process.argv[2] ?? join(root, "dist/bind-plugin.vsix"));
const staged = mkdtempSync(join(tmpdir(), "bind-plugin-"));
try {
  // What is of use only in the repository, or to npm, stays behind.
  const { bin, imports, scripts, devDependencies, ...manifest } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  for (const path of manifest.files.flatMap(pathsOf)) {
    cpSync(join(root, path), join(staged, path), { recursive: true });
  }
  writeFileSync(join(staged, "package.json"), JSON.stringify(manifest, null, 2));
  writeFileSync(join(staged, "README.md"), extensionPage(readFileSync(join(root, "README.md"), "utf8")));
  rmSync(join(staged, "docs/images"), { recursive: true });
  await createVSIX({
    cwd: staged,
    packagePath: vsix,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
} finally {
  rmSync(staged, { recursive: true, force: true });
}

/**
 * The paths that an entry of "files" names, which is one, or has a star in its last part.
 * @param {string} entry
 */
function pathsOf(entry) {
  if (!entry.includes("*")) return [entry];
  const folder = dirname(entry);
  const [start, end] = basename(entry).split("*");
  return readdirSync(join(root, folder))
    .filter((name) => name.startsWith(start ?? "") && name.endsWith(end ?? ""))
    .map((name) => join(folder, name));
}
