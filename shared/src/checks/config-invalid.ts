// config.invalid: what is wrong with the text of a bind-plugin.json.

import type { ConfigFindings } from "../binding/config.ts";
import { type Problem, problem } from "../problem.ts";
import type { Check } from "./subject.ts";

/** `data`: the key, and a suggestion where there is one; absent where it is about no key. The range of a key has its quotes. */
export function checkConfig({ path, issues }: ConfigFindings): readonly Problem[] {
  return issues.map(({ message, range, key, suggestion }) =>
    problem(
      "config.invalid",
      { path, range },
      message,
      key === undefined ? {} : { data: { key, suggestion } },
    ),
  );
}

/** A host that is named and cannot be one. `data`: the key. */
export const checkConfigHost: Check = ({ host, show }) => {
  if (host?.state.state !== "unreadable") return [];
  const message = `the host ${show(host.path)} cannot be read: ${host.state.reason}`;
  return [problem("config.invalid", host.location, message, { data: { key: "host" } })];
};
