// Plugins that no build makes: what else may be given to a host as one.

import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** @type {Record<string, (output: string, of: string) => void>} */
export const makers = {
  stripped: (output, of) => {
    const { status, stderr } = spawnSync("strip", ["-o", output, of], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  },
  headerless: (output, of) => {
    const image = fs.readFileSync(of);
    image.fill(0, 0x28, 0x30); // e_shoff, e_shnum and e_shstrndx of an Elf64_Ehdr (System V ABI)
    image.fill(0, 0x3c, 0x40);
    fs.writeFileSync(output, image);
  },
  copy: (output, of) => fs.copyFileSync(of, output),
  truncated: (output, of) => fs.writeFileSync(output, fs.readFileSync(of).subarray(0, 20_000)),
  library: (output) => {
    const args = ["-shared", "-fPIC", "-o", output, "-x", "c", "-"];
    const { status, stderr } = spawnSync("gcc", args, {
      input: "int f(void) { return 1; }\n",
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
  },
  text: (output) => fs.writeFileSync(output, "This is no plugin.\n"),
  newerLibc,
};

/** A copy that needs a version of the C library that there is not: each version 2.34 of a symbol becomes 2.94. */
function newerLibc(output, of) {
  const image = fs.readFileSync(of);
  const [from, to] = ["GLIBC_2.34", "GLIBC_2.94"];
  const at = image.indexOf(`\0${from}\0`, 0, "latin1");
  if (at < 0) throw new Error(`${of} does not need ${from}`);
  image.write(to, at + 1, "latin1");
  // Elfxx_Vernaux (System V ABI, symbol versioning): vna_hash is the name's SysV hash.
  const hash = Buffer.alloc(4);
  hash.writeUInt32LE(elfHash(from));
  const entry = image.indexOf(hash);
  if (entry < 0) throw new Error(`${of} has no entry for ${from}`);
  image.writeUInt32LE(elfHash(to), entry);
  fs.writeFileSync(output, image);
}

/** System V ABI, "Hash Table". @param {string} name */
function elfHash(name) {
  let hash = 0;
  for (const byte of Buffer.from(name)) {
    hash = (hash * 16 + byte) >>> 0;
    const high = hash & 0xf0000000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
}
