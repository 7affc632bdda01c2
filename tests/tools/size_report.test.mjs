// The size report: whose a function is, and where it lies.
import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";
import { packedLengths } from "../../scripts/pack-module.mjs";
import { whose } from "../../scripts/size-report.mjs";
import { bodies, functionNames, withoutCustom } from "../../scripts/wasm-module.mjs";

test("a function is its crate's, and of ours the module's", () => {
  const ours = "<accord[e0d7a8755112d853]::casebook::show::whole::Seen>::view";
  assert.equal(whose(ours), "accord::casebook");
  assert.equal(whose(ours, 3), "accord::casebook::show::whole");
  assert.equal(whose("reactive_graph[cdc7edf3a489cb6a]::channel::channel"), "reactive_graph");
  assert.equal(whose("compiler_thing"), "(no crate)");
});

test("what the language's library makes for somebody is that somebody's", () => {
  const drop = "core[15266d276e3a2055]::ptr::drop_in_place::<accord[e0d7a8755112d853]::dispute::event::Child>";
  assert.equal(whose(drop), "accord::dispute");
  assert.equal(whose("<alloc[6ccceecd3902b573]::raw_vec::RawVecInner>::deallocate"), "alloc");
});

test("the functions of a module are found with their names, and what packing them costs adds up", () => {
  const module = binaryen.parseText(`(module
    (import "a" "shared" (memory 1)) (import "a" "called" (func $called (param i32)))
    (func $first (export "first") (call $called (i32.const 7)))
    (func $second (export "second") (result i32) (i32.const 300)))`);
  binaryen.setDebugInfo(true);
  const bytes = Buffer.from(module.emitBinary());
  const names = functionNames(bytes);
  const bare = withoutCustom(bytes);
  assert.ok(WebAssembly.validate(bare) && bare.length < bytes.length);
  const found = bodies(bare);
  assert.deepEqual(found.map(({ index }) => names.get(index)), ["first", "second"]);
  // Without its length a body begins with how many groups of locals it has.
  assert.deepEqual(found.map(({ from, to }) => to - from), [7, 6]);
  const lengths = packedLengths(bare);
  assert.equal(lengths.length, bare.length + 1);
  assert.ok(lengths.every((length, at) => at === 0 || length >= lengths[at - 1]));
});
