// The one gate through which the language server starts programs; it stays shut in a workspace that is not trusted.

import { CommandError } from "./failure.ts";
import type { BuildRequest } from "./go-build.ts";
import { defaultSettings, type GoSettings } from "./settings.ts";

/** Arguments of `go build`, and environment variables besides this process's. */
export interface BuildManner {
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Runner {
  /** Whether anything may be run. */
  readonly isTrusted: boolean;
  /** Builds a plugin as go-build.ts does. Rejects with `CommandError`, also where nothing may be run. */
  build(request: Omit<BuildRequest, "go">): Promise<void>;
  /** The text as gofmt leaves it; as it was where nothing may be run. */
  format(text: string): Promise<string>;
  /** Ends every build that is under way. */
  dispose(): void;
}

/** `go` says what is run, when it is run. */
export function createRunner(isTrusted: boolean, go: () => GoSettings = () => defaultSettings.go): Runner {
  const underWay = new Set<AbortController>();
  return {
    isTrusted,
    async build(request) {
      if (!isTrusted) {
        throw new CommandError(
          `cannot build ${request.package}: nothing is built in a workspace that is not trusted`,
        );
      }
      const { buildPlugin } = await import("./go-build.ts");
      const ending = new AbortController();
      const end = () => ending.abort();
      underWay.add(ending);
      request.signal.addEventListener("abort", end);
      if (request.signal.aborted) end();
      try {
        await buildPlugin({ ...request, go: go(), signal: ending.signal });
      } finally {
        request.signal.removeEventListener("abort", end);
        underWay.delete(ending);
      }
    },
    async format(text) {
      if (!isTrusted) return text;
      const { formatGo } = await import("./gofmt.ts");
      return (await formatGo(text, go().path)).text;
    },
    dispose() {
      for (const ending of underWay) ending.abort();
    },
  };
}
