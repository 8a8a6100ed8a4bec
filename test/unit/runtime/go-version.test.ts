// Versions that files don't say.

import { expect, test } from "vitest";
import { minorOf, versionRange } from "#shared/runtime/go-version";

const shifted = { nameLength: "two-bytes", fieldOffset: "shifted" } as const;
const plain = { nameLength: "varint", fieldOffset: "plain" } as const;
const unknown = { nameLength: "two-bytes", fieldOffset: "unknown" } as const;
const fields = (...names: string[]) => new Map(names.map((name, i) => [name, 8 * i]));

test.each([
  [
    "go1.8",
    {
      magic: 0xfffffffb,
      encoding: { ...shifted, fieldOffset: "plain" as const },
      fields: undefined,
      initTasks: false,
    },
  ],
  ["go1.8-go1.15", { magic: 0xfffffffb, encoding: unknown, fields: undefined, initTasks: false }],
  ["go1.9", { magic: 0xfffffffb, encoding: shifted, fields: fields("ptab"), initTasks: false }],
  [
    "go1.10-go1.15",
    { magic: 0xfffffffb, encoding: shifted, fields: fields("ptab", "hasmain"), initTasks: false },
  ],
  ["go1.16", { magic: 0xfffffffa, encoding: shifted, fields: undefined, initTasks: false }],
  [
    "go1.17",
    {
      magic: 0xfffffffa,
      encoding: { ...shifted, nameLength: "varint" as const },
      fields: undefined,
      initTasks: false,
    },
  ],
  [
    "go1.18",
    {
      magic: 0xfffffff0,
      encoding: { ...shifted, nameLength: "varint" as const },
      fields: undefined,
      initTasks: false,
    },
  ],
  ["go1.19", { magic: 0xfffffff0, encoding: plain, fields: undefined, initTasks: false }],
  ["go1.20", { magic: 0xfffffff1, encoding: plain, fields: undefined, initTasks: false }],
  ["go1.21-", { magic: 0xfffffff1, encoding: plain, fields: undefined, initTasks: true }],
  ["go1.27-", { magic: 0xfffffff1, encoding: plain, fields: fields("ptab", "inittasks"), initTasks: true }],
  ["go1.28-", { magic: 0xfffffff2, encoding: plain, fields: fields("ptab"), initTasks: true }],
])("%s", (range, evidence) => {
  expect(versionRange(evidence)).toBe(range);
});

test.each([
  ["go1.26.8", 26],
  ["go1.24.4 X:noswissmap", 24],
  ["devel go1.27-abcdef Tue Jan 6", 27],
  ["go1.28rc1", 28],
  ["devel +abcdef", undefined],
])("%s", (version, minor) => {
  expect(minorOf(version)).toBe(minor);
});
