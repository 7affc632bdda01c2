// Times both sides in one page, turn and turn about, and compares what they say.
import init, { Disputes } from "./ladder.js";
import { acted, compare, due, folded, logs, NOW, timed } from "./machine.mjs";

export async function measured(count, rounds) {
  await init();
  const stories = await (await fetch("stories.json")).json();
  const disputes = Disputes.of(count);
  const ours = logs(stories, count);
  disputes.fold();
  const snapshots = ours.map(folded);
  compare(snapshots, (number) => disputes.told(number));
  const overdue = due(snapshots, NOW).reduce((sum, one) => sum + one.overdue, 0);
  const wasmOverdue = disputes.due("2026-11-25T09:00");
  if (wasmOverdue !== overdue) throw new Error(`Accord says ${wasmOverdue} overdue, the machine ${overdue}.`);
  let kept;
  return {
    events: disputes.events(),
    wasm: timed(rounds, () => disputes.fold()),
    pure: timed(rounds, () => (kept = ours.map(folded))),
    actors: timed(rounds, () => (kept = ours.map(acted))),
    due: timed(rounds, () => disputes.due("2026-11-25T09:00")),
    dueInScript: timed(rounds, () => due(kept, NOW)),
  };
}
