// The bytes that have been told so far, and the last eight of them.

// No module of ours is larger, whatever a header promises.
export const MOST_BYTES = 8 << 20;
// And no more than this is left for later at once.
const MOST_LEFT = 8;
export const START = memory.data(MOST_BYTES + MOST_LEFT);

export let end: i32 = 0;
// The newest in the lowest byte.
export let recent: u32 = 0;
export let recentBefore: u32 = 0;
// A digest of the letters since the last byte that was none.
export let word: u32 = 0;
// The same of the word before it.
export let wordBefore: u32 = 0;

export function tell(byte: i32): void {
  store<u8>(START + end, byte);
  end += 1;
  recentBefore = (recentBefore << 8) | (recent >> 24);
  recent = (recent << 8) | byte;
  if (<u32>((byte | 32) - 97) < 26) {
    word = (word + byte) * 0x2f0b4c47;
  } else if (word) {
    wordBefore = word;
    word = 0;
  }
}

// Leaves room for what is only known later; until then it holds zeros.
export function leave(bytes: i32): void {
  memory.fill(START + end, 0, bytes);
  end += bytes;
}
