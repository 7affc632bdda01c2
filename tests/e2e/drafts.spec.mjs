// What is typed is kept within two seconds of the last key: whatever happens to the page, it is there again.
import { cpSync } from "node:fs";
import { deploy, lookForUpdate } from "./another-version.mjs";
import { expect, storedOffline, test } from "./device.mjs";
import {
  act, entries, fillInDispute, isSaved, listUnder, lock, openDispute, setUp, storedDrafts, unlock,
} from "./practitioner.mjs";

const BEGUN = "You began, and did not finish";
const S1_DISCUSS = "Talk with the worker in the other agency as soon as possible";

const note = (page) => page.getByRole("textbox", { name: "In words" });
const isKept = (page) => expect(page.getByText(/^Saved as a draft at \d\d:\d\d\.$/)).toBeVisible();

/** A dispute on a device, and the form of a note in it. */
async function atNote({ newDevice, served }, { folder } = {}) {
  const site = await served({ folder });
  const device = newDevice();
  const page = await device.open();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  const address = await openDispute(page);
  await isSaved(page);
  await page.getByRole("link", { name: "Make a note" }).click();
  await expect(note(page)).toBeVisible();
  return { site, device, page, address };
}

test("what was begun is told at home, is there after a reload, and goes when it is thrown away", async ({ newDevice, served }) => {
  const { page, site } = await atNote({ newDevice, served });
  await note(page).fill("Half a sentence");
  await isKept(page);
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await page.goBack();
  await expect(note(page)).toHaveValue("Half a sentence");
  await page.goto(site.url);
  await unlock(page);
  const begun = listUnder(page, BEGUN).getByRole("listitem");
  await expect(begun).toHaveCount(1);
  await begun.getByRole("link", { name: "Make a note, School and Children's social care" }).click();
  await expect(note(page)).toHaveValue("Half a sentence");

  await page.getByText("Begin again").click();
  await page.getByRole("button", { name: "Throw it away" }).click();
  await expect(note(page)).toHaveValue("");
  await expect(page.getByText("You began this on")).toBeHidden();
  await expect.poll(() => storedDrafts(page)).toBe(0);
  await page.getByRole("link", { name: "What is due" }).click();
  await expect(page.getByRole("heading", { name: "Disputes" })).toBeVisible();
  await expect(page.getByRole("heading", { name: BEGUN })).toBeHidden();
});

test("a lock in the middle of a new dispute loses not one character", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  await fillInDispute(page, { child: "HV-7" });
  await page.getByRole("button", { name: "Add another child" }).click();
  const second = page.getByRole("group", { name: "Child 2", exact: true });
  await second.getByRole("textbox", { name: "Local reference" }).fill("HV-8");
  const words = page.getByRole("textbox", { name: "In your words" });
  await words.fill("One line,\n  another “line” with ünd 🧒 and a trailing space ");
  const typed = await words.inputValue();
  // At once: nothing is sealed yet.
  await lock(page);
  await unlock(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New dispute");
  await expect(words).toHaveValue(typed);
  await expect(page.getByRole("group", { name: "Child 1", exact: true }).getByRole("textbox")).toHaveValue("HV-7");
  await expect(second.getByRole("textbox", { name: "Local reference" })).toHaveValue("HV-8");
  await expect(page.getByRole("checkbox", { name: "Levels of need" })).toBeChecked();
  await expect(
    page.getByRole("group", { name: "Child 1", exact: true })
      .getByRole("group", { name: "Does the child have a child protection plan?" })
      .getByRole("radio", { name: "Yes" }),
  ).toBeChecked();
  await page.getByRole("link", { name: "What is due" }).click();
  await listUnder(page, BEGUN).getByRole("link", { name: "New dispute, Disagreement between agencies" }).click();
  await words.fill(`${typed}!`);
  await expect(page.getByText("Saved as a draft")).toBeVisible();
  await page.getByRole("button", { name: "Open the dispute" }).click();
  await isSaved(page);
  expect(await storedDrafts(page)).toBe(0);
  // A new form says nothing of the one before it.
  await page.getByRole("link", { name: "New dispute", exact: true }).click();
  await expect(page.getByRole("button", { name: "Open the dispute" })).toBeVisible();
  await expect(page.getByText("Saved as a draft")).toHaveCount(0);
});

test("who goes on pressing the escape key stops nothing of the hiding", async ({ newDevice, served }) => {
  const { page } = await atNote({ newDevice, served });
  await note(page).fill("They are here");
  await isKept(page);
  const afresh = page.waitForEvent("load");
  for (let n = 0; n < 60; n += 1) await page.keyboard.press("Escape", { delay: 5 });
  await afresh;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unlock Accord");
  await unlock(page);
  await expect(note(page)).toHaveValue("They are here");
});

