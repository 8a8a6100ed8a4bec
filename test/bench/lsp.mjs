// What the language server takes, in percentiles of one run; names of parts (start, requests, edits, replaced, large, idle) as arguments
// leave out the others. On a busy machine look at what is measured beside it, which it slows down as well. Nothing is asserted.

import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "../../scripts/typescript.mjs";
import { bin, startServer, uriOf } from "./lsp-process.mjs";

const cache = path.join(root, ".cache/bench");
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "bind-plugin-bench-")));
const longAgo = new Date("2020-01-01T00:00:00Z");
const pluginsModule = path.join(root, "test/plugins");
const names = ["basic", "drifted", "docs", "kinds", "values"];
const plugins = new Map(names.map((name) => [name, buildOnce(`${name}.so`, pluginsModule, `./${name}`)]));
const big = buildOnce("big.so", path.join(root, "test/bench/big"), ".");
const host = `package host

import "example.com/m/api"

func Use(path string) (string, error) {
	bound, err := api.BindAPI(path)
	if err != nil {
		return "", err
	}
	return bound.Greet("x") + bound.Join(", ", "a", "b"), nil
}
`;

const wanted = new Set(process.argv.slice(2));

try {
  for (const [name, measure] of Object.entries({ start, requests, edits, replaced, large, idle })) {
    if (wanted.size === 0 || wanted.has(name)) await measure();
  }
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

/** From the start of the process to its first answer, against an empty node. */
async function start() {
  const empty = [];
  const servers = [];
  for (let i = 0; i < 20; i++) {
    const begun = performance.now();
    spawnSync(process.execPath, ["-e", "0"]);
    empty.push(performance.now() - begun);
    const server = await startServer([]);
    servers.push(server.untilAnswer);
    await server.stop();
  }
  report("empty node", empty);
  report("start to the first answer", servers);
  console.log(`  over an empty node: ${(at(servers, 50) - at(empty, 50)).toFixed(0)} ms (promised: 150)\n`);
}

/** Hover and completion wherever there is an answer, on a server that has seen all. */
async function requests() {
  const { folder, source, wrapper } = project("requests");
  const call = path.join(folder, "host/host.go");
  fs.mkdirSync(path.dirname(call));
  fs.writeFileSync(call, host);
  const server = await startServer([folder]);
  for (const file of [source, wrapper, call]) await open(server, file);
  await server.settled();
  for (const [method, files] of [
    ["textDocument/hover", [wrapper, source, call]],
    ["textDocument/completion", [source]],
  ]) {
    const ask = (params) => server.request(method, params);
    const answered = [];
    for (const file of files) {
      for (const position of positions(file)) {
        const params = { textDocument: { uri: uriOf(file) }, position };
        const answer = await ask(params);
        if (answer?.contents || answer?.items?.length > 0) answered.push(params);
      }
    }
    const times = [];
    const others = [];
    while (times.length < 5000) {
      for (const params of answered) {
        times.push(await timed(() => ask(params)));
        others.push(await timed(() => ask({ ...params, textDocument: { uri: "untitled:none" } })));
      }
    }
    report(`${method} at ${answered.length} places`, times, "promised: p99 2 ms");
    report("  the same where there is no document", others);
  }
  console.log();
  await server.stop();
}

async function timed(task) {
  const begun = performance.now();
  await task();
  return performance.now() - begun;
}

/** Every third place of a file. */
function positions(file) {
  const lines = fs.readFileSync(file, "utf8").split("\n");
  return lines.flatMap((text, line) =>
    Array.from({ length: Math.ceil(text.length / 3) }, (_, third) => ({ line, character: 3 * third })),
  );
}

/** From an edit to its diagnostics: of a directive, and of the plugin's source. */
async function edits() {
  const { folder, source, wrapper } = project("edits");
  const server = await startServer([folder]);
  const text = fs.readFileSync(source, "utf8");
  await open(server, source);
  await server.settled();
  let version = 1;
  const edit = async (changed) => {
    const begun = performance.now();
    await server.notify("textDocument/didChange", {
      textDocument: { uri: uriOf(source), version: ++version },
      contentChanges: [{ text: changed }],
    });
    return begun;
  };
  const measure = async (changed, isSeen) => {
    const times = [];
    for (let i = 0; i < 105; i++) {
      const begun = await edit(changed);
      await server.until(isSeen);
      if (i >= 5) times.push(performance.now() - begun);
      await edit(text);
      await server.until(() => !isSeen());
    }
    return times;
  };
  report(
    "edit of a directive to its diagnostics",
    await measure(text.replace("-output-name", "-output-nam"), () =>
      has(server, source, "directive.unknown-flag"),
    ),
    "promised: 50 ms",
  );
  report(
    "edit of a plugin's source to the wrapper's",
    await measure(text.replace("func Greet(name string)", "func Greet(name []byte)"), () =>
      has(server, wrapper, "source.type-changed"),
    ),
    "promised: 50 ms",
  );
  console.log();
  await server.stop();
}

/** From a large plugin in place of another, with other symbols or another checksum, to its diagnostics. */
async function replaced() {
  const bytes = fs.readFileSync(big);
  const renamed = Buffer.from(bytes);
  for (let at = renamed.indexOf("Ready"); at >= 0; at = renamed.indexOf("Ready", at + 1))
    renamed.write("Reads", at);
  for (const [what, flags, next, code] of [
    ["other symbols", [], renamed, "symbol.missing"],
    ["another checksum", ["-sha256"], Buffer.concat([bytes, Buffer.alloc(1)]), "wrapper.checksum-drift"],
  ]) {
    const folder = path.join(scratch, `replaced${flags.length}`);
    const plugin = path.join(folder, "plugin.so");
    fs.mkdirSync(folder);
    fs.copyFileSync(big, plugin);
    fs.writeFileSync(path.join(folder, "go.mod"), "module example.com/m\n\ngo 1.21\n");
    run(folder, ["generate", "-plugin-path", "plugin.so", "-output-path", "api/api.go", ...flags]);
    const wrapper = path.join(folder, "api/api.go");
    const server = await startServer([folder]);
    await server.settled();
    const times = [];
    for (let i = 0; i < 20; i++) {
      const isNew = i % 2 === 0;
      fs.writeFileSync(`${plugin}.new`, isNew ? next : bytes);
      const begun = performance.now();
      fs.renameSync(`${plugin}.new`, plugin);
      await server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(plugin), type: 2 }] });
      await server.until(() => has(server, wrapper, code) === isNew);
      times.push(performance.now() - begun);
    }
    report(`replaced plugin of ${megabytes(bytes.length)}, ${what}`, times, "promised: 400 ms");
    await server.stop();
  }
  console.log();
}

