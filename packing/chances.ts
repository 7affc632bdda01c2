// What is known of how the answers fell before: in each of eight contexts, for a repeat, and
// how much each of these has been worth lately.
//
// A chance is kept as twelve bits above four that count, up to fifteen, how often it was
// learned from: the first experience weighs most. Chances are weighed against each other on
// a stretched scale, where the sure ones lie far apart.

import { KINDS } from "./instructions";

const EVEN: u64 = 0x8000800080008000;

// On the scale from -2047 to 2047: the chance, and back.
const SQUASHED = memory.data(2 << 12);
const STRETCHED = memory.data(2 << 12);
const KNOTS = memory.data<u16>([
  1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785, 3901, 3975,
  4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
]);

@inline
export function squash(at: i32): i32 {
  return load<u16>(SQUASHED + (max(0, min(4095, at + 2048)) << 1));
}

@inline
export function stretch(chance: u32): i32 {
  return load<i16>(STRETCHED + ((chance >> 4) << 1));
}

// Sixteen chances at a time belong to one context and the answers so far: the first of the
// sixteen is a check, for other contexts meet in the same place. Each has two places, and
// where both are others', the one that was there less often makes room.
const SLOT_BITS = 18;
const SLOT = 32;
const CONTEXTS = 8;
// The two are neighbours, which takes a beginning at a multiple of both.
const SLOTS: usize = (memory.data((CONTEXTS << (SLOT_BITS + 5)) + 64) + 63) & ~63;

@inline
export function slot(which: usize, context: u32): usize {
  const digest = context * 0x2c1b3c6d;
  const slot = SLOTS + (which << (SLOT_BITS + 5)) + ((digest >> (32 - SLOT_BITS)) << 5);
  return load<u16>(slot) == <u16>digest ? slot : otherSlot(slot, digest);
}

function otherSlot(slot: usize, digest: u32): usize {
  const other = slot ^ SLOT;
  if (load<u16>(other) == <u16>digest) return other;
  const place = times(load<u16>(slot, 2)) > times(load<u16>(other, 2)) ? other : slot;
  store<u64>(place, (EVEN & ~0xffff) | (digest & 0xffff));
  store<u64>(place, EVEN, 8);
  store<u64>(place, EVEN, 16);
  store<u64>(place, EVEN, 24);
  return place;
}

// How often a chance was learned from, up to fifteen.
@inline
function times(chance: u32): u32 {
  return chance & 15;
}

const RATES = memory.data<u16>([
  54000, 36000, 26000, 21000, 17500, 15000, 13500, 12500, 11700, 11000, 10500, 10000, 9700, 9500, 9500, 10000,
]);

@inline
export function learn(place: usize, chance: u32, yes: i32): void {
  const before = <i32>(chance >> 4);
  const step = ((yes ? 4095 : 0) - before) * load<u16>(RATES + (times(chance) << 1));
  store<u16>(place, ((before + (step >> 16)) << 4) | min(times(chance) + 1, 15));
}

// What is learned evenly, however often.
@inline
export function learnSlowly(place: usize, yes: bool): void {
  const before = <i32>load<u16>(place);
  store<u16>(place, before + (((yes ? 65535 : 0) - before) >> 6));
}

// Whether a chance was learned from often, as a bit.
@inline
export function isOld(chance: u32): i32 {
  return times(chance) > 3 ? 1 : 0;
}

// A weight for each context, for the repeat and for none, in the room of sixteen. There are three sets, each a
// third of the answer: by how far a repeat is trusted and how much of the byte has been told,
const BY_TRUST = memory.data(KINDS << 12);
export const ONE = 256;

@inline
export function weightsByTrust(kind: i32, trust: i32, depth: i32): usize {
  return BY_TRUST + (((((kind << 3) | trust) << 3) | min(depth, 7)) << 6);
}

// by what came before,
const BY_BEFORE = memory.data(KINDS << 14);

@inline
export function weightsByBefore(kind: i32, before: i32): usize {
  return BY_BEFORE + (((kind << 8) | before) << 6);
}

// and by which of six contexts have been there often.
const BY_AGE = memory.data(KINDS << 12);

@inline
export function weightsByAge(kind: i32, old: i32): usize {
  return BY_AGE + (((kind << 6) | old) << 6);
}

@inline
export function weighed(
  weights: usize, a: i32, b: i32, c: i32, d: i32, e: i32, f: i32, g: i32, h: i32, repeat: i32,
): i32 {
  return (
    (a * load<i32>(weights) + b * load<i32>(weights, 4) + c * load<i32>(weights, 8) + d * load<i32>(weights, 12) +
      e * load<i32>(weights, 16) + f * load<i32>(weights, 20) + g * load<i32>(weights, 24) + h * load<i32>(weights, 28) +
      repeat * load<i32>(weights, 32) + ONE * load<i32>(weights, 36)) >> 16
  );
}

@inline
export function reweigh(
  weights: usize, a: i32, b: i32, c: i32, d: i32, e: i32, f: i32, g: i32, h: i32, repeat: i32, error: i32,
): void {
  correct(weights, a, error);
  correct(weights + 4, b, error);
  correct(weights + 8, c, error);
  correct(weights + 12, d, error);
  correct(weights + 16, e, error);
  correct(weights + 20, f, error);
  correct(weights + 24, g, error);
  correct(weights + 28, h, error);
  correct(weights + 32, repeat, error);
  correct(weights + 36, ONE, error);
}

@inline
function correct(weight: usize, input: i32, error: i32): void {
  store<i32>(weight, load<i32>(weight) + ((input * error + 0x2000) >> 14));
}

// How the answers really fell where such a chance was given, by the kind and the answers so
// far: 33 points on the scale, between two of which the chance lies.
const REFINED = memory.data(KINDS << 15);

@inline
export function refined(kind: i32, way: i32, at: i32): usize {
  return REFINED + (((kind << 8) | (way & 255)) << 7) + ((at >> 7) << 1);
}

// By how far a repeat is trusted.
const REPEATED = memory.data(2 * 80);

@inline
export function repeated(fineTrust: i32): usize {
  return REPEATED + (fineTrust << 1);
}

export function startChances(): void {
  let next = 0;
  for (let at = 0; at < 4096; at++) {
    const knot = KNOTS + ((at >> 7) << 1);
    const part = at & 127;
    const chance = max(1, (load<u16>(knot) * (128 - part) + load<u16>(knot, 2) * part + 64) >> 7);
    store<u16>(SQUASHED + (at << 1), chance);
    for (; next <= chance; next++) store<i16>(STRETCHED + (next << 1), at - 2048);
  }
  for (; next < 4096; next++) store<i16>(STRETCHED + (next << 1), 2047);

  for (let place = SLOTS; place < SLOTS + (CONTEXTS << (SLOT_BITS + 5)); place += 8) store<u64>(place, EVEN);
  even(BY_TRUST, KINDS << 12);
  even(BY_BEFORE, KINDS << 14);
  even(BY_AGE, KINDS << 12);
  for (let place = 0; place < KINDS << 14; place++) {
    store<u16>(REFINED + (place << 1), squash(((place & 63) << 7) - 2048) << 4);
  }
  for (let trust = 0; trust < 80; trust++) store<u16>(repeated(trust), 40000);
}

function even(weights: usize, length: usize): void {
  for (let place: usize = 0; place < length; place += 4) store<i32>(weights + place, 12500);
}
