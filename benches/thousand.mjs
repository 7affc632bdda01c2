// A phone that holds 1,000 disputes of 30 entries: the built app in Chromium, its processor slowed four times.
// Prints times and ratios, and asserts that every screen shows what it should; nothing about time. Run by
// `make bench`, after the native part that writes the records.
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import { browserOptions } from "../scripts/browser.mjs";
import { serve } from "../scripts/serve.mjs";

const FOLDER = process.argv[2] ?? "dist";
const SLOWED = 4;
const ROUNDS = Number(process.env.ROUNDS ?? 20);

function native() {
  const bench = ["bench", "--locked", "--quiet", "--bench", "thousand"];
  const said = execFileSync("cargo", bench, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return JSON.parse(said.trim().split("\n").at(-1));
}

// Lays the records into the stores that the app has made.
async function fill(page) {
  const lay = (records) =>
    page.evaluate(async (records) => {
      const asked = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
      const database = await asked(indexedDB.open("accord"));
      const transaction = database.transaction([...database.objectStoreNames], "readwrite");
      for (const [store, name, bytes] of records) {
        transaction.objectStore(store).put(Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0)), name);
      }
      await new Promise((done, failed) => ((transaction.oncomplete = done), (transaction.onabort = failed)));
      database.close();
    }, records);
  let some = [];
  for await (const line of createInterface({ input: createReadStream("target/thousand/records.jsonl") })) {
    some.push(JSON.parse(line));
    if (some.length === 2_000) await lay(some.splice(0));
  }
  await lay(some);
}

// In every page: taps, and waits in the page itself until what was asked for is there and painted.
function stopwatch() {
  const named = (tag, words) => [...document.querySelectorAll(tag)].find((one) => one.innerText?.trim() === words);
  const seen = (words) => [...document.querySelectorAll("h1, h2, [role=status]")].some((one) => one.textContent.includes(words));
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  globalThis.until = async (words) => {
    await new Promise((done) => {
      const look = () => seen(words) && (watcher.disconnect(), done());
      const watcher = new MutationObserver(look);
      watcher.observe(document, { childList: true, subtree: true, characterData: true });
      look();
    });
    await painted();
  };
  // A tap is answered by the first picture in which something has changed.
  const changed = () =>
    new Promise((done) => {
      const watcher = new MutationObserver(() => (watcher.disconnect(), done()));
      watcher.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
    });
  globalThis.answers = [];
  globalThis.tapped = async (tag, words, then) => {
    const tap = named(tag, words);
    const start = performance.now();
    const answer = changed().then(painted).then(() => globalThis.answers.push(performance.now() - start));
    tap.click();
    await globalThis.until(then);
    const took = performance.now() - start;
    await answer;
    return took;
  };
  // When the worker has answered, the passphrase is stretched.
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => (globalThis.stretched = performance.now()));
    }
  };
}

async function unlocked(page, passphrase) {
  await page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(passphrase);
  return page.evaluate(async () => {
    await globalThis.tapped("button", "Unlock", "Disputes");
    return performance.now() - globalThis.stretched;
  });
}

