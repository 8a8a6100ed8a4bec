// When a file is ready to be read: not while a linker or a copy is still writing it.

import fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds between two looks at a file. */
const interval = 40;
/** A file that was last written longer ago than this (in milliseconds) is not being written. */
const quiet = 500;
/** After this many looks (a second and a half) a file that never rests is taken as it is. */
const looks = 36;

/** What a file is, apart from its content: size, times and inode. `undefined` where there is none. */
export function identityOf(path: string): string | undefined {
  const found = look(path);
  return found && `${found.size}:${found.mtimeNs}:${found.ctimeNs}:${found.ino}:${found.dev}`;
}

/**
 * Waits until two looks in a row see the same, and gives the file's identity. At once for a file that has not been written
 * lately, and for one that is not there, unless `wasThere`: a linker may remove a file before it writes the next.
 */
export async function settledIdentity(path: string, wasThere: boolean): Promise<string | undefined> {
  let before = identityOf(path);
  if (before === undefined ? !wasThere : !isFresh(path)) return before;
  for (let i = 0; i < looks; i++) {
    await delay(interval);
    const now = identityOf(path);
    if (now === before) return now;
    before = now;
  }
  return before;
}

/** Whether the file was written a moment ago; a time in the future may be a moment ago on another clock. */
function isFresh(path: string): boolean {
  const found = look(path);
  return found !== undefined && Date.now() - Number(found.mtimeMs) < quiet;
}

function look(path: string): fs.BigIntStats | undefined {
  try {
    return fs.statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
