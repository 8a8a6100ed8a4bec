// host.go-version: plugin and host are built with Go versions that don't go together.

import { hostProblems } from "./host-problems.ts";
import type { Check } from "./subject.ts";

/** `data`: a `HostProblemData`. */
export const checkHostGoVersion: Check = (subject) => hostProblems(subject, "host.go-version");
