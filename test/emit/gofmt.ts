// The real gofmt, as the judge of what is formatted.

import { spawnSync } from "node:child_process";

/** What `gofmt -s` makes of a Go file's text. Throws with its complaint where the text is no Go. */
export function gofmt(text: string): string {
  const { status, stdout, stderr } = spawnSync("gofmt", ["-s"], {
    input: text,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`gofmt: ${stderr}`);
  return stdout;
}
