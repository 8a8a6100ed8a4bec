// UTF-8, against the platform's own.

import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8, isUtf8 } from "#shared/binary/utf8";

const texts = [
  "",
  "plain",
  "größer",
  "жар",
  "日本語",
  "😀 and 👩‍👩‍👧",
  "\0\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}",
  `${"x".repeat(5000)}é`,
];

test.each(texts)("%j there and back", (text) => {
  const bytes = new TextEncoder().encode(text);
  expect(encodeUtf8(text)).toEqual(bytes);
  expect(decodeUtf8(bytes)).toBe(text);
  expect(isUtf8(bytes)).toBe(true);
});

test("what is valid is what the platform says is valid", () => {
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const interesting = [
    0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef,
    0xf0, 0xf1, 0xf4, 0xf5, 0xff,
  ];
  const wrong: string[] = [];
  for (const a of interesting) {
    for (const b of interesting) {
      for (const c of interesting) {
        for (const d of [0x41, 0x80, 0xbf, 0xc2]) {
          const bytes = Uint8Array.of(a, b, c, d);
          let expected: string | undefined;
          try {
            expected = strict.decode(bytes);
          } catch {
            expected = undefined;
          }
          if (isUtf8(bytes) !== (expected !== undefined)) wrong.push(`${bytes}: valid`);
          if (expected !== undefined && decodeUtf8(bytes) !== expected) wrong.push(`${bytes}: text`);
          if (expected === undefined && !decodeUtf8(bytes).includes("\ufffd"))
            wrong.push(`${bytes}: no mark`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("a part of the bytes", () => {
  const bytes = new TextEncoder().encode("abcädef");
  expect(decodeUtf8(bytes, 2, 5)).toBe("cä");
  expect(decodeUtf8(bytes, 2, 4)).toBe("c\ufffd");
});
