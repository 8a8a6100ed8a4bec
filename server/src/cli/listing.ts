// The listing of a plugin or host, coloured for a terminal.

import { isAbsolute, relative } from "node:path";
import { type ListingStyle, listBinary, listingText } from "#shared/listing";
import type { HostImage, Plugin } from "#shared/model";
import type { Paint } from "./output.ts";

const styles: Readonly<Partial<Record<ListingStyle, Parameters<Paint>[0]>>> = {
  title: "strong",
  comment: "faint",
  function: "name",
  variable: "name",
  note: "note",
};

/** `folder` (absolute) is what paths of source files are shown relative to, where they are below it. */
export function paintListing(
  binary: Plugin | HostImage,
  sha256: string,
  folder: string,
  paint: Paint,
): string {
  const show = (file: string) => {
    const shown = isAbsolute(file) ? relative(folder, file) : file;
    return shown.startsWith("..") || shown === "" ? file : shown;
  };
  return listingText(listBinary(binary, { sha256, show }), ({ style, text }) => {
    const painted = styles[style];
    return painted ? paint(painted, text) : text;
  });
}
