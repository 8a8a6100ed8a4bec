// What plugins are, kept as long as their files stay the same, and read when these have settled.

import type { PluginState } from "#shared/checks/subject";
import type { Host } from "#shared/host";
import { readPluginState } from "#shared/subjects";
import { identityOf, settledIdentity } from "./settle.ts";

/** A file that changes while it is read is read again, this often. */
const attempts = 3;

export interface PluginStates {
  /** Resolves when the file at the path is no longer being written. */
  settle(path: string): Promise<void>;
  /** The state of the file at the path as it is now, with its checksum where `hashed`. */
  read(path: string, hashed: boolean): Promise<PluginState>;
}

interface Known {
  readonly identity: string | undefined;
  readonly state: PluginState;
}

export function createPluginStates(host: Host): PluginStates {
  const known = new Map<string, Known>();
  const reading = new Map<string, Promise<PluginState>>();
  const wasThere = (path: string) => known.get(path)?.identity !== undefined;

  async function readNow(path: string, hashed: boolean): Promise<PluginState> {
    for (let attempt = 1; ; attempt++) {
      const identity = identityOf(path);
      const before = known.get(path);
      if (before && before.identity === identity && isEnough(before.state, hashed)) return before.state;
      const state = await readPluginState(host, path, hashed);
      if (identityOf(path) === identity || attempt === attempts) {
        known.set(path, { identity, state });
        return state;
      }
      await settledIdentity(path, true);
    }
  }

  return {
    async settle(path) {
      const before = known.get(path);
      if (!before || before.identity !== identityOf(path)) await settledIdentity(path, wasThere(path));
    },
    read(path, hashed) {
      const key = `${hashed}:${path}`;
      const shared = reading.get(key) ?? readNow(path, hashed).finally(() => reading.delete(key));
      reading.set(key, shared);
      return shared;
    },
  };
}

function isEnough(state: PluginState, hashed: boolean): boolean {
  return !hashed || state.state !== "read" || state.sha256 !== undefined;
}
