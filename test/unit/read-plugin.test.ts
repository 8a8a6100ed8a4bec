// Plugins that change while they are read: an error, or one of the two contents, never something of both.

import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nodeHost } from "#server/node-host";
import { FormatError } from "#shared/binary/format-error";
import type { Host, RandomAccessFile } from "#shared/host";
import { readPlugin, reflectFile } from "#shared/read-plugin";
import { tempFolder } from "#test/temp-folder";

const fixtures = join(import.meta.dirname, "../fixtures/matrix");
const unpack = (id: string) => gunzipSync(readFileSync(join(fixtures, `${id}.so.gz`)));

/** Two plugins, the same size. */
const size = Math.max(unpack("go1.26.8-arm").length, unpack("go1.27.1-amd64").length);
const [before, after] = ["go1.26.8-arm", "go1.27.1-amd64"].map((id) => Buffer.concat([unpack(id)], size)) as [
  Buffer,
  Buffer,
];
const options = { dwarf: false, depth: "graph" } as const;

let folder: string;
let path: string;

beforeAll(() => {
  folder = tempFolder();
  path = join(folder, "plugin.so");
});

beforeEach(() => {
  rmSync(path, { force: true });
  writeFileSync(path, before);
  setBack();
});

/** To the time that every file has here before it changes. */
function setBack(): void {
  utimesSync(path, 1e9, 1e9);
}

/** What may happen to a file. */
const changes: readonly [string, () => void][] = [
  ["is written in place", () => writeFileSync(path, after, { flag: "r+" })],
  [
    "is written in place, and its modification time set back",
    () => {
      writeFileSync(path, after, { flag: "r+" });
      setBack();
    },
  ],
  ["is written in part", () => writeFileSync(path, after.subarray(0, size >> 1), { flag: "r+" })],
  ["shrinks", () => truncateSync(path, 5000)],
  ["is emptied and written again", () => writeFileSync(path, after)],
  ["grows", () => appendFileSync(path, "more")],
  [
    "is replaced",
    () => {
      writeFileSync(join(folder, "new"), after);
      renameSync(join(folder, "new"), path);
    },
  ],
  [
    "is replaced by its copy",
    () => {
      copyFileSync(path, join(folder, "new"));
      renameSync(join(folder, "new"), path);
    },
  ],
  ["vanishes", () => rmSync(path)],
];

/** A host whose files call `at` before each thing that is asked of them, with the number of things before. */
function watchedHost(at: (step: number) => void): Host {
  let step = 0;
  const next = () => at(step++);
  return {
    ...nodeHost,
    openFile(name) {
      next();
      const file = nodeHost.openFile(name);
      const watched: RandomAccessFile = {
        ...file,
        read: (...args) => {
          next();
          return file.read(...args);
        },
        sha256: () => {
          next();
          const hashing = file.sha256();
          next();
          return hashing;
        },
        settle: () => {
          next();
          return file.settle();
        },
        isUnchanged: () => {
          next();
          return file.isUnchanged();
        },
      };
      next();
      return watched;
    },
  };
}

async function stepsOf(read: (host: Host) => Promise<unknown>): Promise<number> {
  let steps = 0;
  await read(
    watchedHost(() => {
      steps++;
    }),
  );
  return steps;
}

/** What comes of reading: the content, what the reader says of it, or that it cannot be had. */
async function outcomeOf(reading: Promise<unknown>): Promise<unknown> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    expect(error).toMatchObject({ name: "HostError", code: expect.stringMatching(/^(changed|not-found)$/) });
    return "error";
  }
}

/** Some of the steps from the first to the last, with all of the first and last ones. */
function someOf(steps: number): number[] {
  const stride = Math.ceil(steps / 6);
  return Array.from({ length: steps }, (_, i) => i).filter(
    (i) => i < 4 || i >= steps - 3 || i % stride === 0,
  );
}

const ways: readonly [string, (host: Host) => Promise<unknown>][] = [
  ["with its checksum", (host) => readPlugin(host, path, options)],
  ["without a checksum", (host) => reflectFile(host, path, options)],
];

describe.each(changes)("a plugin that %s while it is read", (_, change) => {
  it.each(ways)("gives an error, or the old or the new content, %s", async (_, read) => {
    const steps = await stepsOf(read);
    const old = await outcomeOf(read(nodeHost));
    change();
    const changed = await outcomeOf(read(nodeHost));
    const outcomes: unknown[] = [];
    for (const when of someOf(steps)) {
      rmSync(path, { force: true });
      writeFileSync(path, before);
      setBack();
      const host = watchedHost((step) => {
        if (step === when) change();
      });
      const outcome = await outcomeOf(read(host));
      if (outcome !== "error") expect([old, changed]).toContainEqual(outcome);
      outcomes.push(outcome);
    }
    expect(outcomes).toContain("error");
  });
});

it("a file that is no plugin is not called one that changed", async () => {
  writeFileSync(path, "text");
  await expect(readPlugin(nodeHost, path)).rejects.toMatchObject({ name: "FormatError" });
});
