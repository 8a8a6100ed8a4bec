// Builds that are asked for in the editor: what the compilers find becomes problems, which stay until the next build.

import { packageFolder } from "#shared/binding/module";
import { checkFailedBuild } from "#shared/checks/plugin-build-failed";
import { type Host, HostError } from "#shared/host";
import type { Binding } from "#shared/model";
import type { Problem } from "#shared/problem";
import { CommandError, isInterruption } from "./failure.ts";
import type { BuildManner, Runner } from "./runner.ts";

export interface Builds {
  /** Builds the plugin of the binding, whose folder exists. Rejects with `CommandError`. */
  build(binding: Binding, request: BuildWish): Promise<void>;
  /** Whether the last build of the plugin failed. */
  hasFailed(pluginPath: string): boolean;
  /** Forgets what failed builds have found of plugins that are other files now. */
  pluginsChanged(paths: Iterable<string>): void;
}

export interface BuildWish {
  readonly signal: AbortSignal;
  /** Receives what `go` and the compilers print, as it comes. */
  readonly show: (text: string) => void;
  /** In place of the flags of the settings. */
  readonly like?: BuildManner;
}

export interface BuildsParts {
  readonly host: Host;
  readonly runner: Runner;
  /** Shows a path in a message about the binding. */
  readonly show: (binding: Binding, path: string) => string;
  /** Receives what the last build of a plugin has found. */
  readonly report: (pluginPath: string, problems: readonly Problem[]) => void;
}

export function createBuilds({ host, runner, show, report }: BuildsParts): Builds {
  const failed = new Set<string>();

  function tell(pluginPath: string, problems: readonly Problem[]): void {
    if (problems.length > 0) failed.add(pluginPath);
    else if (!failed.delete(pluginPath)) return;
    report(pluginPath, problems);
  }

  function find(binding: Binding, name: string): string | undefined {
    const { folder, options } = binding;
    // The C compiler runs in the package's folder, everything else where the build was started.
    const folders = [folder, packageFolder(host, folder, options.pluginPackage) ?? folder];
    const paths = folders.map((from) => host.path.resolve(from, name));
    return paths.find((path) => host.stat(path)?.kind === "file");
  }

  function linesOf(path: string): readonly string[] {
    try {
      return host.readText(path).split("\n");
    } catch (error) {
      if (error instanceof HostError) return [];
      throw error;
    }
  }

  return {
    async build(binding, request) {
      const { options, folder, pluginPath, location } = binding;
      let output = "";
      const keep = (text: string) => {
        output += text;
        request.show(text);
      };
      const { signal, like } = request;
      try {
        await runner.build({
          package: options.pluginPackage,
          output: pluginPath,
          folder,
          signal,
          show: keep,
          ...(like ? { like } : {}),
        });
        tell(pluginPath, []);
      } catch (error) {
        if (output === "" || isInterruption(error)) throw error;
        const problems = checkFailedBuild({
          output,
          pluginPath,
          location,
          show: (path) => show(binding, path),
          find: (name) => find(binding, name),
          linesOf,
        });
        tell(pluginPath, problems);
        throw new CommandError(`cannot build ${options.pluginPackage}: ${problems[0]!.message}`);
      }
    },
    hasFailed: (pluginPath) => failed.has(pluginPath),
    pluginsChanged(paths) {
      for (const path of paths) tell(path, []);
    },
  };
}
