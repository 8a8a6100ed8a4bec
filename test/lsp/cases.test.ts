// Every case of test/cases against the real server, over standard input and output, in both ways that diagnostics reach a client; and
// against the command line, which reports the same.

import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type { Diagnostic, Position } from "vscode-languageserver/node";
import type { Problem } from "#shared/problem";
import { runBin } from "#test/bin";
import { type CaseFile, parseCase, renderCase } from "#test/case-file";
import { buildHost, buildHosted, type HostedVariant } from "#test/hosts";
import { type LspClient, startServer } from "#test/lsp-client";
import { buildPlugin, type PluginName, pluginNames } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";
import { answers } from "./answers.ts";

const folder = join(import.meta.dirname, "../cases");
const names = readdirSync(folder);

/** When the files of a case were written: before every plugin was built. */
const longAgo = new Date("2020-01-01T00:00:00Z");

it("has nothing but cases", () => {
  expect(names.filter((name) => !name.endsWith(".txtar"))).toEqual([]);
  expect(names.length).toBeGreaterThan(0);
});

describe.each([
  ["sent", false],
  ["asked for", true],
])("diagnostics that are %s", (_, pulls) => {
  it.each(names)("%s", async (name) => {
    const file = join(folder, name);
    const text = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
    await expect(await play(text, pulls)).toMatchFileSnapshot(file);
  });
});

/** Plays a case; its text as it would have to be. */
async function play(text: string, pulls: boolean): Promise<string> {
  const parsed = parseCase(text);
  const root = tempFolder();
  const at = (path: string) => join(root, path);
  for (const [path, content] of parsed.files) write(at(path), content);
  const open = new Map<string, string>();
  let client: LspClient | undefined;
  try {
    for (const command of withServe(parsed)) {
      if (command[0] === "serve") {
        client = await startServer({ folders: [root], pulls, watches: true });
      } else {
        await run(command, root, open, client);
      }
      await client?.settled();
    }
    const shown = new Map([...client!.diagnostics].map(([path, items]) => [shortPath(root, path), items]));
    const texts = new Map(
      [...shown.keys()].map((path) => [path, open.get(path) ?? readFileSync(at(path), "utf8")]),
    );
    const isSaved = [...open].every(([path, content]) => readFileSync(at(path), "utf8") === content);
    if (isSaved) expect(comparable(shown, root)).toEqual(await checked(root));
    const found: string[] = [];
    for (const request of parsed.requests) {
      const answer = answers[request.kind];
      if (!answer) throw new Error(`there is no request ${request.kind} in test/lsp/answers.ts`);
      const place =
        "cursor" in request
          ? parsed.cursors.get(request.cursor)!
          : placeOf(
              request.path,
              request.text,
              open.get(request.path) ?? readFileSync(at(request.path), "utf8"),
            );
      found.push(withoutRoot(await answer(client!, at(place.path), place.position), root));
    }
    expect(client!.logged).toEqual([]);
    expect(await client!.stop()).toBe(0);
    const show = (uri: string) => shortPath(root, fileURLToPath(uri));
    return renderCase(text, { texts, diagnostics: shown, answers: found, show });
  } finally {
    client?.child.kill();
  }
}

/** Where the text first stands in the file. */
function placeOf(path: string, text: string, content: string): { path: string; position: Position } {
  const before = content.split(text, 1)[0]!;
  expect(before.length, `${JSON.stringify(text)} in ${path}`).toBeLessThan(content.length);
  const lines = before.split("\n");
  return { path, position: { line: lines.length - 1, character: lines.at(-1)!.length } };
}

/** What differs each time is not part of a case. */
function withoutRoot(answer: string, root: string): string {
  return answer
    .replaceAll(pathToFileURL(root).href, "<root>")
    .replaceAll(root, "<root>")
    .replace(/\b[0-9a-f]{64}\b/g, "<sha256>")
    .replace(/(bind-plugin) \d+\.\d+\.\d+(?:-[\w.]+)?/g, "$1 <version>")
    .replace(/\b(?:linux|darwin|windows)\/\w+(?:, (?:elf|macho))?\b/g, "<platform>")
    .replace(/\bgo1\.\d+(?:\.\d+)?\b/g, "<go version>")
    .replace(/\b\d{1,3}(?:,\d{3})+ bytes/g, "<size> bytes")
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC/g, "<time>");
}

