// Packs the app's module for its way over the line, with the very code that unpacks it
// (packing/, docs/decisions/the-module-travels-packed.md).
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { codeOf } from "./wasm-module.mjs";

const SOURCE = fileURLToPath(new URL("../packing/unpack.ts", import.meta.url));
const HEADER = 12;
const EVEN = 8;
const DEEPEST = 15;

// What unpacks, as WebAssembly of its own.
export const unpacker = await assembled();
const compiled = new WebAssembly.Module(unpacker);

async function assembled() {
  let module;
  const writeFile = (name, content) => { module = content; };
  const options = ["--outFile", "unpack.wasm", "--runtime", "stub", "--noAssert", "-O3", "--converge"];
  const { error, stderr } = await asc.main([SOURCE, ...options], { writeFile });
  if (error) throw new Error(`packing/ cannot be translated: ${error.message}\n${stderr}`);
  return module;
}

export const pack = (module) => packing(module).packed;

// How long the packed file is before each byte of the module is told, and after the last.
export const packedLengths = (module) => packing(module).lengths;

// What is no code, or code whose sizes are not as `withWideSizes` leaves them, is told as text.
function packing(module) {
  const text = { from: module.length, to: module.length };
  for (const code of [codeOf(module) ?? text, text]) {
    // Once to see how frequent each byte is among those of its kind, once with shapes that suit.
    const first = packedWith(evenShapes(), module, code);
    if (!first.strayed) return packedWith(shapesFor(first.kinds), module, code);
  }
}

const evenShapes = () => new Uint8Array(new WebAssembly.Instance(compiled).exports.DEPTHS.value).fill(EVEN);

function packedWith(shapes, module, { from, to }) {
  const { exports } = new WebAssembly.Instance(compiled);
  const { memory, kind, PACKED, MOST_PACKED, START, MOST_BYTES } = exports;
  const length = shapes.length + module.length;
  if (length > MOST_BYTES.value) throw new Error(`the module is longer than ${MOST_BYTES.value} bytes`);

  const room = new Uint8Array(memory.buffer);
  const header = new DataView(memory.buffer, PACKED.value, HEADER);
  [length, shapes.length + from, shapes.length + to].forEach((value, at) => header.setUint32(at * 4, value, true));
  exports.startPacking();
  room.set(shapes, START.value);
  room.set(module, START.value + shapes.length);

  const kinds = new Uint32Array(shapes.length);
  const lengths = new Uint32Array(module.length + 1);
  let packed = HEADER;
  for (let at = 0, next; at < length; at = next) {
    if (at >= shapes.length) kinds[(kind.value << 8) | room[START.value + at]] += 1;
    packed = exports.pack();
    next = exports.end.value;
    lengths.fill(packed, Math.max(0, at + 1 - shapes.length), Math.max(0, next + 1 - shapes.length));
    if (packed > MOST_PACKED.value - 64) throw new Error(`the packed module is longer than ${MOST_PACKED.value} bytes`);
  }
  return { packed: room.slice(PACKED.value, PACKED.value + packed), kinds, lengths, strayed: exports.strayed.value };
}

// For every kind the depths of a Huffman tree: what is frequent is near the root.
function shapesFor(kinds) {
  const shapes = new Uint8Array(kinds.length);
  for (let kind = 0; kind < kinds.length; kind += 256) shapes.set(depths(kinds.subarray(kind, kind + 256)), kind);
  return shapes;
}

function depths(counts) {
  const depth = new Uint8Array(counts.length);
  let trees = [...counts].flatMap((count, byte) => (count ? [{ count, bytes: [byte] }] : []));
  if (trees.length === 1) depth[trees[0].bytes[0]] = 1;
  while (trees.length > 1) {
    trees.sort((one, other) => one.count - other.count || one.bytes[0] - other.bytes[0]);
    const [one, other, ...rest] = trees;
    const bytes = [...one.bytes, ...other.bytes];
    for (const byte of bytes) depth[byte] += 1;
    trees = [...rest, { count: one.count + other.count, bytes }];
  }
  // A tree that is too deep becomes shallower as its frequencies come nearer to each other.
  return Math.max(...depth) > DEEPEST ? depths(counts.map((count) => (count + 1) >> 1)) : depth;
}
