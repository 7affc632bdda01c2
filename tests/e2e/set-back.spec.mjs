// The host is set back to the version before: it takes over like any other, opens what the newer one left, and leaves
// alone what only that one can read.
import { cpSync } from "node:fs";
import { expect, storedOffline, test } from "./device.mjs";
import { deploy, lookForUpdate } from "./another-version.mjs";
import { entries, isSaved, makeNote, openDispute, PASSPHRASE, setUp, unlock } from "./practitioner.mjs";

const version = (page) => page.locator("html").getAttribute("data-version");

async function change(page, served, to) {
  deploy(served, to);
  expect(await lookForUpdate(page)).toBe("installed");
  await page.getByRole("button", { name: "Use the new version" }).click();
  await expect(page.locator(`html[data-version=${to}]`)).toBeAttached();
}

/** What a newer version does to the storage: a store more, and with it a version more. */
const upgradeStorage = (page) =>
  page.evaluate(async () => {
    const [{ name, version }] = await indexedDB.databases();
    await new Promise((done, failed) => {
      const opening = indexedDB.open(name, version + 1);
      opening.onblocked = () => failed(new Error("a connection of the app is in the way"));
      opening.onupgradeneeded = () => opening.result.createObjectStore("of-the-newer-version").put("kept", "a");
      opening.onsuccess = () => (opening.result.close(), done());
      opening.onerror = () => failed(opening.error);
    });
  });

/** Every record of every store; with `replaced`, the header says that instead. */
const records = (page, replaced) =>
  page.evaluate(async (replaced) => {
    const done = (request) =>
      new Promise((settled, failed) => {
        request.onsuccess = () => settled(request.result);
        request.onerror = () => failed(request.error);
      });
    const [{ name }] = await indexedDB.databases();
    const database = await done(indexedDB.open(name));
    const all = database.transaction([...database.objectStoreNames], "readwrite");
    if (replaced) {
      const header = new TextDecoder().decode(await done(all.objectStore("header").get("vault")));
      const [from, to] = replaced;
      if (!header.includes(from)) throw new Error(`${header} has no ${from}`);
      await done(all.objectStore("header").put(new TextEncoder().encode(header.replace(from, to)), "vault"));
    }
    const found = {};
    for (const store of database.objectStoreNames) {
      const [keys, values] = [await done(all.objectStore(store).getAllKeys()), await done(all.objectStore(store).getAll())];
      keys.forEach((key, at) => (found[`${store} ${key}`] = String(values[at])));
    }
    database.close();
    return found;
  }, replaced);

test("an app that is set back opens what the newer one left, and leaves its stores alone", async ({ newDevice, served, folder }) => {
  cpSync("dist", folder, { recursive: true });
  deploy(folder, "one");
  const site = await served({ folder });
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  const address = await openDispute(page);

  await change(page, folder, "two");
  await unlock(page);
  await upgradeStorage(page);
  await page.goto(address);
  await unlock(page);
  await makeNote(page, "Written in the newer version");
  await isSaved(page);

  await change(page, folder, "one");
  expect(await version(page)).toBe("one");
  await page.goto(address);
  await unlock(page);
  await expect(entries(page)).toHaveCount(2);
  await makeNote(page, "Written after it was set back");
  await isSaved(page);
  await expect(entries(page)).toHaveCount(3);
  expect(await records(page)).toHaveProperty("of-the-newer-version a", "kept");
});

test("a casebook of a newer format is told, nothing of it changes, and it opens again with that version", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  const address = await openDispute(page);
  const newer = await records(page, ["vault/1", "vault/2"]);

  await page.goto(address);
  await page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(PASSPHRASE);
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  const told = page.getByRole("alert");
  await expect(told).toContainText("This casebook was made by a newer version of Accord.");
  await expect(told).toContainText("Nothing was changed. Reload the page while you are online, to get that version.");
  await expect(page.getByRole("link", { name: "Child in danger?" })).toBeVisible();
  expect(await records(page)).toEqual(newer);

  await records(page, ["vault/2", "vault/1"]);
  await page.goto(address);
  await unlock(page);
  await expect(entries(page)).toHaveCount(1);
});