/** A thousand plugins in packages of their own, each with its source and its wrapper; every fifth of them has drifted. */
async function large() {
  const folder = path.join(scratch, "large");
  const templates = new Map(names.map((name) => [name, project(`template-${name}`, name)]));
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "go.mod"), "module example.com/m\n\ngo 1.21\n");
  const wrappers = new Set();
  for (let i = 0; i < 1000; i++) {
    const name = names[i % names.length];
    const at = path.join(folder, `group${i % 20}/plugin${i}`);
    fs.cpSync(templates.get(name).folder, at, { recursive: true, preserveTimestamps: true });
    fs.rmSync(path.join(at, "go.mod"));
    fs.rmSync(path.join(at, "plugin.so"));
    // The wrapper of the basic plugin and the plugin that it has become later.
    fs.linkSync(plugins.get(name === "basic" ? "drifted" : name), path.join(at, "plugin.so"));
    if (name === "basic") wrappers.add(path.join(at, "api/api.go"));
  }
  const files = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".go"));
  console.log(`${files.length} Go files and 1000 plugins, ${wrappers.size} of them drifted`);
  const server = await startServer([folder]);
  const begun = performance.now();
  const processorTime = server.processorTime();
  const answers = [];
  let isBusy = true;
  const asking = (async () => {
    const [file] = wrappers;
    // A member of the wrapper.
    const line = fs
      .readFileSync(file, "utf8")
      .split("\n")
      .findIndex((text) => text.startsWith("func (w *API) Greet("));
    const params = { textDocument: { uri: uriOf(file) }, position: { line, character: 16 } };
    while (isBusy) {
      const asked = performance.now();
      const answer = server.request("textDocument/hover", params);
      await answer.catch(() => {});
      answers.push(performance.now() - asked);
      await delay(1);
    }
  })();
  const isTold = (file) => has(server, file, "symbol.missing");
  await server.until(() => [...wrappers].some(isTold));
  const first = performance.now() - begun;
  await server.until(() => [...wrappers].every(isTold));
  const all = performance.now() - begun;
  await server.settled();
  const settled = performance.now() - begun;
  const spent = server.processorTime() - processorTime;
  isBusy = false;
  await asking;
  console.log(
    `  first diagnostics after ${first.toFixed(0)} ms (promised: 1000), all after ${all.toFixed(0)} ms (5000), settled after ${settled.toFixed(0)} ms`,
  );
  console.log(`  processor time, of all threads: ${spent} ms`);
  const { now, peak } = server.memory();
  console.log(`  memory ${megabytes(now)}, at the peak ${megabytes(peak)} (promised: 200 MB)`);
  report("requests meanwhile", answers, "promised: at most 50 ms");
  await spend(server, "  at rest, watched by the client");
  await server.stop();
}

