// Go string literals: strconv.Quote and strconv.Unquote.

const escapes = new Map([
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
  ["\\", "\\\\"],
  ['"', '\\"'],
]);

/** The text as Go's `strconv.Quote` writes it. */
export function quoteGo(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let quoted = '"';
  for (const char of text) {
    const sequence = escapes.get(char);
    const point = char.codePointAt(0)!;
    if (sequence !== undefined) quoted += sequence;
    else if ((point >= 0x20 && point < 0x7f) || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(char)) quoted += char;
    else if (point < 0x20 || point === 0x7f) quoted += `\\x${point.toString(16).padStart(2, "0")}`;
    else if (point >= 0xd800 && point < 0xe000) quoted += "\\ufffd";
    else if (point < 0x10000) quoted += `\\u${point.toString(16).padStart(4, "0")}`;
    else quoted += `\\U${point.toString(16).padStart(8, "0")}`;
  }
  return `${quoted}"`;
}

const unescapes = new Map([...escapes].map(([char, short]) => [short[1]!, char]));

/**
 * The text of a Go string literal in double quotes or backquotes, as `strconv.Unquote` gives it, with U+FFFD for each byte that
 * is no UTF-8; `undefined` for what is none.
 */
export function unquoteGo(literal: string): string | undefined {
  if (/^`[^`]*`$/.test(literal)) return literal.slice(1, -1).replaceAll("\r", "");
  if (literal.length < 2 || !literal.startsWith('"') || !literal.endsWith('"')) return undefined;
  const body = literal.slice(1, -1);
  let text = "";
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) text += decodeUtf8(bytes);
    bytes = [];
  };
  for (let at = 0; at < body.length; at++) {
    const char = body[at]!;
    if (char === '"' || char === "\n") return undefined;
    if (char !== "\\") {
      flush();
      text += char;
      continue;
    }
    const match =
      /^(?:x([0-9a-fA-F]{2})|([0-7]{3})|(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|([abfnrtv\\"]))/.exec(
        body.slice(at + 1, at + 10),
      );
    if (!match) return undefined;
    at += match[0].length;
    const [, hex, octal, short, long, simple] = match;
    const number =
      simple !== undefined
        ? 0
        : Number.parseInt(hex ?? octal ?? short ?? long!, octal === undefined ? 16 : 8);
    if (hex !== undefined || octal !== undefined) {
      if (number > 0xff) return undefined;
      bytes.push(number);
      continue;
    }
    if (number > 0x10ffff || (number >= 0xd800 && number < 0xe000)) return undefined;
    flush();
    text += simple !== undefined ? unescapes.get(simple)! : String.fromCodePoint(number);
  }
  flush();
  return text;
}

/** Escaped bytes as text: runs of \x escapes may spell UTF-8. */
function decodeUtf8(bytes: readonly number[]): string {
  let text = "";
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i]!;
    const length =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0;
    let code = length < 2 ? first : first & (0x7f >> length);
    let isValid = length > 0 && i + length <= bytes.length;
    for (let k = 1; isValid && k < length; k++) {
      const next = bytes[i + k]!;
      isValid = next >> 6 === 2;
      code = (code << 6) | (next & 0x3f);
    }
    const smallest = [0, 0, 0x80, 0x800, 0x10000][length]!;
    isValid &&= code >= smallest && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
    text += isValid ? String.fromCodePoint(code) : "\ufffd";
    i += isValid ? length : 1;
  }
  return text;
}
