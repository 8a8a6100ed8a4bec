// source.not-built: the plugin's source exports a symbol that the built plugin does not have.

import { problem } from "../problem.ts";
import { type Check, kindWord } from "./subject.ts";

/** `data`: the symbol's name, and the absolute path of the plugin. */
export const checkSourceNotBuilt: Check = (subject) => {
  const { source, plugin, binding } = subject;
  if (plugin.state !== "read" || !source?.isWhole) return [];
  const built = new Set(plugin.plugin.symbols.map((symbol) => symbol.name));
  return [...source.symbols.values()]
    .filter(({ name }) => !built.has(name))
    .map(({ name, kind, location }) => {
      const message = `the plugin ${subject.show(binding.pluginPath)} does not have the ${kindWord(kind)} ${name}; build it again`;
      const related = [{ location: binding.location, message: "what names this plugin" }];
      const data = { name, pluginPath: binding.pluginPath };
      return problem("source.not-built", location, message, { related, data });
    });
};
