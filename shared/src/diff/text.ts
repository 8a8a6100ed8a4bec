// What has changed as text for people: what breaks comes first, each with its old and its new declaration, on lines that begin with
// - and + so that whatever colours diffs colours them.

import { newest } from "../listing.ts";
import type { Module } from "../model.ts";
import { printable } from "../printable.ts";
import { type ApiChange, type DiffReport, type NamedChange, verdictOf } from "./report.ts";

/** What a line says: of the old side, of the new side, a heading, or anything else. */
export interface DiffLine {
  readonly style: "title" | "old" | "new" | "plain";
  /** Without a line break, and safe to show. */
  readonly text: string;
}

/** How many packages are named. */
const packageLimit = 10;

/** `title` says what is compared, as `old.so -> new.so`. An empty line is between two blocks. */
export function diffLines(report: DiffReport, title: string): readonly DiffLine[] {
  const blocks = [
    [line("title", `${printable(title)}: ${summary(report)}`)],
    ...changeBlocks("Incompatible changes", report, false),
    ...changeBlocks("Compatible changes", report, true),
    ...listBlock("Initial values", report.values.map(changeText)),
    ...listBlock("Built differently", buildTexts(report)),
  ];
  return blocks.flatMap((block, i) => (i === 0 ? block : [line("plain", ""), ...block]));
}

/** The lines' text, each as `paint` gives it. */
export function diffText(
  lines: readonly DiffLine[],
  paint: (line: DiffLine) => string = ({ text }) => text,
): string {
  return lines.map((one) => `${paint(one)}\n`).join("");
}

/** The verdict in a few words. */
export function summary(report: Pick<DiffReport, "changes">): string {
  if (verdictOf(report) === "same") return "the same API";
  const compatible = report.changes.filter((change) => change.compatible).length;
  const incompatible = report.changes.length - compatible;
  const counts = [
    ...(incompatible > 0 ? [`${incompatible} incompatible`] : []),
    ...(compatible > 0 ? [`${compatible} compatible`] : []),
  ];
  return `${counts.join(" and ")} ${(compatible || incompatible) === 1 ? "change" : "changes"}`;
}

function changeBlocks(title: string, { changes }: DiffReport, compatible: boolean): DiffLine[][] {
  const chosen = changes.filter((change) => change.compatible === compatible);
  if (chosen.length === 0) return [];
  const lines = [line("title", `${title} (${chosen.length})`), line("plain", "")];
  let heading = "";
  for (const change of chosen) {
    const owner = ownerOf(change);
    if (owner !== heading && owner !== "") lines.push(line("plain", `    ${owner}`));
    heading = owner;
    lines.push(...changeLines(change, owner === "" ? "    " : "        "));
  }
  return [lines];
}

/** The type that the change is a part of; "" where its declarations say everything. */
function ownerOf({ subject, package: path, name, part, old, new: now }: ApiChange): string {
  if (subject !== "type") return "";
  if (path === undefined && part === undefined && (old ?? now) !== undefined) return "";
  return printable(`type ${path === undefined ? "" : `${path}.`}${name}`);
}

function changeLines({ part, message, old, new: now }: ApiChange, indent: string): readonly DiffLine[] {
  const lines = [
    ...(old?.split("\n").map((text) => line("old", `-${indent.slice(1)}${text}`)) ?? []),
    ...(now?.split("\n").map((text) => line("new", `+${indent.slice(1)}${text}`)) ?? []),
  ];
  if (lines.length > 0) return lines;
  const what = part ? `${part.kind} ${part.name}: ${message}` : message;
  return [line("plain", `${indent}${printable(what)}`)];
}

function listBlock(title: string, texts: readonly string[]): DiffLine[][] {
  if (texts.length === 0) return [];
  return [
    [
      line("title", title),
      line("plain", ""),
      ...texts.map((text) => line("plain", `    ${printable(text)}`)),
    ],
  ];
}

function buildTexts({ facts, settings, modules, needed, packages }: DiffReport): readonly string[] {
  return [
    ...facts.map(changeText),
    ...settings.map(changeText),
    ...modules.map((one) => changeText(shown(one, moduleText))),
    ...needed.map((one) => changeText(shown(one, (versions) => newest(versions).join(" ") || "any version"))),
    ...packageTexts(packages),
  ];
}

function shown<T>({ name, ...sides }: NamedChange<T>, text: (side: T) => string): NamedChange<string> {
  return {
    name,
    ...(sides.old === undefined ? {} : { old: text(sides.old) }),
    ...(sides.new === undefined ? {} : { new: text(sides.new) }),
  };
}

function changeText({ name, old, new: now }: NamedChange<string>): string {
  return `${name}: ${old ?? "(none)"} -> ${now ?? "(none)"}`;
}

function moduleText({ version, replace }: Module): string {
  const own = version === "" ? "(devel)" : version;
  if (!replace) return own;
  return `${own} => ${[replace.path, ...(replace.version === "" ? [] : [replace.version])].join(" ")}`;
}

function packageTexts(packages: DiffReport["packages"]): readonly string[] {
  const isBoth = ({ old, new: now }: NamedChange<string>) => old !== undefined && now !== undefined;
  const groups: [string, readonly NamedChange<string>[]][] = [
    ["packages of another build", packages.filter(isBoth)],
    ["packages that came", packages.filter(({ old }) => old === undefined)],
    ["packages that went", packages.filter(({ new: now }) => now === undefined)],
  ];
  return groups
    .filter(([, changes]) => changes.length > 0)
    .map(([title, changes]) => {
      const names = changes.slice(0, packageLimit).map(({ name }) => name);
      const more = changes.length - names.length;
      return `${title} (${changes.length}): ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
    });
}

function line(style: DiffLine["style"], text: string): DiffLine {
  return { style, text };
}
