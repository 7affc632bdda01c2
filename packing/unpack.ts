// Unpacks the app's module while it comes in; and packs it, when the app is built.
//
// A byte is told by a few questions (shapes.ts). For each, eight contexts and a repeat of what
// stood before say how likely the answer is (chances.ts); the less it was expected, the more
// of the packed file it takes (coder.ts). Packing asks the same questions and knows the
// answers, so both stay in step.
//
// The size of a function's body is not told: it is known where the body ends. It stands in three
// bytes, as a number that is written longer than it need be.
//
// A packed file: the number of bytes to tell, where the functions' code begins and where it
// ends among them, as four bytes each; then the bytes, of which the first are the shapes.

import { answer, at, finishWriting, MOST_AT_ONCE, PACKED, startReading, startWriting, writing } from "./coder";
import { child, DEEPEST, DEPTHS, shapeTrees, wayTo } from "./shapes";
import {
  isOld, learn, learnSlowly, refined, repeated, reweigh, slot, squash, startChances, stretch, weighed, weightsByAge,
  weightsByBefore, weightsByTrust,
} from "./chances";
import { context, lookBack } from "./contexts";
import { end, leave, MOST_BYTES, recent, START, tell } from "./history";
import { enterBody, enterCode, follow, Kind, kind, leaveCode, opcodes } from "./instructions";
import { fineTrust, followRepeat, leaveThere, hasRepeat, source, trust } from "./repeats";

export { MOST_PACKED, PACKED } from "./coder";
export { DEEPEST, DEPTHS } from "./shapes";
export { end, MOST_BYTES, START } from "./history";
export { kind } from "./instructions";

const HEADER = 12;
const SIZE = 3;

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

// Packs one byte more, steps over what need not be told, and gives how many bytes are at PACKED.
export function pack(): i32 {
  tellNext();
  if (end >= wanted) {
    finishWriting();
    if (kind != Kind.Text) strayed = true;
  }
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
  if (kind != Kind.Text) {
    follow(byte);
    if (kind == Kind.Size) leaveBody();
  }
  if (end == DEPTHS) shapeTrees(START);
  if (end == codeFrom) enterCode();
  if (end == codeTo) {
    if (kind != Kind.Size) strayed = true;
    leaveCode();
  }
  if (kind == Kind.Size) {
    body = end;
    given = sizeThere();
    leave(SIZE);
    leaveThere(SIZE);
    enterBody();
  }
}

// Where the body begins that is being told, with its size; when packing, also what stood there.
let body = 0;
let given: u32 = 0;
// Whether the code was followed wrongly, so that a size that stood there would come out as another.
export let strayed: bool = false;

function sizeThere(): u32 {
  return load<u32>(START + body) & 0xffffff;
}

function leaveBody(): void {
  const size = end - body - SIZE;
  store<u16>(START + body, 0x8080 | (size & 127) | ((size << 1) & 0x7f00));
  store<u8>(START + body, (size >> 14) & 127, 2);
  if (writing && sizeThere() != given) strayed = true;
}

function nextByte(): i32 {
  lookBack();
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
      placeA = slot(0, context(0) + soFar);
      placeB = slot(1, context(1) + soFar);
      placeC = slot(2, context(2) + soFar);
      placeD = slot(3, context(3) + soFar);
      placeE = slot(4, context(4) + soFar);
      placeF = slot(5, context(5) + soFar);
      placeG = slot(6, context(6) + soFar);
      placeH = slot(7, context(7) + soFar);
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

    const error = ((yes << 12) - chance) * 4;
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
