// host.package-mismatch: plugin and host have other builds of the same package.

import { hostProblems } from "./host-problems.ts";
import type { Check } from "./subject.ts";

/** `data`: a `HostProblemData`. */
export const checkHostPackageMismatch: Check = (subject) => hostProblems(subject, "host.package-mismatch");
