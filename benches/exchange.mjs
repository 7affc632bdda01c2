// Files verified in a page of Chromium, beside npm jose: prints a ratio. Run by `make bench`.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { inPage, moduleOf, run } from "./timed/page.mjs";

const ROUNDS = 9;
const FOLDER = "target/exchange-page";
const MADE = "target/exchange-made";

rmSync(MADE, { recursive: true, force: true });
const accord = ["run", "--locked", "--quiet", "--release", "--features", "desk", "--bin", "accord", "--"];
run("cargo", [...accord, "simulate", "--seed", "1", "--disputes", "30", "--out", MADE]);
moduleOf("exchange-page", "exchange", FOLDER);
mkdirSync(`${FOLDER}/files`);
const names = readdirSync(`${MADE}/bundles`).filter((name) => name.endsWith("-readable.json"));
for (const name of names) cpSync(`${MADE}/bundles/${name}`, `${FOLDER}/files/${name}`);
cpSync("benches/exchange/page.mjs", `${FOLDER}/page.mjs`);
cpSync("node_modules/jose/dist/webapi", `${FOLDER}/jose`, { recursive: true });
writeFileSync(`${FOLDER}/index.html`, "<!doctype html>");
const { signatures, read, ours, jose, whole, asking } = await inPage(FOLDER, [names, ROUNDS]);
const rate = (took) => Math.round((signatures / took) * 1000);
console.log(`\nVerifying ${signatures} signatures and keys of ${names.length} files in a page of Chromium, a second`);
console.log(`  signatures by jose          ${rate(jose)}`);
console.log(`  whole files by the app      ${rate(ours)}   ratio ${whole.toFixed(2)}`);
console.log(`  the same without reading    ${rate(ours - read)}   ratio ${asking.toFixed(2)}`);
