// The module's packing: what others pack comes out as it went in, and what is
// not whole neither hangs nor runs past its end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compress } from "lzma1";
import "../../public/unpack.js";

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

test("gives back what was packed, whatever it is made of", () => {
  for (const length of [0, 1, 2, 3, 18, 273, 274, 4096, 70_000]) {
    for (const kinds of [1, 2, 16, 256]) {
      const whole = bytes(length, kinds);
      assert.deepEqual(unpack(Uint8Array.from(compress(whole, 9))), whole, `${length} of ${kinds}`);
    }
  }
});

test("gives back what was packed with far and repeated distances", () => {
  const parts = [bytes(40_000, 256, 3), bytes(300, 256, 5), bytes(20, 4, 9)];
  const order = [0, 1, 2, 1, 2, 2, 0, 1, 0, 2, 1, 1, 0];
  const whole = Uint8Array.from(order.flatMap((part, at) => [...parts[part], at]));
  assert.deepEqual(unpack(Uint8Array.from(compress(whole, 9))), whole);
});

test("opens a file that the xz tool wrote", () => {
  // printf 'Protection of a child is never delayed. Protection of a child.' | xz --format=lzma,
  // with the length in the header instead of an end mark.
  const packed = Buffer.from("XQAAgAA+AAAAAAAAAAAoHInnd4w2UJ3tH496TibKJJrkvtQq08cs4nVekl9BAC5y6uvDIfyo4yYoPdUlX///q7AAAA==", "base64");
  assert.equal(Buffer.from(unpack(packed)).toString(), "Protection of a child is never delayed. Protection of a child.");
});

test("what is no packed module is refused before it takes room", () => {
  for (const text of ["", "short", "<!doctype html><html><head><title>Not found</title></head></html>"]) {
    assert.throws(() => unpack(new TextEncoder().encode(text)));
  }
});

test("a changed or cut file gives wrong bytes of the promised length, and ends", () => {
  const whole = bytes(5000, 40);
  const packed = Uint8Array.from(compress(whole, 9));
  for (let at = 13; at < packed.length; at += 7) {
    const changed = Uint8Array.from(packed);
    changed[at] ^= 0x55;
    assert.equal(unpack(changed).length, whole.length);
    if (at >= 18) assert.equal(unpack(packed.subarray(0, at)).length, whole.length);
  }
});
