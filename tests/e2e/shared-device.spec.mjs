// Several people share a device: each has a casebook of their own, and none reads another's.
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { PASSPHRASE, SOCIAL_WORKER, lock, openDispute, setUp, unlock } from "./practitioner.mjs";

const THEIRS = "river candle orbit thistle";
const title = (page) => page.getByRole("heading", { level: 1 });
const shared = (page) => page.getByText("Somebody else uses this device");
const toUnlock = (page) => expect(title(page)).toHaveText("Unlock Accord");

async function goTo(page, casebook) {
  await shared(page).click();
  await page.getByRole("button", { name: casebook, exact: true }).click();
}

test("two people at one device have a casebook each", async ({ newDevice, served }) => {
  const site = await served();
  const device = newDevice();
  const page = await device.open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await expect(shared(page)).toHaveCount(0);
  await setUp(page);
  await openDispute(page);
  await lock(page);
  await toUnlock(page);
  await expect(page.getByText("This is casebook")).toHaveCount(0);

  await test.step("the other one begins with nothing, and may go back", async () => {
    await goTo(page, "Set up another casebook");
    await expect(title(page)).toHaveText("Set up Accord on this device");
    await goTo(page, "Casebook 1");
    await toUnlock(page);
    await goTo(page, "Set up another casebook");
    await expect(page.getByText("This is casebook 2.")).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await setUp(page, { who: SOCIAL_WORKER, passphrase: THEIRS });
    await expect(page.getByText("No dispute is recorded on this device yet.")).toBeVisible();
  });

  await test.step("each opens with its own passphrase alone", async () => {
    await lock(page);
    await toUnlock(page);
    await expect(page.getByText("This is casebook 2.")).toBeVisible();
    await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("That is not the passphrase");
    await shared(page).click();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Casebook 1", exact: true }).click();
    await toUnlock(page);
    await unlock(page);
    await expect(page.getByRole("main")).toContainText("School and Children's social care");
  });

  await test.step("who has lost both is told what is left", async () => {
    const lost = await device.newPage();
    await lost.goto(site.url);
    await toUnlock(lost);
    await lost.getByText("I have neither of the two").click();
    await expect(lost.getByText("nobody can open this casebook any more")).toBeVisible();
    await expect(lost.getByText("ask your partnership to confirm your new key")).toBeVisible();
    expect(await faults(lost)).toEqual([]);
    await lost.getByRole("button", { name: "Set up another casebook" }).first().click();
    await expect(title(lost)).toHaveText("Set up Accord on this device");
    await lost.close();
  });

  await test.step("both are open at once, each in its tab", async () => {
    const other = await device.newPage();
    await other.goto(site.url);
    await goTo(other, "Casebook 2");
    await unlock(other, THEIRS);
    await expect(other.getByText("No dispute is recorded on this device yet.")).toBeVisible();
    await page.bringToFront();
    await page.reload();
    await expect(page.getByText("This is casebook 1.")).toBeVisible();
    await unlock(page);
    await expect(page.getByRole("main")).toContainText("School and Children's social care");

    await other.bringToFront();
    await other.getByRole("link", { name: "Settings" }).click();
    await other.getByRole("link", { name: "Remove everything from this device" }).click();
    await expect(other.getByText("The casebooks of other people stay")).toBeVisible();
    await other.getByRole("textbox", { name: "Type the word remove" }).fill("remove");
    await other.getByRole("button", { name: "Remove this casebook from this device" }).click();
    await toUnlock(other);
    await expect(other.getByText("This is casebook")).toHaveCount(0);
    await unlock(other);
    await expect(other.getByRole("main")).toContainText("School and Children's social care");
  });
});

test("a tab stays at its casebook, whatever another tab chooses", async ({ newDevice, served }) => {
  const site = await served();
  const device = newDevice();
  const page = await device.open();
  await page.goto(site.url);
  await setUp(page);
  await lock(page);
  await toUnlock(page);
  const other = await device.newPage();
  await other.goto(site.url);
  await goTo(other, "Set up another casebook");
  await expect(title(other)).toHaveText("Set up Accord on this device");
  await page.bringToFront();
  await page.reload();
  await toUnlock(page);
  await unlock(page);
});

test("a casebook that the browser has cleared is missed", async ({ newDevice, served }) => {
  const GONE = "A casebook was kept here, and its storage is empty now";
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await expect(title(page)).toHaveText("Set up Accord on this device");
  await expect(page.getByText(GONE)).toHaveCount(0);
  await setUp(page);
  await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("accord").onsuccess = done)));
  await page.reload();
  await expect(page.getByText(GONE)).toBeVisible();
  await expect(page.getByRole("button", { name: "I have a backup" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
});
