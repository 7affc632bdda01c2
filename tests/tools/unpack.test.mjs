// The module's packing: what is packed comes out as it went in, by the script that ships, and
// what is not whole or not ours neither hangs nor runs past its end.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pack, unpacker } from "../../scripts/pack-module.mjs";
import { withWideSizes } from "../../scripts/wasm-module.mjs";

new Function(readFileSync("public/unpack.js", "utf8"))();
const unpack = (stream) => globalThis.unpack(stream, new Response(unpacker));

// A xorshift: the same bytes in every run.
function bytes(length, kinds, seed = 7) {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % kinds;
  });
}

// As it comes over the line, in parts of `size` bytes.
function sent(packed, size = packed.length || 1) {
  let at = 0;
  return new ReadableStream({
    pull(control) {
      if (at >= packed.length) return control.close();
      control.enqueue(packed.slice(at, at + size));
      at += size;
    },
  });
}

const leb = (number) => [(number & 127) | 128, number >> 7];

// A module of one function, by its bytes after the groups of locals.
function moduleOf(...instructions) {
  const body = [0, ...instructions];
  const code = [1, ...leb(body.length), ...body];
  return withWideSizes(
    Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, ...leb(code.length), ...code]),
  );
}

test("gives back what was packed, whatever it is made of", async () => {
  for (const length of [0, 1, 2, 3, 31, 273, 4096, 70_000]) {
    for (const kinds of [1, 2, 16, 256]) {
      const whole = bytes(length, kinds);
      assert.deepEqual(await unpack(sent(pack(whole))), whole, `${length} of ${kinds}`);
    }
  }
});

test("gives back a real module, in whatever parts it comes, and makes it small", async () => {
  const module = withWideSizes(unpacker);
  const packed = pack(module);
  assert.ok(packed.length < unpacker.length * 0.6, `${packed.length} of ${unpacker.length}`);
  for (const size of [1, 2, 33, 1000, packed.length]) {
    assert.deepEqual(Buffer.from(await unpack(sent(packed, size))), module, `parts of ${size}`);
  }
});

test("a module means the same with wide sizes, and without them it is packed too, less well", async () => {
  const wide = withWideSizes(unpacker);
  const kinds = (module) => WebAssembly.Module.exports(new WebAssembly.Module(module));
  assert.deepEqual(kinds(wide), kinds(unpacker));
  const packed = pack(unpacker);
  assert.deepEqual(await unpack(sent(packed)), unpacker);
  assert.ok(pack(wide).length < packed.length);
});

test("gives back functions with every opcode there is, known or not, and cut off anywhere", async () => {
  for (let first = 0; first < 256; first += 16) {
    const opcodes = Array.from({ length: 16 }, (_, at) => first + at);
    const module = moduleOf(...opcodes.flatMap((code) => [code, 0x80, 0x81, 0x82, 0x03, 0xff, 0x0b, code, 1, 2]), 0x0b);
    assert.deepEqual(Buffer.from(await unpack(sent(pack(module)))), module, `opcodes from ${first}`);
  }
  const module = moduleOf(0x0e, 2, 0, 1, 0, 0xfc, 10, 0, 0, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 0x11, 0, 0, 0x0b);
  for (let length = 0; length <= module.length; length += 3) {
    assert.deepEqual(Buffer.from(await unpack(sent(pack(module.subarray(0, length))))), module.subarray(0, length), `cut at ${length}`);
  }
});

test("what is no packed module, or too much for one, is refused", async () => {
  for (const text of ["", "short", "<!doctype html><html><head><title>Not found</title></head></html>"]) {
    await assert.rejects(unpack(sent(new TextEncoder().encode(text))), /no packed module/);
  }
  const part = pack(bytes(100_000, 256));
  const endless = new ReadableStream({ pull: (control) => control.enqueue(part) });
  await assert.rejects(unpack(endless), /no packed module/);
  const promises = pack(bytes(100, 2));
  new DataView(promises.buffer).setUint32(0, 0x7fffffff, true);
  await assert.rejects(unpack(sent(promises)), /no packed module/);
});

test("a cut file is refused, or gives less than all that it promised to tell", async () => {
  const whole = bytes(5000, 40);
  const packed = pack(whole);
  for (let length = 0; length < packed.length - 40; length += 397) {
    await assert.rejects(unpack(sent(packed.slice(0, length))), /no packed module/, `cut at ${length}`);
  }
});

test("an altered file ends, in an error or in other bytes", async () => {
  const whole = bytes(5000, 40);
  const packed = pack(whole);
  for (let at = 0; at < packed.length; at += 173) {
    const altered = packed.slice();
    altered[at] ^= 0x55;
    const told = await unpack(sent(altered)).catch(({ message }) => message);
    assert.notDeepEqual(told, whole, `altered at ${at}`);
  }
  for (let seed = 1; seed < 20; seed += 1) {
    const hostile = bytes(3000, 256, seed);
    new DataView(hostile.buffer).setUint32(0, 60_000, true);
    await unpack(sent(hostile)).catch(() => {});
  }
});
