// config.invalid: what is wrong with the text of a bind-plugin.json.

import type { ConfigFindings } from "../binding/config.ts";
import { type Problem, problem } from "../problem.ts";

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
