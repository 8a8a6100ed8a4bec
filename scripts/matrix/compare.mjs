// Reads every cell of .cache/matrix in every form, prints one table of what agrees with the truth, and writes docs/matrix.md:
// `node scripts/matrix/compare.mjs [regular expression of cell ids]` (with one, the document is left as it is).

import fs from "node:fs";
import path from "node:path";
import { importTypeScript, root } from "../typescript.mjs";
import { architectures, listCells } from "./cells.mjs";

const cache = path.join(root, ".cache/matrix");
const { forms, compareForm } = await importTypeScript("test/support/portable-forms.ts");
const readJson = (...parts) => JSON.parse(fs.readFileSync(path.join(cache, ...parts), "utf8"));
const source = readJson("source.json");
const wanted = new RegExp(process.argv[2] ?? "");

const introduction = `Written by scripts/matrix/compare.mjs; \`npm run matrix\` makes it again (an hour, on Linux/amd64 with the cross compilers
and qemu-user). One plugin, test/plugins/portable, was built with each version of Go for each machine. The same version's
\`plugin.Open\` and \`reflect\` said what is in it: every symbol, and every type that can be reached, with sizes, offsets, tags
and method sets; go/types said what its source says. "OK" is: not one difference to either.

The forms: as built by \`go build -buildmode=plugin\`; linked with \`-ldflags="-s -w"\`; stripped; stripped and without section
headers; and then with one thing kept from the reader, so that its other way is taken: the type that describes the
runtime's module data ("no layout"), the symbol that leads to the module data ("no module"), both, the build information
with the Go version.
`;

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
const failed = rows.filter((row) => row.results.some((result) => !["OK", "no strip"].includes(result)));
console.log(`${rows.length - failed.length} of ${rows.length} cells agree in every form`);
if (process.argv[2] === undefined) fs.writeFileSync(path.join(root, "docs/matrix.md"), document());
process.exitCode = failed.length > 0 ? 1 : 0;

/** @param {import("./cells.mjs").Cell} cell */
function compareCell(cell) {
  const folder = path.join(cache, cell.id);
  if (!fs.existsSync(path.join(folder, "cell.json"))) return row(cell, ["not built"], [], []);
  const { built, problems } = readJson(cell.id, "cell.json");
  if (!built) return row(cell, ["does not build"], problems.map(shorten), []);
  const { truth, note } = truthOf(cell);
  if (!truth) return row(cell, ["no truth"], problems.map(shorten), []);
  const notes = [...problems.map(shorten), ...(note ? [note] : [])];
  const differences = [];
  const results = forms.map((form) => {
    // Where there is no strip, the forms made of a stripped file are made of one linked with -s -w.
    const file = path.join(folder, form.file);
    if (!fs.existsSync(file) && form.name === "stripped") return "no strip";
    const built = fs.readFileSync(fs.existsSync(file) ? file : path.join(folder, "small.so"));
    const found = compareForm(built, cell, form, truth, source);
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
  return { truth: { ...truth, symbols }, note: `compared with the truth of ${id}` };
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

/** docs/matrix.md. */
function document() {
  const counts = `${rows.length - failed.length} of the ${rows.length} cells agree in every form.`;
  return `# Which plugins are read\n\n${introduction}\n${counts}\n\n${table()}\n\n${notes()}\n`;
}

function table() {
  const head = ["Go", "machine", "linking", ...forms.map((form) => form.name)];
  const lines = rows.map(({ cell, results }) => {
    const filled = results.length === 1 ? [results[0], ...forms.slice(1).map(() => "")] : results;
    return [cell.version, cell.arch, cell.linking, ...filled];
  });
  return [head, head.map(() => "---"), ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function notes() {
  const noted = rows.filter((row) => row.notes.length > 0);
  const lines = noted.map((row) => `- ${row.cell.id}: ${row.notes.join("; ")}`);
  return ["## Notes", "", ...lines].join("\n");
}
