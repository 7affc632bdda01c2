// The device's own lock (fingerprint, face, PIN) opens the casebook where its owner asked for it: beside the
// passphrase, and never in its place.
import { faults } from "./axe.mjs";
import { expect, ownLock, test } from "./device.mjs";
import { PASSPHRASE, SOCIAL_WORKER, lock, makeNote, openDispute, setUp, setUpOwnLock, unlock } from "./practitioner.mjs";

const THEIRS = "river candle orbit thistle";
const OFFER = "Unlock with fingerprint, face or screen lock";

const title = (page) => page.getByRole("heading", { level: 1 });
const offer = (page) => page.getByRole("heading", { name: OFFER });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const byLock = (page) => button(page, OFFER);

async function toSettings(page) {
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await expect(title(page)).toHaveText("Settings");
  await expect(page.getByRole("heading", { name: "Bank holidays", exact: true })).toBeVisible();
}

/** What lies in the store of the header, by name. */
const lies = (page) =>
  page.evaluate(async () => {
    const database = await new Promise((done) => {
      const request = indexedDB.open("accord");
      request.onsuccess = () => done(request.result);
    });
    const keys = database.transaction("header").objectStore("header").getAllKeys();
    await new Promise((done) => (keys.onsuccess = done));
    database.close();
    return keys.result;
  });

/** A person's casebook, with a note in it, on a device with that lock. */
async function atWork({ newDevice, served }, how) {
  const site = await served();
  const page = await newDevice().open();
  const own = await ownLock(page, how);
  await page.goto(site.url);
  await setUp(page);
  return { site, page, own };
}

test("it opens the casebook once it was set up with the passphrase, and no longer when it is turned off", async ({
  newDevice, served,
}) => {
  const { page, own } = await atWork({ newDevice, served });
  await openDispute(page);
  await makeNote(page, "Said at the gate");
  await lock(page);
  await expect(byLock(page)).toHaveCount(0);
  await unlock(page);

  await test.step("whoever does not know the passphrase sets nothing up", async () => {
    await toSettings(page);
    await page.getByLabel("Passphrase", { exact: true }).fill("lantern meadow copper sixty");
    await button(page, "Set it up").click();
    await expect(page.getByRole("alert")).toContainText("That is not the passphrase");
    expect(await own.keys()).toEqual([]);
    expect(await lies(page)).toEqual(["vault"]);
  });

  await setUpOwnLock(page);
  await expect(page.getByRole("status").filter({ hasText: "It is set up." })).toBeVisible();
  expect(await own.keys()).toHaveLength(1);
  const [key] = await own.keys();
  expect(key).toMatchObject({ rpId: "localhost", userName: "Accord", userDisplayName: "Accord" });
  expect(await lies(page)).toEqual(["prf", "vault"]);

  await test.step("one tap opens it, at the screen that was left", async () => {
    await lock(page);
    // Never without the tap.
    await expect(byLock(page)).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await expect(title(page)).toHaveText("Unlock Accord");
    await byLock(page).click();
    await expect(title(page)).toHaveText("Settings");
    await page.getByRole("link", { name: "What is due", exact: true }).click();
    await page.getByRole("link", { name: "School and Children's social care" }).first().click();
    await expect(page.getByRole("main")).toContainText("Said at the gate");
    await makeNote(page, "And after it");
    await expect(page.getByRole("main")).toContainText("And after it");
  });

  await test.step("a device that was set back no longer opens it; the passphrase does, and it is set up anew", async () => {
    await lock(page);
    await own.forgetAll();
    await byLock(page).click();
    await expect(page.getByRole("alert")).toContainText("did not confirm that it is you");
    await unlock(page);
    await expect(page.getByRole("main")).toContainText("And after it");
    await toSettings(page);
    await button(page, "Turn it off").click();
    await setUpOwnLock(page);
    await lock(page);
    await byLock(page).click();
    await expect(title(page)).toHaveText("Settings");
  });

  await test.step("refused, it says so, and the passphrase opens the casebook", async () => {
    await lock(page);
    await own.knows(false);
    await byLock(page).click();
    await expect(page.getByRole("alert")).toContainText("did not confirm that it is you");
    await expect(page.getByRole("alert")).toBeFocused();
    expect(await faults(page)).toEqual([]);
    await unlock(page);
    await expect(title(page)).toHaveText("Settings");
  });

  await test.step("turned off, nothing is left of it", async () => {
    await button(page, "Turn it off").click();
    await expect(page.getByRole("status").filter({ hasText: "It is off" })).toBeVisible();
    await expect(button(page, "Set it up")).toBeVisible();
    expect(await lies(page)).toEqual(["vault"]);
    await lock(page);
    await expect(byLock(page)).toHaveCount(0);
    await unlock(page);
  });
});

