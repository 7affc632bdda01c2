// What the next byte is likely to depend on: eight contexts, each a digest of something that came before. A text is
// told by its letters; what an instruction holds, by the instructions and numbers before it that have to do with it.

import { recent, word, wordBefore } from "./history";
import {
  Kind, kind, lastNumber, numbersBefore, offsetBefore, olderOpcodes, opcodes, place, pointer, statement, value, written,
} from "./instructions";

const DIGESTS = memory.data(8 << 2);

@inline
export function context(which: usize): u32 {
  return load<u32>(DIGESTS + (which << 2));
}

@inline
function set(which: usize, text: u32): void {
  const mixed = text * 0x85ebca6b + which + 1;
  store<u32>(DIGESTS + (which << 2), mixed ^ (mixed >> 15));
}

@inline
function digest(one: u32, other: u32, third: u32): u32 {
  return (one * 0x9e3779b1) ^ (other * 0x27d4eb2f) ^ (third * 0x6b43a9b5);
}

export function lookBack(): void {
  if (kind == Kind.Text) ofText();
  else ofCode();
}

// After two bytes, three, four, and four coarsely; after the word so far, and with the one before it; after one byte,
// and wherever it is.
@inline
function ofText(): void {
  set(0, (recent & 0xffff) * 0x2f0b4c47);
  set(1, (recent & 0xffffff) * 0x9e3779b1);
  set(2, word + (recent & 0xff));
  set(3, (recent & 0xf0f0f0f0) * 0x9e3779b1);
  set(4, recent * 0x9e3779b1);
  set(5, (word + wordBefore * 0x6b43a9b5) * 0x2f0b4c47);
  set(6, recent & 0xff);
  set(7, 0);
}

@inline
function ofCode(): void {
  const here = ((kind | (place << 5)) * 0x2f0b4c47) ^ (value * 0x6b43a9b5);
  const numbers = numbersBefore();
  const number = (numbers & 0xffff) * 0x27d4eb2f;
  const one = opcodes & 0xff, two = opcodes & 0xffff, three = opcodes & 0xffffff;
  // After the last number of this kind with one opcode, or four; after its last two with two opcodes; after three
  // opcodes, or eight; after the last four bytes, or two, and wherever it is.
  set(0, here ^ number ^ (one * 0x9e3779b1));
  set(1, here ^ (three * 0x9e3779b1));
  set(2, here ^ (recent * 0x9e3779b1));
  set(3, here ^ ((opcodes ^ (olderOpcodes * 0x27d4eb2f)) * 0x9e3779b1));
  set(4, here ^ number ^ (opcodes * 0x9e3779b1));
  set(5, here ^ (numbers * 0x27d4eb2f) ^ (two * 0x9e3779b1));
  set(6, here ^ ((recent & 0xffff) * 0x9e3779b1));
  set(7, here ^ 0x1234567);

  // In place of some of these, for what is told most: where a pointer was last followed to; the local that the
  // statement began with, or that was written last; the function that was called last; six opcodes.
  switch (kind) {
    case Kind.Opcode:
      set(5, here ^ digest(three, lastNumber(Kind.Callee), 1));
      set(7, here ^ digest(opcodes, olderOpcodes & 0xffff, 2));
      break;
    case Kind.Callee:
      set(5, here ^ digest(two, statement, 3));
      set(6, here ^ digest(opcodes, olderOpcodes & 0xffff, 2));
      break;
    case Kind.Local:
      set(1, here ^ digest(one, pointer(), offsetBefore()));
      set(2, here ^ digest(two, written, 4));
      set(6, here ^ digest(two, statement, 3));
      break;
    case Kind.Offset:
      set(1, here ^ digest(one, pointer(), offsetBefore()));
      break;
    case Kind.Integer:
      set(0, here ^ digest(three, lastNumber(Kind.Callee), 1));
      set(5, here ^ digest(one, lastNumber(Kind.Callee), 5));
      set(6, here ^ digest(recent & 0xffffff, 6, 6));
      break;
  }
}
