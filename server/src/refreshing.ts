// Tells a client to ask again for what it shows, when that would be something else now.

import type { Workspace } from "./workspace.ts";

/** Milliseconds in which changes are told together. */
const gathering = 100;

/** `fingerprint` is another text whenever what is shown would be something else; `refresh` tells the client. */
export function refreshOnChange(
  workspace: Workspace,
  fingerprint: (workspace: Workspace) => string,
  refresh: () => Promise<void>,
): void {
  let isDue = false;
  let told: string | undefined = "";
  const changed = () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      const now = fingerprint(workspace);
      if (now === told) return;
      told = now;
      // A client that answers with an error has no better way to be told.
      refresh().catch(() => {});
    }, gathering);
  };
  workspace.onChecked(changed);
  workspace.onProblems(changed);
  workspace.onSettings(() => {
    told = undefined;
    changed();
  });
}
