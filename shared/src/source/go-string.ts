// Go string and rune literals as values.

const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "\\": 92,
  "'": 39,
  '"': 34,
};

/**
 * The value of a Go string literal in "double quotes" or `back quotes`, or of a rune literal in 'single quotes', as
 * strconv.Unquote gives it (bytes that are no UTF-8 become U+FFFD); `undefined` where the literal is not valid.
 */
export function unquote(literal: string): string | undefined {
  const quote = literal[0];
  if (literal.length < 2 || quote === undefined || literal.at(-1) !== quote) return undefined;
  const body = literal.slice(1, -1);
  if (quote === "`") return body.includes("`") ? undefined : body.replaceAll("\r", "");
  if (quote !== '"' && quote !== "'") return undefined;
  const value = unescaped(body, quote);
  return quote === "'" && value !== undefined && [...value].length !== 1 ? undefined : value;
}

function unescaped(body: string, quote: string): string | undefined {
  if (body.includes("\n")) return undefined;
  let value = "";
  let bytes: number[] = [];
  const flush = () => {
    value += decodeUtf8(bytes);
    bytes = [];
  };
  for (let i = 0; i < body.length; i++) {
    const char = body[i]!;
    if (char === quote) return undefined;
    if (char !== "\\") {
      flush();
      value += char;
      continue;
    }
    const match = /^(?:x([\da-fA-F]{2})|([0-7]{3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([abfnrtv\\'"]))/.exec(
      body.slice(i + 1, i + 10),
    );
    if (!match) return undefined;
    i += match[0].length;
    const [, hex, octal, short, long, simple] = match;
    if (simple !== undefined) {
      if ((simple === "'" || simple === '"') && simple !== quote) return undefined;
      flush();
      value += String.fromCharCode(simpleEscapes[simple]!);
    } else if (hex !== undefined || octal !== undefined) {
      const byte = hex !== undefined ? Number.parseInt(hex, 16) : Number.parseInt(octal!, 8);
      if (byte > 255) return undefined;
      bytes.push(byte);
    } else {
      const code = Number.parseInt((short ?? long)!, 16);
      if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
      flush();
      value += String.fromCodePoint(code);
    }
  }
  flush();
  return value;
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
