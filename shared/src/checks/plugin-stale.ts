// plugin.stale: a source of the plugin is newer than the built plugin.

import { problem } from "../problem.ts";
import { type Check, flagLocation } from "./subject.ts";

const start = { line: 0, character: 0 };

/** `data`: the absolute paths of the plugin and of the newer source. */
export const checkPluginStale: Check = (subject) => {
  if (subject.newerSource === undefined) return [];
  const { pluginPath } = subject.binding;
  const message = `the plugin ${subject.show(pluginPath)} is older than its source ${subject.show(subject.newerSource)}; build it again`;
  const related = [
    { location: { path: subject.newerSource, range: { start, end: start } }, message: "the newer source" },
  ];
  const data = { pluginPath, source: subject.newerSource };
  return [problem("plugin.stale", flagLocation(subject, "plugin-path"), message, { related, data })];
};
