// The .vsix: it holds all that the extension needs, nothing else, and not too much of it.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tempFolder } from "#test/temp-folder";
import { extensionPage } from "../../scripts/extension-page.mjs";

const root = join(import.meta.dirname, "../..");

/** The names in a zip file's central directory (APPNOTE 4.3.12). */
function namesIn(zip: Buffer): readonly string[] {
  const names: string[] = [];
  const header = Buffer.from("PK\x01\x02");
  for (let at = zip.indexOf(header); at !== -1; at = zip.indexOf(header, at + 1)) {
    names.push(zip.toString("utf8", at + 46, at + 46 + zip.readUInt16LE(at + 28)));
  }
  return names;
}

it("holds the bundles, their grammars and pages, no sources, in less than 2 MB", () => {
  const vsix = join(tempFolder(), "extension.vsix");
  execFileSync(process.execPath, [join(root, "scripts/package.mjs"), vsix], { stdio: "pipe" });
  const zip = readFileSync(vsix);
  const names = namesIn(zip);
  for (const name of [
    "dist/extension.cjs",
    "dist/client.cjs",
    "dist/server.cjs",
    "dist/bind-plugin.cjs",
    "dist/tree-sitter.wasm",
    "dist/tree-sitter-go.wasm",
    "dist/third-party-notices.txt",
    "docs/problems/symbol.missing.md",
    "media/icon.png",
    "package.json",
    "readme.md",
    "changelog.md",
    "LICENSE.txt",
  ]) {
    expect(names).toContain(`extension/${name}`);
  }
  const wanted =
    /^(?:\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(?:(?:dist|docs|media|schemas|syntaxes)\/.+|package\.json|readme\.md|changelog\.md|LICENSE\.txt))$/;
  const unwanted = /\.(?:map|ts|vsix|so)$|node_modules/;
  expect(names.filter((name) => !wanted.test(name) || unwanted.test(name))).toEqual([]);
  expect(zip.length).toBeLessThan(2_000_000);
});

it("has a page that begins with VS Code, and shows nothing that the page cannot reach", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const page = extensionPage(readme);
  const sections = (text: string) => text.match(/^##+ .*$/gm)!;
  expect(sections(readme)).not.toEqual(sections(page));
  expect(sections(page)[0]).toBe("## In VS Code");
  expect(sections(page).toSorted()).toEqual(sections(readme).toSorted());
  const targets = [...page.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
  expect(targets).toContain("#coming-from-go-bind-plugin");
  expect(targets.filter((target) => !/^(?:#|https:)/.test(target!))).toEqual([]);
});

it("hands on the licence of each package that is bundled", () => {
  const notices = readFileSync(join(root, "dist/third-party-notices.txt"), "utf8");
  for (const name of ["@vscode/tree-sitter-wasm", "chokidar", "jsonc-parser", "vscode-languageclient"]) {
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, "m"));
  }
  expect(notices.match(/permission notice shall be included|with or without/g)?.length).toBeGreaterThan(8);
});

it("loads the language client only when it is needed, and a grammar only in the server", () => {
  const extension = readFileSync(join(root, "dist/extension.cjs"), "utf8");
  const required = [...extension.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name!);
  const own = required.filter((name) => name !== "vscode" && !name.startsWith("node:"));
  expect(new Set(own)).toEqual(new Set(["./client.cjs"]));
  expect(extension.length).toBeLessThan(100_000);
  expect(readFileSync(join(root, "dist/client.cjs"), "utf8")).not.toContain("tree-sitter");
});
