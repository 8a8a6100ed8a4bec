// Makes hosts and plugins of the pairs small enough to be committed.

import { isDeepStrictEqual } from "node:util";
import { type HostQuestions, readHostFacts, readPluginFacts } from "#shared/runtime/load-facts";
import { memoryFile } from "#test/memory-file";
import { condenseElf } from "../condense-elf.ts";

/** A copy that is read as the file is, of a host with the questions of all plugins that are packed. */
export function condense(built: Uint8Array, asked?: HostQuestions): Uint8Array {
  const read = (image: Uint8Array) => {
    try {
      const file = memoryFile(image);
      return asked ? readHostFacts("", file, asked) : readPluginFacts("", file);
    } catch {
      return undefined;
    }
  };
  const before = read(built);
  if (before === undefined) throw new Error("the file is not readable");
  return condenseElf(
    built,
    ({ name, defined }) => !defined || asked?.symbols.includes(name) || isLookedUp(name) || isExported(name),
    (image) => isDeepStrictEqual(read(image), before),
    128,
  );
}

function isLookedUp(name: string): boolean {
  return /^(type[.:]runtime\.moduledata$|runtime\.(last|first)moduledata|runtime\.(buildVersion|modinfo)$|go:buildinfo|go[.:]link\.pkghash\.)/.test(
    name,
  );
}

/** A function or variable of the plugin's main package. */
function isExported(name: string): boolean {
  return /^(example\.com\/(app\/[a-z0-9]+|solo)|plugin\/unnamed-[0-9a-f]+)\.(Greet|Words)$/.test(name);
}
