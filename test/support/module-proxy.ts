// A Go module proxy in a folder, as GOPROXY=file:// reads it.

import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { crc32 } from "node:zlib";

/**
 * Adds the module whose source is in `source` to the proxy in `folder`; returns what GOPROXY has to be. `module` is free of
 * capitals, which the protocol would escape.
 */
export function addModule(folder: string, module: string, version: string, source: string): string {
  const versions = join(folder, module, "@v");
  mkdirSync(versions, { recursive: true });
  const write = (name: string, content: string | Buffer) => writeFileSync(join(versions, name), content);
  appendFileSync(join(versions, "list"), `${version}\n`);
  write(`${version}.info`, JSON.stringify({ Version: version, Time: "2024-01-02T03:04:05Z" }));
  write(`${version}.mod`, readFileSync(join(source, "go.mod")));
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .map((name) => join(source, name))
    .filter((path) => statSync(path).isFile());
  write(
    `${version}.zip`,
    zip(
      files.map((path) => [
        `${module}@${version}/${relative(source, path).split(sep).join("/")}`,
        readFileSync(path),
      ]),
    ),
  );
  return pathToFileURL(folder).href;
}

/** A zip archive without compression (PKWARE APPNOTE 4.3). */
function zip(entries: readonly (readonly [name: string, content: Buffer])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const path = Buffer.from(name);
    const common = Buffer.alloc(26); // what the local and the central header share
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE((1 << 5) | 1, 8); // the first of January 1980
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const header = Buffer.concat([Buffer.from("PK\x03\x04"), common, path]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, central, path]));
    parts.push(header, content);
    offset += header.length + content.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from("PK\x05\x06"), end]);
}
