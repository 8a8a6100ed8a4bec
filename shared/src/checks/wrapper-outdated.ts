// wrapper.outdated: the wrapper was made with other options than its directive or bind-plugin.json has, or by another generator.

import { parseFlags, parseWrapperOptions } from "../flags.ts";
import type { WrapperOptions } from "../model.ts";
import { problem } from "../problem.ts";
import { type Check, flagName, relatedDirective } from "./subject.ts";

/** The options that shape a wrapper's text, with the flag that sets each. */
const shaping = [
  ["sha256", "sha256"],
  ["dereferenceVars", "dereference-vars"],
  ["hideVars", "hide-vars"],
  ["interface", "interface"],
  ["outputName", "output-name"],
  ["outputPackage", "output-package"],
] as const satisfies readonly (readonly [keyof WrapperOptions, string])[];

/** `data`: what differs, as phrases. */
export const checkWrapperOutdated: Check = (subject) => {
  if (subject.wrapper.state !== "read") return [];
  const wrapper = subject.wrapper.file;
  const reasons: string[] = [];
  const { name, version } = wrapper.generator;
  if (name !== "bind-plugin") reasons.push(`was written by ${name}`);
  else if (version !== subject.version)
    reasons.push(`was written by bind-plugin ${version}, this is ${subject.version}`);
  const owner = subject.entry ? "bind-plugin.json" : subject.directive && "its directive";
  if (owner !== undefined && name === "bind-plugin") {
    const { options } = parseWrapperOptions(parseFlags("generate", wrapper.commandArgs));
    for (const [key, option] of shaping) {
      const flag = flagName(subject, option);
      const [had, has] = [options[key], subject.binding.options[key]];
      if (had === has || (key === "outputPackage" && has === "")) continue;
      if (key === "hideVars" && options.interface !== subject.binding.options.interface) continue;
      if (typeof has === "boolean")
        reasons.push(
          `was generated ${had ? "with" : "without"} ${flag}, which ${owner} ${has ? "has" : "has not"}`,
        );
      else reasons.push(`was generated with ${flag} ${had || "(derived)"}, ${owner} has ${has}`);
    }
  }
  if (reasons.length === 0) return [];
  const message = `the wrapper ${reasons.join("; it ")}; refresh it`;
  const more = { related: relatedDirective(subject), data: { reasons } };
  return [problem("wrapper.outdated", { path: wrapper.path, range: wrapper.headerRange }, message, more)];
};
