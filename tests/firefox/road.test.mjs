// The main road in a second engine: Firefox, driven over WebDriver BiDi, from the first start to a file that the
// desk reads, with the server gone in between.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import puppeteer from "puppeteer-core";
import { serve } from "../../scripts/serve.mjs";
import { count, inFull } from "../e2e/working-days.mjs";

const PASSPHRASE = "copper meadow lantern sixty";
const S1_SETTLE = "Settle it by talking, within a working week or sooner if the child needs it";
const S1_DISCUSS = "Talk with the worker in the other agency as soon as possible";
const PATIENCE = 30_000;

const folder = mkdtempSync(join(tmpdir(), "accord-firefox-"));
const downloads = mkdtempSync(join(tmpdir(), "accord-firefox-files-"));
let site, browser, page;

before(async () => {
  site = await serve({ port: 0 });
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX,
    userDataDir: folder,
    headless: true,
    defaultViewport: { width: 390, height: 844 },
    extraPrefsFirefox: {
      "browser.download.dir": downloads,
      "browser.download.folderList": 2,
      "browser.download.useDownloadDir": true,
      "browser.download.always_ask_before_handling_new_types": false,
      "intl.accept_languages": "en-GB",
    },
  });
  page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.evaluateOnNewDocument(() => {
    const Real = Date;
    const now = () => Number(sessionStorage.getItem("now") ?? Real.parse("2025-12-18T10:00Z"));
    globalThis.Date = class extends Real {
      constructor(...given) {
        given.length ? super(...given) : super(now());
      }
      static now() {
        return now();
      }
    };
  });
});

after(async () => {
  await browser?.close();
  await site?.close();
  for (const left of [folder, downloads]) rmSync(left, { recursive: true, force: true, maxRetries: 5 });
});

// What a person sees: the words on the page, with single spaces.
const seen = () => page.evaluate(() => document.body.innerText.replace(/\s+/g, " "));

async function sees(words) {
  await page.waitForFunction((words) => document.body.innerText.replace(/\s+/g, " ").includes(words), {}, words)
    .catch(async () => assert.fail(`"${words}" is not on the page, which says: ${await seen()}`));
}

// The element of that role and name, once it is there.
const named = (role, name) => page.locator(`::-p-aria([role="${role}"][name="${name}"])`);
const or = (what) => async (error) => assert.fail(`${what}: ${error.message}. The page says: ${await seen()}`);
const press = (role, name) => named(role, name).click().catch(or(`${role} "${name}"`));
// Without its role: one that hides what is typed has none.
const write = (name, words) => page.locator(`input::-p-aria([name="${name}"])`).fill(words).catch(or(`the field "${name}"`));
const heading = (words) =>
  page.waitForFunction((words) => document.querySelector("h1")?.innerText === words, {}, words).catch(or(`the heading "${words}"`));

// Chooses by what the choice says, in the field with that name.
async function choose(label, option) {
  const chosen = await page.evaluate((label, option) => {
    const field = [...document.querySelectorAll("label")].find((one) => one.innerText.trim().startsWith(label));
    const select = document.getElementById(field?.htmlFor) ?? field?.querySelector("select");
    const found = [...(select?.options ?? [])].find((one) => one.text === option);
    if (!found) return false;
    select.value = found.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }, label, option);
  assert.ok(chosen, `there is no ${option} at ${label}`);
}

// Follows the link in the line that says so.
async function inLine(words, link) {
  const found = await page.waitForFunction((words, link) => {
    const line = [...document.querySelectorAll("li")].find((line) => line.innerText.includes(words));
    return [...(line?.querySelectorAll("a") ?? [])].find((one) => one.innerText.trim() === link);
  }, {}, words, link);
  await found.click();
}

// The phone was put away until then: the page is loaded again, at the address where it was, and unlocked.
async function putAwayUntil(at) {
  await page.evaluate((at) => sessionStorage.setItem("now", String(at)), Date.parse(at));
  await page.reload();
  await heading("Unlock Accord");
  await write("Passphrase", PASSPHRASE);
  await press("button", "Unlock");
  await heading("School and Children's social care");
}

const step = (name, taken) => taken().catch((error) => assert.fail(`${name}: ${error.stack}`));

test("a dispute goes from the first start to the desk in Firefox, part of the way without a network", async () => {
  await step("first start", async () => {
    await page.goto(site.url);
    await heading("Set up Accord on this device");
    await press("radio", "Havering Safeguarding Children Partnership");
    await choose("Your agency", "School");
    await write("Your name", "Head of year");
    await write("Your role", "Designated lead");
    await press("button", "Choose my own instead");
    await write("Choose a passphrase", PASSPHRASE);
    await write("Type it once more", PASSPHRASE);
    await press("button", "Set up");
    await heading("Keep your recovery code");
    await write("Type the code back", await page.$eval(".code", (code) => code.innerText));
    await press("button", "Check the code");
    await heading("What is due");
    await sees("No dispute is recorded on this device yet.");
  });

  await step("a dispute stands at stage 1 with its date, and why", async () => {
    await press("link", "New dispute");
    await heading("New dispute");
    await choose("Which agency raises it?", "School");
    await choose("Which agency does it disagree with?", "Children's social care");
    await write("Local reference", "HV-2041");
    await press("checkbox", "Levels of need");
    await press("button", "Open the dispute");
    await heading("School and Children's social care");
    await sees("Saved on this device at 10:00.");
    await sees(S1_SETTLE);
    const days = count("2025-12-18", 5);
    await sees(`By ${inFull(days.at(-1).day)}, 5 working days left`);
    await page.locator("details ::-p-text(Why this date?)").click();
    await sees("Thursday 25 December 2025: Christmas Day, not counted");
  });

  await step("a discussion is recorded", async () => {
    await putAwayUntil("2025-12-18T11:30Z");
    await inLine(S1_DISCUSS, "Record it as done");
    await press("checkbox", "Telephone");
    await press("button", "Save");
    await sees("Saved on this device at 11:30.");
    await sees(`Done: ${S1_DISCUSS}`);
  });

  await step("the server is gone: the dispute opens at its own address, and work goes on", async () => {
    await page.waitForSelector("html[data-offline=ready]");
    await site.close();
    await putAwayUntil("2025-12-22T09:15Z");
    await press("link", "Go to Stage 2: Supervisors or managers");
    await press("button", "Save");
    await sees("Saved on this device at 09:15.");
    await sees("Open, Stage 2: Supervisors or managers");
  });

  await step("the file that leaves is whole at the desk", async () => {
    await press("link", "Make a file of this dispute");
    await heading("Make a file");
    await press("button", "Make the file");
    await sees("The file is made. It has not been sent.");
    let file;
    for (let waited = 0; !file && waited < PATIENCE; waited += 100) {
      file = readdirSync(downloads).find((name) => name.endsWith(".json"));
      await pause(100);
    }
    assert.match(file ?? "no file", /^accord-2025-12-22-\w{6}-readable\.json$/);
    const built = join(process.env.CARGO_TARGET_DIR ?? "target", "debug", "accord");
    const desk = (...words) => execFileSync(built, [...words, join(downloads, file)], { encoding: "utf8" });
    assert.match(desk("verify"), /every signature holds/);
    const shown = JSON.parse(desk("show", "--now", "2025-12-22T09:15", "--json"));
    assert.equal(shown.title, "School and Children's social care");
    assert.equal(shown.ladder.find((rung) => rung.place === "current").name, "Stage 2");
    assert.equal(shown.timeline.length, 4, "with why anyone can read the file");
  });
});
