// A backup goes from one engine to the other and back: made in Firefox, read at the desk, brought to another Firefox
// and to Chromium, gone on with there, and brought to Firefox again.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { chromium, expect } from "@playwright/test";
import { browserOptions } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";
import { chooseBackup, entries, makeBackup, makeNote } from "../e2e/practitioner.mjs";
import { PASSPHRASE, personAtFirefox } from "./person.mjs";

const TITLE = "School and Children's social care";
const AT = "2025-12-18T10:00Z";

let site, folder;
const leaving = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "accord-backup-"));
  site = await serve({ port: 0 });
});

after(async () => {
  for (const leave of leaving.reverse()) await leave();
  await site?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Somebody at a Firefox that nobody has used. */
async function newFirefox() {
  const person = await personAtFirefox({ at: AT });
  leaving.push(person.leave);
  return person;
}

/** The page of a Chromium that nobody has used. */
async function newChromium() {
  const context = await chromium.launchPersistentContext(join(folder, "chromium"), {
    ...browserOptions(),
    viewport: { width: 390, height: 844 },
    locale: "en-GB",
    timezoneId: "Europe/London",
    acceptDownloads: true,
  });
  leaving.push(() => context.close());
  await context.clock.setFixedTime(new Date(AT));
  return context.pages()[0];
}

/** What the desk says of a backup. */
function desk(file, secret, ...words) {
  const built = join(process.env.CARGO_TARGET_DIR ?? "target", "debug", "accord");
  return execFileSync(built, ["backup", ...words, file], { encoding: "utf8", input: `${secret}\n` });
}

/** A Firefox that nobody has used gets the casebook of a backup; ends on its dispute. */
async function restoredInFirefox(file) {
  const person = await newFirefox();
  const { page, press, heading, write, giveFile } = person;
  await page.goto(site.url);
  await heading("Set up Accord on this device");
  await press("button", "I have a backup");
  await heading("Restore Accord on this device");
  await giveFile(file);
  await write("Its passphrase or recovery code", PASSPHRASE);
  await press("button", "Restore it here");
  await heading("What is due");
  await press("link", TITLE);
  await heading(TITLE);
  return person;
}

test("a backup that one engine made is a casebook in the other, and at the desk", async () => {
  const first = await newFirefox();
  const code = await first.setUp(site);
  await first.sees("No backup yet.");
  await first.openDispute();
  await first.press("link", "Settings");
  await first.press("link", "Make or restore a backup");
  await first.heading("Backup");
  await first.press("button", "Make a backup");
  await first.sees("The backup is made and was checked: 1 dispute, 1 entry. Keep it off this device.");
  const file = await first.downloaded(/^accord-backup-.*\.json$/);
  assert.equal(basename(file), "accord-backup-2025-12-18.json");

  for (const secret of [PASSPHRASE, code]) {
    assert.match(desk(file, secret, "verify"), /1 dispute, 1 entry/);
    assert.equal(JSON.parse(desk(file, secret, "show", "--json")).list[0].title, TITLE);
  }

  const second = await restoredInFirefox(file);
  await second.sees("HV-2041");
  await second.page.reload();
  await second.unlock();
  await second.heading(TITLE);

  const page = await newChromium();
  await page.goto(site.url);
  await page.getByRole("button", { name: "I have a backup" }).click();
  await chooseBackup(page, file, PASSPHRASE, "Restore it here");
  await page.getByRole("link", { name: TITLE }).first().click();
  await expect(entries(page)).toHaveCount(1);
  await makeNote(page, "Written in the other engine");
  await expect(entries(page)).toHaveCount(2);
  const later = join(folder, "later.json");
  await makeBackup(page, later);
  assert.match(desk(later, PASSPHRASE, "verify"), /1 dispute, 2 entries/);

  const third = await restoredInFirefox(later);
  await third.sees("Written in the other engine");
});
