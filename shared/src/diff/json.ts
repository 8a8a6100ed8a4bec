// What has changed as the JSON contract of `diff -json` (schemas/diff.schema.json) has it.

import type { Module, Plugin } from "../model.ts";
import { type DiffReport, type NamedChange, verdictOf } from "./report.ts";

/** The contract's version: it changes when a reader of the old one would go wrong. */
export const diffSchema = 1;

/** Values that a side has not are null. */
export function diffJson(report: DiffReport, old: Plugin, now: Plugin) {
  return {
    schema: diffSchema,
    verdict: verdictOf(report),
    old: pluginJson(old),
    new: pluginJson(now),
    changes: report.changes.map((change) => ({
      subject: change.subject,
      package: change.package ?? null,
      name: change.name,
      part: change.part ?? null,
      change: change.change,
      compatible: change.compatible,
      message: change.message,
      old: change.old ?? null,
      new: change.new ?? null,
    })),
    values: report.values.map((one) => sides(one)),
    facts: report.facts.map((one) => sides(one)),
    settings: report.settings.map((one) => sides(one)),
    modules: report.modules.map(({ name, ...modules }) => ({
      name,
      old: modules.old ? moduleJson(modules.old) : null,
      new: modules.new ? moduleJson(modules.new) : null,
    })),
    packages: report.packages.map((one) => sides(one)),
    needed: report.needed.map((one) => sides(one)),
  };
}

function pluginJson({ path, pluginPath, goVersion, goVersionRange, goos, goarch, size }: Plugin) {
  return { path, pluginPath, goVersion: goVersion ?? goVersionRange ?? null, goos, goarch, size };
}

interface ModuleJson {
  readonly path: string;
  readonly version: string;
  readonly sum: string;
  readonly replace: ModuleJson | null;
}

function moduleJson({ path, version, sum, replace }: Module): ModuleJson {
  return { path, version, sum, replace: replace ? moduleJson(replace) : null };
}

function sides<T>({ name, old, new: now }: NamedChange<T>) {
  return { name, old: old ?? null, new: now ?? null };
}
