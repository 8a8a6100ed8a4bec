// wrapper.missing: the wrapper that a directive names does not exist.

import { problem } from "../problem.ts";
import { type Check, flagLocation } from "./subject.ts";

/** `data`: the absolute path of the wrapper. */
export const checkWrapperMissing: Check = (subject) => {
  if (subject.wrapper.state === "read") return [];
  const { wrapperPath } = subject.binding;
  const message =
    subject.wrapper.state === "missing"
      ? `the wrapper ${subject.show(wrapperPath)} does not exist; run go generate`
      : `${subject.show(wrapperPath)} is not a generated wrapper, and go generate will not overwrite it`;
  return [
    problem("wrapper.missing", flagLocation(subject, "output-path"), message, { data: { wrapperPath } }),
  ];
};
