// The packed bytes as one long number: each answer narrows the range that it lies in, the
// less the likelier it was. This way round it is read, the other way round it is written.

// No packed module of ours is larger.
export const MOST_PACKED = 2 << 20;
// A byte that is told takes no more than this from the packed ones.
export const MOST_AT_ONCE = 32;
// What is read past the end is zero.
export const PACKED = memory.data(MOST_PACKED + MOST_AT_ONCE);

export let writing: bool = false;
export let at: usize = PACKED;

let range: u32 = 0x7fffffff;
// Where the number stands above the range's lower end; when writing, that lower end.
let code: u32 = 0;
let low: u64 = 0;

export function startReading(from: usize): void {
  code = bswap(load<u32>(from));
  at = from + 4;
}

export function startWriting(from: usize): void {
  writing = true;
  at = from;
}

export function finishWriting(): void {
  for (let byte = 0; byte < 4; byte++) writeByte();
}

// The next answer, which is yes with `chance` of 4096. When writing it is the one given.
@inline
export function answer(chance: u32, given: i32): i32 {
  const bound = (range >> 12) * chance;
  const yes = writing ? given : i32(code < bound);
  if (yes) {
    range = bound;
  } else {
    range -= bound;
    if (writing) low += bound;
    else code -= bound;
  }
  while (range < 0x800000) {
    range <<= 8;
    if (writing) writeByte();
    else code = (code << 8) | load<u8>(at++);
  }
  return yes;
}

function writeByte(): void {
  if (low >> 32) carry();
  store<u8>(at++, <u8>(low >> 24));
  low = (low << 8) & 0xffffffff;
}

function carry(): void {
  let last = at - 1;
  for (; load<u8>(last) == 255; last--) store<u8>(last, 0);
  store<u8>(last, load<u8>(last) + 1);
  low &= 0xffffffff;
}
