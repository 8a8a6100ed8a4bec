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
  let quoted = '"';
  for (const char of text) {
    const sequence = escapes.get(char);
    const point = char.codePointAt(0)!;
    if (sequence !== undefined) quoted += sequence;
    else if (point === 0x20 || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(char)) quoted += char;
    else if (point < 0x20 || point === 0x7f) quoted += `\\x${point.toString(16).padStart(2, "0")}`;
    else if (point >= 0xd800 && point < 0xe000) quoted += "\\ufffd";
    else if (point < 0x10000) quoted += `\\u${point.toString(16).padStart(4, "0")}`;
    else quoted += `\\U${point.toString(16).padStart(8, "0")}`;
  }
  return `${quoted}"`;
}

const unescapes = new Map([...escapes].map(([char, sequence]) => [sequence[1]!, char]));

/**
 * The text of a Go string literal in double quotes or backquotes; `undefined` for what is none. A byte escape of a
 * value above 0x7f becomes the character of that number.
 */
export function unquoteGo(literal: string): string | undefined {
  if (/^`[^`]*`$/.test(literal)) return literal.slice(1, -1).replaceAll("\r", "");
  if (literal.length < 2 || !literal.startsWith('"') || !literal.endsWith('"')) return undefined;
  let text = "";
  for (let at = 1; at < literal.length - 1; at++) {
    const char = literal[at]!;
    if (char === '"' || char === "\n") return undefined;
    if (char !== "\\") {
      text += char;
      continue;
    }
    const match = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\"]))/.exec(
      literal.slice(at + 1, Math.min(at + 10, literal.length - 1)),
    );
    if (!match) return undefined;
    const digits = match[1] ?? match[2] ?? match[3];
    const point = digits !== undefined ? Number.parseInt(digits, 16) : Number.parseInt(match[4] ?? "0", 8);
    if (point > 0x10ffff) return undefined;
    text += match[5] !== undefined ? unescapes.get(match[5])! : String.fromCodePoint(point);
    at += match[0].length;
  }
  return text;
}