test("a device that does not know who is there sets nothing up", async ({ newDevice, served }) => {
  const { page, own } = await atWork({ newDevice, served });
  await own.knows(false);
  await toSettings(page);
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await button(page, "Set it up").click();
  await expect(page.getByRole("alert")).toContainText("did not confirm that it is you");
  expect(await faults(page)).toEqual([]);
  expect(await own.keys()).toEqual([]);
  expect(await lies(page)).toEqual(["vault"]);
});

test("a lock that lets nothing out is told, and nothing is kept", async ({ newDevice, served }) => {
  const { page, own } = await atWork({ newDevice, served }, { prf: false });
  await toSettings(page);
  // A browser may know it beforehand, and then offers nothing.
  await expect(offer(page)).toBeVisible();
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await button(page, "Set it up").click();
  await expect(page.getByRole("alert")).toContainText("The lock of this device cannot open a casebook.");
  expect(await faults(page)).toEqual([]);
  expect(await lies(page)).toEqual(["vault"]);
  await expect.poll(own.keys).toEqual([]);
  await lock(page);
  await expect(byLock(page)).toHaveCount(0);
  await unlock(page);
});

test("several people at one device have a key each", async ({ newDevice, served }) => {
  const { page, own } = await atWork({ newDevice, served });
  await openDispute(page);
  await toSettings(page);
  await setUpOwnLock(page);
  await lock(page);
  await page.getByText("Somebody else uses this device").click();
  await button(page, "Set up another casebook").click();
  await setUp(page, { who: SOCIAL_WORKER, passphrase: THEIRS });
  await lock(page);
  await expect(page.getByText("This is casebook 2.")).toBeVisible();
  await expect(byLock(page)).toHaveCount(0);
  await unlock(page, THEIRS);
  await toSettings(page);
  await setUpOwnLock(page, THEIRS);
  const keys = await own.keys();
  expect(keys.map(({ userName }) => userName).sort()).toEqual(["Accord", "Accord 2"]);
  expect(new Set(keys.map(({ userHandle }) => userHandle)).size).toBe(2);

  await lock(page);
  await byLock(page).click();
  await expect(title(page)).toHaveText("Settings");
  await page.getByRole("link", { name: "What is due", exact: true }).click();
  await expect(page.getByText("No dispute is recorded on this device yet.")).toBeVisible();
  await lock(page);
  await page.getByText("Somebody else uses this device").click();
  await button(page, "Casebook 1").click();
  await byLock(page).click();
  await expect(page.getByRole("main")).toContainText("School and Children's social care");
});

test("it is offered only where a device has such a lock, under a name", async ({ newDevice, served }) => {
  const site = await served();
  const without = await newDevice().open();
  await without.goto(site.url);
  await setUp(without);
  await toSettings(without);
  await expect(offer(without)).toHaveCount(0);

  // No key can be of an address of numbers.
  const page = await newDevice().open();
  await ownLock(page);
  await page.goto(site.url.replace("localhost", "127.0.0.1"));
  await setUp(page);
  await toSettings(page);
  await expect(offer(page)).toHaveCount(0);
});
