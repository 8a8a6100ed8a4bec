// bindPlugin/status and bindPlugin/symbolsDocument: what an editor says of the file at hand, and of a .so that is opened.

import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  contentRequest,
  type FileStatus,
  fileStatusRequest,
  type SymbolsDocument,
  serverCommands,
  symbolsDocumentRequest,
} from "#shared/protocol";
import { uri } from "#test/lsp-client";
import { directive, project, type Served, serve, unbuilt } from "./project.ts";

const statusOf = ({ client }: Served, path: string) =>
  client.connection.sendRequest<FileStatus | null>(fileStatusRequest, { uri: uri(path) });

const flags = "-plugin-path p.so -output-path api/api.go";

it("says of a directive's file, the wrapper and the plugin how things are", async () => {
  const at = project({ "doc.go": directive(flags), "other.go": "package m\n" });
  await at.plugin("basic", "p.so");
  await at.generate(...flags.split(" "));
  const served = await serve(at);
  for (const path of ["doc.go", "api/api.go", "p.so"]) {
    expect(await statusOf(served, at.at(path))).toEqual({
      text: "up to date",
      detail: expect.stringMatching(/^p\.so \(go1\.\d+(\.\d+)? \w+\/\w+\)$/),
      severity: "information",
      isChecking: false,
    });
  }
  expect(await statusOf(served, at.at("other.go"))).toBeNull();
  await at.plugin("drifted", "p.so");
  await served.client.tell("Changed", at.at("p.so"));
  await served.client.settled();
  const status = await statusOf(served, at.at("api/api.go"));
  expect(status).toMatchObject({ severity: "error" });
  expect(status?.text).toMatch(/^out of date, \d+ error/);
});

it("counts the wrappers of a file that states several", async () => {
  const two = `${flags} -output-name A\n//go:generate bind-plugin generate -plugin-path p.so -output-path b/b.go`;
  const at = project({ "doc.go": directive(two) });
  await at.plugin("basic", "p.so");
  await at.generate(...flags.split(" "), "-output-name", "A");
  const served = await serve(at);
  expect(await statusOf(served, at.at("doc.go"))).toMatchObject({
    text: "1 of 2 wrappers out of date",
    severity: "error",
  });
});

it("says so where a build has failed", async () => {
  const at = unbuilt();
  at.write("plug/plug.go", "package main\n\nfunc Greet( {}\n");
  const served = await serve(at);
  const doc = at.at("doc.go");
  expect(await statusOf(served, doc)).toMatchObject({ text: "p.so does not exist", severity: "error" });
  await expect(served.editor.run(serverCommands.rebuild, { uri: uri(doc) })).rejects.toThrow("cannot build");
  expect(await statusOf(served, doc)).toMatchObject({ text: "p.so could not be built", severity: "error" });
});

it("tells a plugin from any other file, bound or not", async () => {
  const at = project();
  await at.plugin("basic", "free.so");
  writeFileSync(at.at("text.so"), "INPUT(libc.so.6)\n");
  const { client } = await serve(at);
  const ask = (path: string) =>
    client.connection.sendRequest<SymbolsDocument>(symbolsDocumentRequest, { uri: uri(at.at(path)) });
  const plugin = await ask("free.so");
  expect(plugin.notRead).toBeUndefined();
  const { text } = await client.connection.sendRequest<{ text: string }>(contentRequest, { uri: plugin.uri });
  expect(text).toMatch(/^func \w+\(/m);
  expect((await ask("text.so")).notRead).toEqual([
    "text.so is not a Go plugin: this is a text file.",
    "If it should be one, build it with go build -buildmode=plugin. If not, nothing is wrong with it.",
  ]);
  expect((await ask("none.so")).notRead).toEqual(["none.so does not exist."]);
  writeFileSync(at.at("cut.so"), readFileSync(at.at("free.so")).subarray(0, 3000));
  expect((await ask("cut.so")).notRead).toEqual([
    expect.stringMatching(/^cut\.so cannot be read as a Go plugin: truncated /),
    expect.stringContaining("copy it again"),
    expect.stringMatching(/^Offset 0x[0-9a-f]+: expected .+, found .+\.$/),
  ]);
  await expect(
    client.connection.sendRequest(symbolsDocumentRequest, { uri: "untitled:x.so" }),
  ).rejects.toThrow("untitled:x.so is no file on disk");
});
