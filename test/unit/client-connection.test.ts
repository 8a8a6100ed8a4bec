// When a server ends because its client's process has.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchDog } from "#server/client-connection";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The exit codes of a server whose look at its client's process comes to this. */
function exitsWith(look: () => true, isShutDown = false): readonly number[] {
  const dog = watchDog();
  const codes: number[] = [];
  const kill = vi.spyOn(process, "kill").mockImplementation(look);
  vi.spyOn(process, "exit").mockImplementation((code) => {
    codes.push(Number(code));
    vi.clearAllTimers();
    return undefined as never;
  });
  dog.initialize({ processId: 4711, rootUri: null, capabilities: {} });
  dog.shutdownReceived = isShutDown;
  vi.advanceTimersByTime(60_000);
  expect(kill).toHaveBeenCalledWith(4711, 0);
  return codes;
}

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

it("with 1 when it is gone, with 0 after shutdown", () => {
  expect(exitsWith(failing("ESRCH"))).toEqual([1]);
  expect(exitsWith(failing("ESRCH"), true)).toEqual([0]);
});

it("not while it runs, be it another user's", () => {
  expect(exitsWith(() => true)).toEqual([]);
  expect(exitsWith(failing("EPERM"))).toEqual([]);
});
