// How every script and test starts Chromium: the one on this machine, quiet on
// the network.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

// As in scripts/setup/find-browser.sh, and in the same order.
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function found() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const candidate of [...candidates, ...ELSEWHERE]) {
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here: the next place may have it.
    }
  }
  throw new Error("Chromium is missing: run `make setup-browser`, or name it in CHROMIUM.");
}

export function browserOptions() {
  return {
    executablePath: process.env.CHROMIUM || found(),
    args: [
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Chromium refuses to sandbox root, which is who runs in many containers.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  };
}
