// host.platform: the plugin is built for another platform than its host, or lacks what it needs there.

import { hostProblems } from "./host-problems.ts";
import type { Check } from "./subject.ts";

/** `data`: a `HostProblemData`. */
export const checkHostPlatform: Check = (subject) => hostProblems(subject, "host.platform");
