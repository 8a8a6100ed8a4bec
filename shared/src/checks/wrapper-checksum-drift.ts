// wrapper.checksum-drift: the plugin is not the file whose sha256 the wrapper accepts.

import { problem } from "../problem.ts";
import { type Check, isComparable, relatedDirective } from "./subject.ts";

/** `data`: both checksums. */
export const checkWrapperChecksumDrift: Check = (subject) => {
  if (!isComparable(subject)) return [];
  const wrapper = subject.wrapper.file;
  const { sha256 } = subject.plugin;
  if (!wrapper.checksSha256 || wrapper.sha256 === undefined || sha256 === undefined) return [];
  if (wrapper.sha256 === sha256) return [];
  const message = `the plugin ${subject.show(subject.binding.pluginPath)} has sha256 ${sha256}, the wrapper accepts only ${wrapper.sha256}`;
  const more = { related: relatedDirective(subject), data: { wrapper: wrapper.sha256, plugin: sha256 } };
  return [
    problem("wrapper.checksum-drift", { path: wrapper.path, range: wrapper.headerRange }, message, more),
  ];
};
