// Makes a built portable plugin small enough to be committed.

import { isDeepStrictEqual } from "node:util";
import { nodeHost } from "#server/node-host";
import type { Plugin } from "#shared/model";
import { reflectPlugin } from "#shared/runtime/plugin";
import { dropSectionHeaders } from "#test/elf-edit";
import { memoryFile } from "#test/memory-file";
import { type Form, forms } from "#test/portable-forms";
import { condenseElf } from "../condense-elf.ts";

/**
 * A copy of a portable plugin that is read as before in the forms that are named: `"as built"`, or all that have no section
 * headers.
 */
export function condense(built: Uint8Array, name: "as built" | "no sections"): Uint8Array {
  const all = forms.filter((form) => form.edits.includes(dropSectionHeaders) === (name === "no sections"));
  const chosen = name === "as built" ? all.slice(0, 1) : all;
  const whole = new Uint8Array(built);
  const before = chosen.map((form) => readForm(form, whole));
  if (before.includes(undefined)) throw new Error("the plugin is not readable in every form");
  const isSame = (image: Uint8Array) =>
    chosen.every((form, i) => isDeepStrictEqual(readForm(form, image), before[i]));
  return condenseElf(whole, ({ name }) => isLookedUp(name), isSame);
}

/** What is read; of an image that cannot be read, nothing. */
function readForm(form: Form, image: Uint8Array): Plugin | undefined {
  try {
    const file = memoryFile(form.edits.reduce((bytes, edit) => edit(bytes), image));
    return reflectPlugin("plugin.so", file, nodeHost.inflate, { depth: "graph" });
  } catch {
    return undefined;
  }
}

/** The symbols that readers go by: those of the plugin itself, and those that lead to the module data. */
function isLookedUp(name: string): boolean {
  return /^(type[.:]runtime\.moduledata$|runtime\.lastmoduledatap$|go[.:]|(example\.com\/portable\/plug(%2ev1)?|plugin\/unnamed-[0-9a-f]+)\.\p{Lu}[\p{L}\p{N}]*$)/u.test(
    name,
  );
}
