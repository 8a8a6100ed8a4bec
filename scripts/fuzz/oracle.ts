// What must hold for every input: a result or one FormatError, soon, in little memory.

import { nodeHost } from "#server/node-host";
import { FormatError } from "#shared/binary/format-error";
import type { RandomAccessFile } from "#shared/host";
import { inspectBinary } from "#shared/inspect";
import { reflectBinary } from "#shared/runtime/plugin";
import { memoryFile } from "#test/memory-file";

/** Milliseconds that reading may take. */
export const timeLimit = 50;
/** Bytes of heap and buffers that it may need. */
export const memoryLimit = 64 * 1024 * 1024;

export interface Outcome {
  /** "read" and about how much, or what the error says without its numbers; of another exception all of it. */
  readonly kind: string;
  readonly isFailure: boolean;
  /** Milliseconds that went by, or that processors were busy where that is less: on a busy machine reading has to wait. */
  readonly time: number;
  /** Bytes. */
  readonly memory: number;
}

/** Reads a file in one of two ways, and makes of it what `inspect -json` makes of it. */
export function judge(bytes: Uint8Array, depth: "symbols" | "graph"): Outcome {
  const file = memoryFile(bytes);
  const before = memoryUsed();
  const start = performance.now();
  const busy = process.cpuUsage();
  let kind = "";
  let isFailure = false;
  try {
    kind = readAll(file, depth);
  } catch (error) {
    if (error instanceof FormatError)
      kind = error.message.replace(/0x[0-9a-f]+|\b[0-9a-f]{2}\b|\d+/g, "#").slice(0, 300);
    else {
      kind = `exception: ${error instanceof Error ? error.stack : String(error)}`;
      isFailure = true;
    }
  }
  const passed = performance.now() - start;
  const { user, system } = process.cpuUsage(busy);
  return { kind, isFailure, time: Math.min(passed, (user + system) / 1000), memory: memoryUsed() - before };
}

function readAll(file: RandomAccessFile, depth: "symbols" | "graph"): string {
  const binary = reflectBinary("x.so", file, nodeHost.inflate, { depth });
  const text = JSON.stringify(inspectBinary(binary, ""));
  return `read a ${binary.kind}, ${text.length >> 10} KiB of JSON`;
}

/**
 * The same input again, alone: its best time of some, and the memory of one that begins with none to spare. Needs `gc`.
 */
export function judgeAlone(bytes: Uint8Array, depth: "symbols" | "graph"): Outcome {
  const outcomes = Array.from({ length: 5 }, () => {
    globalThis.gc?.();
    return judge(bytes, depth);
  });
  const time = Math.min(...outcomes.map((outcome) => outcome.time));
  const memory = Math.min(...outcomes.map((outcome) => outcome.memory));
  const [{ kind, isFailure } = { kind: "", isFailure: false }] = outcomes;
  if (isFailure) return { kind, isFailure, time, memory };
  if (time > timeLimit) return { kind: `slow: ${kind}`, isFailure: true, time, memory };
  if (memory > memoryLimit) return { kind: `large: ${kind}`, isFailure: true, time, memory };
  return { kind, isFailure, time, memory };
}

function memoryUsed(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
