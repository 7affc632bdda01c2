// Unpacks the app's module while it comes in; and packs it, when the app is built.
//
// A byte is told by a few questions (shapes.ts). For each, eight contexts and a repeat of what
// stood before say how likely the answer is (chances.ts); the less it was expected, the more
// of the packed file it takes (coder.ts). Packing asks the same questions and knows the
// answers, so both stay in step.
//
// A packed file: the number of bytes to tell, where the functions' code begins and where it
// ends among them, as four bytes each; then the bytes, of which the first are the shapes.

import { answer, at, finishWriting, MOST_AT_ONCE, PACKED, startReading, startWriting, writing } from "./coder";
import { child, DEEPEST, DEPTHS, shapeTrees, wayTo } from "./shapes";
import {
  isOld, learn, learnSlowly, refined, repeated, reweigh, slot, squash, startChances, stretch, weighed, weightsByAge,
  weightsByBefore, weightsByTrust,
} from "./chances";
import { end, MOST_BYTES, recent, START, tell, word, wordBefore } from "./history";
import { enterCode, follow, Kind, kind, leaveCode, numbersBefore, olderOpcodes, opcodes, place, value } from "./instructions";
import { fineTrust, followRepeat, hasRepeat, source, trust } from "./repeats";

export { MOST_PACKED, PACKED } from "./coder";
export { DEEPEST, DEPTHS } from "./shapes";
export { MOST_BYTES, START } from "./history";
export { kind } from "./instructions";

const HEADER = 12;

let wanted = 0;
let codeFrom = 0;
let codeTo = 0;

// The first `received` bytes are at PACKED; `whole` says that no more will come. Gives how
// many bytes have been told, or -1 for a file that cannot be of ours.
export function unpack(received: i32, whole: bool): i32 {
  if (!wanted) {
    if (received < HEADER + 4) return whole ? -1 : 0;
    readHeader();
    if (wanted < DEPTHS || wanted > MOST_BYTES) return -1;
    startReading(PACKED + HEADER);
  }
  const safe = PACKED + received - (whole ? 0 : MOST_AT_ONCE);
  while (end < wanted && at <= safe) tellNext();
  return whole && end < wanted ? -1 : end;
}

// To pack: the header is put at PACKED, and after this what is to be told at START.
export function startPacking(): void {
  readHeader();
  startWriting(PACKED + HEADER);
}

// Packs one byte more, and gives how many bytes are at PACKED.
export function pack(): i32 {
  tellNext();
  if (end == wanted) finishWriting();
  return <i32>(at - PACKED);
}

function readHeader(): void {
  wanted = load<i32>(PACKED);
  codeFrom = load<i32>(PACKED, 4);
  codeTo = load<i32>(PACKED, 8);
  startChances();
  memory.fill(START, 8, DEPTHS);
  shapeTrees(START);
}

function tellNext(): void {
  const byte = nextByte();
  tell(byte);
  followRepeat(byte);
  if (kind != Kind.Text) follow(byte);
  if (end == DEPTHS) shapeTrees(START);
  if (end == codeFrom) enterCode();
  if (end == codeTo) leaveCode();
}

@inline
function digest(text: u32, salt: u32): u32 {
  const mixed = text * 0x85ebca6b + salt;
  return mixed ^ (mixed >> 15);
}

