// Files that are no readable plugins: each is named for what it is, and nothing but a FormatError is thrown.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodeHost } from "#server/node-host";
import { FormatError } from "#shared/binary/format-error";
import { reflectPlugin } from "#shared/runtime/plugin";
import { typeString } from "#shared/type-string";
import { buildElf } from "#test/elf-builder";
import { runGo, runTool } from "#test/go";
import { memoryFile } from "#test/memory-file";
import { buildPlugin } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";
import { withholdLayout, withholdVersion } from "#test/withheld";

const read = (bytes: Uint8Array) => reflectPlugin("x.so", memoryFile(bytes), nodeHost.inflate);
const bytesOf = (text: string) => Buffer.from(text, "latin1");

function failure(bytes: Uint8Array): FormatError {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error("it was read");
}

test.each([
  ["an empty file", ""],
  ["a text file", "hello\nworld\n"],
  ["a script", "#!/bin/sh\nexit\n"],
  ["an archive (.a)", "!<arch>\n"],
  ["a Mach-O file", "\xcf\xfa\xed\xfe\x07\0\0\x01"],
  ["a universal Mach-O file or a Java class", "\xca\xfe\xba\xbe\0\0\0\x02"],
  ["a WebAssembly module", "\0asm\x01\0\0\0"],
  ["a Windows executable or DLL", "MZ\x90\0"],
  ["a zip archive", "PK\x03\x04"],
  ["a gzip file", "\x1f\x8b\x08\0"],
  ["a Go object file", "go object linux amd64 go1.26.8\n!\n"],
  ["the beginning of an ELF file", "\x7fEL"],
  ["a file that begins with 01 02 03 04", "\x01\x02\x03\x04"],
])("%s", (what, content) => {
  const error = failure(bytesOf(content));
  expect(error).toMatchObject({
    name: "FormatError",
    offset: 0,
    expected: "an ELF shared object",
    found: what,
  });
  expect(error.message).toBe(
    `not a Go plugin: this is ${what} (offset 0x0: expected an ELF shared object, found ${what})`,
  );
});

const elf = (type: number) =>
  buildElf({
    wordSize: 8,
    bigEndian: false,
    machine: 62,
    type,
    symbols: [],
    hash: "gnu",
    data: [],
    relocations: [],
    addends: "table",
  });

test.each([
  ["not a Go plugin: this is a relocatable object file (.o)", 1],
  ["not a Go plugin: this is an executable", 2],
  ["not a Go plugin: this is a shared library without Go", 3],
  ["not a Go plugin: this is a core dump", 4],
  ["not a readable ELF file", 9],
])("%s", (summary, type) => {
  expect(failure(elf(type)).message).toMatch(summary);
});

test("what other build modes make", async () => {
  const folder = tempFolder();
  const inFolder = (name: string) => join(folder, name);
  const answer =
    'package main\nimport "C"\n//export Answer\nfunc Answer() int { return 42 }\nfunc main() {}\n';
  writeFileSync(inFolder("lib.go"), answer);
  writeFileSync(inFolder("lib.c"), "int answer(void) { return 42; }\n");
  const build = async (mode: string) => {
    await runGo(["build", `-buildmode=${mode}`, "-o", `${mode}.out`, "lib.go"], { cwd: folder });
    return failure(readFileSync(inFolder(`${mode}.out`))).message;
  };
  expect(await build("exe")).toMatch("not a Go plugin: this is an executable");
  expect(await build("pie")).toMatch("not a Go plugin: this is an executable");
  expect(await build("c-shared")).toMatch("not a Go plugin: this is a Go shared library");
  expect(await build("c-archive")).toMatch("not a Go plugin: this is an archive");
  await runTool("gcc", ["-shared", "-o", "lib.so", "lib.c"], { cwd: folder });
  expect(failure(readFileSync(inFolder("lib.so"))).message).toMatch("this is a shared library without Go");
});

describe("a real plugin", async () => {
  const whole = new Uint8Array(readFileSync(await buildPlugin("basic", "stripped")));
  const names = read(whole).symbols.map(({ name }) => name);

  test("of a Go version that is not known is read by what it says of itself", () => {
    const newer = renamed(whole);
    expect(read(newer)).toMatchObject({ goVersion: expect.stringMatching(/^go1\.96\./) });
    expect(read(newer).symbols.map(({ name, type }) => `${name} ${typeString(type)}`)).toEqual(
      read(whole).symbols.map(({ name, type }) => `${name} ${typeString(type)}`),
    );
  });

  test("of a Go version that is not known and that says nothing of itself is not guessed at", () => {
    expect(failure(withholdLayout(renamed(whole))).message).toMatch("unknown layout");
  });

  test("that says neither its version nor its layout is read only where one layout makes sense", () => {
    expect(read(withholdLayout(withholdVersion(whole))).symbols.map(({ name }) => name)).toEqual(names);
  });

  test("that was cut off", () => {
    for (const part of [0, 3, 20, 63, 500, whole.length >> 4, whole.length >> 1]) {
      expect(failure(whole.subarray(0, part)).message).toMatch(/truncated|empty|beginning of/);
    }
  });

  test("that was damaged is read or refused", () => {
    let seed = 20_260_101;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const places = readPlaces(whole);
    const damaged = whole.slice();
    const outcomes = { read: 0, refused: 0 };
    for (let i = 0; i < 2000; i++) {
      const changed: [start: number, end: number][] = [];
      for (let k = random(8); k >= 0; k--) {
        const [offset, length] = places[random(places.length)]!;
        const at = offset + random(length);
        const end = at + [1, 1, 4, 8, 40][random(5)]!;
        damaged.fill([random(256), 0, 0xff, damaged[at]! ^ (1 << random(8))][random(4)]!, at, end);
        changed.push([at, end]);
      }
      try {
        for (const { type } of read(damaged).symbols) typeString(type);
        outcomes.read++;
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        outcomes.refused++;
      }
      for (const [start, end] of changed) damaged.set(whole.subarray(start, end), start);
    }
    expect(outcomes.read).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(20);
  });
});

/** A copy that says it was built with a Go version to come. */
function renamed(plugin: Uint8Array): Uint8Array {
  const copy = Buffer.from(plugin);
  const version = copy.indexOf("go1.", copy.indexOf("\xff Go buildinf:", 0, "latin1"));
  copy.write("96", version + "go1.".length);
  return copy;
}

/** The small reads that reading makes: where damage is met. */
function readPlaces(plugin: Uint8Array): readonly [offset: number, length: number][] {
  const places: [number, number][] = [];
  const file = memoryFile(plugin);
  const watched = {
    ...file,
    read: (offset: number, length: number) => {
      if (length <= 4096) places.push([offset, length]);
      return file.read(offset, length);
    },
  };
  reflectPlugin("x.so", watched, nodeHost.inflate);
  return places;
}
