// What stands between the page and the module, without what nobody uses and with short names.
//
// wasm-bindgen writes a script beside the module, the glue. The two know each other by names that end in a
// digest, once in each: nothing else on the line is as long for what it tells, as a digest does not pack. And a
// library exports classes that are meant for pages with scripts of their own.
import binaryen from "binaryen";
import { isModule, namesIn, withNames } from "./wasm-module.mjs";

// What every browser that can start the app knows of WebAssembly, and the compiler uses.
const { MutableGlobals, SignExt, NontrappingFPToInt, BulkMemory, ReferenceTypes, Multivalue } = binaryen.Features;
const FEATURES = MutableGlobals | SignExt | NontrappingFPToInt | BulkMemory | ReferenceTypes | Multivalue;
const ASKED_OF_MODULE = /\bwasm\.(\w+)/g;

// Gives both anew. What is no module has no names: both stay as they are.
export function thinGlue(glue, module) {
  if (!isModule(module)) return { glue, module };
  const used = withoutUnused(glue);
  const lean = withOnly(module, new Set([...used.matchAll(ASKED_OF_MODULE)].map(([, name]) => name)));
  const { imported, exported, places } = namesIn(lean);
  const shortImports = shortened(imported);
  const shortExports = shortened(exported);
  const text = used
    .replace(ASKED_OF_MODULE, (_, name) => `wasm.${shortExports.get(name)}`)
    .replace(/\b\w+\b/g, (word) => shortImports.get(word) ?? word)
    .replace(`"${places[0]}": import0`, "$: import0");
  if (places.length !== 1 || !text.includes("$: import0")) {
    throw new Error("the module asks for more than the glue gives");
  }
  return { glue: text, module: withNames(lean, { place: "$", imported: shortImports, exported: shortExports }) };
}

function shortened(names) {
  return new Map([...new Set(names)].map((name, index) => [name, `$${index.toString(36)}`]));
}

// A class that the module never makes is let go of, and so is the start that waits for nothing.
function withoutUnused(glue) {
  const classes = [...glue.matchAll(/^export class (\w+) /gm)].map(([, name]) => name);
  const unmade = classes.filter((name) => !glue.includes(`${name}.__wrap(`));
  const withoutClass = (text, name) =>
    text
      .replace(new RegExp(`^export class ${name} \\{$[^]*?^\\}$`, "m"), "")
      .replace(new RegExp(`^if \\(Symbol\\.dispose\\) ${name}\\..*$`, "m"), "")
      .replace(new RegExp(`^const ${name}Finalization = [^]*?;$`, "m"), "");
  return unmade.reduce(withoutClass, glue).replace(/^export \{ initSync, /m, "export { ");
}

// What nothing asks for is not given any more, nor is what only that needed.
function withOnly(bytes, asked) {
  // The report on sizes goes by the names of functions, where the module has them.
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(bytes);
  try {
    module.setFeatures(FEATURES);
    for (const name of namesIn(bytes).exported) if (!asked.has(name)) module.removeExport(name);
    module.runPasses(["remove-unused-module-elements"]);
    return Buffer.from(module.emitBinary());
  } finally {
    module.dispose();
  }
}
