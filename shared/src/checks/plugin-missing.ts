// plugin.missing: the plugin file does not exist.

import { problem } from "../problem.ts";
import { type Check, flagLocation, flagName, generatorName } from "./subject.ts";

/** `data`: the absolute path of the plugin, and its package ("" where unknown), for a build. */
export const checkPluginMissing: Check = (subject) => {
  if (subject.plugin.state !== "missing") return [];
  const { pluginPath, options } = subject.binding;
  const remedy =
    options.pluginPackage === ""
      ? `build it, or correct ${flagName(subject, "plugin-path")}`
      : `build it from ${options.pluginPackage} with ${generatorName(subject)}`;
  const message = `the plugin ${subject.show(pluginPath)} does not exist; ${remedy}`;
  return [
    problem("plugin.missing", flagLocation(subject, "plugin-path"), message, {
      data: { pluginPath, pluginPackage: options.pluginPackage },
    }),
  ];
};
