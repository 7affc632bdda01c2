// The glue beside the module: short names on both sides, and nothing that nobody uses.
import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";
import { thinGlue } from "../../scripts/thin-glue.mjs";
import { namesIn } from "../../scripts/wasm-module.mjs";

const CLASS = `export class Unused {
    free() {
        UnusedFinalization.unregister(this);
        wasm.__wbg_unused_free(this.__wbg_ptr, 0);
    }
}
if (Symbol.dispose) Unused.prototype[Symbol.dispose] = Unused.prototype.free;
const UnusedFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_unused_free(ptr, 1));
`;
const GLUE = `${CLASS}
export function double(n) {
    return wasm.double_of(n);
}
let wasm;
function __wbg_get_imports(told) {
    const import0 = {
        __proto__: null,
        __wbg_tell_0123456789abcdef: function(arg0) {
            told(arg0);
        },
    };
    return {
        __proto__: null,
        "./app_bg.js": import0,
    };
}
function initSync(module) {
    return module;
}
async function __wbg_init(module, told) {
    wasm = (await WebAssembly.instantiate(module, __wbg_get_imports(told))).instance.exports;
}
export { initSync, __wbg_init as default };
`;

// Doubles a number and tells it; what frees an unused object is not asked for by anybody who is left.
function madeModule(extra = "") {
  const text = `(module
    (import "./app_bg.js" "__wbg_tell_0123456789abcdef" (func $tell (param i32)))
    ${extra}
    (func (export "double_of") (param i32) (result i32)
      (call $tell (local.get 0)) (i32.add (local.get 0) (local.get 0)))
    (func (export "__wbg_unused_free") (param i32 i32) (call $tell (local.get 1))))`;
  return Buffer.from(binaryen.parseText(text).emitBinary());
}

test("both know each other by short names, and do what they did", async () => {
  const { glue, module } = thinGlue(GLUE, madeModule());
  const { default: start, double } = await import(`data:text/javascript,${encodeURIComponent(glue)}`);
  const told = [];
  await start(module, (number) => told.push(number));
  assert.equal(double(21), 42);
  assert.deepEqual(told, [21]);
  assert.deepEqual(namesIn(module), { places: ["$"], imported: ["$0"], exported: ["$0"] });
  assert.doesNotMatch(glue, /0123456789abcdef|double_of/);
});

test("what nobody uses is in neither of them", () => {
  const { glue, module } = thinGlue(GLUE, madeModule());
  assert.doesNotMatch(glue, /Unused|initSync,/);
  assert.ok(module.length < madeModule().length);
});

test("a class that the module makes stays", () => {
  const making = GLUE.replace("told(arg0);", "told(Unused.__wrap(arg0));");
  const { glue, module } = thinGlue(making, madeModule());
  assert.match(glue, /export class Unused/);
  assert.equal(namesIn(module).exported.length, 2);
});

test("a module that asks elsewhere too is refused: the glue has no short name for that", () => {
  const elsewhere = madeModule('(import "elsewhere" "other" (func $other)) (start $other)');
  assert.throws(() => thinGlue(GLUE, elsewhere), /asks for more than the glue gives/);
});

test("what is no module stays as it is", () => {
  assert.deepEqual(thinGlue("export default 1;", Buffer.from("wasm")), { glue: "export default 1;", module: Buffer.from("wasm") });
});
