// The language server as the extension sees it: started when it is first needed, started again when asked to, never twice at a time.

import { type Disposable, type Event, EventEmitter, type LogOutputChannel, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { pluginsChanged } from "#shared/protocol";
import type { ServerProcess } from "./server-process.ts";

export type ServerState = "stopped" | "starting" | "running" | "failed";

export interface Server extends Disposable {
  readonly state: ServerState;
  readonly onState: Event<ServerState>;
  /** Plugins, their symbols or wrappers are not what they were. A client takes one listener for each notification, so this is it. */
  readonly onPluginsChanged: Event<void>;
  /** Starts the server where it is not running. Rejects where it cannot start. */
  start(): Promise<LanguageClient>;
  /** Ends the server, where it is running, and starts it. */
  restart(): Promise<LanguageClient>;
  stop(): Promise<void>;
  /**
   * Calls back with each client before it is started: the place to listen to notifications, which stay listened to when its
   * server is started again. There is one client, unless its server could not be started.
   */
  onClient(listener: (client: LanguageClient) => void): void;
}

export function createServer(process: ServerProcess, log: LogOutputChannel): Server {
  const changed = new EventEmitter<ServerState>();
  const pluginsHaveChanged = new EventEmitter<void>();
  const listeners: ((client: LanguageClient) => void)[] = [];
  let state: ServerState = "stopped";
  let client: LanguageClient | undefined;
  /** It has ended so often that it is not started again unless it is asked for. */
  let hasGivenUp = false;
  /** What is under way, one thing after the other. */
  let last: Promise<unknown> = Promise.resolve();

  function setState(next: ServerState): void {
    if (state === next) return;
    state = next;
    changed.fire(next);
  }

  async function load(): Promise<LanguageClient> {
    if (client) return client;
    // Not while others wait to be activated.
    await new Promise((resolve) => setImmediate(resolve));
    const { createClient, stateOf } = await import("./client.ts");
    const created = createClient(process.next, log, {
      ready: () => setState("running"),
      gaveUp: () => {
        hasGivenUp = true;
      },
    });
    created.onDidChangeState(({ newState }) => {
      const next = stateOf(newState);
      const isGivenUp = next === "stopped" && hasGivenUp;
      setState(isGivenUp ? "failed" : next);
      if (isGivenUp) void sayGivenUp();
    });
    created.onNotification(pluginsChanged, () => pluginsHaveChanged.fire());
    client = created;
    for (const listener of listeners) listener(created);
    return created;
  }

  async function sayGivenUp(): Promise<void> {
    const text = "Bind Plugin: the language server has ended several times and is not started again.";
    const choice = await window.showErrorMessage(text, "Restart Server", "Show Log");
    if (choice === "Show Log") log.show();
    if (choice === "Restart Server") await start().catch((error) => log.error(error));
  }

  function enqueue<T>(task: () => Promise<T>): Promise<T> {
    const next = last.then(task);
    last = next.catch(() => {});
    return next;
  }

  const start = () => {
    // It gets ready while the client is loaded.
    if (!client) process.prepare();
    return enqueue(async () => {
      const loaded = await load();
      hasGivenUp = false;
      try {
        if (!loaded.isRunning()) await loaded.start();
        return loaded;
      } catch (error) {
        // It cannot be started a second time.
        client = undefined;
        void loaded.dispose().catch(() => {});
        setState("failed");
        throw error;
      }
    });
  };

  const stop = () =>
    enqueue(async () => {
      if (!client?.needsStop()) return;
      process.end();
      await client.stop();
    });

  return {
    get state() {
      return state;
    },
    onState: changed.event,
    onPluginsChanged: pluginsHaveChanged.event,
    start,
    stop,
    restart: async () => {
      await stop();
      return start();
    },
    onClient(listener) {
      listeners.push(listener);
      if (client) listener(client);
    },
    dispose() {
      changed.dispose();
      pluginsHaveChanged.dispose();
    },
  };
}
