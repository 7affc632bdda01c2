// Unpacks the app's module, which travels as an .lzma file (the "alone" format
// that xz and 7-Zip read too): a quarter less to download than gzip makes of it,
// and as little from a host that compresses nothing.
//
//   unpack(packed: Uint8Array) -> Uint8Array
//
// The page and the service worker load this same file. Whoever calls it checks a
// digest, before or after: bytes that are not a packed module give an error, or
// wrong bytes of the length that their header promises.

"use strict";

// No module of ours is larger, whatever a header promises.
const MOST_BYTES = 16_000_000;

// Where each kind of chance begins in the one table that the decoder keeps.
const IS_MATCH = 0;
const IS_REPEAT = 192;
const IS_REPEAT_0 = 204;
const IS_REPEAT_0_LONG = 216;
const IS_REPEAT_1 = 408;
const IS_REPEAT_2 = 420;
const SLOT = 432;
const MIDDLE = 688;
const ALIGN = 816;
const MATCH_LENGTH = 832;
const REPEAT_LENGTH = 1346;
const LITERAL = 1860;

globalThis.unpack = (packed) => {
  const header = new DataView(packed.buffer, packed.byteOffset, 18);
  if (packed[0] >= 225 || header.getUint32(5, true) > MOST_BYTES) throw new Error("this is no packed module");
  const context = packed[0] % 9;
  const literalMask = (1 << (Math.trunc(packed[0] / 9) % 5)) - 1;
  const positionMask = (1 << Math.trunc(packed[0] / 45)) - 1;
  const unpacked = new Uint8Array(header.getUint32(5, true));
  const chances = new Uint16Array(LITERAL + (0x300 << context) * (literalMask + 1)).fill(1024);

  let at = 18;
  // The range that is left, and where the code stands in it.
  const coder = new Uint32Array([0xffffffff, header.getUint32(14)]);

  function refill() {
    coder[0] <<= 8;
    coder[1] = (coder[1] << 8) | packed[at++];
  }

  function bit(which) {
    const chance = chances[which];
    const bound = (coder[0] >>> 11) * chance;
    if (coder[1] < bound) {
      chances[which] = chance + ((2048 - chance) >> 5);
      coder[0] = bound;
      if (bound < 0x1000000) refill();
      return 0;
    }
    chances[which] = chance - (chance >> 5);
    coder[1] -= bound;
    coder[0] -= bound;
    if (coder[0] < 0x1000000) refill();
    return 1;
  }

  function evenBits(count) {
    let value = 0;
    for (; count > 0; count -= 1) {
      coder[0] >>>= 1;
      const one = coder[1] >= coder[0];
      if (one) coder[1] -= coder[0];
      value = value * 2 + (one ? 1 : 0);
      if (coder[0] < 0x1000000) refill();
    }
    return value;
  }

  function bits(from, count) {
    let value = 1;
    for (let n = 0; n < count; n += 1) value = value * 2 + bit(from + value);
    return value - (1 << count);
  }

  function bitsFromTheLowest(from, count) {
    let value = 0;
    for (let n = 0, node = 1; n < count; n += 1) {
      const next = bit(from + node);
      node = node * 2 + next;
      value += next << n;
    }
    return value;
  }

  function length(from, place) {
    if (!bit(from)) return 2 + bits(from + 2 + place * 8, 3);
    if (!bit(from + 1)) return 10 + bits(from + 130 + place * 8, 3);
    return 18 + bits(from + 258, 8);
  }

  function distance(ofLength) {
    const slot = bits(SLOT + Math.min(ofLength - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const low = (slot >> 1) - 1;
    const high = (2 + (slot & 1)) * 2 ** low;
    if (slot < 14) return high + bitsFromTheLowest(MIDDLE + high - slot, low);
    return high + evenBits(low - 4) * 16 + bitsFromTheLowest(ALIGN, 4);
  }

  let state = 0;
  let [last, second, third, fourth] = [0, 0, 0, 0];
  for (let end = 0; end < unpacked.length; ) {
    const place = end & positionMask;
    if (!bit(IS_MATCH + state * 16 + place)) {
      const before = end ? unpacked[end - 1] : 0;
      const from = LITERAL + 0x300 * (((end & literalMask) << context) + (before >> (8 - context)));
      let value = 1;
      if (state >= 7) {
        let likely = unpacked[end - last - 1];
        while (value < 0x100) {
          const expected = likely >> 7;
          likely = (likely << 1) & 0xff;
          const next = bit(from + ((1 + expected) << 8) + value);
          value = value * 2 + next;
          if (next !== expected) break;
        }
      }
      while (value < 0x100) value = value * 2 + bit(from + value);
      unpacked[end++] = value;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }

    let count;
    if (!bit(IS_REPEAT + state)) {
      count = length(MATCH_LENGTH, place);
      [last, second, third, fourth] = [distance(count), last, second, third];
      state = state < 7 ? 7 : 10;
    } else {
      let short = false;
      if (!bit(IS_REPEAT_0 + state)) short = !bit(IS_REPEAT_0_LONG + state * 16 + place);
      else if (!bit(IS_REPEAT_1 + state)) [last, second] = [second, last];
      else if (!bit(IS_REPEAT_2 + state)) [last, second, third] = [third, last, second];
      else [last, second, third, fourth] = [fourth, last, second, third];
      count = short ? 1 : length(REPEAT_LENGTH, place);
      state = state < 7 ? (short ? 9 : 8) : 11;
    }
    for (const stop = Math.min(end + count, unpacked.length); end < stop; end += 1) {
      unpacked[end] = unpacked[end - last - 1];
    }
  }
  return unpacked;
};
