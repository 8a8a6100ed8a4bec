// wrapper.missing: the wrapper that a directive or a bind-plugin.json names does not exist.

import { problem } from "../problem.ts";
import { type Check, flagLocation, generatorName } from "./subject.ts";

/** `data`: the absolute path of the wrapper. */
export const checkWrapperMissing: Check = (subject) => {
  if (subject.wrapper.state === "read") return [];
  const { wrapperPath } = subject.binding;
  const message =
    subject.wrapper.state === "missing"
      ? `the wrapper ${subject.show(wrapperPath)} does not exist; run ${generatorName(subject)}`
      : `${subject.show(wrapperPath)} is not a generated wrapper, and ${generatorName(subject)} will not overwrite it`;
  return [
    problem("wrapper.missing", flagLocation(subject, "output-path"), message, { data: { wrapperPath } }),
  ];
};
