// Long work in small slices, so that requests are answered between them.

/** Milliseconds that one slice may take: a message goes through the event loop a few times until it is answered. */
const sliceLength = 2;

/**
 * To be awaited between steps of long work: everything else runs before the next step where a slice has been used up. Where `isUrgent`
 * says so, somebody is waiting for the work.
 */
export type Pause = (isUrgent?: () => boolean) => Promise<void>;

export interface Slices {
  /** All work that shares it shares the slices: however much of it there is, one slice passes between two requests. */
  readonly pause: Pause;
  /** No further slice begins before the task is done, but those of work that is urgent. */
  hold<T>(task: Promise<T>): Promise<T>;
}

export function createSlices(): Slices {
  const waiting: { readonly begin: () => void; readonly isUrgent: () => boolean }[] = [];
  let begun = performance.now();
  let holding = 0;
  let isDue = false;

  function resumeSoon(): void {
    if (isDue || waiting.length === 0) return;
    isDue = true;
    setImmediate(resume);
  }

  function resume(): void {
    isDue = false;
    const at = holding > 0 ? waiting.findIndex(({ isUrgent }) => isUrgent()) : 0;
    if (at < 0) return;
    begun = performance.now();
    waiting.splice(at, 1)[0]?.begin();
    resumeSoon();
  }

  return {
    async pause(isUrgent = () => false) {
      const isUsedUp = performance.now() - begun >= sliceLength;
      if (!isUsedUp && (holding > 0 ? isUrgent() : waiting.length === 0)) return;
      await new Promise<void>((begin) => {
        waiting.push({ begin, isUrgent });
        resumeSoon();
      });
    },
    async hold(task) {
      holding++;
      // What waits may have become urgent.
      resumeSoon();
      try {
        return await task;
      } finally {
        holding--;
        resumeSoon();
      }
    },
  };
}

export interface Queue {
  /** Runs the task: at once where it is urgent, else when its turn comes, or when it has become urgent and `hurry` is called. */
  run<T>(task: () => Promise<T>, isUrgent: () => boolean): Promise<T>;
  /** Begins what is urgent now. */
  hurry(): void;
}

/** Runs tasks in the order in which they come, at most `limit` of them at a time but for those that are urgent. */
export function createQueue(limit: number): Queue {
  let waiting: { readonly begin: () => void; readonly isUrgent: () => boolean }[] = [];
  let running = 0;

  function begin(resolve: () => void): void {
    running++;
    resolve();
  }

  return {
    async run(task, isUrgent) {
      if (running < limit || isUrgent()) running++;
      else await new Promise<void>((resolve) => waiting.push({ begin: () => begin(resolve), isUrgent }));
      try {
        return await task();
      } finally {
        if (--running < limit) waiting.shift()?.begin();
      }
    },
    hurry() {
      const urgent = waiting.filter(({ isUrgent }) => isUrgent());
      if (urgent.length === 0) return;
      waiting = waiting.filter((one) => !urgent.includes(one));
      for (const { begin } of urgent) begin();
    },
  };
}
