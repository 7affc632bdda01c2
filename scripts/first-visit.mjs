// What a first visit downloads, compressed, against the budget; and how many
// packages stand behind each build.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

// What we want, and what no change may go beyond: the ceiling only comes down
// (docs/decisions/what-a-first-visit-may-weigh.md). The ready-made standard
// library, where no other can be built, takes about 20 kB of the room.
const BUDGET_KB = 350;
const CEILING_KB = 350;
const SHOWN = 5;

const BUILDS = [
  ["core", []],
  ["page", ["--features", "web", "--target", "wasm32-unknown-unknown"]],
  ["desk", ["--features", "desk"]],
];

function crates(selection) {
  const tree = execFileSync(
    "cargo",
    ["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}", ...selection],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  const names = new Set(tree.split("\n").filter(Boolean).map((line) => line.replace(/ \(.*$/, "")));
  return names.size - 1; // Accord itself
}

function npmPackages() {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  return Object.keys(packages).length - 1;
}

function downloads(folder) {
  const worker = readFileSync(`${folder}/sw.js`, "utf8");
  const list = /^const FILES = (\[.*\]);$/m.exec(worker)?.[1];
  if (!list) throw new Error(`${folder}/sw.js lists no files: run \`make build\` first.`);
  const paths = [...JSON.parse(list).map(([path]) => sentAs(path)), "sw.js"];
  return paths
    .map((path) => ({ path, bytes: gzipSync(readFileSync(`${folder}/${path}`), { level: 9 }).length }))
    .sort((a, b) => b.bytes - a.bytes);
}

function sentAs(path) {
  if (path === "./") return "index.html";
  return path.endsWith(".wasm") ? `${path}.packed` : path;
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

const counts = BUILDS.map(([name, selection]) => `${name} ${crates(selection)}`).join(", ");
console.log(`dependencies: ${counts} crates; ${npmPackages()} npm packages, all of them tools`);

const files = downloads(process.argv[2] ?? "dist");
const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { path, bytes } of files.slice(0, SHOWN)) console.log(`  ${kilobytes(bytes).padStart(7)} kB  ${path}`);
if (files.length > SHOWN) console.log(`  and ${files.length - SHOWN} smaller ones`);
console.log(`first visit: ${kilobytes(total)} kB of ${BUDGET_KB} kB (gz)`);
if (total > BUDGET_KB * 1000) {
  console.log(`over budget by ${kilobytes(total - BUDGET_KB * 1000)} kB; no change may go beyond ${CEILING_KB} kB`);
}
if (total > CEILING_KB * 1000) {
  console.error(`The first visit is heavier than ${CEILING_KB} kB: make the largest files above smaller.`);
  process.exit(1);
}
