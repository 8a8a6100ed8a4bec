// Long work in small slices, so that requests are answered between them.

/** Milliseconds that one slice may take. */
const sliceLength = 8;

/** Gives a function to await between steps: it lets everything else run once a slice has been used up. */
export function createSlices(): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < sliceLength) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    begun = performance.now();
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
