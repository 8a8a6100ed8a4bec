// The engine's port on Node: random access, changes under way, hashes and inflate, on real files.

import { createHash, randomBytes } from "node:crypto";
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { nodeHost } from "#server/node-host";
import { HostError } from "#shared/host";
import { runTool } from "#test/go";
import { tempFolder } from "#test/temp-folder";

let folder: string;
let file: string;
const content = randomBytes(10_000);

beforeEach(() => {
  folder = tempFolder();
  file = join(folder, "file");
  writeFileSync(file, content);
});

function hostErrorOf(action: () => unknown): HostError {
  try {
    action();
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("an open file", () => {
  it.each([
    [0, 0],
    [0, 4],
    [5000, 100],
    [9_990, 100],
    [10_000, 1],
    [20_000, 5],
    [0, 1e15],
  ])("reads at %d, %d bytes", (offset, length) => {
    const open = nodeHost.openFile(file);
    const expected = content.subarray(offset, offset + length);
    expect(Buffer.from(open.read(offset, length)).equals(expected)).toBe(true);
    open.close();
  });

  it.each<[string, () => void]>([
    ["grows", () => appendFileSync(file, "more")],
    ["shrinks", () => truncateSync(file, 9_999)],
    [
      "is written in place",
      () => {
        writeFileSync(file, randomBytes(10_000));
        utimesSync(file, 1e9, 1e9);
      },
    ],
    [
      "is replaced by its copy",
      () => {
        writeFileSync(join(folder, "copy"), content);
        renameSync(join(folder, "copy"), file);
      },
    ],
    ["is removed", () => rmSync(file)],
  ])("has changed when it %s", (_, change) => {
    const open = nodeHost.openFile(file);
    expect(open.isUnchanged()).toBe(true);
    change();
    expect(open.isUnchanged()).toBe(false);
    open.close();
  });

  it("has changed when it was written in place at once, its size and modification time as before", async () => {
    for (let i = 0; i < 50; i++) {
      const write = () => {
        writeFileSync(file, content);
        utimesSync(file, 1e9, 1e9);
      };
      write();
      const open = nodeHost.openFile(file);
      await open.settle();
      write();
      expect(open.isUnchanged()).toBe(false);
      open.close();
    }
  });

  it("does not settle when it changes meanwhile", async () => {
    writeFileSync(file, content);
    const open = nodeHost.openFile(file);
    const settling = open.settle();
    appendFileSync(file, "more");
    await expect(settling).rejects.toMatchObject({ name: "HostError", code: "changed" });
    open.close();
  });

  it("still gives the bytes of the file that was replaced", () => {
    const open = nodeHost.openFile(file);
    writeFileSync(join(folder, "other"), "other");
    renameSync(join(folder, "other"), file);
    expect(Buffer.from(open.read(0, 10_000)).equals(content)).toBe(true);
    open.close();
  });
});

describe("what is no readable file", () => {
  const cases: readonly [string, HostError["code"], (path: string) => unknown][] = [
    ["nothing", "not-found", () => {}],
    ["a folder", "not-a-file", (path) => mkdirSync(path)],
    ["a FIFO without a writer", "not-a-file", (path) => runTool("mkfifo", [path])],
    ["a device", "not-a-file", (path) => symlinkSync("/dev/zero", path)],
    ["a link to itself", "io", (path) => symlinkSync("it", path)],
  ];
  it.each(cases)("%s", async (_, code, make) => {
    const path = join(folder, "it");
    await make(path);
    for (const read of [nodeHost.openFile, nodeHost.readText]) {
      const error = hostErrorOf(() => read(path));
      expect(error).toMatchObject({ code, path });
      expect(error.message).toContain(path);
    }
  });

  it("a path that cannot be", () => {
    expect(hostErrorOf(() => nodeHost.openFile("a\0b")).message).not.toContain("\0");
    expect(hostErrorOf(() => nodeHost.openFile("x".repeat(5000))).code).toBe("not-found");
    expect(nodeHost.stat("a\0b")).toBeUndefined();
  });
});

describe("sha256", () => {
  it.each([0, 1, 10_000, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20, 5 * (1 << 20) + 7])(
    "of %d bytes is sha256sum's",
    async (size) => {
      writeFileSync(file, randomBytes(size));
      const [sum] = (await runTool("sha256sum", [file])).stdout.split(" ");
      const open = nodeHost.openFile(file);
      expect(await open.sha256()).toBe(sum);
      open.close();
    },
  );

  it("is of the file that was opened, not of what is at its path by now", async () => {
    const open = nodeHost.openFile(file);
    writeFileSync(join(folder, "other"), "other");
    renameSync(join(folder, "other"), file);
    expect(await open.sha256()).toBe(createHash("sha256").update(content).digest("hex"));
    open.close();
  });

  it("of a file that became shorter is none", async () => {
    const open = nodeHost.openFile(file);
    truncateSync(file, 9_999);
    await expect(open.sha256()).rejects.toMatchObject({ name: "HostError", code: "changed" });
    open.close();
  });

  it("is given up when the file is closed", async () => {
    writeFileSync(file, randomBytes(1 << 23));
    const open = nodeHost.openFile(file);
    const hash = open.sha256();
    open.close();
    await expect(hash).rejects.toMatchObject({ name: "HostError", code: "io" });
  });

  it("leaves the loop to others meanwhile", async () => {
    writeFileSync(file, randomBytes(1 << 24));
    const open = nodeHost.openFile(file);
    let turns = 0;
    const turn = () => {
      turns++;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    await open.sha256();
    clearImmediate(next);
    open.close();
    expect(turns).toBeGreaterThan(4);
  });
});

describe("inflate", () => {
  const kinds: readonly [string, (size: number) => Buffer][] = [
    ["zeros", (size) => Buffer.alloc(size)],
    ["noise", (size) => randomBytes(size)],
    [
      "noise, then zeros",
      (size) => Buffer.concat([randomBytes(size >> 1), Buffer.alloc(size - (size >> 1))]),
    ],
    [
      "zeros, then noise",
      (size) => Buffer.concat([Buffer.alloc(size - (size >> 1)), randomBytes(size >> 1)]),
    ],
  ];
  it.each(kinds)("gives the first bytes of %s, and no more", (_, make) => {
    for (const size of [0, 1, 5000, 300_000]) {
      const raw = make(size);
      const packed = deflateSync(raw);
      for (const limit of [0, 1, 1000, 100_000, 299_999, 300_000, 1_000_000]) {
        const inflated = Buffer.from(nodeHost.inflate(packed, limit));
        expect(inflated.equals(raw.subarray(0, limit)), `${size} bytes, limit ${limit}`).toBe(true);
      }
    }
  });

  it("gives what there is of a truncated stream", () => {
    const raw = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i) >> 5));
    const inflated = Buffer.from(nodeHost.inflate(deflateSync(raw).subarray(0, 2000), 1 << 20));
    expect(inflated.length).toBeGreaterThan(1000);
    expect(inflated.equals(raw.subarray(0, inflated.length))).toBe(true);
  });

  it("throws on what is not zlib", () => {
    expect(() => nodeHost.inflate(Buffer.from("hello"), 10)).toThrow();
  });
});

it("lists a folder sorted, links to folders not as folders", () => {
  mkdirSync(join(folder, "b"));
  writeFileSync(join(folder, "B"), "");
  symlinkSync("file", join(folder, "a"));
  symlinkSync("b", join(folder, "c"));
  symlinkSync("nothing", join(folder, "d"));
  expect(nodeHost.listFolder(folder)).toEqual([
    { name: "B", kind: "file" },
    { name: "a", kind: "file" },
    { name: "b", kind: "directory" },
    { name: "c", kind: "other" },
    { name: "d", kind: "other" },
    { name: "file", kind: "file" },
  ]);
  expect(nodeHost.listFolder(join(folder, "nothing"))).toEqual([]);
});
