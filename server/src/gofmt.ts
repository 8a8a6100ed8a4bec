// Runs gofmt on generated text, where it is installed.

import { execFile } from "node:child_process";
import { findGofmt } from "./go-tools.ts";

/** Milliseconds after which gofmt is ended: it takes some ten for the largest of wrappers. */
const usualPatience = 10_000;

interface Formatted {
  readonly text: string;
  readonly warning?: string;
}

/** The text as `gofmt -s` leaves it (that of `go`, where it is given), or as it was: with a warning where gofmt failed, without where there is none. */
export function formatGo(text: string, go?: string, patience = usualPatience): Promise<Formatted> {
  const gofmt = findGofmt(go);
  if (!gofmt) return Promise.resolve({ text });
  const options = {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    timeout: patience,
    killSignal: "SIGKILL",
  } as const;
  return new Promise((resolve) => {
    const child = execFile(gofmt, ["-s"], options, (error, stdout, stderr) => {
      if (!error) return resolve({ text: stdout });
      const reason = stderr.trim().split("\n")[0] || (error.killed ? "it was ended" : error.message);
      resolve({ text, warning: `gofmt failed, the file is written as it is: ${reason}` });
    });
    // That it ended before it had read all shows in how it ended.
    child.stdin?.on("error", () => {}).end(text);
  });
}
