// `bind-plugin version`: this build's version and what it runs on.

import { version as ours } from "../version.ts";
import { writeOut } from "./output.ts";

export function version(): number {
  writeOut(`bind-plugin ${ours} ${process.platform}/${process.arch} node${process.version}\n`);
  return 0;
}
