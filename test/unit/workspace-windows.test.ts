// The workspace on a machine with Windows' paths: drive letters in either case, and both kinds of slashes.

import path from "node:path";
import { expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { clientFeatures } from "#server/client-features";
import { createGoParser } from "#server/go-parser";
import { createWorkspace } from "#server/workspace";
import { type Host, HostError } from "#shared/host";

/** A host of Windows whose files are in memory. */
function windowsHost(files: ReadonlyMap<string, string>): Host {
  const { win32 } = path;
  const lower = new Map([...files].map(([name, text]) => [name.toLowerCase(), text]));
  const missing = (name: string) => new HostError("not-found", name, `${name} does not exist`);
  const text = (name: string) => lower.get(name.toLowerCase());
  const isFolder = (name: string) =>
    [...lower.keys()].some((file) => file.startsWith(`${name.toLowerCase()}\\`));
  return {
    path: { ...win32, separator: "\\", resolve: (...parts) => win32.resolve("C:\\", ...parts) },
    openFile(name) {
      throw missing(name);
    },
    stat(name) {
      if (text(name) !== undefined) return { kind: "file", size: text(name)!.length, modified: 1 };
      return isFolder(name) ? { kind: "directory", size: 0, modified: 1 } : undefined;
    },
    readText(name) {
      const found = text(name);
      if (found === undefined) throw missing(name);
      return found;
    },
    listFolder: (folder) =>
      [...files.keys()]
        .filter((file) => win32.dirname(file).toLowerCase() === folder.toLowerCase())
        .map((file) => ({ name: win32.basename(file), kind: "file" as const })),
    inflate: (data) => data,
    now: () => new Date(0),
    platform: { goos: "windows", goarch: "amd64" },
    env: () => undefined,
  };
}

const directive = (flags: string) => `package m\n\n//go:generate bind-plugin generate ${flags}\n`;

function workspaceWith(files: Record<string, string>) {
  const failures: unknown[] = [];
  const workspace = createWorkspace({
    host: windowsHost(new Map(Object.entries(files))),
    goParser: createGoParser,
    version: "1.0.0",
    client: clientFeatures({}),
    isTrusted: true,
    pages: "file:///docs",
    fail: (error) => failures.push(error),
  });
  return { workspace, failures };
}

it("finds, shows and follows files below a folder whose URI has a drive letter of either case", async () => {
  const { workspace, failures } = workspaceWith({
    "C:\\work\\doc.go": directive("-plugin-path build/plugin.so -output-path C:\\work\\api\\api.go"),
  });
  const folder = workspace.pathOf("file:///C%3A/work")!;
  expect(folder).toBe("c:\\work");
  workspace.addFolder(folder);
  await workspace.idle();
  const path = workspace.pathOf("file:///c:/work/doc.go")!;
  const messages = () => workspace.problems(path).problems.map(({ message }) => message);
  expect(messages()).toEqual([
    "the plugin build/plugin.so does not exist; build it, or correct -plugin-path",
    "the wrapper api/api.go does not exist; run go generate",
  ]);
  expect(workspace.uriOf(path)).toBe("file:///c%3A/work/doc.go");

  const document = TextDocument.create("file:///C:/work/doc.go", "go", 1, "package m\n");
  workspace.documentOpened(document);
  await workspace.idle();
  expect(messages()).toEqual([]);
  expect(workspace.uriOf(path)).toBe("file:///C:/work/doc.go");
  expect(workspace.document("file:///c%3A/work/doc.go")).toBe(document);
  expect(failures).toEqual([]);
});
