// The report as text for people: the verdict first, then why, then what to do.

import { printable } from "../printable.ts";
import type { Cause, CompatReport, Fix, PluginReport, SideSummary } from "./report.ts";

export interface CompatLine {
  readonly style: "good" | "bad" | "title" | "faint" | "command" | "plain";
  /** Without a line break, and safe to show. */
  readonly text: string;
}

/** How many packages of a cause are named. */
const packageLimit = 5;

/** How many causes are told; the versions of modules may be many. */
const causeLimit = 12;

export function compatLines(report: CompatReport): readonly CompatLine[] {
  const isEstimate = report.basis === "source";
  const blocks = report.plugins.map((plugin) => pluginLines(plugin, isEstimate));
  const head = [line("faint", `host ${sideText(report.host)}${isEstimate ? ", not built yet" : ""}`)];
  return [head, ...blocks].flatMap((block, i) => (i === 0 ? block : [line("plain", ""), ...block]));
}

/** The lines' text, each as `paint` gives it. */
export function compatText(
  lines: readonly CompatLine[],
  paint: (line: CompatLine) => string = ({ text }) => text,
): string {
  return lines.map((one) => `${paint(one)}\n`).join("");
}

const outcomes = { loads: "loads", refused: "is refused", dies: "kills the host" } as const;

/** Of a host that is not built yet. */
const estimates = {
  loads: "would load, as far as can be told",
  refused: "would be refused",
  dies: "would kill the host",
} as const;

/** The verdict in one sentence, as problems and lists have it. */
export function verdictText({ verdict, compared }: Pick<PluginReport, "verdict" | "compared">): string {
  const outcome = outcomes[verdict.outcome];
  if (verdict.outcome !== "loads") return `${outcome}: ${verdict.message}`;
  return compared === 0
    ? `${outcome}: it has no package in common with the host`
    : `${outcome}: ${compared === 1 ? "the 1 package" : `all ${compared} packages`} that both have are the same`;
}

function estimateText({ verdict }: PluginReport): string {
  const outcome = estimates[verdict.outcome];
  return verdict.message === "" ? outcome : `${outcome}: ${verdict.message}`;
}

function pluginLines(report: PluginReport, isEstimate: boolean): CompatLine[] {
  const { plugin, verdict, causes, fixes, unknown } = report;
  const style = verdict.outcome === "loads" ? "good" : "bad";
  const lines = [
    line(style, `${plugin.path} ${isEstimate ? estimateText(report) : verdictText(report)}`),
    ...(plugin.goarch === undefined ? [] : [line("faint", `  ${sideText({ ...plugin, path: "" })}`)]),
  ];
  if (causes.length > 0) {
    lines.push(line("plain", ""), line("title", "Why"), ...causes.slice(0, causeLimit).flatMap(causeLines));
    const more = causes.length - causeLimit;
    if (more > 0) lines.push(line("faint", `  and ${more} more, which -json has`));
  }
  if (unknown.length > 0) {
    lines.push(line("plain", ""), line("title", "What is not known"));
    lines.push(...unknown.map((sentence) => line("faint", `  ${sentence}`)));
  }
  if (fixes.length > 0)
    lines.push(line("plain", ""), line("title", "What to do"), ...fixes.flatMap(fixLines));
  return lines;
}

function sideText({ path, goos, goarch, go, package: main }: SideSummary): string {
  const parts = [go, goos && `${goos}/${goarch}`, main].filter(Boolean).join(", ");
  return [path, path === "" ? parts : parts && `(${parts})`].filter(Boolean).join(" ");
}

function causeLines({ message, certainty, packages, followers }: Cause): CompatLine[] {
  const lines = [line("plain", `  ${certainty === "likely" ? "likely: " : ""}${message}`)];
  if (packages.length > 0) lines.push(line("faint", `      ${differText(packages)}`));
  if (followers.length > 0)
    lines.push(line("faint", `      with them, most likely since they import them: ${listText(followers)}`));
  return lines;
}

function differText(packages: readonly string[]): string {
  return `${packages.length === 1 ? "package" : `${packages.length} packages`}: ${listText(packages)}`;
}

function listText(packages: readonly string[]): string {
  const named = packages.slice(0, packageLimit).join(", ");
  const more = packages.length - packageLimit;
  return more > 0 ? `${named} and ${more} more` : named;
}

function fixLines({ title, where, commands }: Fix): CompatLine[] {
  const place =
    commands.length === 0 ? "" : where === "host" ? " (in the host's module)" : " (in the plugin's module)";
  return [
    line("plain", `  ${title}${place}`),
    ...commands.map(({ text }) => line("command", `      ${text}`)),
  ];
}

function line(style: CompatLine["style"], text: string): CompatLine {
  return { style, text: printable(text) };
}
