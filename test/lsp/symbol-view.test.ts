// The symbol view of a plugin as a document (symbols, tokens, folding), and the symbols of all plugins.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type {
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Range,
  SemanticTokens,
  SemanticTokensLegend,
  SymbolInformation,
  WorkspaceSymbol,
} from "vscode-languageserver/node";
import { runBin } from "#test/bin";
import { type LspClient, uri } from "#test/lsp-client";
import { editorCapabilities } from "#test/lsp-editor";
import { buildPlugin, type PluginName } from "#test/plugins";
import {
  directive,
  goMod,
  type Project,
  project,
  type Served,
  serve,
  tinyPlugin,
  unbuilt,
} from "./project.ts";

/** A server, and the symbol view of a plugin of test/plugins. */
async function view(name: PluginName, options: Parameters<typeof serve>[1] = {}) {
  const at = project({ "doc.go": directive("-plugin-path p.so") });
  await at.plugin(name, "p.so");
  const served = await serve(at, options);
  const document = `bind-plugin:/symbols${at.at("p.so")}.symbols`;
  const ask = <T>(method: string): Promise<T> =>
    served.client.connection.sendRequest(method, { textDocument: { uri: document } });
  const { text } = await served.client.connection.sendRequest<{ text: string }>(
    "workspace/textDocumentContent",
    {
      uri: document,
    },
  );
  return { at, served, document, ask, text, lines: text.split("\n") };
}

const textAt = (lines: readonly string[], { start, end }: Range) => {
  expect(end.line).toBe(start.line);
  return lines[start.line]!.slice(start.character, end.character);
};

interface Inspected {
  readonly name: string;
  readonly kind: string;
  readonly methods: readonly { readonly name: string }[] | null;
  readonly nameable: boolean;
}

/** What `inspect -json` says of the plugin's symbols. */
async function inspected(name: PluginName): Promise<readonly Inspected[]> {
  const { stdout } = await runBin(["inspect", "-json", await buildPlugin(name)], { cwd: "/" });
  return JSON.parse(stdout).symbols;
}

it.each(["basic", "kinds", "unnameable", "values"] as const)(
  "is the listing of `inspect`: %s",
  async (name) => {
    const { at, text } = await view(name);
    const { stdout } = await runBin(["inspect", "p.so"], { cwd: at.folder });
    expect(text).toBe(stdout);
  },
);

describe("document symbols", () => {
  it.each(["basic", "kinds", "unnameable"] as const)("are the plugin's: %s", async (name) => {
    const { ask, lines } = await view(name);
    const symbols = await ask<DocumentSymbol[]>("textDocument/documentSymbol");
    const expected = (await inspected(name)).map(({ name, kind, methods, nameable }) => [
      name,
      kind === "func" ? 12 : 13,
      nameable ? [] : (methods ?? []).map((method) => method.name),
    ]);
    const found = symbols.map(({ name, kind, children }) => [
      name,
      kind,
      children!.map((child) => child.name),
    ]);
    expect(found.sort()).toEqual(expected.sort());
    for (const symbol of symbols.flatMap((one) => [one, ...one.children!])) {
      expect(textAt(lines, symbol.selectionRange)).toBe(symbol.name);
      expect(lines[symbol.range.start.line]).toMatch(/^(?:func|var| {4}func) /);
    }
  });

  it("are a flat list for clients that take no tree, and nothing for other documents", async () => {
    const { ask, served, at, document } = await view("basic", {
      capabilities: { workspace: editorCapabilities.workspace! },
    });
    const symbols = await ask<SymbolInformation[]>("textDocument/documentSymbol");
    expect(symbols.find(({ name }) => name === "Greet")).toMatchObject({
      kind: 12,
      location: { uri: document },
    });
    for (const method of ["documentSymbol", "foldingRange", "semanticTokens/full"]) {
      const params = { textDocument: { uri: uri(at.at("doc.go")) } };
      expect(await served.client.connection.sendRequest(`textDocument/${method}`, params)).toBeNull();
    }
  });
});

