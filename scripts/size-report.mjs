// Which crate, and which part of Accord, costs how much of the module on its way over the line.
//
// The module is made once more as the build made it, this time with the names of its functions, and packed;
// while it is packed, the packer tells how long the packed file is after each function. `make size-report`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alikeTogether } from "./alike.mjs";
import { packedLengths } from "./pack-module.mjs";
import { thinGlue } from "./thin-glue.mjs";
import { bodies, DATA, functionNames, sections, withoutCustom, withWideSizes } from "./wasm-module.mjs";

const BUILT = "target/wasm32-unknown-unknown/web/accord-app.wasm";
const OURS = "accord";
const LANGUAGE = new Set(["core", "alloc", "std"]);

// Whose a function is: of what the language's own library makes for somebody, that somebody's. The crate, or of
// ours the module, so many levels down.
export function whose(name, depth = 1) {
  const paths = [...name.matchAll(/([a-z]\w*)\[[0-9a-f]+\]((?:::[a-z]\w*)*)/g)].map(([, crate, path]) => [crate, path]);
  const [crate, path] = paths.find(([crate]) => !LANGUAGE.has(crate)) ?? paths[0] ?? ["(no crate)", ""];
  if (crate !== OURS) return crate;
  const modules = path.replace(/::$/, "").split("::").slice(1, depth + 1);
  return [crate, ...modules].join("::");
}

// What else the build asks of wasm-opt.
const passes = () => /data-wasm-opt-params="([^"]*)"/.exec(readFileSync("index.html", "utf8"))[1].split(" ");

function named() {
  const folder = mkdtempSync(join(tmpdir(), "accord-size-"));
  try {
    const run = (command, ...given) => execFileSync(command, given, { stdio: ["ignore", "ignore", "inherit"] });
    run("wasm-bindgen", "--target", "web", "--no-typescript", "--out-dir", folder, "--out-name", "app", BUILT);
    const [made, small] = [join(folder, "app_bg.wasm"), join(folder, "small.wasm")];
    run("wasm-opt", "-Oz", ...passes(), "-g", made, "-o", small);
    return alikeTogether(thinGlue(readFileSync(join(folder, "app.js"), "utf8"), readFileSync(small)).module);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(8);

function report(depth) {
  const module = named();
  const names = functionNames(module);
  const bare = withWideSizes(withoutCustom(module));
  const places = bodies(bare);
  const data = sections(bare).find(({ id }) => id === DATA);
  const lengths = packedLengths(bare);
  const costs = new Map();
  const add = (name, { from, to }) => {
    const cost = costs.get(name) ?? { packed: 0, bare: 0, functions: 0 };
    cost.packed += lengths[to] - lengths[from];
    cost.bare += to - from;
    cost.functions += 1;
    costs.set(name, cost);
  };
  for (const place of places) add(whose(names.get(place.index) ?? "", depth), place);
  add("(data: texts, packs, tables)", data);
  const told = [...costs.values()].reduce((sum, { bare }) => sum + bare, 0);
  const all = lengths[bare.length];
  const packed = [...costs.values()].reduce((sum, { packed }) => sum + packed, 0);
  costs.set("(types, imports, table)", { packed: all - packed, bare: bare.length - told, functions: 0 });

  console.log("  packed     bare  functions");
  for (const [name, cost] of [...costs].sort(([, one], [, other]) => other.packed - one.packed)) {
    console.log(`${kilobytes(cost.packed)} ${kilobytes(cost.bare)} ${String(cost.functions).padStart(10)}  ${name}`);
  }
  console.log(`${kilobytes(all)} ${kilobytes(bare.length)} kB, the module`);
}

if (process.argv[1]?.endsWith("size-report.mjs")) report(Number(process.argv[2] ?? 1));
