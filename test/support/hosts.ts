// The host of test/hosts and its plugin, built so that they fit and so that they don't.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runGo } from "./go.ts";
import { cached } from "./plugins.ts";

export const hostsFolder = fileURLToPath(new URL("../hosts", import.meta.url));

/** fits: the host loads it. differs: another version of a module that both have. trimmed: with -trimpath, which the host is not. */
export type HostedVariant = "fits" | "differs" | "trimmed";

const flags: Readonly<Record<HostedVariant, readonly string[]>> = {
  fits: ["-modfile=fits.mod"],
  differs: [],
  trimmed: ["-modfile=fits.mod", "-trimpath"],
};

/** Absolute path of the program. */
export function buildHost(): Promise<string> {
  return cached("host", hostsFolder, async (output) => {
    await runGo(["build", "-o", output, "."], { cwd: join(hostsFolder, "host") });
  });
}

/** Absolute path of the plugin. */
export function buildHosted(variant: HostedVariant): Promise<string> {
  return cached(`hosted.${variant}.so`, hostsFolder, async (output) => {
    await runGo(["build", "-buildmode=plugin", ...flags[variant], "-o", output, "."], {
      cwd: join(hostsFolder, "plug"),
    });
  });
}
