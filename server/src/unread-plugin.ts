// What is said in place of a plugin's symbols where there are none to read: what the file is, what to do, and last what was met in it.

import type { PluginState } from "#shared/checks/subject";

/** Sentences. `name` is the file's, as messages have it. */
export function unreadPlugin(
  state: Exclude<PluginState, { readonly state: "read" }>,
  name: string,
): readonly string[] {
  if (state.state === "missing") return [`${name} does not exist.`];
  const { reason, fault } = state;
  if (!fault) return [sentence(reason)];
  const { summary, place } = fault;
  if (summary.startsWith("not a Go plugin")) {
    return [
      `${name} is ${summary}.`,
      "If it should be one, build it with go build -buildmode=plugin. If not, nothing is wrong with it.",
    ];
  }
  return [
    `${name} cannot be read as a Go plugin: ${summary}.`,
    "Build it or copy it again. If Go programs open it as it is, please report this, and how it was built.",
    sentence(place),
  ];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
