// Holds what ARCHITECTURE.md promises: import directions, the purity of the engine, and that nothing misses its documentation.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands, flags } from "#shared/options";
import { problemCodes } from "#shared/problem";
import { importsOf, loadedWith, sourcesBelow } from "#test/modules";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The area of the engine that a file belongs to: its folder below shared/src, or its own name at the top. */
function areaOf(file: string): string {
  const [first, second] = file.slice("shared/src/".length).split("/");
  return second === undefined ? first!.replace(/\.ts$/, "") : first!;
}

/** Libraries that are pure, and who may import them. */
const libraries: Record<string, readonly string[]> = { config: ["jsonc-parser"] };

/** What each area of the engine may import besides itself. */
const leaves = [
  "host",
  "model",
  "problem",
  "options",
  "flags",
  "go-names",
  "nearest",
  "type-string",
  "go-quote",
];
const allowed: Record<string, readonly string[]> = {
  host: [],
  model: [],
  "go-quote": [],
  problem: ["model"],
  options: [],
  flags: ["model", "options", "go-names", "nearest"],
  "go-names": [],
  nearest: [],
  "type-string": ["model", "go-quote"],
  binary: ["host"],
  runtime: ["binary", "host", "model", "go-quote"],
  "read-plugin": ["binary", "runtime", "host", "model"],
  source: leaves,
  wrapper: [...leaves, "source"],
  emit: [...leaves, "wrapper"],
  inspect: [...leaves, "wrapper"],
  printable: [],
  listing: [...leaves, "inspect", "printable", "wrapper"],
  config: leaves,
  binding: [...leaves, "source", "wrapper", "config"],
  checks: [...leaves, "source", "binding", "wrapper", "config", "compat"],
  diff: [...leaves, "listing", "printable", "read-plugin", "binary", "runtime", "wrapper", "checks"],
  protocol: [],
  compat: [...leaves, "read-plugin", "binary", "runtime", "binding", "printable"],
  subjects: [...leaves, "compat", "read-plugin", "binary", "source", "wrapper", "binding", "checks"],
  engine: [
    ...leaves,
    "subjects",
    "read-plugin",
    "binary",
    "runtime",
    "source",
    "wrapper",
    "emit",
    "binding",
    "checks",
  ],
};

describe("import directions", () => {
  const files = sourcesBelow("shared/src");

  it("finds the engine", () => expect(files.length).toBeGreaterThan(10));

  it.each(files)("%s imports only what its area may", (file) => {
    const area = areaOf(file);
    expect(Object.keys(allowed), `area ${area} is not in the table`).toContain(area);
    const wrong = importsOf(file).filter((target) => {
      if (!target.startsWith("shared/src/")) return !libraries[area]?.includes(target);
      const other = areaOf(target);
      return other !== area && !allowed[area]!.includes(other);
    });
    expect(wrong).toEqual([]);
  });

  it.each(sourcesBelow("server/src"))(
    "%s imports only the engine, the server, Node and the libraries that are bundled",
    (file) => {
      const libraries =
        /^(?:@vscode\/tree-sitter-wasm|vscode-languageserver(?:\/node)?|vscode-languageserver-textdocument|vscode-uri|chokidar)$/;
      const wrong = importsOf(file).filter(
        (target) => !/^(shared\/src\/|server\/src\/|node:)/.test(target) && !libraries.test(target),
      );
      expect(wrong).toEqual([]);
    },
  );

  it.each(sourcesBelow("client/src"))(
    "%s imports only the extension, the editor, Node, and of the engine the protocol",
    (file) => {
      const wrong = importsOf(file).filter(
        (target) =>
          !/^(client\/src\/|node:|shared\/src\/protocol\.ts$|vscode$|vscode-languageclient\/node$)/.test(
            target,
          ),
      );
      expect(wrong).toEqual([]);
    },
  );

  it("loads the language client only when a server is needed", () => {
    const loaders = (...targets: string[]) =>
      sourcesBelow("client/src").filter((file) => loadedWith(file).some((it) => targets.includes(it)));
    const users = ["client/src/client.ts", "client/src/server-command.ts"];
    expect(loaders("vscode-languageclient/node")).toEqual(users);
    expect(loaders(...users)).toEqual(["client/src/client.ts"]);
  });

  const features = sourcesBelow("server/src/features").filter((file) => !file.endsWith("/feature.ts"));

  it.each(features)("%s imports no other feature, and the server lists it", (file) => {
    const others = importsOf(file).filter((target) => features.includes(target));
    expect(others).toEqual([]);
    expect(importsOf("server/src/server.ts")).toContain(file);
  });

  it("lets the language server start programs through one gate alone", () => {
    const reached = new Set<string>();
    const visit = (file: string) => {
      if (reached.has(file) || !file.startsWith("server/src/") || file === "server/src/runner.ts") return;
      reached.add(file);
      for (const target of importsOf(file)) visit(target);
    };
    visit("server/src/main.ts");
    const starters = sourcesBelow("server/src").filter((file) =>
      importsOf(file).includes("node:child_process"),
    );
    expect(starters.length).toBeGreaterThan(0);
    expect([...reached]).toContain("server/src/workspace.ts");
    expect(starters.filter((file) => reached.has(file))).toEqual([]);
  });

  it("keeps one file to one command", () => {
    const files = sourcesBelow("server/src/cli").map((file) => file.replace(/^.*\/|\.ts$/g, ""));
    for (const command of Object.keys(commands)) expect(files).toContain(command);
  });
});

describe("the engine is pure", () => {
  it.each(sourcesBelow("shared/src"))("%s uses no global of Node or a browser", (file) => {
    const code = read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    expect(code).not.toMatch(
      /\b(?:process|Buffer|globalThis|require|setTimeout|setInterval|fetch|console)\s*[.(]/,
    );
    expect(code).not.toMatch(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/);
  });
});

describe("documentation", () => {
  const pages = readdirSync(join(root, "docs/problems"));

  it.each(Object.entries(problemCodes))("%s has its page", (code, { severity }) => {
    expect(pages).toContain(`${code}.md`);
    const page = read(`docs/problems/${code}.md`);
    expect(page.startsWith(`# ${code}\n`)).toBe(true);
    expect(page).toContain(`Severity: **${severity}**`);
    for (const heading of ["## What it means", "## Example", "## What to do"])
      expect(page).toContain(heading);
    expect(page).toContain(`[${code}]`);
  });

  it("has no page without a code", () => {
    expect(pages.filter((page) => !(page.replace(/\.md$/, "") in problemCodes))).toEqual([]);
  });

  it.each(Object.keys(problemCodes))("%s is made by a check", (code) => {
    const files = [...sourcesBelow("shared/src/checks"), ...sourcesBelow("shared/src/binding")];
    expect(files.some((file) => read(file).includes(`"${code}"`))).toBe(true);
  });

  it.each(flags.map((flag) => flag.name))("the README explains -%s", (name) => {
    expect(read("README.md")).toMatch(new RegExp(`^\\| \`-${name}[\` ]`, "m"));
  });

  it.each(Object.keys(commands))("the README explains the command %s", (name) => {
    expect(read("README.md")).toContain(`bind-plugin ${name}`);
  });

  it("links to files that exist", () => {
    for (const page of ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]) {
      for (const [, target] of read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
        expect(() => readFileSync(join(root, target!)), `${page}: ${target}`).not.toThrow(/ENOENT/);
      }
    }
  });
});
