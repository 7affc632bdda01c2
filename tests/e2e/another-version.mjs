// Another version of the app, for the tests of how it comes in.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listForWorker } from "../../scripts/finish-build.mjs";

/** Turns a copy of the build into that version of it. */
export function deploy(folder, version) {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const changed = html
    .replace(/<html( data-version="\w*")?/, `<html data-version="${version}"`)
    .replace(/(name="accord-build" content=")[^"]*/, `$1${version}`);
  writeFileSync(join(folder, "index.html"), changed);
  rename(folder, version);
}

/** Gives the build another name, under the page that it has. */
export function rename(folder, version) {
  const text = readFileSync(join(folder, "sw.js"), "utf8");
  const [, kept] = /\["[^"]*\.wasm","([^"]*)"\]/.exec(text);
  const worker = text
    .replace(/^const BUILD = .*$/m, 'const BUILD = "";')
    .replace(/^const FILES = .*$/m, "const FILES = [];");
  listForWorker(folder, worker, version, kept);
}

/** Looks what the server offers; resolves to what became of it. */
export const lookForUpdate = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const worker = registration.installing;
    if (!worker) return registration.waiting ? "installed" : "none";
    if (worker.state === "installing") {
      await new Promise((settled) => worker.addEventListener("statechange", settled, { once: true }));
    }
    return worker.state;
  });
