// Havering's ladder in this project and in XState 5, natively and in a page: prints ratios, asserts that
// both sides say the same of every dispute, and nothing about time. Run by `make bench`.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { acted, compare, due, folded, logs, NOW, timed } from "./ladder/machine.mjs";
import { inPage, moduleOf, run } from "./timed/page.mjs";

const DISPUTES = 10_000;
const ROUNDS = 5;
const FOLDER = "target/ladder";

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

function page() {
  moduleOf("ladder-page", "ladder", FOLDER);
  cpSync("benches/ladder", FOLDER, { recursive: true });
  cpSync("node_modules/xstate/dist", `${FOLDER}/xstate`, { recursive: true });
  const imports = JSON.stringify({ imports: { xstate: "./xstate/xstate.esm.js" } });
  writeFileSync(`${FOLDER}/index.html`, `<!doctype html><script type="importmap">${imports}</script>`);
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
page();
const both = await inPage(FOLDER, [DISPUTES, ROUNDS]);
table("in one page of Chromium", "Accord, wasm as the app's", {
  events: both.events, ours: both.wasm, ourDue: both.due, pure: both.pure, actors: both.actors, theirDue: both.dueInScript,
});
console.log(`\nNatively and in the page, both sides say the same of all ${DISPUTES.toLocaleString("en-GB")} disputes.`);