/** The server starts last, unless the case says when. */
function withServe({ commands }: CaseFile): readonly (readonly string[])[] {
  return commands.some(([verb]) => verb === "serve") ? commands : [...commands, ["serve"]];
}

async function run(
  [verb, ...args]: readonly string[],
  root: string,
  open: Map<string, string>,
  client: LspClient | undefined,
): Promise<void> {
  const [path = "", ...rest] = args;
  const file = join(root, path);
  switch (verb) {
    case "plugin": {
      const [name, target] = args as [PluginName, string];
      expect(pluginNames).toContain(name);
      return put(await buildPlugin(name), join(root, target), client);
    }
    case "host":
      return put(await buildHost(), file, client);
    case "hosted": {
      const [variant, target] = args as [HostedVariant, string];
      return put(await buildHosted(variant), join(root, target), client);
    }
    case "generate": {
      const ran = await runBin(["generate", ...args], { cwd: root });
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      return;
    }
    case "open":
      open.set(path, readFileSync(file, "utf8"));
      return client!.open(file, open.get(path)!);
    case "replace": {
      const [before, after] = rest as [string, string];
      const text = open.get(path) ?? readFileSync(file, "utf8");
      expect(text).toContain(before);
      const edited = text.replace(before, () => after);
      if (open.has(path)) {
        open.set(path, edited);
        return client!.change(file, edited);
      }
      write(file, edited);
      return client?.tell("Changed", file);
    }
    case "save":
      write(file, open.get(path)!);
      await client!.save(file);
      return client!.tell("Changed", file);
    case "close":
      open.delete(path);
      return client!.close(file);
    case "remove":
      rmSync(file, { recursive: true });
      return client?.tell("Deleted", file);
    case "touch": {
      const soon = new Date(Date.now() + 60_000);
      utimesSync(file, soon, soon);
      return client?.tell("Changed", file);
    }
    default:
      throw new Error(`there is no command ${verb}`);
  }
}

/** In one step, as a build does. */
async function put(built: string, output: string, client: LspClient | undefined): Promise<void> {
  mkdirSync(dirname(output), { recursive: true });
  copyFileSync(built, `${output}.new`);
  renameSync(`${output}.new`, output);
  await client?.tell("Created", output);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  utimesSync(file, longAgo, longAgo);
}

function shortPath(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

const severities = { error: 1, warning: 2, information: 3 } as const;

/** What both doors tell, in one form and order. */
function comparable(
  diagnostics: ReadonlyMap<string, readonly Diagnostic[]>,
  root: string,
): readonly string[] {
  return [...diagnostics]
    .flatMap(([path, items]) =>
      items.map(({ range, severity, code, message, relatedInformation = [], data }) => {
        const related = relatedInformation.map(
          ({ location, message }) =>
            [shortPath(root, fileURLToPath(location.uri)), location.range, message] as const,
        );
        return JSON.stringify([path, range, severity, code, message, related, data ?? null]);
      }),
    )
    .sort();
}

/** What `bind-plugin check` finds in the project. */
async function checked(root: string): Promise<readonly string[]> {
  const { stdout, stderr } = await runBin(["check", "-json"], { cwd: root });
  expect(stderr).toBe("");
  const problems: readonly Problem[] = JSON.parse(stdout);
  return problems
    .map(({ code, severity, location, message, related, data }) => {
      const others = related.map(
        ({ location, message }) => [shortPath(root, location.path), location.range, message] as const,
      );
      const path = shortPath(root, location.path);
      return JSON.stringify([
        path,
        location.range,
        severities[severity],
        code,
        message,
        others,
        data ?? null,
      ]);
    })
    .sort();
}