function nextByte(): i32 {
  let a: u32, b: u32, c: u32, d: u32, e: u32, f: u32, g: u32, h: u32;
  if (kind == Kind.Text) {
    // After two bytes, three, four, and four coarsely; after the word so far, and with the one before it; after one
    // byte, and wherever it is.
    a = (recent & 0xffff) * 0x2f0b4c47;
    b = (recent & 0xffffff) * 0x9e3779b1;
    c = word + (recent & 0xff);
    d = (recent & 0xf0f0f0f0) * 0x9e3779b1;
    e = recent * 0x9e3779b1;
    f = (word + wordBefore * 0x6b43a9b5) * 0x2f0b4c47;
    g = recent & 0xff;
    h = 0;
  } else {
    // After the last number of this kind with one opcode, or four; after its last two with two opcodes; after
    // three opcodes, or eight; after the last four bytes, or two, and wherever it is.
    const here = ((kind | (place << 5)) * 0x2f0b4c47) ^ (value * 0x6b43a9b5);
    const numbers = numbersBefore();
    const lastNumber = (numbers & 0xffff) * 0x27d4eb2f;
    a = here ^ lastNumber ^ ((opcodes & 0xff) * 0x9e3779b1);
    b = here ^ ((opcodes & 0xffffff) * 0x9e3779b1);
    c = here ^ (recent * 0x9e3779b1);
    d = here ^ ((opcodes ^ (olderOpcodes * 0x27d4eb2f)) * 0x9e3779b1);
    e = here ^ lastNumber ^ (opcodes * 0x9e3779b1);
    f = here ^ (numbers * 0x27d4eb2f) ^ ((opcodes & 0xffff) * 0x9e3779b1);
    g = here ^ ((recent & 0xffff) * 0x9e3779b1);
    h = here ^ 0x1234567;
  }
  a = digest(a, 1);
  b = digest(b, 2);
  c = digest(c, 3);
  d = digest(d, 4);
  e = digest(e, 5);
  f = digest(f, 6);
  g = digest(g, 7);
  h = digest(h, 8);

  let trusted = 0, experience: usize = 0, expected: u32 = 0, expectedDepth = 0;
  if (hasRepeat()) {
    trusted = trust();
    experience = repeated(fineTrust());
    expected = wayTo(kind, load<u8>(START + source));
    expectedDepth = expected & 15;
    expected >>= 4;
  }
  let given: u32 = 0, givenDepth = 0;
  if (writing) {
    given = wayTo(kind, load<u8>(START + end));
    givenDepth = given & 15;
    given >>= 4;
  }

  let placeA: usize = 0, placeB: usize = 0, placeC: usize = 0, placeD: usize = 0, inSlot: usize = 0;
  let placeE: usize = 0, placeF: usize = 0, placeG: usize = 0, placeH: usize = 0;
  let node = 0, way: u32 = 1, depth = 0;
  do {
    if (!(depth & 3)) {
      const soFar = way * 0x9e3779b1;
      placeA = slot(0, a + soFar);
      placeB = slot(1, b + soFar);
      placeC = slot(2, c + soFar);
      placeD = slot(3, d + soFar);
      placeE = slot(4, e + soFar);
      placeF = slot(5, f + soFar);
      placeG = slot(6, g + soFar);
      placeH = slot(7, h + soFar);
      inSlot = 2;
    }
    const chanceA = load<u16>(placeA + inSlot), chanceB = load<u16>(placeB + inSlot);
    const chanceC = load<u16>(placeC + inSlot), chanceD = load<u16>(placeD + inSlot);
    const chanceE = load<u16>(placeE + inSlot), chanceF = load<u16>(placeF + inSlot);
    const chanceG = load<u16>(placeG + inSlot), chanceH = load<u16>(placeH + inSlot);
    const byA = stretch(chanceA), byB = stretch(chanceB), byC = stretch(chanceC), byD = stretch(chanceD);
    const byE = stretch(chanceE), byF = stretch(chanceF), byG = stretch(chanceG), byH = stretch(chanceH);
    let byRepeat = 0, repeatSays = 0;
    if (expectedDepth > depth && expected >> (expectedDepth - depth) == way) {
      repeatSays = (expected >> (expectedDepth - depth - 1)) & 1;
      byRepeat = stretch(load<u16>(experience));
      if (!repeatSays) byRepeat = -byRepeat;
    } else {
      expectedDepth = 0;
    }

    const byTrust = weightsByTrust(kind, trusted, depth);
    const byBefore = weightsByBefore(kind, kind == Kind.Text ? recent & 0xff : opcodes & 0xff);
    const old =
      isOld(chanceA) | (isOld(chanceB) << 1) | (isOld(chanceC) << 2) | (isOld(chanceD) << 3) | (isOld(chanceE) << 4) |
      (isOld(chanceF) << 5);
    const byAge = weightsByAge(kind, old);
    const all =
      weighed(byTrust, byA, byB, byC, byD, byE, byF, byG, byH, byRepeat) +
      weighed(byBefore, byA, byB, byC, byD, byE, byF, byG, byH, byRepeat) +
      weighed(byAge, byA, byB, byC, byD, byE, byF, byG, byH, byRepeat);
    const scaled = max(-2048, min(2047, all / 3));
    const chance = squash(scaled);
    const part = (scaled + 2048) & 127;
    const finer = refined(kind, way, scaled + 2048);
    const seen = (load<u16>(finer) * (128 - part) + load<u16>(finer, 2) * part) >> 11;
    const yes = answer((chance + seen + 1) >> 1, (given >> (givenDepth - depth - 1)) & 1);

    const error = ((yes << 12) - chance) * 8;
    reweigh(byTrust, byA, byB, byC, byD, byE, byF, byG, byH, byRepeat, error);
    reweigh(byBefore, byA, byB, byC, byD, byE, byF, byG, byH, byRepeat, error);
    reweigh(byAge, byA, byB, byC, byD, byE, byF, byG, byH, byRepeat, error);
    learn(placeA + inSlot, chanceA, yes);
    learn(placeB + inSlot, chanceB, yes);
    learn(placeC + inSlot, chanceC, yes);
    learn(placeD + inSlot, chanceD, yes);
    learn(placeE + inSlot, chanceE, yes);
    learn(placeF + inSlot, chanceF, yes);
    learn(placeG + inSlot, chanceG, yes);
    learn(placeH + inSlot, chanceH, yes);
    if (byRepeat) learnSlowly(experience, yes == repeatSays);
    learnSlowly(finer + ((part >> 6) << 1), yes != 0);

    way = (way << 1) | yes;
    inSlot = (inSlot << 1) | (yes << 1);
    depth += 1;
    node = child(kind, node, yes);
  } while (node > 0 && depth < DEEPEST);
  return (-1 - node) & 0xff;
}
