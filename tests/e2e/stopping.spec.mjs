// What takes long and stores nothing is seen while it goes on, and may be stopped.
import { join } from "node:path";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { PASSPHRASE, chooseBackup, goToBackup, makeBackup, setUp, unlock } from "./practitioner.mjs";

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
  await expect(page.getByText("Stopped. Nothing was changed.")).toBeVisible();
  await page.evaluate(() => (globalThis.isQuick = true));
  await chooseBackup(page, path, PASSPHRASE, "Check the backup");
  await expect(page.getByText("Stopped.")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "What this backup would bring", level: 1 })).toBeVisible();
});
