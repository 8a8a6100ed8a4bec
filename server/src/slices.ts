// Long work in small slices, so that requests are answered between them.

/** Milliseconds that one slice may take: a message goes through the event loop a few times until it is answered. */
const sliceLength = 4;

/** To be awaited between steps of long work: everything else runs before the next step where a slice has been used up. */
export type Pause = () => Promise<void>;

/** All work that shares the function shares the slices: however much of it there is, one slice passes between two requests. */
export function createSlices(): Pause {
  const waiting: (() => void)[] = [];
  let begun = performance.now();

  function resume(): void {
    begun = performance.now();
    waiting.shift()!();
    if (waiting.length > 0) setImmediate(resume);
  }

  return async () => {
    if (waiting.length === 0 && performance.now() - begun < sliceLength) return;
    await new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(resume);
    });
  };
}

/** Gives a function that runs tasks, at most `limit` of them at a time, in the order in which they came. */
export function createQueue(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
