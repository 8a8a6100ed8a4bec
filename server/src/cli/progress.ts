// Says what takes long: on a terminal a line with the time so far, elsewhere one plain line.

import { isTerminal, writeError } from "./output.ts";

const frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

export interface Progress {
  /** Prints text of others without mixing it with the line. */
  print(text: string): void;
  end(): void;
}

export function showProgress(what: string): Progress {
  if (!isTerminal(2)) {
    writeError(`${what}\n`);
    return { print: writeError, end: () => {} };
  }
  const begun = performance.now();
  let frame = 0;
  const clear = () => writeError("\r\x1b[K");
  const draw = () => {
    const seconds = Math.floor((performance.now() - begun) / 1000);
    writeError(`\r\x1b[K${frames[frame++ % frames.length]} ${what} ${seconds}s`);
  };
  draw();
  const timer = setInterval(draw, 120);
  return {
    print(text) {
      clear();
      writeError(text);
    },
    end() {
      clearInterval(timer);
      clear();
    },
  };
}