// The cost that no app can avoid: one strict put of about an entry's size, on an open connection.
const barePut = (page) =>
  page.evaluate(async () => {
    const request = indexedDB.open("bare", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("entries");
    await new Promise((done) => (request.onsuccess = done));
    const times = [];
    for (let n = 0; n < 20; n++) {
      const start = performance.now();
      const transaction = request.result.transaction("entries", "readwrite", { durability: "strict" });
      transaction.objectStore("entries").put(crypto.getRandomValues(new Uint8Array(1_500)), `${n}`);
      await new Promise((done) => (transaction.oncomplete = done));
      times.push(performance.now() - start);
    }
    request.result.close();
    return times;
  });

async function measured({ passphrase, disputes, entries }) {
  const profile = mkdtempSync(join(tmpdir(), "accord-thousand-"));
  const server = await serve({ folder: FOLDER });
  const context = await chromium.launchPersistentContext(profile, { ...browserOptions(), viewport: { width: 390, height: 844 } });
  try {
    await context.addInitScript(stopwatch);
    const page = context.pages()[0];
    await page.goto(server.url);
    await page.getByRole("heading", { name: "Set up Accord on this device" }).waitFor();
    await fill(page);
    await page.goto("about:blank");
    await page.goto(server.url);
    const slow = await context.newCDPSession(page);
    await slow.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
    const took = { answered: [], first: [await unlocked(page, passphrase)], home: [], dispute: [], form: [], saved: [], card: [], other: [] };
    for (let n = 0; n < 2; n++) {
      await page.reload();
      took.first.push(await unlocked(page, passphrase));
    }
    for (let n = 0; n < ROUNDS; n++) {
      // Somebody is there: else it locks itself.
      await page.keyboard.press("Shift");
      const rows = await page.evaluate((n) => {
        const links = document.querySelectorAll("li.row a");
        const link = links[(n * 47) % links.length];
        link.textContent = "This one";
        return links.length;
      }, n);
      if (rows === 0) throw new Error("The first screen shows no dispute.");
      took.dispute.push(await page.evaluate(() => globalThis.tapped("li.row a", "This one", "What happened")));
      took.form.push(await page.evaluate(() => globalThis.tapped("a", "Make a note", "Make a note")));
      await page.getByRole("textbox", { name: "In words" }).fill(`The ${n}th note of this run.`);
      // What was said of the note before is not said of this one.
      await page.evaluate(() => document.querySelector("[role=status]").firstChild && (document.querySelector("[role=status]").firstChild.data = ""));
      took.saved.push(await page.evaluate(() => globalThis.tapped("button", "Save", "Saved on this device")));
      await page.evaluate(() => globalThis.until("What happened"));
      const shown = await page.getByText(`The ${n}th note of this run.`).count();
      if (shown !== 1) throw new Error("The note is not there.");
      took.card.push(await page.evaluate(() => globalThis.tapped("a", "Child in danger?", "When the child is safe")));
      for (const screen of ["New dispute", "Open a file", "Settings"]) {
        took.other.push(await page.evaluate((screen) => globalThis.tapped("nav a", screen, screen), screen));
      }
      took.home.push(await page.evaluate(() => globalThis.tapped("nav a", "What is due", "Disputes")));
    }
    took.answered = (await page.evaluate(() => globalThis.answers)).slice(1);
    took.bare = await barePut(page);
    return { ...took, disputes, entries };
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

const at = (times, part) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))];
const row = (what, times, against) => {
  const [half, most] = [at(times, 0.5), at(times, 0.95)];
  const ratio = against ? `${(half / at(against, 0.5)).toFixed(1)} bare puts` : "";
  console.log(`  ${what.padEnd(44)}${half.toFixed(0).padStart(9)}${most.toFixed(0).padStart(9)}${ratio.padStart(18)}`);
};

const made = process.env.FILLED ? JSON.parse(process.env.FILLED) : native();
const took = await measured(made);
console.log(`\n${took.disputes.toLocaleString("en-GB")} disputes of ${took.entries} entries, natively`);
console.log(`  first screen ${made.first.toFixed(0)} ms, again ${made.again.toFixed(0)} ms, one dispute ${made.dispute.toFixed(1)} ms`);
console.log(`\nThe same in Chromium, its processor slowed ${SLOWED} times${"median".padStart(14)}${"95 %".padStart(9)}   (ms)`);
row("passphrase stretched, to the first screen", took.first);
row("a tap on a dispute", took.dispute, took.bare);
row("a tap on a form", took.form, took.bare);
row("Save, to the word that it is saved", took.saved, took.bare);
row("a tap on the card of danger", took.card, took.bare);
row("new dispute, open a file, settings", took.other, took.bare);
row("back to the first screen", took.home, took.bare);
const taps = [...took.dispute, ...took.form, ...took.saved, ...took.card, ...took.other, ...took.home];
row("every tap, to all that it shows", taps);
row("every tap, to its first answer", took.answered);
row("a bare strict put", took.bare);
