// Makes a case small that shows a failure.

import type { Edit, FuzzCase } from "#test/fuzz-case";

type Damage = Omit<FuzzCase, "seed">;

/** `fails` says whether a case still fails in the same way. */
export function minimise(damage: Damage, fails: (damage: Damage) => boolean): Damage {
  let best = damage;
  const attempt = (candidate: Damage): boolean => {
    if (!fails(candidate)) return false;
    best = candidate;
    return true;
  };
  attempt({ edits: best.edits });
  for (let i = best.edits.length - 1; i >= 0; i--) attempt(withEdits(best, best.edits.toSpliced(i, 1)));
  for (let i = best.edits.length - 1; i >= 0; i--) {
    for (let part = halfOf(best.edits[i]!); part > 0; part >>= 1) {
      while (attemptShorter(i, part));
    }
  }
  return best;

  /** Without the first or the last `part` bytes of an edit. */
  function attemptShorter(i: number, part: number): boolean {
    const [offset, hex] = best.edits[i]!;
    if (hex.length <= 2 * part) return false;
    const front: Edit = [offset + part, hex.slice(2 * part)];
    const back: Edit = [offset, hex.slice(0, -2 * part)];
    return [front, back].some((edit) => attempt(withEdits(best, best.edits.with(i, edit))));
  }
}

function halfOf([, hex]: Edit): number {
  return hex.length >> 2;
}

function withEdits({ length }: Damage, edits: readonly Edit[]): Damage {
  return length === undefined ? { edits } : { edits, length };
}
