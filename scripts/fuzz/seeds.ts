// The plugins and programs that are damaged.

import fs from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** Where the repository is, for bundles in .cache/fuzz. */
const root = path.join(import.meta.dirname, "../..");

/** Plugins of every structure, by their names below test/fixtures; and files that someone put into .cache/fuzz/seeds. */
export function readSeeds(): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const fixtures = path.join(root, "test/fixtures");
  const packed = (fs.readdirSync(fixtures, { recursive: true }) as string[])
    // Those of pairs are cut off where what decides about loading ends, and some are no plugins.
    .filter((name) => name.endsWith(".so.gz") && !name.startsWith("pairs"))
    .sort()
    .map((name) => {
      const bytes = new Uint8Array(gunzipSync(fs.readFileSync(path.join(fixtures, name))));
      return [name.split(path.sep).join("/").slice(0, -".so.gz".length), bytes] as const;
    });
  const more = path.join(root, ".cache/fuzz/seeds");
  if (!fs.existsSync(more)) return packed;
  const own = fs
    .readdirSync(more)
    .sort()
    .map((name) => [`more/${name}`, new Uint8Array(fs.readFileSync(path.join(more, name)))] as const);
  return [...packed, ...own];
}
