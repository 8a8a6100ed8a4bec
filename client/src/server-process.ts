// The process of the language server, which may be started before there is a client to talk to it.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface ServerProcess {
  /** Starts the process that is handed out next, unless it is there. */
  prepare(): void;
  /** Hands out a running process. Rejects where it cannot be started. */
  next(): Promise<ChildProcess>;
  /** Sees to it that the process that was started last ends, also where it does not do so by itself in a moment. */
  end(): void;
}

/** Milliseconds that a process may take to end. */
const patience = 2000;

/** Of the script at the path. Where launch.json has asked for it, it listens on port 6009 for a debugger. */
export function serverProcess(script: string): ServerProcess {
  let prepared: Promise<ChildProcess> | undefined;
  let last: ChildProcess | undefined;

  async function launch(): Promise<ChildProcess> {
    // The program of an extension host is Electron's, or node. It would read these certificates first, and connects to nothing.
    const { NODE_EXTRA_CA_CERTS: _, BIND_PLUGIN_DEBUG: isDebugged, ...inherited } = process.env;
    const args = isDebugged ? ["--nolazy", "--inspect=6009", script] : [script];
    const env = { ...inherited, ELECTRON_RUN_AS_NODE: "1" };
    const child = spawn(process.execPath, args, { env, windowsHide: true });
    last = child;
    await once(child, "spawn");
    return child;
  }

  return {
    prepare() {
      if (prepared) return;
      prepared = launch();
      // Whoever it is handed out to hears of a failure.
      prepared.catch(() => {});
    },
    next() {
      const process = prepared ?? launch();
      prepared = undefined;
      return process;
    },
    end() {
      const child = last;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const timer = setTimeout(() => child.kill("SIGKILL"), patience);
      child.once("exit", () => clearTimeout(timer));
    },
  };
}
