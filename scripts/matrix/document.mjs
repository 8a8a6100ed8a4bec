// Writes the matrix's results as a document.

import { architectures, versions } from "./cells.mjs";

/**
 * @typedef {object} Row
 * @property {import("./cells.mjs").Cell} cell
 * @property {string[]} results one for each form, or what kept the cell from being compared
 * @property {string[]} notes
 * @property {string[]} differences
 */

/**
 * @typedef {object} HostRow
 * @property {string} id of its cell
 * @property {string[]} differences in all forms
 */

/** Whether a cell agrees with the truth in every form. @param {Row} row */
export function agrees(row) {
  return row.results.every((result) => result === "OK" || result === "no strip");
}

/** docs/matrix.md. @param {Row[]} rows @param {string[]} formNames @param {HostRow[]} hosts */
export function document(rows, formNames, hosts) {
  const agreeing = rows.filter(agrees).length;
  const machines = Object.keys(architectures);
  const plain = versions.map((version) => {
    const of = (arch) =>
      rows.find(({ cell }) => cell.version === version && cell.arch === arch && !cell.linking);
    return [version, ...machines.map((arch) => summary(of(arch)))];
  });
  const linkings = rows.filter(({ cell }) => cell.linking !== "");
  const names = [...new Set(linkings.map(({ cell }) => cell.linking))].sort();
  const linked = names.map((name) => {
    const those = linkings.filter(({ cell }) => cell.linking === name);
    const flags = those[0]?.cell.flags.map((flag) => `\`${flag.replace(/=\/.*\//, "=")}\``) ?? [];
    const environment = Object.entries(those[0]?.cell.environment ?? {}).map(
      ([key, value]) => `\`${key}=${value}\``,
    );
    return [
      name,
      [...flags, ...environment].join(" "),
      those.map((row) => `${row.cell.version} ${summary(row)}`).join(", "),
    ];
  });
  const failures = rows.filter((row) => !agrees(row) && row.differences.length > 0);
  return [
    "# Which plugins are read",
    `${agreeing} of ${rows.length} plugins are read, in each of ${formNames.length} forms, exactly as Go's runtime reads them: the runtime that they were
built for, and for ${rows.filter(isForeign).length} of them, marked ¹, that of the same version of Go on another machine whose types have the same sizes.`,
    "Written by `npm run matrix` (an hour on Linux/amd64, with the cross compilers, qemu-user, gold, lld, mold and zig).",
    `One plugin (test/plugins/portable) was built with each Go version for each machine. A host built with the same toolchain
loaded it, and said through \`plugin\` and \`reflect\` what is in it: every symbol with its file and line and its value, and
every type that can be reached, with sizes, alignments, offsets, tags and method sets. go/types said what the source says:
the text of each symbol's type, and the names of parameters and results. "OK" is: not one difference to either.`,
    `The forms: as built; linked with \`-ldflags="-s -w"\`; stripped; stripped and without section headers; and the last with
something kept from the reader, so that it has to take its other way: the type that describes the runtime's module data,
the symbol that leads to the module data, both of these ("neither"), the build information with the Go version, all three ("none of these").`,
    "## Versions and machines",
    table(["Go", ...machines], plain),
    "An empty place: that Go has no plugins for that machine. ¹: compared with another truth, see the notes.",
    "## Ways to build, on amd64",
    table(["name", "flags", "Go versions"], linked),
    "A plugin linked with `-linkshared` is in test/fixtures/matrix; the linker only makes those that export functions alone.",
    "## Hosts",
    `Programs that import \`plugin\`, built with a few versions for a few machines, are read as built, without section headers, and with the build
information or all that says the version kept from the reader. The version and the machine are compared with what the runtime of such a
program said, the hashes of packages with what Go's debug/elf finds, the build information with \`go version -m\`. Without any of what
says the version, the range of versions that is given has it.`,
    table(
      ["host", "result"],
      hosts.map(({ id, differences }) => [id, differences.length === 0 ? "OK" : differences.join("; ")]),
    ),
    ...(failures.length > 0
      ? ["## Differences", list(failures.map(({ cell, differences }) => `${cell.id}: ${differences[0]}`))]
      : []),
    "## Notes",
    list(notes(rows)),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Whether a cell was compared with the truth of another. @param {Row} row */
function isForeign(row) {
  return row.notes.some((note) => note.startsWith("compared with"));
}

/** @param {Row | undefined} row */
function summary(row) {
  if (row === undefined) return "";
  const result = agrees(row)
    ? "OK"
    : row.results.length === 1
      ? row.results[0]
      : `${row.differences.length} differ`;
  return `${result}${row.notes.length > 0 ? "¹" : ""}`;
}

/** The same note is written once, with all cells that have it. @param {Row[]} rows */
function notes(rows) {
  const cells = new Map();
  for (const { cell, notes } of rows) {
    for (const note of notes) cells.set(note, [...(cells.get(note) ?? []), cell.id]);
  }
  return [...cells].map(([note, ids]) => `${ids.join(", ")}: ${note}`);
}

function table(head, lines) {
  return [head, head.map(() => "---"), ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function list(lines) {
  return lines.map((line) => `- ${line}`).join("\n");
}
