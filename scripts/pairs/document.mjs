// Writes what became of the pairs as a document.

import { listHosts, listPlugins } from "./builds.mjs";

/**
 * @typedef {object} Row
 * @property {string} host
 * @property {string[]} plugins
 * @property {import("../../test/support/pair-prediction.ts").PluginOutcome[]} outcomes
 * @property {import("../../test/support/pair-prediction.ts").PluginOutcome[]} predicted
 * @property {boolean} agrees
 * @property {string[]} said the words of each outcome that is a refusal
 */

const families = [
  ["versions", "Go versions", "Hosts and plugins of the same sources; a plugin `-lone` imports nothing."],
  [
    "settings",
    "Settings and sources",
    "Hosts and plugins of Go 1.26.8 on amd64, whose names are explained below.",
  ],
  ["go1.20.14", "Settings with Go 1.20.14", "Plugins up to that version have no build information."],
  ["go1.15.15", "Settings with Go 1.15.15", "Its hashes are longer."],
  ["386", "Linux on 386", ""],
  ["arm64", "Linux on arm64", ""],
  ["s390x", "Linux on s390x", ""],
];

/** docs/pairs.md. @param {Row[]} rows */
export function document(rows) {
  const letters = nameOutcomes(rows);
  const differing = rows.filter((row) => !row.agrees);
  const named = rows.flatMap(({ said }) => said.filter((words) => words.includes(" package "))).length;
  // What comes after a plugin of which the host died isn't opened.
  const opened = rows.flatMap(({ outcomes }) => outcomes.filter(({ outcome }) => outcome !== "not reached"));
  const count = (outcome) => opened.filter((one) => one.outcome === outcome).length;
  const single = new Map(
    rows.filter(({ plugins }) => plugins.length === 1).map((row) => [`${row.host} ${row.plugins[0]}`, row]),
  );
  return [
    "# Which hosts load which plugins",
    `${rows.length} times a host really opened plugins, and \`compat\` had predicted what becomes of ${rows.length - differing.length} of them: whether they load,
are refused or kill the host, and what is said where they are refused, so which package is named.
Some opened several plugins. Of all ${opened.length}, ${count("loads")} were loaded, ${count("refused")} refused (${named} of them on account of a package), and ${count("dies")} killed the host.`,
    `Written by \`npm run pairs\` (scripts/pairs; Linux on amd64 with gcc, qemu-user, gold, lld and mold). It builds the hosts and plugins
of test/pairs and opens every pair in a process of its own. A host that died was started twice. A plugin has loaded when it was
opened, looked up and called.`,
    `\`npm test\` predicts more than a quarter of them again (test/truth/pairs.test.ts), of what is read of the files, in test/fixtures/pairs. It also
builds plugins that don't load, each for another cause, runs the commands that \`compat\` prints for them, and opens what they made
(test/truth/fixes.test.ts). Go versions and machines are fixed so by \`npm run pairs -- --fixes\`.`,
    "In the tables a row is a plugin and a column is a host, by its number:",
    legend(letters),
    ...families.flatMap(([family, title, text]) => {
      const hosts = listHosts().filter((host) => host.family === family);
      const plugins = listPlugins().filter((plugin) => plugin.family === family);
      return [`## ${title}`, ...(text ? [text] : []), matrix(hosts, plugins, single, letters)];
    }),
    "## What builds are",
    buildTable(),
    "## Other pairs, and several plugins in one host",
    list(others(rows)),
    "## Differences",
    differing.length === 0
      ? "None."
      : list(
          differing.map(
            ({ host, plugins, outcomes, predicted }) =>
              `${host}: ${plugins.join(", ")}: really ${say(outcomes)}, predicted ${say(predicted)}`,
          ),
        ),
  ]
    .join("\n\n")
    .concat("\n");
}

const say = (outcomes) => outcomes.map(({ outcome }) => outcome).join(", ");

