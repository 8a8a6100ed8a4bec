// Lets a script use TypeScript of this repository, which Node 20 cannot load by itself.

import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import esbuild from "esbuild";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Imports a TypeScript module with all that it imports. `import.meta.url` in it is of a bundle in .cache.
 * @param {string} file from the repository's root
 */
export async function importTypeScript(file) {
  return import(pathToFileURL(await bundleTypeScript(file, ".cache")).href);
}

/**
 * Bundles a TypeScript module with all that it imports, and gives the path of the bundle.
 * @param {string} file from the repository's root
 * @param {string} into a folder, from the repository's root
 */
export async function bundleTypeScript(file, into) {
  const folder = join(root, into);
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${basename(file, ".ts")}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["playwright-core"],
    logLevel: "warning",
  });
  return outfile;
}
