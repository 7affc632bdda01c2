// Where the bytes just told stood before: what followed there is likely to follow again.

import { Kind, kind } from "./instructions";
import { recent, recentBefore, START, end } from "./history";

// The place that is compared with, how many bytes have agreed there in a row, and how often it has failed.
export let source: i32 = 0;
let agreed = 0;
let failed = 0;

// By a digest of the last bytes: where they ended.
const BITS = 16;
const PLACES = memory.data(4 << BITS);

export function hasRepeat(): bool {
  return source > 0 && (agreed > 0 || failed < 3);
}

// How far a repeat is trusted, 1 to 7, and more finely, 0 to 79.
export function trust(): i32 {
  return agreed == 0 ? 1 : agreed < 4 ? 2 : agreed < 8 ? 3 : agreed < 16 ? 4 : agreed < 32 ? 5 : agreed < 100 ? 6 : 7;
}

export function fineTrust(): i32 {
  return (agreed < 16 ? agreed : agreed < 32 ? 16 : agreed < 64 ? 17 : agreed < 200 ? 18 : 19) + failed * 20;
}

// The byte at `end - 1` has just been told.
export function followRepeat(byte: i32): void {
  if (source > 0) {
    if (load<u8>(START + source) == byte) {
      agreed += 1;
      if (agreed > 15) failed = 0;
    } else {
      agreed = 0;
      failed = min(failed + 1, 3);
    }
    source += 1;
  }
  const context = kind == Kind.Text ? recent ^ ((recentBefore & 0xffff) * 0x2f0b4c47) : recent;
  const entry = PLACES + (((context * 0x9e3779b1) >> (32 - BITS)) << 2);
  if (!agreed) lookAt(load<i32>(entry));
  store<i32>(entry, end);
}

// Another place is better where more bytes before it are the same.
function lookAt(candidate: i32): void {
  let same = 0;
  while (same < 32 && same < candidate && load<u8>(START + candidate - same - 1) == load<u8>(START + end - same - 1)) same += 1;
  if (same < 5 || same <= agreed) return;
  source = candidate;
  agreed = same;
  failed = 0;
}

// Where history leaves room, so does what it is compared with.
export function leaveThere(bytes: i32): void {
  if (source > 0) source += bytes;
}
