// The licences of the packages that are bundled, as they ask to be handed on.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

/**
 * One text with the licence of each package, sorted by name. Throws where one has none.
 * @param {readonly string[]} files what was bundled, from the root of the repository
 */
export function noticesOf(files) {
  const folders = new Set(files.flatMap((file) => packageOf(file) ?? []));
  const notices = [...folders].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const texts = readdirSync(join(root, folder))
      .filter((file) => /^(?:licen[cs]e|third-?party-?notices)(?:\.|$)/i.test(file))
      .map((file) =>
        readFileSync(join(root, folder, file), "utf8")
          .trim()
          .replaceAll("\r\n", "\n"),
      );
    if (texts.length === 0) throw new Error(`${folder} has no licence to hand on`);
    return `${name} ${version}\n\n${texts.join("\n\n")}\n`;
  });
  const ruler = `\n${"-".repeat(80)}\n\n`;
  return `bind-plugin contains these packages, under their licences.\n${ruler}${notices.join(ruler)}`;
}

/**
 * The folder of the package that a file belongs to; `undefined` for a file of our own.
 * @param {string} file
 */
function packageOf(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll("\\", "/"))?.[0];
}