/** What became of them, with all hosts of which it did. @param {Row[]} rows */
function others(rows) {
  const hosts = new Map();
  for (const row of rows.filter((row) => row.plugins.length > 1 || isForeign(row))) {
    const { host, plugins, outcomes, said } = row;
    const each = plugins.map((name, i) => `${name} ${outcomes[i].outcome}${said[i] ? ` (${said[i]})` : ""}`);
    const text = each.join("; ");
    hosts.set(text, [...(hosts.get(text) ?? []), host]);
  }
  return [...hosts].map(([text, names]) => `${names.join(", ")}: ${text}`);
}

/** Whether host and plugin are of different families. @param {Row} row */
function isForeign({ host, plugins }) {
  const familyOf = (builds, name) => builds.find((build) => build.name === name)?.family;
  return familyOf(listHosts(), host) !== familyOf(listPlugins(), plugins[0]);
}

/** A letter for each refusal. @param {Row[]} rows */
function nameOutcomes(rows) {
  const words = [...new Set(rows.filter(({ plugins }) => plugins.length === 1).flatMap(({ said }) => said))];
  const alphabet = "abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ0123456789";
  return new Map(words.filter((each) => each !== "").map((each, i) => [each, alphabet[i] ?? "?"]));
}

function legend(letters) {
  const lines = [...letters].map(([words, letter]) => `${letter}  refused: ${words}`);
  return ["```", ".  loads", "x  the host dies", ...lines, "```"].join("\n");
}

/** One character a cell. */
function matrix(hosts, plugins, single, letters) {
  const width = Math.max(...plugins.map(({ name }) => name.length)) + 2;
  const numbers = hosts.map((_, i) => String(i + 1).padStart(2, " "));
  const head = [0, 1].map((digit) => " ".repeat(width) + numbers.map((number) => number[digit]).join(" "));
  const lines = plugins.map((plugin) => {
    const cells = hosts.map((host) => {
      const row = single.get(`${host.name} ${plugin.name}`);
      if (!row) return " ";
      const [{ outcome }] = row.outcomes;
      return outcome === "loads" ? "." : outcome === "dies" ? "x" : letters.get(row.said[0]);
    });
    return plugin.name.padEnd(width) + cells.join(" ");
  });
  const names = hosts.map(({ name }, i) => `${i + 1} ${name}`).join(", ");
  return [`Hosts: ${names}.`, ["```", ...head, ...lines, "```"].join("\n")].join("\n\n");
}

/** How each is built, where its name leaves that open. */
function buildTable() {
  const builds = new Map(
    [...listHosts(), ...listPlugins()]
      .filter(({ family }) => family === "settings")
      .map((build) => [build.name, build]),
  );
  const lines = [...builds.values()].map((build) => {
    const environment = Object.entries(build.environment).map(([key, value]) => `\`${key}=${value}\``);
    const flags = build.flags.map((flag) => `\`${flag}\``);
    return [build.name, [...environment, ...flags, ...sourceOf(build)].join(", ")];
  });
  const rows = [["name", "built with"], ["---", "---"], ...lines.filter(([, what]) => what !== "")];
  return rows.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** @param {import("./builds.mjs").Build} build */
function sourceOf({ state, files, made, of, stamped }) {
  const versions = Object.entries(state.versions ?? {}).map(
    ([name, version]) => `example.com/${name} ${version}`,
  );
  return [
    ...versions,
    ...(state.replaced ?? []).map((name) => `example.com/${name} replaced by a folder`),
    ...(state.edits ?? []).map(({ file }) => `${file} edited`),
    ...(state.solo ? ["of a module of its own"] : []),
    ...(state.folder ? ["in another folder"] : []),
    ...(state.go ? [`\`go ${state.go}\` in go.mod`] : []),
    ...(state.vendor ? ["vendored"] : []),
    ...(state.workspace ? ["example.com/text in go.work"] : []),
    ...(stamped ? ["in a git repository"] : []),
    ...(files ? [`of the file ${files.join(" ")}`] : []),
    ...(made ? [of ? `made of ${of}` : "a text file"] : []),
  ];
}

function list(lines) {
  return lines.map((line) => `- ${line}`).join("\n");
}
