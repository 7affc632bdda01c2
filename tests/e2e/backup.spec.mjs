// A backup leaves one device and comes back on another, in another browser, and at the desk.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import {
  PASSPHRASE, SOCIAL_WORKER, chooseBackup, entries, goToBackup, isNotSaved, listUnder, makeBackup, makeFile, makeNote,
  openDispute, setUp, takeIn, unlock, whatStands,
} from "./practitioner.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const heading = (page, name) => page.getByRole("heading", { name, exact: true });

/** The desk command on a backup. */
function desk(file, secret, ...words) {
  const built = join(process.env.CARGO_TARGET_DIR ?? "target", "debug", "accord");
  expect(existsSync(built), "the desk command is missing: `make e2e` builds it").toBe(true);
  const { status, stdout, stderr } = spawnSync(built, ["backup", ...words, file], { encoding: "utf8", input: `${secret}\n` });
  return { status, stdout, stderr };
}

test("a backup is made, read back, and restored on a new device and at the desk", async ({ newDevice, served, folder }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open({ at: "2026-11-16T10:00Z" });
  await page.goto(site.url);
  const code = await setUp(page);
  await expect(page.getByText("No backup yet.")).toBeVisible();
  const address = new URL(await openDispute(page, { child: "HV-2041", words: "We think that the threshold is met." }));
  await makeNote(page, "Their manager rings back tomorrow.");
  await expect(entries(page)).toHaveCount(2);
  const before = await whatStands(page);

  const path = join(folder, "backup.json");
  await makeBackup(page, path);
  const text = readFileSync(path, "utf8");
  await expect(
    heading(page, "The backup is made and was checked: 1 dispute, 2 entries. Keep it off this device."),
  ).toBeVisible();
  for (const words of ["HV-2041", "threshold", "Head of year", "rings back", "havering"]) expect(text).not.toContain(words);

  await test.step("the first screen says so, and reminds after a week with something new", async () => {
    await page.getByRole("link", { name: "What is due" }).click();
    await expect(page.getByText("Last backup Monday 16 November 2026.")).toBeVisible();
    await phone.setClock("2026-11-24T10:00Z");
    const reminder = page.getByText("You have made entries since the last backup");
    await page.goto(address.href);
    await unlock(page);
    await page.getByRole("link", { name: "What is due" }).click();
    await expect(page.getByText("Last backup Monday 16 November 2026.")).toBeVisible();
    await expect(reminder).toBeHidden();
    await page.goto(address.href);
    await unlock(page);
    await makeNote(page, "Nothing came of it.");
    await expect(entries(page)).toHaveCount(3);
    await page.getByRole("link", { name: "What is due" }).click();
    await expect(reminder).toBeVisible();
    await makeBackup(page, join(folder, "later.json"));
    await expect(page.getByRole("heading", { name: "1 dispute, 3 entries" })).toBeVisible();
    await page.getByRole("link", { name: "What is due" }).click();
    await expect(page.getByText("Last backup Tuesday 24 November 2026.")).toBeVisible();
    await expect(reminder).toBeHidden();
  });

  await test.step("where a file is opened, it is told where to go", async () => {
    await page.getByRole("link", { name: "Open a file", exact: true }).click();
    await page.getByLabel("The file that you were sent").setInputFiles(path);
    await button(page, "Check it").click();
    await expect(page.getByRole("alert")).toContainText("This is a backup of a casebook");
  });

  await test.step("at the desk it opens by passphrase and by code, and tells the same counts", async () => {
    for (const secret of [PASSPHRASE, code]) {
      const shown = desk(path, secret, "show", "--json");
      expect(shown.status, shown.stderr).toBe(0);
      const said = JSON.parse(shown.stdout);
      expect(said).toMatchObject({ holds: true, disputes: 1, entries: 2, unreadable: 0, made: "2026-11-16T10:00" });
      expect(said.list[0].title).toBe("School and Children's social care");
    }
    expect(desk(path, "not the passphrase", "verify").status).toBe(1);
  });

  await test.step("a new device is as the old one was", async () => {
    const other = await newDevice().open({ at: "2026-11-16T10:00Z" });
    const another = await served();
    await other.goto(another.url);
    await button(other, "I have a backup").click();
    await expect(other.getByRole("heading", { name: "Restore Accord on this device" })).toBeFocused();
    await chooseBackup(other, path, "not the passphrase", "Restore it here");
    await expect(other.getByRole("alert")).toContainText("That is not the passphrase or the recovery code of this backup.");
    const cut = join(folder, "cut.json");
    writeFileSync(cut, text.slice(0, -500));
    await chooseBackup(other, cut, PASSPHRASE, "Restore it here");
    await expect(other.getByRole("alert")).toContainText("This backup stops before its end.");
    await chooseBackup(other, path, PASSPHRASE, "Restore it here");
    await expect(other.getByRole("heading", { name: "What is due" })).toBeVisible();
    await other.goto(new URL(address.pathname.split("/").pop() + address.search, another.url).href);
    await unlock(other);
    await expect(entries(other)).toHaveCount(2);
    expect(await whatStands(other)).toEqual(before);

    await test.step("and where both go on, each is told that its key signs on two", async () => {
      const record = page.locator(".notice").filter({ hasText: "What to know about this record" });
      await makeNote(other, "Written on the new one.");
      const written = join(folder, "from-the-new-one.json");
      await (await makeFile(other)).saveAs(written);
      await takeIn(page, written);
      // With why anyone can read the file.
      await expect(entries(page)).toHaveCount(5);
      await expect(record).toContainText("You signed entries on two devices, or in two windows, and neither saw the other.");
      expect(await faults(page)).toEqual([]);
      await makeNote(page, "That was me.");
      await expect(entries(page)).toHaveCount(6);
      await expect(record).toBeHidden();
    });
  });
});

