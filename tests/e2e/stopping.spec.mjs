// What takes long is seen while it goes on, and may be stopped as long as nothing of it is stored.
import { join } from "node:path";
import { faults } from "./axe.mjs";
import { expect, storedOffline, test } from "./device.mjs";
import { PASSPHRASE, checkFile, chooseBackup, goToBackup, makeBackup, makeFile, openDispute, setUp, unlock } from "./practitioner.mjs";

const stop = (page) => page.getByRole("button", { name: "Stop", exact: true });
const progress = (page, say) => page.getByRole("progressbar", { name: say, exact: true });

/** As on a device that takes very long to stretch a passphrase: the worker is asked late. */
function slowWorker() {
  globalThis.Worker = class extends Worker {
    postMessage(...message) {
      if (globalThis.isQuick) super.postMessage(...message);
      else setTimeout(() => super.postMessage(...message), 60_000);
    }
  };
}

test("unlocking and opening a backup are seen while they go on, stopped, and done the next time", async ({ newDevice, served, folder }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  const path = join(folder, "backup.json");
  await makeBackup(page, path);
  await page.addInitScript(slowWorker);
  await page.goto(site.url);

  await page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(PASSPHRASE);
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(progress(page, "Unlocking. This takes a second or two.")).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await stop(page).click();
  await expect(page.getByRole("status").filter({ hasText: "Stopped. Nothing was changed." })).toBeVisible();
  await expect(stop(page)).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Passphrase", exact: true })).toHaveValue("");
  await page.evaluate(() => (globalThis.isQuick = true));
  await unlock(page);

  await goToBackup(page);
  await page.evaluate(() => (globalThis.isQuick = false));
  await chooseBackup(page, path, PASSPHRASE, "Check the backup");
  await expect(progress(page, "Opening the backup and checking all of it.")).toBeVisible();
  await stop(page).click();
  await expect(page.getByText("Stopped. Nothing was changed.")).toBeFocused();
  await page.evaluate(() => (globalThis.isQuick = true));
  await chooseBackup(page, path, PASSPHRASE, "Check the backup");
  await expect(page.getByText("Stopped.")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "What this backup would bring", level: 1 })).toBeVisible();
});

test("making a casebook and changing its passphrase are stopped, and leave nothing", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await storedOffline(page);
  await page.addInitScript(slowWorker);
  await page.reload();
  const said = page.getByText("Stopped. Nothing was changed.");
  await page.getByRole("group", { name: "Your partnership" }).getByRole("radio").first().check();
  await page.getByRole("combobox", { name: "Your agency" }).selectOption("School");
  await page.getByRole("textbox", { name: "Your name" }).fill("Head of year");
  await page.getByRole("textbox", { name: "Your role" }).fill("Designated lead");
  await page.getByRole("button", { name: "Set up", exact: true }).click();
  await expect(progress(page, "Setting up. This takes a second or two.")).toBeVisible();
  await stop(page).click();
  await expect(said).toBeFocused();
  // Nobody is asked to unlock what was never made.
  await page.reload();
  await page.evaluate(() => (globalThis.isQuick = true));
  await setUp(page);

  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("link", { name: "Change the passphrase or the recovery code" }).click();
  await page.evaluate(() => (globalThis.isQuick = false));
  await page.getByRole("textbox", { name: "Your passphrase, or your recovery code" }).fill(PASSPHRASE);
  await page.getByRole("button", { name: "Change the passphrase" }).click();
  await expect(progress(page, "Changing it. This takes a second or two.")).toBeVisible();
  await stop(page).click();
  await expect(said).toBeFocused();
  await page.goto(site.url);
  await page.evaluate(() => (globalThis.isQuick = true));
  await unlock(page);
  await expect(page.getByRole("heading", { name: "What is due", level: 1 })).toBeVisible();
});

/** As on a device that takes very long to seal and to open what lies sealed, as long as `isSlow` is said. */
function slowSeals() {
  for (const order of ["encrypt", "decrypt"]) {
    const own = SubtleCrypto.prototype[order];
    SubtleCrypto.prototype[order] = async function (...given) {
      while (globalThis.isSlow) await new Promise((done) => setTimeout(done, 50));
      return own.apply(this, given);
    };
  }
}

test("checking a file and making a backup are seen while they go on, stopped, and done the next time", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const page = await newDevice().open();
  await page.addInitScript(slowSeals);
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const file = join(folder, "made.json");
  await (await makeFile(page)).saveAs(file);
  const isSlow = (slow) => page.evaluate((slow) => (globalThis.isSlow = slow), slow);
  const stopped = async (say) => {
    await expect(progress(page, say)).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await stop(page).click();
    await expect(page.getByRole("status").filter({ hasText: "Stopped. Nothing was changed." })).toBeVisible();
    await expect(stop(page)).toHaveCount(0);
    await expect(page.locator(":focus")).not.toHaveCount(0);
    // What goes on behind it comes to nothing.
    await isSlow(false);
    await page.waitForTimeout(500);
    await expect(page.getByText("Stopped. Nothing was changed.")).toBeFocused();
  };
  const preview = page.getByRole("heading", { name: "What this file would change", level: 1 });

  await test.step("a file that is checked", async () => {
    await page.getByRole("link", { name: "Open a file", exact: true }).click();
    await isSlow(true);
    await checkFile(page, file);
    await stopped("Checking every signature.");
    await expect(page.getByRole("heading", { name: "Open a file", level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "Check it", exact: true }).click();
    await expect(preview).toBeVisible();
    await page.getByRole("button", { name: "Leave it", exact: true }).click();
  });

  await test.step("a backup that is made", async () => {
    const handedOut = [];
    page.on("download", (download) => handedOut.push(download.suggestedFilename()));
    await goToBackup(page);
    await isSlow(true);
    await page.getByRole("button", { name: "Make a backup", exact: true }).click();
    await stopped("Making the backup, and reading it back.");
    expect(handedOut).toEqual([]);
    await page.getByRole("link", { name: "What is due", exact: true }).click();
    await expect(page.getByText(/no backup/i)).toBeVisible();
    await makeBackup(page, join(folder, "backup.json"));
    expect(handedOut).toHaveLength(1);
  });
});