describe("links", () => {
  it.each(["basic", "kinds"] as const)("lead to where the source declares each symbol: %s", async (name) => {
    const { served, ask, document, lines } = await view(name);
    const links = await ask<DocumentLink[]>("textDocument/documentLink");
    expect(links.length).toBe(lines.filter((text) => /^(?:func|var) /.test(text)).length);
    for (const { range, target } of links) {
      const [, file, line, column] = /^(file:.*)#L(\d+),(\d+)$/.exec(target!)!;
      const [, symbol] = /^(?:func|var) (\w+)/.exec(lines[range.start.line]!)!;
      const declared = readFileSync(fileURLToPath(file!), "utf8").split("\n")[Number(line) - 1]!;
      expect(declared.slice(Number(column) - 1)).toMatch(new RegExp(`^(?:func )?${symbol}\\b`));
      // The binary knows the line of a function's first instruction, which may be its second line.
      expect(textAt(lines, range).replace(/:\d+$/, "")).toMatch(
        new RegExp(`(?:^${symbol}|\\b${basename(file!)})$`),
      );
      const position = { line: range.start.line, character: 6 };
      const definition = await served.client.connection.sendRequest("textDocument/definition", {
        textDocument: { uri: document },
        position,
      });
      const start = { line: Number(line) - 1, character: Number(column) - 1 };
      expect(definition).toEqual([
        expect.objectContaining({ uri: file, range: { start, end: expect.anything() } }),
      ]);
    }
  });

  it("lead to the plugin's source also where the binary names no place", async () => {
    const at = unbuilt();
    at.write("plug/plug.go", `${tinyPlugin}\nvar Version = "1"\n`);
    await at.generate(
      "-plugin-path",
      "build/p.so",
      "-plugin-package",
      "./plug",
      "-output-path",
      "api/api.go",
    );
    const { client } = await serve(at);
    const document = `bind-plugin:/symbols${at.at("build/p.so")}.symbols`;
    const params = { textDocument: { uri: document } };
    const links = await client.connection.sendRequest<DocumentLink[]>("textDocument/documentLink", params);
    const plug = uri(at.at("plug/plug.go"));
    expect(links.map(({ target }) => target)).toEqual([`${plug}#L3,6`, `${plug}#L7,5`]);
  });
});

/** Each token as `type: text`, with its line. */
function words(
  legend: SemanticTokensLegend,
  { data }: SemanticTokens,
  lines: readonly string[],
): readonly { readonly line: number; readonly word: string }[] {
  const found: { line: number; word: string }[] = [];
  let [line, start] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    start = data[i] === 0 ? start + data[i + 1]! : data[i + 1]!;
    line += data[i]!;
    const text = lines[line]!.slice(start, start + data[i + 2]!);
    const modifiers = legend.tokenModifiers.filter((_, bit) => (data[i + 4]! >> bit) & 1);
    found.push({ line, word: [`${legend.tokenTypes[data[i + 3]!]}: ${text}`, ...modifiers].join(" ") });
  }
  return found;
}

describe("semantic tokens", () => {
  async function wordsOf(name: PluginName) {
    const { served, ask, lines } = await view(name, {
      capabilities: { workspace: editorCapabilities.workspace! },
    });
    const { legend } = served.client.initialized.capabilities.semanticTokensProvider!;
    const tokens = words(legend, await ask<SemanticTokens>("textDocument/semanticTokens/full"), lines);
    const of = (start: string) => {
      const line = lines.findIndex((text) => text.startsWith(start));
      expect(line, start).toBeGreaterThanOrEqual(0);
      return tokens.filter((token) => token.line === line).map(({ word }) => word);
    };
    return { tokens, lines, of };
  }

  it("tell the words of declarations apart", async () => {
    const { of } = await wordsOf("basic");
    expect(of("plugin ")).toEqual([
      "keyword: plugin",
      "namespace: example.com/plugins/basic declaration",
      expect.stringMatching(/^comment: \/\/ .*p\.so$/),
    ]);
    expect(of("func Join(")).toEqual([
      "keyword: func",
      "function: Join declaration",
      "parameter: separator",
      "type: string defaultLibrary",
      "parameter: parts",
      "type: string defaultLibrary",
      "type: string defaultLibrary",
      expect.stringMatching(/^comment: \/\/ .*basic\.go:\d+$/),
    ]);
    expect(of("var Version ")).toEqual([
      "keyword: var",
      "variable: Version declaration",
      "type: string defaultLibrary",
      'string: "1.2.3"',
    ]);
    expect(of("var Count ")).toEqual([
      "keyword: var",
      "variable: Count declaration",
      "type: int defaultLibrary",
      "number: 0",
    ]);
  });

  it("are those of methods too", async () => {
    const { tokens } = await wordsOf("unnameable");
    const methods = tokens.filter(({ word }) => /^method: .* declaration$/.test(word));
    expect(methods.length).toBeGreaterThan(0);
    for (const { line } of methods) {
      expect(tokens.find((token) => token.line === line)).toMatchObject({ word: "keyword: func" });
    }
  });

  it("tell packages from their types", async () => {
    const { tokens, of } = await wordsOf("packages");
    const all = new Set(tokens.map(({ word }) => word));
    expect(all).toContain("namespace: model");
    expect(of("    thing ")).toEqual(["namespace: thing", 'string: "example.com/plugins/pkg/go-thing"']);
    expect(of('    "fmt"')).toEqual(['string: "fmt"']);
    expect([...all].filter((word) => word.startsWith("type: ")).length).toBeGreaterThan(3);
  });

  it.each(["kinds", "unnameable", "values", "generics"] as const)(
    "lie in their lines, in order: %s",
    async (name) => {
      const { tokens } = await wordsOf(name);
      expect(tokens.length).toBeGreaterThan(10);
      for (const { word } of tokens) expect(word).toMatch(/: \S/);
    },
  );
});

