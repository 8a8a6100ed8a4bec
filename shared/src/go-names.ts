// Which names Go code can declare, and which Go has declared already.

const keywords = new Set(
  (
    "break case chan const continue default defer else fallthrough for func go goto if import interface map package " +
    "range return select struct switch type var"
  ).split(" "),
);

/** What Go declares in every file without an import, up to Go 1.26. */
export const predeclaredNames: ReadonlySet<string> = new Set(
  (
    "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string " +
    "uint uint8 uint16 uint32 uint64 uintptr true false iota nil append cap clear close complex copy delete imag " +
    "len make max min new panic print println real recover"
  ).split(" "),
);

/** Whether the text can be declared as a name in Go: letters, digits and _, not a keyword. */
export function isGoIdentifier(text: string): boolean {
  // Making the table of all letters takes half a millisecond, which few files need.
  const isName = /^[A-Za-z_]\w*$/.test(text) || /^[\p{L}_][\p{L}_\p{Nd}]*$/u.test(text);
  return isName && !keywords.has(text);
}

/** Whether the name begins with a capital letter, and is therefore one that other packages can use. */
export function isExported(name: string): boolean {
  const first = name.charCodeAt(0);
  return first < 0x80 ? first >= 0x41 && first <= 0x5a : /^\p{Lu}/u.test(name);
}
