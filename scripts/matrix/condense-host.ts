// Makes a built host of the portable plugin small enough to be committed.

import { isDeepStrictEqual } from "node:util";
import { hostForms, reflectForm } from "#test/host-forms";
import { condenseElf } from "../condense-elf.ts";

/** A copy that is read as before in every form. */
export function condenseHost(built: Uint8Array): Uint8Array {
  const read = (image: Uint8Array) => {
    try {
      return hostForms.map((form) => reflectForm(image, form));
    } catch {
      return undefined;
    }
  };
  const before = read(built);
  if (before === undefined) throw new Error("the host is not readable in every form");
  const isSame = (image: Uint8Array) => isDeepStrictEqual(read(image), before);
  return condenseElf(built, ({ name, defined }) => !defined || isLookedUp(name), isSame, 256);
}

/** The symbols of the hashes, and those that lead to the version and the module data. */
function isLookedUp(name: string): boolean {
  return /^(go[.:]|type[.:]runtime\.moduledata$|runtime\.(lastmoduledatap|buildVersion|modinfo)$)/.test(name);
}
