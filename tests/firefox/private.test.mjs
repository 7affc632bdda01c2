// A private window forgets everything when it is closed: no casebook is begun there.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import puppeteer from "puppeteer-core";
import { serve } from "../../scripts/serve.mjs";

test("a private window is refused with the reason, and still says whom to ring", async () => {
  const folder = mkdtempSync(join(tmpdir(), "accord-private-"));
  const site = await serve({ port: 0 });
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX,
    userDataDir: folder,
    headless: true,
    extraPrefsFirefox: { "browser.privatebrowsing.autostart": true },
  });
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    const says = (words) => page.waitForFunction((words) => document.body.innerText.includes(words), {}, words);
    await says("This browser window cannot keep Accord: it is a private window");
    await says("Open Accord in an ordinary window");
    assert.equal(await page.$("input"), null, "nothing is asked there");
    await page.locator('::-p-aria([role="link"][name="Child in danger?"])').click();
    await says("999");
  } finally {
    await browser.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