it("folds imports, functions and variables, and what belongs to a symbol", async () => {
  const { ask, lines } = await view("unnameable");
  const ranges = await ask<FoldingRange[]>("textDocument/foldingRange");
  const starts = ranges.map(({ startLine }) => lines[startLine]!.split(" ")[0]);
  for (const word of ["func", "var"]) expect(starts).toContain(word);
  for (const { startLine, endLine } of ranges) {
    expect(startLine).toBeLessThan(endLine);
    expect(lines.slice(startLine, endLine + 1)).not.toContain("");
  }
  const imports = ranges.filter(({ kind }) => kind === "imports");
  for (const { startLine, endLine } of imports)
    expect([lines[startLine], lines[endLine]]).toEqual(["import (", ")"]);
});

it("is offered for these documents alone, where the client lets the server choose", async () => {
  const { client } = await serve(project());
  const wanted = ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/semanticTokens"];
  const registered = () => client.registrations.filter(({ method }) => wanted.includes(method));
  await client.until(() => registered().length === 3);
  for (const { registerOptions } of registered()) {
    expect(registerOptions).toMatchObject({ documentSelector: [{ scheme: "bind-plugin" }] });
  }
  for (const name of ["documentSymbolProvider", "foldingRangeProvider", "semanticTokensProvider"]) {
    expect(Object.keys(client.initialized.capabilities)).not.toContain(name);
  }
});

describe("workspace symbols", () => {
  const ask = ({ connection }: LspClient, query: string): Promise<WorkspaceSymbol[]> =>
    connection.sendRequest("workspace/symbol", { query });

  async function two(): Promise<{ at: Project; served: Served }> {
    const at = project({
      "a/doc.go": directive("-plugin-path ../p.so"),
      "b/doc.go": directive("-plugin-path ../q.so"),
    });
    await at.plugin("basic", "p.so");
    await at.plugin("drifted", "q.so");
    return { at, served: await serve(at) };
  }

  it("are those of all plugins, found by parts of their names", async () => {
    const { served } = await two();
    const found = async (query: string) =>
      (await ask(served.client, query)).map(
        ({ name, containerName, kind }) => `${containerName}: ${name} ${kind}`,
      );
    expect(await found("join")).toContain("p.so: Join 12");
    expect((await found("grt")).sort()).toEqual(["p.so: Greet 12", "p.so: GreetAll 12", "q.so: GreetAll 12"]);
    expect(await found("subtract")).toEqual(["q.so: Subtract 12"]);
    expect(await found("nothing")).toEqual([]);
    expect((await found("")).length).toBeGreaterThan(10);
  });

  it("lead to the plugin's source", async () => {
    const at = unbuilt();
    await at.generate(
      "-plugin-path",
      "build/p.so",
      "-plugin-package",
      "./plug",
      "-output-path",
      "api/api.go",
    );
    const { client } = await serve(at);
    const [symbol] = await ask(client, "Greet");
    const { uri: file, range } = symbol!.location as { uri: string; range: Range };
    expect(file).toBe(uri(at.at("plug/plug.go")));
    expect(textAt(tinyPlugin.split("\n"), range)).toBe("Greet");
  });

  it("lead to the symbol view where there is no source, which is resolved when it is asked for", async () => {
    const at = project({ "go.mod": goMod, "doc.go": directive("-plugin-path p.so -plugin-package ./none") });
    await at.plugin("basic", "p.so");
    const { client } = await serve(at);
    const [symbol] = await ask(client, "Divide");
    const document = `bind-plugin:/symbols${at.at("p.so")}.symbols`;
    expect(symbol!.location).toEqual({ uri: document });
    const resolved: WorkspaceSymbol = await client.connection.sendRequest("workspaceSymbol/resolve", symbol);
    const { range } = resolved.location as { range: Range };
    const { text } = await client.connection.sendRequest<{ text: string }>("workspace/textDocumentContent", {
      uri: document,
    });
    expect(textAt(text.split("\n"), range)).toBe("Divide");
    // A client that resolves nothing gets it at once; one that shows no such documents is led to the directive.
    const { symbol: _, ...workspace } = editorCapabilities.workspace!;
    const plain = await serve(at, { capabilities: { workspace } });
    expect((await ask(plain.client, "Divide"))[0]!.location).toEqual({ uri: document, range });
    const least = await serve(at, { capabilities: {} });
    expect((await ask(least.client, "Divide"))[0]!.location).toMatchObject({
      uri: uri(at.at("doc.go")),
      range: { start: { line: 2, character: 0 } },
    });
  });
});