/** A backup with one dispute of the school, made on a device of its own. */
async function backedUp(newDevice, served, path) {
  const page = await newDevice().open();
  await page.goto((await served()).url);
  await setUp(page);
  await openDispute(page, { words: "We disagree." });
  await makeBackup(page, path);
  await expect(page.getByRole("heading", { name: "1 dispute, 1 entry" })).toBeVisible();
  return path;
}

/** The first screen lists so many disputes; goes back to the backup. */
async function hasDisputes(page, n) {
  await page.getByRole("link", { name: "What is due" }).click();
  await expect(listUnder(page, "Disputes").getByRole("listitem")).toHaveCount(n);
  await goToBackup(page);
}

/** Opens a backup on a device that has entries. */
async function check(page, path) {
  await chooseBackup(page, path, PASSPHRASE, "Check the backup");
  await expect(page.getByRole("heading", { name: "What this backup would bring" })).toBeFocused();
}

const OTHER = { who: SOCIAL_WORKER, passphrase: "another seven quiet harbours" };

test("restored beside a dispute of its own it is shown, merged, and taken out again", async ({ newDevice, served, folder }) => {
  const path = await backedUp(newDevice, served, join(folder, "backup.json"));
  const page = await newDevice().open();
  await page.goto((await served()).url);
  await setUp(page, OTHER);
  await openDispute(page, { child: "HV-1" });
  await goToBackup(page);
  await check(page, path);
  await expect(page.getByText("School and Children's social care: new on this device, 1 new entry.")).toBeVisible();
  await button(page, "Leave it").click();
  await expect(page.getByText("Nothing was stored.")).toBeVisible();
  await hasDisputes(page, 1);
  await check(page, path);
  await button(page, "Restore these entries").click();
  await expect(page.getByText("The entries of the backup are here.")).toBeVisible();
  await expect(page.getByText("a backup brought 1 entry to 1 dispute.")).toBeVisible();
  await hasDisputes(page, 2);
  await button(page, "Take the restored entries out again").click();
  await expect(page.getByText("The restored entries are taken out again.")).toBeVisible();
  await expect(button(page, "Take the restored entries out again")).toBeHidden();
  await hasDisputes(page, 1);

  await test.step("they stay where something builds upon them, and that costs nothing", async () => {
    await check(page, path);
    await button(page, "Restore these entries").click();
    await page.getByRole("link", { name: "What is due" }).click();
    await listUnder(page, "Disputes").getByRole("listitem").filter({ hasText: "HV-2041" }).getByRole("link").click();
    await makeNote(page, "Built upon it");
    await goToBackup(page);
    await button(page, "Take the restored entries out again").click();
    await expect(page.getByRole("alert")).toContainText("The restored entries stay");
    await isNotSaved(page);
    // There are no words on this screen.
    await expect(page.getByText("Your words")).toHaveCount(0);
    await hasDisputes(page, 2);
  });
});

test("who forgot the passphrase restores with the code, and is told to choose another one", async ({ newDevice, served, folder }) => {
  const page = await newDevice().open();
  await page.goto((await served()).url);
  const code = await setUp(page);
  await openDispute(page);
  const path = join(folder, "backup.json");
  await makeBackup(page, path);
  const told = (page) => page.getByText("You opened it with the recovery code.");
  for (const [secret, times] of [[code, 1], [PASSPHRASE, 0]]) {
    const other = await newDevice().open();
    await other.goto((await served()).url);
    await button(other, "I have a backup").click();
    await chooseBackup(other, path, secret, "Restore it here");
    await expect(other.getByRole("heading", { name: "What is due" })).toBeVisible();
    await expect(told(other)).toHaveCount(times);
  }
});

test("who never made a backup is reminded after a week", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open({ at: "2026-11-16T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const reminder = page.locator(".notice").filter({ hasText: "no backup has them" });
  const looks = async (times) => {
    await page.goto(site.url);
    await unlock(page);
    await expect(page.getByText("No backup yet.")).toBeVisible();
    await expect(reminder).toHaveCount(times);
  };
  await looks(0);
  await phone.setClock("2026-11-24T10:00Z");
  await looks(1);
  expect(await faults(page)).toEqual([]);
});

test("a full disk leaves everything as it was", async ({ newDevice, served, folder }) => {
  const path = await backedUp(newDevice, served, join(folder, "backup.json"));
  const [device, site] = [newDevice(), await served()];
  const before = await device.open();
  await before.goto(site.url);
  await setUp(before, OTHER);
  await openDispute(before, { child: "HV-1" });
  const { page } = await device.openWithoutRoom(site);
  await page.goto(site.url);
  await unlock(page, OTHER.passphrase);
  await goToBackup(page);
  await check(page, path);
  await button(page, "Restore these entries").click();
  await expect(page.getByRole("alert")).toContainText("there is no room left on this device");
  await isNotSaved(page);
  await button(page, "Leave it").click();
  await hasDisputes(page, 1);

  await test.step("a device without a casebook stays so", async () => {
    const [fresh, another] = [newDevice(), await served()];
    await (await fresh.open()).goto(another.url);
    const { page: bare } = await fresh.openWithoutRoom(another);
    await bare.goto(another.url);
    await button(bare, "I have a backup").click();
    await chooseBackup(bare, path, PASSPHRASE, "Restore it here");
    await expect(bare.getByRole("alert")).toContainText("there is no room left on this device");
    await bare.reload();
    await expect(bare.getByRole("heading", { name: "Set up Accord on this device" })).toBeVisible();
  });
});
