// Entries written and read by this project, Dexie and PouchDB, all over IndexedDB in one page of Chromium:
// prints times and ratios, asserts that every side reads back what it wrote, and nothing about time. Run by
// `make bench`.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserOptions } from "../scripts/browser.mjs";
import { APP_FLAGS } from "../scripts/app-flags.mjs";
import { serve } from "../scripts/serve.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SINGLE = Number(process.env.SINGLE ?? 60);
const BULK = Number(process.env.ENTRIES ?? 10_000);
const FOLDER = "target/store";

const run = (program, given, more = {}) =>
  execFileSync(program, given, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28, ...more });

// As benches/ladder.mjs makes its module.
function page() {
  const build = ["build", "--locked", "--profile", "web", "--target", "wasm32-unknown-unknown"];
  const said = run("cargo", [...build, "--features", "web", "--bin", "store-page", "--message-format=json"], {
    env: { ...process.env, RUSTFLAGS: APP_FLAGS },
  });
  const made = said.split("\n").filter(Boolean).map(JSON.parse);
  const { executable } = made.find((one) => one.executable && one.target.name === "store-page");
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(executable, `${FOLDER}/module.wasm`);
  run("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-name", "store", "--out-dir", FOLDER, `${FOLDER}/module.wasm`]);
  run("wasm-opt", ["-Oz", "-o", `${FOLDER}/store_bg.wasm`, `${FOLDER}/store_bg.wasm`]);
  run("esbuild", ["benches/store/peers.mjs", "--bundle", "--format=esm", "--minify", "--log-level=error", `--outfile=${FOLDER}/peers.mjs`]);
  copyFileSync("benches/store/page.mjs", `${FOLDER}/page.mjs`);
  writeFileSync(`${FOLDER}/index.html`, "<!doctype html>");
}

async function measured() {
  page();
  const server = await serve({ folder: FOLDER });
  const browser = await chromium.launch(browserOptions());
  try {
    const tab = await browser.newPage();
    await tab.goto(server.url);
    const sizes = { rounds: ROUNDS, single: SINGLE, bulk: BULK };
    return await tab.evaluate(async (sizes) => (await import("./page.mjs")).measured(sizes), sizes);
  } finally {
    await browser.close();
    await server.close();
  }
}

const NAMES = {
  bare: "bare IndexedDB, strict",
  sealed: "Accord, sealed",
  unsealed: "Accord, encryption off",
  dexie: "Dexie, strict",
  pouch: "PouchDB, made strict by the page",
  pouchRelaxed: "PouchDB as it is: relaxed",
};
const STAGES = {
  open: "connections opened",
  read: "read",
  unseal: "unsealed",
  sign: "signed",
  seal: "sealed",
  write: "written, until it is on the disk",
  reckon: "everything in the module",
};
const AGAINST = { bare: "bare", dexie: "Dexie", pouch: "PouchDB" };

const median = (took) => [...took].sort((one, other) => one - other)[Math.floor(took.length / 2)];

// Each side beside the others: how many times as long as theirs it takes.
function table(title, took) {
  console.log(`\n${title}`);
  console.log(`  ${"".padEnd(36)}${"median".padStart(12)}${Object.values(AGAINST).map((name) => `of ${name}`.padStart(14)).join("")}`);
  for (const [side, times] of Object.entries(took)) {
    const ratios = Object.keys(AGAINST).map((other) => (median(times) / median(took[other])).toFixed(2).padStart(14));
    console.log(`  ${(NAMES[side] ?? side).padEnd(36)}${`${median(times).toFixed(2)} ms`.padStart(12)}${ratios.join("")}`);
  }
}

const told = await measured();
const inOrder = (took) => Object.fromEntries(Object.keys(NAMES).filter((side) => took[side]).map((side) => [side, took[side]]));
const many = BULK.toLocaleString("en-GB");
const saves = { ...inOrder(told.one), "Accord, a note saved by the casebook": told.notes };
table(`One entry, one transaction (${ROUNDS} rounds of ${SINGLE})`, saves);
console.log("\nOf a note saved by the casebook, on average");
for (const stage of Object.keys(told.stages[0])) {
  const all = told.stages.reduce((sum, one) => sum + one[stage], 0);
  console.log(`  ${STAGES[stage].padEnd(36)}${`${(all / told.stages.length).toFixed(2)} ms`.padStart(12)}`);
}
table(`${many} entries written, 30 a transaction`, inOrder(told.lots));
table(`${many} entries written at once`, inOrder(told.once));
table(`${many} entries read`, inOrder(told.read));
console.log("\nEvery side read back what it had written.");
