// Copies of a plugin or a host that keep something from a reader, so that it has to find it in another way.

/** The moduledata's own type cannot be found: its layout has to come from a table. */
export function withholdLayout(image: Uint8Array): Uint8Array {
  // cmd/link/internal/ld/data.go names it with a "." up to Go 1.19.
  return withText(
    image,
    ["\0type:runtime.moduledata\0", "\0type.runtime.moduledata\0"],
    "moduledata",
    "anotherdat",
  );
}

/** No symbol leads to the moduledata: it has to be searched for. */
export function withholdModule(image: Uint8Array): Uint8Array {
  return withText(image, ["\0runtime.lastmoduledatap\0"], "last", "lost");
}

/** The build information with the Go version cannot be found. */
export function withholdVersion(image: Uint8Array): Uint8Array {
  return withText(image, ["\xff Go buildinf:"], "Go", "no");
}

/** Nothing of the runtime that a host exports leads to the Go version. */
export function withholdRuntimeVersion(image: Uint8Array): Uint8Array {
  return withText(image, ["\0runtime.buildVersion\0"], "buildV", "builtV");
}

/** A copy in which each of the texts, wherever it is, has `part` replaced. Texts are Latin-1. */
function withText(image: Uint8Array, texts: readonly string[], part: string, by: string): Uint8Array {
  const copy = Buffer.from(image);
  for (const text of texts) {
    const other = Buffer.from(text.replace(part, by), "latin1");
    const sought = Buffer.from(text, "latin1");
    for (let at = copy.indexOf(sought); at >= 0; at = copy.indexOf(sought, at + 1)) other.copy(copy, at);
  }
  return copy;
}
