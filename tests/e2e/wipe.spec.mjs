// Everything is removed from a device, once it was said what has never left it.
import { expect, storedOffline, test } from "./device.mjs";
import { makeFile, makeNote, openDispute, setUp, unlock } from "./practitioner.mjs";

test("what has never left the device is said, and then nothing is left of it", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  const address = await openDispute(page);
  await makeNote(page, "On this device only");
  await page.getByRole("link", { name: "Make a note" }).click();
  await page.getByRole("textbox", { name: "In words" }).fill("Half a sentence");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("textbox", { name: "Duty team of children's social care" }).fill("01632 960001");
  await page.getByRole("button", { name: "Keep these numbers" }).click();
  const other = await phone.newPage();
  await other.goto(address);
  await unlock(other);
  await page.bringToFront();

  await page.getByRole("link", { name: "Remove everything from this device" }).click();
  await expect(page.getByText("2 entries on this device only.")).toBeVisible();
  await expect(page.getByText("1 form was begun and not recorded.")).toBeVisible();
  await expect(page.getByText("No backup yet")).toBeVisible();
  const remove = page.getByRole("button", { name: "Remove everything" });
  await remove.click();
  await expect(page.getByRole("alert")).toContainText("Nothing was removed.");
  await page.getByRole("textbox", { name: "Type the word remove" }).fill("Remove ");
  await remove.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up Accord on this device");
  await expect(page.getByText("A casebook was kept here")).toHaveCount(0);
  // The first screen looks whether there is a casebook: the storage may be there again, with nothing in it.
  const left = await page.evaluate(async () => {
    const database = await new Promise((done) => {
      const request = indexedDB.open("accord");
      request.onsuccess = () => done(request.result);
    });
    let records = 0;
    for (const store of database.objectStoreNames) {
      const count = database.transaction(store).objectStore(store).count();
      await new Promise((done) => (count.onsuccess = done));
      records += count.result;
    }
    database.close();
    return {
      records,
      kept: Object.keys(localStorage).filter((name) => name.startsWith("accord-")),
      app: (await caches.keys()).length > 0,
    };
  });
  expect(left).toEqual({ records: 0, kept: [], app: true });

  await test.step("another tab says that it is gone", async () => {
    await other.bringToFront();
    await other.getByRole("link", { name: "Make a note" }).click();
    await expect(other.getByText("this casebook is no longer on the device").first()).toBeVisible();
    await other.close();
  });

  await page.goto(site.url);
  await setUp(page);
  await expect(page.getByText("No dispute is recorded on this device yet.")).toBeVisible();
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await expect(page.getByText("01632 960001")).toHaveCount(0);
});

test("a file that was made and not sent is no reason to let the device go", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await makeFile(page);
  const toWipe = async () => {
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("link", { name: "Remove everything from this device" }).click();
  };
  await toWipe();
  await expect(page.getByText("Every entry is in a file that you made.")).toBeVisible();
  // With why anyone can read the file.
  await expect(page.getByText("2 entries are not sent yet, as far as you said.")).toBeVisible();
  await page.getByRole("link", { name: "What is due", exact: true }).click();
  await page.getByRole("link", { name: "Have you sent it?" }).click();
  await page.getByRole("button", { name: "I have sent it" }).click();
  await expect(page.getByText("not yet sent")).toHaveCount(0);
  await toWipe();
  await expect(page.getByText("Every entry is in a file that you made.")).toBeVisible();
  await expect(page.getByText("not sent yet")).toHaveCount(0);
});
