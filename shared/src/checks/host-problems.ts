// What keeps a host from loading a plugin, as problems: where the host is named, on the directive, and in go.mod.

import type { Cause, CauseKind, Outcome, PluginReport, Reason } from "../compat/report.ts";
import type { Location } from "../model.ts";
import { type Problem, type ProblemCode, problem } from "../problem.ts";
import type { Subject } from "./subject.ts";

type HostCode = Extract<ProblemCode, `host.${string}`>;

/** Neither a file that is no plugin, which its own problem tells, nor other plugins have to do with the host. */
const codes: Readonly<Record<CauseKind, HostCode | undefined>> = {
  "not-a-plugin": undefined,
  "other-plugin": undefined,
  platform: "host.platform",
  libc: "host.platform",
  library: "host.platform",
  "undefined-symbol": "host.platform",
  "go-version": "host.go-version",
  goexperiment: "host.go-version",
  "plugin-support": "host.build-flags",
  race: "host.build-flags",
  msan: "host.build-flags",
  asan: "host.build-flags",
  cover: "host.build-flags",
  trimpath: "host.build-flags",
  tags: "host.build-flags",
  cgo: "host.build-flags",
  gcflags: "host.build-flags",
  setting: "host.build-flags",
  "plugin-path": "host.build-flags",
  "module-version": "host.package-mismatch",
  "module-unknown": "host.package-mismatch",
  "module-main": "host.package-mismatch",
  "module-replaced": "host.package-mismatch",
  "module-content": "host.package-mismatch",
  vendored: "host.package-mismatch",
  "local-edit": "host.package-mismatch",
  package: "host.package-mismatch",
};

/** Where no cause is known. */
const codesOfReasons: Readonly<Partial<Record<Reason, HostCode>>> = {
  platform: "host.platform",
  libc: "host.platform",
  library: "host.platform",
  "undefined-symbol": "host.platform",
  "module-data": "host.go-version",
  "no-plugin-support": "host.build-flags",
  "lost-symbol": "host.build-flags",
  sanitizer: "host.build-flags",
  package: "host.package-mismatch",
};

/** What a fix needs. */
export interface HostProblemData {
  /** Absolute paths. */
  readonly host: string;
  readonly pluginPath: string;
  /** Of a problem in go.mod: the module as it stands there, and the version that the host has. */
  readonly module?: { readonly path: string; readonly from: string; readonly to: string };
}

/** Why the host doesn't load the plugin, as far as it is of this code. */
export function hostProblems(subject: Subject, code: HostCode): readonly Problem[] {
  const { host, binding, show } = subject;
  if (host?.state.state !== "read") return [];
  const { report, basis } = host.state;
  const { outcome } = report.verdict;
  if (outcome === "loads") return [];
  const causes = basis === "source" ? moduleCauses(report) : tellingCauses(report);
  if (basis === "source" && causes.length === 0) return [];
  const own = causes.filter(({ kind }) => codes[kind] === code);
  if (own.length === 0 && (causes.length > 0 || codesOfReasons[report.verdict.reason] !== code)) return [];
  const does =
    basis === "source" ? `, once it is built, would ${doing[outcome].later}` : ` ${doing[outcome].now}`;
  const what = `the host ${show(host.path)}${does} ${show(binding.pluginPath)}`;
  const message = (causes: readonly Cause[]) =>
    [`${what} (${report.verdict.message})`, ...summaryOf(causes)].join(": ");
  const data: HostProblemData = { host: host.path, pluginPath: binding.pluginPath };
  const named = { related: [{ location: host.location, message: "the host is named here" }] };
  return [
    problem(code, host.location, message(own), { data }),
    ...(binding.origin === "directive"
      ? [problem(code, binding.location, message(own), { ...named, data })]
      : []),
    ...own.flatMap((cause) => {
      const at = placeInGoMod(subject, cause);
      return at
        ? [problem(code, at.location, message([cause]), { ...named, data: { ...data, module: at.module } })]
        : [];
    }),
  ];
}

const doing: Readonly<Record<Outcome, { readonly now: string; readonly later: string }>> = {
  loads: { now: "loads", later: "load" },
  refused: { now: "refuses", later: "refuse" },
  dies: { now: "would die of", later: "die of" },
};

/** What is only likely counts where nothing is certain. */
function tellingCauses({ causes }: PluginReport): readonly Cause[] {
  const known = causes.filter(({ kind }) => codes[kind] !== undefined);
  const certain = known.filter(({ certainty }) => certainty === "certain");
  return certain.length > 0 ? certain : known;
}

/** Of a host that is yet to be built: with which Go, for which machine and with which flags is open, and its go.mod is not. */
function moduleCauses({ causes }: PluginReport): readonly Cause[] {
  return causes.filter(
    ({ kind, certainty }) =>
      certainty === "certain" && (kind === "module-version" || kind === "module-replaced"),
  );
}

/** How many causes are told. */
const causeLimit = 3;

function summaryOf(causes: readonly Cause[]): readonly string[] {
  if (causes.length === 0) return [];
  const told = causes.slice(0, causeLimit).map(({ message }) => message);
  const more = causes.length - told.length;
  return [[...told, ...(more > 0 ? [`and ${more} more`] : [])].join("; ")];
}

/** The line of the plugin's go.mod that asks for another version than the host has. */
function placeInGoMod({ host }: Subject, { kind, subject: path }: Cause) {
  if (host?.state.state !== "read" || kind !== "module-version") return undefined;
  const { goMod, report } = host.state;
  const changes = report.fixes.flatMap(({ modules }) => modules ?? []);
  const to = changes.find((change) => change.path === path)?.to;
  const line = goMod?.lines.find((one) => one.directive === "require" && one.path === path);
  if (!goMod || to === undefined || line?.version === undefined || line.version === to) return undefined;
  const location: Location = { path: goMod.path, range: line.range };
  return { location, module: { path, from: line.version, to } };
}
