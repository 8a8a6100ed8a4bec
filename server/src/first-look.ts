// The first look at folders: what is open comes before all else.

import { setTimeout as delay } from "node:timers/promises";
import type { Slices } from "./slices.ts";

export interface FirstLook {
  /** Whether there are folders that have not been looked at to the end. */
  readonly isUnderWay: boolean;
  /** A folder was added; `idle` resolves when there is nothing more to look at. */
  begin(idle: () => Promise<void>): void;
  /**
   * Other work waits for a document that was opened meanwhile, until it is `checked` and the client has had a moment to show it. That this
   * has failed is told by those who do it.
   */
  documentOpened(checked: Promise<void>): void;
  /** Resolves when other work no longer waits for such a document. */
  shown(): Promise<void>;
}

/** Milliseconds in which a client shows what it is told of a document: other work would take its processor. */
const moment = 300;
/** Milliseconds that other work waits at most. */
const patience = 500;

export function createFirstLook(hold: Slices["hold"]): FirstLook {
  let isUnderWay = false;
  let shown: Promise<void> = Promise.resolve();

  return {
    get isUnderWay() {
      return isUnderWay;
    },
    begin(idle) {
      if (isUnderWay) return;
      isUnderWay = true;
      void idle().then(() => {
        isUnderWay = false;
      });
    },
    documentOpened(checked) {
      const showing = checked.then(() => delay(moment));
      shown = hold(Promise.race([showing, delay(patience)])).catch(() => {});
    },
    shown: () => shown,
  };
}
