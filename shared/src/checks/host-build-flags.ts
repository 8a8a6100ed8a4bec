// host.build-flags: plugin and host are built with flags that don't go together.

import { hostProblems } from "./host-problems.ts";
import type { Check } from "./subject.ts";

/** `data`: a `HostProblemData`. */
export const checkHostBuildFlags: Check = (subject) => hostProblems(subject, "host.build-flags");
