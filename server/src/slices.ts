// Long work in small slices, so that requests are answered between them.

/** Milliseconds that one slice may take: a message goes through the event loop a few times until it is answered. */
const sliceLength = 2;

/** To be awaited between steps of long work: everything else runs before the next step where a slice has been used up. */
export type Pause = () => Promise<void>;

export interface Slices {
  /** All work that shares it shares the slices: however much of it there is, one slice passes between two requests. */
  readonly pause: Pause;
  /** No further slice begins before the task is done, which requests may be waiting for. */
  hold<T>(task: Promise<T>): Promise<T>;
}

export function createSlices(): Slices {
  const waiting: (() => void)[] = [];
  let begun = performance.now();
  let holding = 0;
  let isDue = false;

  function resumeSoon(): void {
    if (isDue || holding > 0 || waiting.length === 0) return;
    isDue = true;
    setImmediate(resume);
  }

  function resume(): void {
    isDue = false;
    if (holding > 0) return;
    begun = performance.now();
    waiting.shift()?.();
    resumeSoon();
  }

  return {
    async pause() {
      if (holding === 0 && waiting.length === 0 && performance.now() - begun < sliceLength) return;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        resumeSoon();
      });
    },
    async hold(task) {
      holding++;
      try {
        return await task;
      } finally {
        holding--;
        resumeSoon();
      }
    },
  };
}

/**
 * Gives a function that runs tasks, at most `limit` of them at a time: those first that are urgent when it is their turn, else in the
 * order in which they came.
 */
export function createQueue(
  limit: number,
): <T>(task: () => Promise<T>, isUrgent: () => boolean) => Promise<T> {
  const waiting: { readonly begin: () => void; readonly isUrgent: () => boolean }[] = [];
  let running = 0;
  return async (task, isUrgent) => {
    if (running >= limit) await new Promise<void>((begin) => waiting.push({ begin, isUrgent }));
    else running++;
    try {
      return await task();
    } finally {
      const urgent = waiting.findIndex((one) => one.isUrgent());
      const [next] = waiting.splice(Math.max(urgent, 0), 1);
      if (next) next.begin();
      else running--;
    }
  };
}
