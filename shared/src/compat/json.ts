// The report as the JSON contract of `compat -json` (schemas/compat.schema.json) has it.

import type { Cause, CompatReport, Fix, PluginReport, SideSummary } from "./report.ts";

/** The contract's version: it changes when a reader of the old one would go wrong. */
export const compatSchema = 1;

/** What isn't known is null. */
export function compatJson(report: CompatReport) {
  return {
    schema: compatSchema,
    loads: report.plugins.every(({ verdict }) => verdict.outcome === "loads"),
    basis: report.basis,
    host: sideJson(report.host),
    plugins: report.plugins.map(pluginJson),
  };
}

function pluginJson({ plugin, verdict, causes, fixes, compared, different, unknown }: PluginReport) {
  return {
    ...sideJson(plugin),
    verdict: {
      outcome: verdict.outcome,
      reason: verdict.reason,
      message: verdict.message,
      package: verdict.package ?? null,
    },
    causes: causes.map(causeJson),
    fixes: fixes.map(fixJson),
    compared,
    different,
    unknown,
  };
}

function sideJson({ path, goos, goarch, go, package: main }: SideSummary) {
  return { path, goos: goos ?? null, goarch: goarch ?? null, go: go ?? null, package: main ?? null };
}

function causeJson(cause: Cause) {
  const { kind, subject, host, plugin, other, certainty, message, packages, followers } = cause;
  return {
    kind,
    subject,
    host: host ?? null,
    plugin: plugin ?? null,
    other: other ?? null,
    certainty,
    message,
    packages,
    followers,
  };
}

function fixJson({ kind, title, where, commands, modules }: Fix) {
  return {
    kind,
    title,
    where,
    commands: commands.map(({ env, args, text }) => ({ env, args, text })),
    modules: (modules ?? []).map(({ path, from, to }) => ({ path, from, to })),
  };
}
