// The channel of the Output panel in which the extension, the server and the compilers write.

import { type LogOutputChannel, window } from "vscode";

export function createLog(): LogOutputChannel {
  return window.createOutputChannel("Bind Plugin", { log: true });
}
