// Havering's ladder in this project and in XState 5, natively and in a page: prints ratios, asserts that
// both sides say the same of every dispute, and nothing about time. Run by `make bench`.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserOptions } from "../scripts/browser.mjs";
import { serve } from "../scripts/serve.mjs";
import { acted, compare, due, folded, logs, NOW, timed } from "./ladder/machine.mjs";

const DISPUTES = 10_000;
const ROUNDS = 5;
const FOLDER = "target/ladder";

const run = (program, given, more = {}) =>
  execFileSync(program, given, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28, ...more });

function native() {
  return JSON.parse(run("cargo", ["bench", "--locked", "--quiet", "--bench", "ladder"]).trim().split("\n").at(-1));
}

function inNode(rust) {
  const ours = logs(JSON.parse(readFileSync("benches/ladder/stories.json", "utf8")), DISPUTES);
  let kept = ours.map(folded);
  compare(kept, (number) => rust.told[number]);
  return {
    pure: timed(ROUNDS, () => (kept = ours.map(folded))),
    actors: timed(ROUNDS, () => (kept = ours.map(acted))),
    due: timed(ROUNDS, () => due(kept, NOW)),
  };
}

// As the app's module is made, but with the ready-made standard library: the flag of scripts/build-app.sh,
// the profile of Cargo.toml, index.html's wasm-opt.
function page() {
  const build = ["build", "--locked", "--profile", "web", "--target", "wasm32-unknown-unknown"];
  const said = run("cargo", [...build, "--features", "web", "--bin", "ladder-page", "--message-format=json"], {
    env: { ...process.env, RUSTFLAGS: "--cfg erase_components" },
  });
  const made = said.split("\n").filter(Boolean).map(JSON.parse);
  const { executable } = made.find((one) => one.executable && one.target.name === "ladder-page");
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(executable, `${FOLDER}/module.wasm`);
  run("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-name", "ladder", "--out-dir", FOLDER, `${FOLDER}/module.wasm`]);
  run("wasm-opt", ["-Oz", "-o", `${FOLDER}/ladder_bg.wasm`, `${FOLDER}/ladder_bg.wasm`]);
  cpSync("benches/ladder", FOLDER, { recursive: true });
  cpSync("node_modules/xstate/dist", `${FOLDER}/xstate`, { recursive: true });
  const imports = JSON.stringify({ imports: { xstate: "./xstate/xstate.esm.js" } });
  writeFileSync(`${FOLDER}/index.html`, `<!doctype html><script type="importmap">${imports}</script>`);
}

async function inPage() {
  page();
  // The server knows the app's kinds of files, and a module may be any kind of script.
  const server = await serve({ folder: FOLDER });
  const browser = await chromium.launch(browserOptions());
  try {
    const tab = await browser.newPage();
    await tab.goto(server.url);
    return await tab.evaluate(
      async ([count, rounds]) => (await import("./page.mjs")).measured(count, rounds),
      [DISPUTES, ROUNDS],
    );
  } finally {
    await browser.close();
    await server.close();
  }
}

const row = (what, figure, ratio = "") => console.log(`  ${what.padEnd(52)}${figure.padStart(20)}${ratio.padStart(36)}`);
const times = (one, other, name) => `${(other / one).toFixed(1)} times ${name}`;

function table(where, name, { events, ours, ourDue, pure, actors, theirDue }) {
  const rate = (took) => `${Math.round((events / took) * 1000).toLocaleString("en-GB")} events/s`;
  const xstate = Math.min(pure, actors);
  console.log(`\n${events.toLocaleString("en-GB")} events of ${DISPUTES.toLocaleString("en-GB")} disputes, ${where}`);
  row("XState, its pure functions", rate(pure));
  row("XState, an actor a dispute", rate(actors));
  row(name, rate(ours), times(ours, xstate, "the faster of the two"));
  row("what is due: script over XState's contexts", `${theirDue.toFixed(2)} ms`);
  row(`what is due: ${name}`, `${ourDue.toFixed(2)} ms`, times(ourDue, theirDue, "the script's speed"));
}

const rust = native();
const node = inNode(rust);
table("natively and in Node", "Accord, native", {
  events: rust.events, ours: rust.fold, ourDue: rust.due, pure: node.pure, actors: node.actors, theirDue: node.due,
});
const both = await inPage();
table("in one page of Chromium", "Accord, wasm as the app's", {
  events: both.events, ours: both.wasm, ourDue: both.due, pure: both.pure, actors: both.actors, theirDue: both.dueInScript,
});
console.log(`\nNatively and in the page, both sides say the same of all ${DISPUTES.toLocaleString("en-GB")} disputes.`);
