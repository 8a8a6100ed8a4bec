// Bundles the command line into dist/bind-plugin.cjs, with the Go grammar beside it; `--watch` rebuilds on every change.

import { chmod, copyFile, mkdir, readFile } from "node:fs/promises";
import esbuild from "esbuild";

const root = import.meta.dirname;
const { version } = JSON.parse(await readFile(`${root}/package.json`, "utf8"));
const grammars = ["tree-sitter.wasm", "tree-sitter-go.wasm"];

/** @type {esbuild.BuildOptions} */
const options = {
  absWorkingDir: root,
  entryPoints: ["server/src/cli.ts"],
  outfile: "dist/bind-plugin.cjs",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: "external",
  legalComments: "none",
  charset: "utf8",
  banner: { js: "#!/usr/bin/env node" },
  define: { BIND_PLUGIN_VERSION: JSON.stringify(version), "import.meta.url": "undefined" },
  logLevel: "warning",
  plugins: [{ name: "runnable", setup: (build) => build.onEnd(makeRunnable) }],
};

/** @param {esbuild.BuildResult} result */
async function makeRunnable(result) {
  if (result.errors.length > 0) return;
  await chmod(`${root}/dist/bind-plugin.cjs`, 0o755);
}

async function copyGrammars() {
  await mkdir(`${root}/dist`, { recursive: true });
  for (const name of grammars) {
    await copyFile(`${root}/node_modules/@vscode/tree-sitter-wasm/wasm/${name}`, `${root}/dist/${name}`);
  }
}

await copyGrammars();
if (process.argv.includes("--watch")) {
  const context = await esbuild.context({ ...options, logLevel: "info" });
  await context.watch();
} else {
  await esbuild.build(options).catch(() => {
    process.exitCode = 1;
  });
}
