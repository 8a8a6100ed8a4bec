// Reads every cell of .cache/matrix in every form, prints one table of what agrees with the truth, and writes docs/matrix.md:
// `node scripts/matrix/compare.mjs [regular expression of cell ids]` (with one, the document is left as it is).

import fs from "node:fs";
import path from "node:path";
import { importTypeScript, root } from "../typescript.mjs";
import { architectures, listCells } from "./cells.mjs";
import { agrees, document } from "./document.mjs";
import { hostIds } from "./host-ids.mjs";

const cache = path.join(root, ".cache/matrix");
const { forms, compareForm } = await importTypeScript("test/support/portable-forms.ts");
const { hostForms, compareHost } = await importTypeScript("test/support/host-forms.ts");
const readJson = (...parts) => JSON.parse(fs.readFileSync(path.join(cache, ...parts), "utf8"));
const source = readJson("source.json");
const wanted = new RegExp(process.argv[2] ?? "");

/** @type {import("./document.mjs").Row[]} */
const rows = [];
for (const cell of listCells().sort(byVersion)) {
  if (!wanted.test(cell.id)) continue;
  const row = compareCell(cell);
  rows.push(row);
  console.log(
    `${cell.id.padEnd(28)} ${row.results.join(" | ")}${row.notes.length > 0 ? ` (${row.notes.join("; ")})` : ""}`,
  );
  for (const line of row.differences.slice(0, Number(process.env.LINES ?? 8))) console.log(`    ${line}`);
}
const agreeing = rows.filter(agrees).length;
console.log(`${agreeing} of ${rows.length} cells agree in every form`);
const hosts = hostIds.filter((id) => wanted.test(id)).map(compareHostForms);
for (const { id, differences } of hosts) console.log(`host ${id}: ${differences.join("; ") || "OK"}`);
if (process.argv[2] === undefined) {
  const names = forms.map(({ name }) => name);
  fs.writeFileSync(path.join(root, "docs/matrix.md"), document(rows, names, hosts));
}
const isWhole = agreeing === rows.length && hosts.every(({ differences }) => differences.length === 0);
process.exitCode = isWhole ? 0 : 1;

/** @param {string} id @returns {import("./document.mjs").HostRow} */
function compareHostForms(id) {
  const folder = path.join(cache, "hosts", id);
  if (!fs.existsSync(path.join(folder, "truth.json"))) return { id, differences: ["not built"] };
  const host = fs.readFileSync(path.join(folder, "host"));
  const truth = readJson("hosts", id, "truth.json");
  return { id, differences: hostForms.flatMap((form) => compareHost(host, truth, form)) };
}

/** @param {import("./cells.mjs").Cell} cell */
function compareCell(cell) {
  const folder = path.join(cache, cell.id);
  if (!fs.existsSync(path.join(folder, "cell.json"))) return row(cell, ["not built"], [], []);
  const { built, problems } = readJson(cell.id, "cell.json");
  if (!built) return row(cell, ["does not build"], problems.map(shorten), []);
  const { goos = "linux", goarch = cell.arch } = architectures[cell.arch];
  const { truth, note } = truthOf(cell);
  if (!truth) return row(cell, ["no truth"], problems.map(shorten), []);
  const notes = [...problems.map(shorten), ...(note ? [note] : [])];
  const differences = [];
  const results = forms.map((form) => {
    // zig has no strip: what is made of a stripped file is made of one linked with -s -w.
    const unstripped = form.file === "stripped.so" && architectures[cell.arch].zig !== undefined;
    if (unstripped && form.name === "stripped") return "no strip";
    const file = path.join(folder, unstripped ? "small.so" : form.file);
    if (!fs.existsSync(file)) return "absent";
    const found = compareForm(fs.readFileSync(file), { ...cell, goos, goarch }, form, truth, source);
    differences.push(...found.map((line) => `${form.name}: ${line}`));
    return found.length === 0 ? "OK" : `${found.length} differ`;
  });
  return row(cell, results, notes, differences);
}

/**
 * The cell's own truth; else that of a cell whose types have the same sizes: the same version linked as usual, or, for
 * 64-bit machines, on amd64.
 */
function truthOf(cell) {
  const has = (id) => fs.existsSync(path.join(cache, id, "truth.json"));
  if (has(cell.id)) return { truth: readJson(cell.id, "truth.json") };
  const others = [`go${cell.version}-${cell.arch}`];
  if (architectures[cell.arch].bits !== 32) others.push(`go${cell.version}-amd64`);
  const id = others.find(has);
  if (!id) return {};
  const truth = readJson(id, "truth.json");
  // The line of a function is that of its first instruction, which may be another on another machine.
  const symbols = truth.symbols.map(({ line, ...symbol }) =>
    id === others[0] ? { ...symbol, line } : symbol,
  );
  const other = id === others[0] ? "the plain plugin" : "the same version's plugin on amd64";
  return { truth: { ...truth, symbols }, note: `compared with what the runtime said of ${other}` };
}

function row(cell, results, notes, differences) {
  return { cell, results, notes, differences };
}

/** The first line of a problem, without this machine's paths. */
function shorten(problem) {
  const [first = ""] = problem.split(" | ");
  return first.replace(/\/\S*\/(?=[^/\s])/g, "").slice(0, 200);
}

function byVersion(a, b) {
  const order = Object.keys(architectures);
  return (
    a.minor - b.minor || order.indexOf(a.arch) - order.indexOf(b.arch) || (a.linking < b.linking ? -1 : 1)
  );
}
