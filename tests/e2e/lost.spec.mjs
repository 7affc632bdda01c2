// A browser or a system that lost some records, and not all of them: it is said what is gone and what helps.
import { join } from "node:path";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { PASSPHRASE, chooseBackup, entries, goToBackup, lock, makeBackup, makeNote, openDispute, setUp, unlock } from "./practitioner.mjs";

const title = (page) => page.getByRole("heading", { level: 1 });

/** The names of the records of a store. */
const namesIn = (page, store) =>
  page.evaluate(async (store) => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await done(indexedDB.open("accord"));
    const names = await done(database.transaction(store).objectStore(store).getAllKeys());
    database.close();
    return names;
  }, store);

/** Takes records out of the storage, as nobody does with the app: all of the store but those that are kept. */
const losesRecords = (page, store, kept = []) =>
  page.evaluate(async ({ store, kept }) => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await done(indexedDB.open("accord"));
    const records = database.transaction(store, "readwrite").objectStore(store);
    const names = (await done(records.getAllKeys())).filter((name) => !kept.includes(name));
    await Promise.all(names.map((name) => done(records.delete(name))));
    database.close();
    return names.length;
  }, { store, kept });

test("the record that opens the casebook is gone: it is said, and a backup brings all of it back", async ({ newDevice, served, folder }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const path = join(folder, "backup.json");
  await makeBackup(page, path);
  await page.getByRole("link", { name: "What is due" }).click();
  await page.getByRole("link", { name: "School and Children's social care" }).first().click();
  await makeNote(page, "Written after the backup");
  await expect(entries(page)).toHaveCount(2);
  await lock(page);
  expect(await losesRecords(page, "header")).toBe(1);
  await page.reload();

  await expect(title(page)).toHaveText("Restore Accord on this device");
  await expect(page.getByText("the part that opens it is gone")).toBeVisible();
  await expect(page.getByText("Without a backup it stays shut.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Set up", exact: true })).toHaveCount(0);
  expect(await faults(page)).toEqual([]);

  await test.step("a backup of another casebook is refused", async () => {
    const other = await newDevice().open();
    await other.goto((await served()).url);
    await setUp(other);
    await openDispute(other);
    const theirs = join(folder, "theirs.json");
    await makeBackup(other, theirs);
    await chooseBackup(page, theirs, PASSPHRASE, "Restore it here");
    await expect(page.getByRole("alert")).toContainText("This backup is of another casebook.");
  });

  await chooseBackup(page, path, PASSPHRASE, "Restore it here");
  // At the address where the person was.
  await expect(title(page)).toHaveText("School and Children's social care");
  await expect(entries(page)).toHaveCount(2);
  await page.reload();
  await unlock(page);
  await expect(entries(page)).toHaveCount(2);
  await expect(entries(page).filter({ hasText: "Written after the backup" })).toHaveCount(1);
  await makeNote(page, "And on it goes");
  await expect(entries(page)).toHaveCount(3);
});

/** Flips a byte of a record, as a disk that fails. */
const damages = (page, store, key) =>
  page.evaluate(async ({ store, key }) => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await done(indexedDB.open("accord"));
    const records = database.transaction(store, "readwrite").objectStore(store);
    const bytes = new Uint8Array(await done(records.get(key)));
    bytes[bytes.length - 1] ^= 1;
    await done(records.put(bytes, key));
    database.close();
  }, { store, key });

test("a first entry that cannot be read is told as that, and as nothing else", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  const dispute = await openDispute(page);
  const [first] = await namesIn(page, "events");
  await makeNote(page, "Said at the gate");
  await lock(page);
  await damages(page, "events", first);
  await page.goto(dispute);
  await unlock(page);
  const told = page.locator(".notice").filter({ hasText: "What to know about this record" });
  await expect(told).toContainText("1 entry of this dispute cannot be read on this device.");
  await expect(told).toContainText("Restore a backup");
  await expect(page.getByRole("main")).not.toContainText(/Update Accord|Ask the sender|is not in this version/);
  const lines = await page.locator("main p").allInnerTexts();
  expect(lines.filter((line) => line.trim() && !/\w/.test(line))).toEqual([]);
  expect(await faults(page)).toEqual([]);
  await page.getByRole("link", { name: "What is due", exact: true }).click();
  await expect(page.getByText("Its first entry cannot be read here", { exact: true })).toBeVisible();
});

test("an entry that is gone is told on both screens, until a backup brings it back or somebody has read it", async ({ newDevice, served, folder }) => {
  const GONE = "Entries that were saved here are gone: School and Children's social care, HV-2041.";
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  const dispute = await openDispute(page);
  const kept = await namesIn(page, "events");
  await makeNote(page, "Said at the gate");
  await expect(entries(page)).toHaveCount(2);
  const path = join(folder, "backup.json");
  await makeBackup(page, path);
  const toHome = () => page.getByRole("link", { name: "What is due", exact: true }).click();
  const comesBackTo = async (address) => {
    await page.goto(address);
    await unlock(page);
  };

  await lock(page);
  expect(await losesRecords(page, "events", kept)).toBe(1);
  await comesBackTo(dispute);
  await expect(entries(page)).toHaveCount(1);
  const here = page.getByText("1 entry of this dispute is gone from this device.");
  await expect(here).toBeVisible();
  await toHome();
  await expect(page.getByText(GONE)).toBeVisible();
  await expect(page.getByText("All work is saved on this device.")).toHaveCount(0);
  expect(await faults(page)).toEqual([]);

  await goToBackup(page);
  await chooseBackup(page, path, PASSPHRASE, "Check the backup");
  await page.getByRole("button", { name: "Restore these entries" }).click();
  await expect(page.getByText("The entries of the backup are here.")).toBeVisible();
  await toHome();
  await expect(page.getByText("All work is saved on this device.")).toBeVisible();
  await expect(page.getByText(GONE)).toHaveCount(0);
  await comesBackTo(dispute);
  await expect(entries(page)).toHaveCount(2);
  await expect(here).toHaveCount(0);

  await test.step("a dispute of which nothing is left is told by its name", async () => {
    await lock(page);
    expect(await losesRecords(page, "events")).toBe(2);
    await comesBackTo(dispute);
    await expect(page.getByText("2 entries of this dispute are gone from this device.")).toBeVisible();
    await toHome();
    await expect(page.getByText(GONE)).toBeVisible();
    await page.getByRole("button", { name: "I have read this" }).click();
    await expect(page.getByText(GONE)).toHaveCount(0);
    await comesBackTo(site.url);
    await expect(page.getByText("No dispute is recorded on this device yet.")).toBeVisible();
    await expect(page.getByText(GONE)).toHaveCount(0);
  });
});
