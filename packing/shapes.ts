// In how many questions a byte is told: for each kind of byte a tree, in which what is
// frequent is near the root.

import { KINDS } from "./instructions";

// A packed file tells these first: for every kind and byte the number of questions, 0 for a
// byte that never comes.
export const DEPTHS = KINDS << 8;
export const DEEPEST = 15;

// Every node has two children: another node, or below zero the byte that has been found.
const TREES = memory.data(KINDS << 10);
// The way to every byte: a one, then the answers, above the four bits that say how many.
const WAYS = memory.data(KINDS << 10);

@inline
export function child(kind: i32, node: i32, answer: i32): i32 {
  return load<i16>(TREES + (kind << 10) + (node << 2) + (answer << 1));
}

@inline
export function wayTo(kind: i32, byte: i32): u32 {
  return load<u32>(WAYS + (kind << 10) + (byte << 2));
}

export function shapeTrees(depths: usize): void {
  memory.fill(TREES, 0, KINDS << 10);
  for (let kind = 0; kind < KINDS; kind++) shapeTree(kind, depths + (kind << 8));
}

// The shallow bytes first and from the left, as in every canonical Huffman code. Depths that
// fit in no tree make a wrong one, which leads to wrong bytes.
function shapeTree(kind: i32, depths: usize): void {
  const tree = TREES + (kind << 10);
  let answers = 0;
  let nodes = 1;
  for (let depth = 1; depth <= DEEPEST; depth++) {
    for (let byte = 0; byte < 256; byte++) {
      if (load<u8>(depths + byte) != depth) continue;
      store<u32>(WAYS + (kind << 10) + (byte << 2), (((1 << depth) | answers) << 4) | depth);
      let node = 0;
      for (let step = depth - 1; step >= 0; step--) {
        const here = tree + (node << 2) + (((answers >> step) & 1) << 1);
        if (!step) {
          store<i16>(here, -1 - byte);
        } else {
          node = load<i16>(here);
          if (node <= 0) {
            node = min(nodes++, 255);
            store<i16>(here, node);
          }
        }
      }
      answers += 1;
    }
    answers <<= 1;
  }
}