/** Processor time of a server that has nothing to do and watches by itself. */
async function idle() {
  const { folder } = project("idle");
  const server = await startServer([folder], { watches: false });
  await server.settled();
  await spend(server, "at rest, watching by itself");
  await server.stop();
}

async function spend(server, what) {
  await delay(1000);
  const before = server.processorTime();
  await delay(5000);
  console.log(`${what}: ${server.processorTime() - before} ms of processor time in 5 s\n`);
}

/** A plugin, its source with a directive, and its wrapper. */
function project(folderName, name = "basic") {
  const folder = path.join(scratch, folderName);
  const source = path.join(folder, "source", "main.go");
  const wrapper = path.join(folder, "api/api.go");
  fs.mkdirSync(path.dirname(source), { recursive: true });
  fs.copyFileSync(plugins.get(name), path.join(folder, "plugin.so"));
  fs.writeFileSync(path.join(folder, "go.mod"), "module example.com/m\n\ngo 1.21\n");
  const flags = [
    "-plugin-path",
    "../plugin.so",
    "-plugin-package",
    ".",
    "-output-path",
    "../api/api.go",
    "-output-name",
    "API",
  ];
  const [file] = fs.readdirSync(path.join(pluginsModule, name)).filter((file) => file.endsWith(".go"));
  const text = fs.readFileSync(path.join(pluginsModule, name, file), "utf8");
  const directive = `//go:generate bind-plugin generate ${flags.join(" ")}`;
  fs.writeFileSync(source, text.replace("\npackage main\n", `\npackage main\n\n${directive}\n`));
  run(path.dirname(source), ["generate", ...flags]);
  for (const written of [source, wrapper, path.join(folder, "go.mod")])
    fs.utimesSync(written, longAgo, longAgo);
  return { folder, source, wrapper };
}

function open(server, file) {
  const text = fs.readFileSync(file, "utf8");
  return server.notify("textDocument/didOpen", {
    textDocument: { uri: uriOf(file), languageId: "go", version: 1, text },
  });
}

function has(server, file, code) {
  return server.diagnostics.get(file)?.some((diagnostic) => diagnostic.code === code) ?? false;
}

function run(cwd, args) {
  execFileSync(process.execPath, [bin, ...args], { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

function buildOnce(name, folder, target) {
  const output = path.join(cache, name);
  if (fs.existsSync(output)) return output;
  fs.mkdirSync(cache, { recursive: true });
  console.log(`building ${name} ...`);
  execFileSync("go", ["build", "-buildmode=plugin", "-o", output, target], { cwd: folder, stdio: "inherit" });
  return output;
}

/** The value that the given percentage of the values does not exceed. */
function at(values, percentage) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percentage) / 100) - 1)];
}

function report(what, values, note = "") {
  const figures = [50, 90, 99, 100].map((percentage) => at(values, percentage).toFixed(2));
  const [half, most, nearly, worst] = figures;
  console.log(
    `${what}: p50 ${half} ms, p90 ${most} ms, p99 ${nearly} ms, at most ${worst} ms of ${values.length}${note && ` (${note})`}`,
  );
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
