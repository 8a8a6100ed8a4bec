// Bundles the command line, the language server and the VS Code extension into dist/, with the Go grammar beside them; `--watch` rebuilds
// on every change.

import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import esbuild from "esbuild";
import { noticesOf } from "./scripts/notices.mjs";

const root = import.meta.dirname;
const { version } = JSON.parse(await readFile(`${root}/package.json`, "utf8"));
const bin = `${root}/dist/bind-plugin.cjs`;
const grammars = ["tree-sitter.wasm", "tree-sitter-go.wasm"];

/**
 * What is loaded only when it is needed, each a bundle of its own: parsing it would be half of a short command's time, and most of
 * the extension's activation.
 */
const lazy = new Map([
  ["server/src/cli/check", "check"],
  ["server/src/cli/generate", "generate"],
  ["server/src/cli/inspect", "inspect"],
  ["server/src/cli/compat", "compat"],
  ["server/src/cli/diff", "diff"],
  ["server/src/cli/watch", "watch"],
  ["server/src/go-parser", "go-parser"],
  ["server/src/main", "server"],
  ["client/src/client", "client"],
]);

/**
 * Our own import() becomes require(), which loads faster. Tree-sitter's must not: it declares a `require` of its own.
 * @type {Record<string, boolean>}
 */
const withRequire = { "dynamic-import": false };

/** @type {esbuild.Plugin} */
const chunks = {
  name: "chunks",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, importer, path: imported }) => {
      if (kind !== "dynamic-import") return undefined;
      const file = path.resolve(path.dirname(importer), imported);
      const name = path.relative(root, file).split(path.sep).join("/");
      const chunk = lazy.get(name.replace(/\.ts$/, ""));
      return chunk && { path: `./${chunk}.cjs`, external: true };
    });
  },
};

/**
 * The names of a CommonJS package as those of one module. Without it each of our files that imports from the package makes getters for
 * all that it exports, by the hundreds.
 * @type {esbuild.Plugin}
 */
const namedOnce = {
  name: "named-once",
  setup(build) {
    build.onResolve({ filter: /^vscode-languageserver(\/node)?$/ }, ({ importer, namespace, path: name }) =>
      namespace === "file" && !importer.includes("node_modules")
        ? { path: name, namespace: "named-once" }
        : undefined,
    );
    build.onLoad({ filter: /./, namespace: "named-once" }, ({ path: name }) => ({
      contents: `export * from "${name}"`,
      resolveDir: root,
    }));
  },
};

/** @type {esbuild.Plugin} */
const runnable = {
  name: "runnable",
  setup(build) {
    build.onEnd(({ errors }) => (errors.length > 0 ? undefined : chmod(bin, 0o755)));
  },
};

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // Its "main" is a bundle that loads its parts at run time.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: "external",
  legalComments: "none",
  metafile: true,
  charset: "utf8",
  define: { BIND_PLUGIN_VERSION: JSON.stringify(version) },
  logLevel: process.argv.includes("--watch") ? "info" : "warning",
};

/** @type {esbuild.BuildOptions[]} */
const builds = [
  {
    ...common,
    entryPoints: [{ in: "server/src/cli.ts", out: "bind-plugin" }],
    banner: { js: "#!/usr/bin/env node" },
    supported: withRequire,
    plugins: [chunks, runnable],
  },
  {
    ...common,
    entryPoints: [
      "server/src/cli/check.ts",
      "server/src/cli/compat.ts",
      "server/src/cli/diff.ts",
      "server/src/cli/generate.ts",
      "server/src/cli/watch.ts",
      { in: "server/src/cli/inspect.ts", out: "inspect.code" },
    ],
    supported: withRequire,
    plugins: [chunks],
  },
  { ...common, entryPoints: ["server/src/go-parser.ts"] },
  {
    ...common,
    entryPoints: [{ in: "server/src/main.ts", out: "server" }],
    supported: withRequire,
    plugins: [chunks, namedOnce],
  },
  {
    ...common,
    entryPoints: ["client/src/extension.ts", "client/src/client.ts"],
    external: ["vscode"],
    supported: withRequire,
    plugins: [chunks],
  },
];

await mkdir(`${root}/dist`, { recursive: true });
for (const name of grammars) {
  await copyFile(`${root}/node_modules/@vscode/tree-sitter-wasm/wasm/${name}`, `${root}/dist/${name}`);
}
await copyFile(`${root}/server/src/with-code-cache.cjs`, `${root}/dist/inspect.cjs`);
await rm(`${root}/dist/inspect.code.cjs.cache`, { force: true });
if (process.argv.includes("--watch")) {
  for (const options of builds) await (await esbuild.context(options)).watch();
} else {
  try {
    const built = await Promise.all(builds.map((options) => esbuild.build(options)));
    const bundled = built.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
    await writeFile(`${root}/dist/third-party-notices.txt`, noticesOf(bundled));
    // A process of its own, since it prints what inspect prints. Without the cache all works, only slower.
    spawnSync(process.execPath, [`${root}/scripts/code-cache.mjs`], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  } catch (error) {
    // Of its own errors esbuild has said why.
    if (!(error instanceof Error && "errors" in error)) console.error(error);
    process.exitCode = 1;
  }
}
