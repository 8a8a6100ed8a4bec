// Work that is under way, so that its end can be waited for.

export interface Work {
  readonly isIdle: boolean;
  /** Follows a task; what fails is told and forgotten. */
  track(task: Promise<unknown>): Promise<unknown>;
  /** One task after the other; all are tracked. */
  enqueue(task: () => Promise<void>): void;
  /** Resolves when what is enqueued now is done. */
  enqueued(): Promise<unknown>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createWork(fail: (error: unknown) => void): Work {
  const underWay = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();

  function track(task: Promise<unknown>): Promise<unknown> {
    const tracked: Promise<unknown> = task.catch(fail).finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    return tracked;
  }

  return {
    get isIdle() {
      return underWay.size === 0;
    },
    track,
    enqueue(task) {
      last = track(last.then(task));
    },
    enqueued: () => last,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
