// Draws media/icon.png, the extension's icon: a plug before its socket, and the dots of what passes between them.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { root } from "./install.mjs";

/** Pixels of a side, and how many samples of a side make one. */
const size = 256;
const samples = 4;

/** Each covers what was drawn before it. Lengths are parts of 100 of the picture's side; a colour is red, green, blue, alpha. */
const shapes = [
  { ...box(2, 2, 96, 96, 20), colour: [13, 59, 76, 255] },
  // The cable, the plug and its prongs.
  { ...box(2, 46, 14, 8, 0), colour: [126, 217, 224, 255] },
  { ...box(14, 30, 24, 40, 8), colour: [255, 255, 255, 255] },
  { ...box(36, 37, 15, 7, 2), colour: [255, 255, 255, 255] },
  { ...box(36, 56, 15, 7, 2), colour: [255, 255, 255, 255] },
  // The socket, its holes, and its cable.
  { ...box(84, 46, 14, 8, 0), colour: [126, 217, 224, 255] },
  { ...box(60, 24, 26, 52, 8), colour: [0, 173, 216, 255] },
  { ...box(60, 36, 15, 9, 2), colour: [13, 59, 76, 255] },
  { ...box(60, 55, 15, 9, 2), colour: [13, 59, 76, 255] },
];

/**
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 * @param {number} radius of the corners
 */
function box(left, top, width, height, radius) {
  return {
    /**
     * @param {number} x
     * @param {number} y
     */
    contains(x, y) {
      const dx = Math.max(left + radius - x, x - (left + width - radius), 0);
      const dy = Math.max(top + radius - y, y - (top + height - radius), 0);
      const isInside = x >= left && x <= left + width && y >= top && y <= top + height;
      return isInside && Math.hypot(dx, dy) <= radius;
    },
  };
}

/**
 * Red, green, blue and alpha of one point.
 * @param {number} x
 * @param {number} y
 * @returns {readonly number[]}
 */
function colourAt(x, y) {
  return shapes.findLast(({ contains }) => contains(x, y))?.colour ?? [0, 0, 0, 0];
}

/** The rows of the picture as PNG has them: a filter byte (none), then the pixels. */
function rows() {
  const bytes = Buffer.alloc(size * (1 + 4 * size));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0, 0];
      for (let i = 0; i < samples * samples; i++) {
        const x = column + ((i % samples) + 0.5) / samples;
        const y = row + (Math.floor(i / samples) + 0.5) / samples;
        const colour = colourAt((100 * x) / size, (100 * y) / size);
        const alpha = colour[3] ?? 0;
        for (let c = 0; c < 3; c++) sum[c] += (colour[c] ?? 0) * alpha;
        sum[3] += alpha;
      }
      const at = row * (1 + 4 * size) + 1 + 4 * column;
      for (let c = 0; c < 3; c++) bytes[at + c] = sum[3] === 0 ? 0 : Math.round(sum[c] / sum[3]);
      bytes[at + 3] = Math.round(sum[3] / (samples * samples));
    }
  }
  return bytes;
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
header.set([8, 6, 0, 0, 0], 8); // 8 bits a channel, red green blue alpha, no interlacing
writeFileSync(
  join(root, "media/icon.png"),
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows(), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]),
);
