// The functions of a module in another order: each after the ones that it is most like.
//
// What packs the module believes what it saw last more than what it saw long ago, so a function costs least
// right after its like (docs/decisions/the-module-travels-packed.md).
import binaryen from "binaryen";
import { bodies, functionNames, isModule, withFunctionNames } from "./wasm-module.mjs";

// Two bodies are as alike as they have pieces of so many bytes in common.
const PIECE = 4;
// How much less the likeness to each earlier function counts than to the one after it.
const FADING = 0.7;

// Gives the module anew. Where its functions have names, each keeps its own, after its place in the order.
export function alikeTogether(bytes) {
  if (!isModule(bytes)) return bytes;
  const places = bodies(bytes);
  const names = functionNames(bytes);
  const order = alikeInTurn(places.map(({ from, to }) => bytes.subarray(from, to)));
  const keys = order.map((which, turn) => {
    const { index } = places[which];
    return [index, `${String(turn).padStart(6, "0")} ${names.get(index) ?? ""}`];
  });
  const module = binaryen.readBinary(withFunctionNames(bytes, new Map(keys.sort(([one], [other]) => one - other))));
  try {
    binaryen.setDebugInfo(names.size > 0);
    module.runPasses(["reorder-functions-by-name"]);
    return Buffer.from(module.emitBinary());
  } finally {
    binaryen.setDebugInfo(false);
    module.dispose();
  }
}

// The numbers of the bodies, beginning with the first: each time the one follows that is most like those before.
export function alikeInTurn(texts) {
  const { pieces, holders } = piecesOf(texts);
  const likeness = new Float64Array(texts.length);
  const left = new Set(texts.keys());
  const order = [];
  for (let next = 0; left.size; ) {
    order.push(next);
    left.delete(next);
    const common = new Uint32Array(texts.length);
    for (const piece of pieces[next]) for (const holder of holders.get(piece)) common[holder] += 1;
    let most = -1;
    const last = next;
    for (const other of left) {
      const either = pieces[last].size + pieces[other].size - common[other];
      likeness[other] = likeness[other] * FADING + (either && common[other] / either);
      if (likeness[other] > most) [most, next] = [likeness[other], other];
    }
  }
  return order;
}

// The pieces of each text, and which texts hold a piece.
function piecesOf(texts) {
  const holders = new Map();
  const pieces = texts.map((text, which) => {
    const view = new DataView(text.buffer, text.byteOffset, text.byteLength);
    const found = new Set();
    for (let at = 0; at + PIECE <= text.length; at++) found.add(view.getUint32(at));
    for (const piece of found) {
      if (!holders.has(piece)) holders.set(piece, []);
      holders.get(piece).push(which);
    }
    return found;
  });
  return { pieces, holders };
}
