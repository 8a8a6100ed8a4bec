// Build information: Go version, modules and build settings.

import type { Image } from "#shared/binary/image";
import { unquoteGo } from "#shared/go-quote";
import type { BuildInfo, Module } from "#shared/model";

export interface VersionInfo {
  readonly goVersion: string;
  readonly buildInfo?: BuildInfo;
}

/** "\xff Go buildinf:" (debug/buildinfo/buildinfo.go, Go 1.26). */
const magic = [0xff, 0x20, 0x47, 0x6f, 0x20, 0x62, 0x75, 0x69, 0x6c, 0x64, 0x69, 0x6e, 0x66, 0x3a];
const headerSize = 32;
const flagInline = 2;
const versionLimit = 1024;
const modinfoLimit = 4 * 1024 * 1024;

/** Where the linker puts it in a file without the symbol: it is 16-byte aligned and near the start of the data. */
const scanLimit = 1024 * 1024;

/**
 * Plugins have build information since Go 1.21, programs since 1.13; those that can load plugins say their version in any
 * case. `undefined` where there is none, or none that can be read.
 */
export function readBuildInfo(image: Image): VersionInfo | undefined {
  const texts = readHeader(image) ?? readVariables(image);
  if (!texts) return undefined;
  const { version, modinfo } = texts;
  const goVersion = image.text(version.start, version.length);
  // The text is between two markers of 16 bytes (runtime/debug/mod.go, ReadBuildInfo; cmd/go modload.ModInfoData).
  if (!modinfo || modinfo.length < 33) return { goVersion };
  const buildInfo = parseBuildInfo(image.text(modinfo.start + 16, modinfo.length - 32));
  return { goVersion, buildInfo };
}

/** Whether the Go linker put the header of build information into the file, as it does in programs since Go 1.13. */
export function hasBuildInfo(image: Image): boolean {
  return findHeader(image) !== undefined;
}

/** Address and length in bytes. */
interface Text {
  readonly start: number;
  readonly length: number;
}

interface Texts {
  readonly version: Text;
  readonly modinfo: Text | undefined;
}

/** debug/buildinfo/buildinfo.go, readRawBuildInfo (Go 1.26). */
function readHeader(image: Image): Texts | undefined {
  const address = findHeader(image);
  if (address === undefined) return undefined;
  if ((image.u8(address + 15) & flagInline) === 0) {
    // Up to Go 1.17: addresses of two Go strings.
    const at = image.pointer(address + 16);
    return readStrings(image, at, image.pointer(address + 16 + image.wordSize));
  }
  const version = readVarintBytes(image, address + headerSize, versionLimit);
  if (!version || version.length === 0) return undefined;
  return { version, modinfo: readVarintBytes(image, version.start + version.length, modinfoLimit) };
}

/** Programs that can load plugins export these variables, which the linker and the go command set. */
function readVariables(image: Image): Texts | undefined {
  const version = image.findSymbol("runtime.buildVersion")?.address;
  return version === undefined
    ? undefined
    : readStrings(image, version, image.findSymbol("runtime.modinfo")?.address ?? 0);
}

function readStrings(image: Image, versionHeader: number, modinfoHeader: number): Texts | undefined {
  const version = readStringHeader(image, versionHeader, versionLimit);
  return version && { version, modinfo: readStringHeader(image, modinfoHeader, modinfoLimit) };
}

/** The text of a Go string that is not empty. */
function readStringHeader(image: Image, address: number, limit: number): Text | undefined {
  if (!image.has(address, 2 * image.wordSize)) return undefined;
  const start = image.pointer(address);
  const length = image.word(address + image.wordSize);
  return length > 0 && length <= limit && image.has(start, length) ? { start, length } : undefined;
}

function findHeader(image: Image): number | undefined {
  const symbol = image.findSymbol("go:buildinfo");
  return symbol && isBuildInfo(image, symbol.address) ? symbol.address : scanForBuildInfo(image);
}

function isBuildInfo(image: Image, address: number): boolean {
  return image.has(address, headerSize) && magic.every((byte, i) => image.u8(address + i) === byte);
}

function scanForBuildInfo(image: Image): number | undefined {
  for (const segment of image.segments) {
    if (!segment.writable) continue;
    const start = Math.ceil(segment.address / 16) * 16;
    const end = segment.address + segment.fileSize;
    for (let address = start; address < Math.min(end, start + scanLimit); address += 16) {
      if (image.u8(address) === 0xff && isBuildInfo(image, address)) return address;
    }
  }
  return undefined;
}

function readVarintBytes(image: Image, address: number, limit: number): Text | undefined {
  let length = 0;
  for (let i = 0; i < 5; i++) {
    if (!image.has(address + i, 1)) return undefined;
    const byte = image.u8(address + i);
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte >= 0x80) continue;
    const start = address + i + 1;
    return length <= limit && image.has(start, length) ? { start, length } : undefined;
  }
  return undefined;
}

/** Parses the text form of runtime/debug.BuildInfo (runtime/debug/mod.go, ParseBuildInfo, Go 1.26). */
export function parseBuildInfo(text: string): BuildInfo {
  let path = "";
  let main: Module | undefined;
  const deps: Module[] = [];
  const settings: { key: string; value: string }[] = [];
  let last: "main" | "dep" | undefined;
  for (const line of text.split("\n")) {
    const [kind, ...rest] = line.split("\t");
    if (kind === "path") path = rest.join("\t");
    else if (kind === "mod") {
      main = newModule(rest);
      last = "main";
    } else if (kind === "dep") {
      deps.push(newModule(rest));
      last = "dep";
    } else if (kind === "=>") {
      const replace = newModule(rest);
      if (last === "main" && main) main = { ...main, replace };
      else if (last === "dep") deps.push({ ...deps.pop()!, replace });
    } else if (kind === "build") {
      const setting = parseSetting(rest.join("\t"));
      if (setting) settings.push(setting);
    }
  }
  return { path, ...(main ? { main } : {}), deps, settings };
}

function newModule([path = "", version = "", sum = ""]: string[]): Module {
  return { path, version, sum };
}

/** `key=value`, of which each may be quoted. */
function parseSetting(text: string): { key: string; value: string } | undefined {
  const match = /^("(?:[^"\\]|\\.)*"|`[^`]*`|[^=]*)=(.*)$/s.exec(text);
  if (!match) return undefined;
  const plain = (part: string) => (/^["`]/.test(part) ? (unquoteGo(part) ?? part) : part);
  return { key: plain(match[1]!), value: plain(match[2]!) };
}