test("one tap, or three times the escape key, hides everything at once", async ({ newDevice, served }) => {
  const { page } = await atNote({ newDevice, served });
  const hidden = async () => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unlock Accord");
    await expect(page).toHaveTitle("Unlock Accord – Accord");
    await expect(page.getByRole("button", { name: "Hide" })).toBeHidden();
  };
  await note(page).fill("They are coming in");
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(page.getByRole("button", { name: "Hide" })).toBeInViewport();
  await expect(page.getByRole("link", { name: "Child in danger?" })).toBeInViewport();
  let afresh = page.waitForEvent("load");
  await page.getByRole("button", { name: "Hide" }).click();
  await afresh;
  await hidden();
  await unlock(page);
  await expect(note(page)).toHaveValue("They are coming in");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(note(page)).toHaveValue("They are coming in");
  await page.waitForTimeout(2500);
  await page.keyboard.press("Escape");
  await expect(note(page)).toHaveValue("They are coming in");
  await page.waitForTimeout(2500);
  afresh = page.waitForEvent("load");
  for (let n = 0; n < 3; n += 1) await page.keyboard.press("Escape");
  await afresh;
  await hidden();
  await unlock(page);
  await expect(note(page)).toHaveValue("They are coming in");
});

test("another tab finds what was typed here, and two tabs lose nothing of two forms", async ({ newDevice, served }) => {
  const { page, device, address } = await atNote({ newDevice, served });
  await note(page).fill("Typed in the first tab");
  await isKept(page);
  const other = await device.newPage();
  await other.goto(page.url());
  await unlock(other);
  await expect(note(other)).toHaveValue("Typed in the first tab");
  await other.goto(address);
  await unlock(other);
  await other.getByRole("link", { name: "Record a discussion" }).click();
  await other.getByRole("textbox", { name: "What is agreed" }).fill("A visit this week");
  await isKept(other);
  await page.bringToFront();
  await note(page).fill("Typed in the first tab, and on");
  await isKept(page);
  await page.getByRole("link", { name: "What is due" }).click();
  await expect(listUnder(page, BEGUN).getByRole("listitem")).toHaveCount(2);
  await listUnder(page, BEGUN).getByRole("link", { name: /^Record a discussion/ }).click();
  await expect(page.getByRole("textbox", { name: "What is agreed" })).toHaveValue("A visit this week");
});

test("what was begun in a form that is offered no longer is shown before it goes", async ({ newDevice, served }) => {
  const site = await served();
  const device = newDevice();
  const page = await device.open();
  await page.goto(site.url);
  await setUp(page);
  const address = await openDispute(page);
  await page.locator("li", { hasText: S1_DISCUSS }).getByRole("link", { name: "Record it as done" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(S1_DISCUSS);
  await page.getByLabel("When did it happen? (optional)").fill("2025-01-02");
  await isKept(page);
  const form = page.url();
  const other = await device.newPage();
  await other.goto(address);
  await unlock(other);
  await act(other, "Go to Stage 2: Supervisors or managers");
  await isSaved(other);
  await expect.poll(() => storedDrafts(other)).toBe(1);
  await page.goto(form);
  await unlock(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("no longer offered");
  await expect(page.getByText("2025-01-02", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Throw it away" }).click();
  await expect(entries(page)).toHaveCount(2);
  await expect.poll(() => storedDrafts(page)).toBe(0);
});

test("a new version that is taken at once costs no word", async ({ newDevice, served, folder }) => {
  cpSync("dist", folder, { recursive: true });
  deploy(folder, "one");
  const { page } = await atNote({ newDevice, served }, { folder });
  deploy(folder, "two");
  expect(await lookForUpdate(page)).toBe("installed");
  await note(page).fill("Typed as the new version came");
  await page.getByRole("button", { name: "Use the new version" }).click();
  await expect(page.locator("html[data-version=two]")).toBeAttached();
  await unlock(page);
  await expect(note(page)).toHaveValue("Typed as the new version came");
});

test("who uses the device is a draft too, until it is saved", async ({ newDevice, served }) => {
  const { page } = await atNote({ newDevice, served });
  await page.getByRole("link", { name: "Settings" }).click();
  const role = page.getByRole("textbox", { name: "Your role" });
  await role.fill("Deputy head, and something");
  await lock(page);
  await unlock(page);
  await expect(role).toHaveValue("Deputy head, and something");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved on this device." })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Disputes" })).toBeVisible();
  expect(await storedDrafts(page)).toBe(0);
});

test("on a full disk the lock says that the words are in this tab only, and with room again they are kept", async ({ newDevice, served }) => {
  const { page: before, device, site } = await atNote({ newDevice, served });
  const form = before.url();
  // Chromium goes on for seconds by what it last knew to be free: only a new one asks.
  await device.close();
  const page = await device.open();
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(site.url);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await page.goto(form);
  await unlock(page);
  await note(page).fill("Written on a full disk");
  await expect(page.getByText("Not saved as a draft. Not saved: there is no room left on this device.")).toBeVisible();
  await page.evaluate(() => { window.before = true; });
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unlock Accord");
  await expect(page.getByRole("alert")).toContainText("there is no room left on this device");
  await expect(page.getByRole("alert")).toContainText("What you had typed and not saved is kept in this tab until you close it.");
  expect(await page.evaluate(() => window.before)).toBe(true);

  await devtools.send("Storage.overrideQuotaForOrigin", { origin });
  await unlock(page);
  await expect(note(page)).toHaveValue("Written on a full disk");
  await isKept(page);
  await page.goto(form);
  await unlock(page);
  await expect(note(page)).toHaveValue("Written on a full disk");
});
