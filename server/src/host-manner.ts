// How a plugin is to be built so that its host loads it, as far as building it again is what helps.

import type { Subject } from "#shared/checks/subject";
import type { BuildManner } from "./runner.ts";

/** The flags and the environment that the report suggests; `undefined` where it suggests no build. */
export function mannerOfHost(subject: Subject | undefined): BuildManner | undefined {
  const state = subject?.host?.state;
  if (state?.state !== "read") return undefined;
  const commands = state.report.fixes
    .filter(({ kind }) => kind === "build-plugin")
    .flatMap(({ commands, alone }) => alone ?? commands);
  const command = commands.findLast(({ args }) => args[0] === "go" && args[1] === "build");
  const end = command?.args.indexOf("-o") ?? -1;
  if (!command || end < 0) return undefined;
  return {
    flags: command.args.slice(2, end).filter((flag) => flag !== "-buildmode=plugin"),
    env: command.env,
  };
}

/** Whether the plugin's go.mod asks for other versions than the host has, so that building it again would not help yet. */
export function isUnaligned(subject: Subject | undefined): boolean {
  const state = subject?.host?.state;
  if (state?.state !== "read") return false;
  const changes = state.report.fixes.flatMap(({ modules }) => modules ?? []);
  const lines = state.goMod?.lines ?? [];
  return changes.some(({ path, to }) =>
    lines.some((line) => line.directive === "require" && line.path === path && line.version !== to),
  );
}
