// Processes that get a share of a core: what the browser's own throttle does for a page's thread, for all threads of
// its renderer, and so for its workers too. Each is stopped and goes on again, many times a second.
import { Worker } from "node:worker_threads";

// So many milliseconds is a turn: short beside what is measured, and long enough that on a machine with other work
// nobody who was stopped gets more than a share of it when they go on.
const TURN = 200;

// In a thread of its own, so that nothing else that the measuring program does makes a turn longer.
const turns = ({ pids, share, turn, ended }) => {
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  const tell = (signal) => {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  while (!Atomics.load(ended, 0)) {
    tell("SIGSTOP");
    Atomics.wait(sleep, 0, 0, turn * (1 - share));
    tell("SIGCONT");
    Atomics.wait(sleep, 0, 0, turn * share);
  }
};

/** The processes that draw pages in this browser. */
export async function renderers(browser) {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

/** Lets these processes run one part in so many of the time, until what it gives is called. */
export async function slower(pids, times) {
  const ended = new Int32Array(new SharedArrayBuffer(4));
  const data = { pids, share: 1 / times, turn: TURN, ended };
  const worker = new Worker(`(${turns})(require("node:worker_threads").workerData)`, { eval: true, workerData: data });
  await new Promise((online) => worker.once("online", online));
  return async () => {
    const over = new Promise((over) => worker.once("exit", over));
    Atomics.store(ended, 0, 1);
    await over;
  };
}
