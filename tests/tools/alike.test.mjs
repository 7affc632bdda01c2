// The order of a module's functions: like after like, and nothing else about the module changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";
import { alikeInTurn, alikeTogether } from "../../scripts/alike.mjs";
import { functionNames, withoutCustom } from "../../scripts/wasm-module.mjs";

const bytes = (text) => Buffer.from(text);

test("each body comes after the one that it is most like", () => {
  const texts = ["one for all the people", "nothing of the kind", "two for all the people", "next to nothing of it", ""];
  assert.deepEqual(alikeInTurn(texts.map(bytes)), [0, 2, 1, 3, 4]);
  assert.deepEqual(alikeInTurn([]), []);
});

// A number of functions of two kinds by turns; the exports call one another.
function ofTwoKinds(count) {
  const functions = Array.from({ length: count }, (_, at) =>
    at % 2
      ? `(func $add${at} (export "f${at}") (param i32) (result i32)
           (i32.add (i32.mul (local.get 0) (i32.const ${at})) (call ${at > 1 ? `$add${at - 2}` : "$told"} (local.get 0))))`
      : `(func $put${at} (export "f${at}") (param i32) (result i32)
           (i32.store offset=${at * 4} (i32.const 64) (local.get 0)) (i64.store (i32.const 8) (i64.const ${at}))
           (i32.load offset=${at * 4} (i32.const 64)))`);
  const listed = Array.from({ length: count }, (_, at) => (at % 2 ? `$add${at}` : `$put${at}`)).join(" ");
  return binaryen.parseText(`(module (import "a" "told" (func $told (param i32) (result i32)))
    (memory 1) (table funcref (elem ${listed})) ${functions.join("\n")})`);
}

test("the module does what it did, and its functions keep their names", async () => {
  const module = ofTwoKinds(60);
  binaryen.setDebugInfo(true);
  const named = Buffer.from(module.emitBinary());
  const sorted = alikeTogether(named);
  const names = [...functionNames(sorted).values()].filter((name) => / (add|put)/.test(name));
  assert.equal(names.length, 60);
  assert.equal(names.join(" ").match(/put\d+ \d+ add|add\d+ \d+ put/g).length, 1, "each kind stands together");

  const run = async (wasm) => {
    const { instance } = await WebAssembly.instantiate(wasm, { a: { told: (number) => number + 1 } });
    return Array.from({ length: 60 }, (_, at) => instance.exports[`f${at}`](at));
  };
  assert.deepEqual(await run(sorted), await run(named));
});

test("a module without names has none afterwards, and what is no module stays as it is", () => {
  const bare = withoutCustom(Buffer.from(ofTwoKinds(6).emitBinary()));
  const sorted = alikeTogether(bare);
  assert.equal(functionNames(sorted).size, 0);
  assert.ok(WebAssembly.validate(sorted));
  assert.deepEqual(alikeTogether(bytes("words")), bytes("words"));
});
