// A person at Firefox, driven over WebDriver BiDi: a profile of its own, and what they see, press and write.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import puppeteer from "puppeteer-core";

export const PASSPHRASE = "copper meadow lantern sixty";
const PATIENCE = 30_000;

/** Starts Firefox with a profile that nobody has used. `page` believes that it is `at`, until it is told otherwise. */
export async function personAtFirefox({ at = "2025-12-18T10:00Z" } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "accord-firefox-"));
  const downloads = mkdtempSync(join(tmpdir(), "accord-firefox-files-"));
  const browser = await puppeteer.launch({
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
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.evaluateOnNewDocument((at) => {
    const Real = Date;
    const now = () => Number(sessionStorage.getItem("now") ?? Real.parse(at));
    globalThis.Date = class extends Real {
      constructor(...given) {
        given.length ? super(...given) : super(now());
      }
      static now() {
        return now();
      }
    };
  }, at);

  // What a person sees: the words on the page, with single spaces.
  const seen = () => page.evaluate(() => document.body.innerText.replace(/\s+/g, " "));
  const or = (what) => async (error) => assert.fail(`${what}: ${error.message}. The page says: ${await seen()}`);
  // The element of that role and name, once it is there.
  const named = (role, name) => page.locator(`::-p-aria([role="${role}"][name="${name}"])`);

  const sees = (words) =>
    page.waitForFunction((words) => document.body.innerText.replace(/\s+/g, " ").includes(words), {}, words).catch(or(words));
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

  // Gives a file to the only field that takes one.
  async function giveFile(path) {
    const field = await page.waitForSelector("input[type=file]").catch(or("the field for a file"));
    await field.uploadFile(path);
  }

  // First use, up to the first screen; gives the recovery code.
  async function setUp(site) {
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
    const code = await page.$eval(".code", (code) => code.innerText);
    await write("Type the code back", code);
    await press("button", "Check the code");
    await heading("What is due");
    return code;
  }

  async function openDispute() {
    await press("link", "New dispute");
    await heading("New dispute");
    await choose("Which agency raises it?", "School");
    await choose("Which agency do you disagree with?", "Children's social care");
    await write("Local reference", "HV-2041");
    await press("checkbox", "Levels of need");
    await press("button", "Open the dispute");
    await heading("School and Children's social care");
  }

  async function unlock() {
    await heading("Unlock Accord");
    await write("Passphrase", PASSPHRASE);
    await press("button", "Unlock");
  }

  // The file of that name among the downloads, once all of it is there.
  async function downloaded(pattern) {
    for (let waited = 0; waited < PATIENCE; waited += 100) {
      const files = readdirSync(downloads);
      const found = files.find((name) => pattern.test(name));
      if (found && !files.some((name) => name.endsWith(".part"))) return join(downloads, found);
      await pause(100);
    }
    return assert.fail(`no such file came: ${readdirSync(downloads)}`);
  }

  async function leave() {
    await browser.close();
    for (const left of [folder, downloads]) rmSync(left, { recursive: true, force: true, maxRetries: 5 });
  }

  return { page, seen, sees, press, write, heading, choose, inLine, giveFile, setUp, openDispute, unlock, downloaded, leave };
}
