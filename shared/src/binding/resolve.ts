// A binding from what its options say: relative paths become absolute ones.

import type { Host } from "../host.ts";
import type { Binding, Location } from "../model.ts";

export function resolveBinding(
  host: Host,
  origin: Binding["origin"],
  location: Location,
  folder: string,
  options: Binding["options"],
): Binding {
  const { resolve } = host.path;
  return {
    origin,
    location,
    folder,
    options,
    pluginPath: resolve(folder, options.pluginPath),
    wrapperPath: resolve(folder, options.outputPath),
  };
}
