// plugin.unreadable: the file is not a Go plugin that can be read.

import { problem } from "../problem.ts";
import { type Check, flagLocation } from "./subject.ts";

/** No `data`. */
export const checkPluginUnreadable: Check = (subject) => {
  if (subject.plugin.state !== "unreadable") return [];
  const message = `the plugin ${subject.show(subject.binding.pluginPath)} cannot be read: ${subject.plugin.reason}`;
  return [problem("plugin.unreadable", flagLocation(subject, "plugin-path"), message)];
};
