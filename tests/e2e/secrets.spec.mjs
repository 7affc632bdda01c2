// Another passphrase and another recovery code, for whoever lost one.
import { faults } from "./axe.mjs";
import { expect, storedOffline, test } from "./device.mjs";
import { PASSPHRASE, lock, setUp, unlock } from "./practitioner.mjs";

const BY_CODE = "You opened it with the recovery code.";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const now = (page) => page.getByRole("textbox", { name: "Your passphrase, or your recovery code" });
const fault = (page) => page.getByRole("alert");

async function toSecrets(page) {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Change the passphrase or the recovery code" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Passphrase and recovery code");
}

test("whoever has only the recovery code chooses another passphrase with it", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  const code = await setUp(page);
  await storedOffline(page);
  await lock(page);
  await press(page, "Use the recovery code");
  await page.getByRole("textbox", { name: "Recovery code" }).fill(code);
  await press(page, "Unlock");
  // Where somebody may have lost the passphrase, the first screen leads to a new one.
  await expect(page.getByText(BY_CODE)).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole("link", { name: "Choose another passphrase" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Passphrase and recovery code");

  const drawn = await page.getByRole("group", { name: "Your five words" }).innerText();
  await now(page).fill("not the passphrase");
  await press(page, "Change the passphrase");
  await expect(fault(page)).toContainText("That is not the passphrase or the recovery code.");
  await press(page, "Choose my own instead");
  await now(page).fill(code);
  await press(page, "Change the passphrase");
  await expect(fault(page)).toContainText("shorter than 12 characters");
  await press(page, "Use five drawn words instead");
  await expect(page.getByRole("group", { name: "Your five words" })).toHaveText(drawn);
  await press(page, "Change the passphrase");
  await expect(page.getByText("The passphrase is changed.")).toBeVisible();
  await page.getByRole("link", { name: "What is due" }).click();
  await expect(page.getByText("Is my work safe?")).toBeVisible();
  await expect(page.getByText(BY_CODE)).toHaveCount(0);

  await lock(page);
  await page.getByRole("textbox", { name: "Passphrase" }).fill(PASSPHRASE);
  await press(page, "Unlock");
  await expect(fault(page)).toContainText("That is not the passphrase or the recovery code.");
  // As a phone begins a sentence, and with a space too many.
  await unlock(page, `${drawn[0].toUpperCase()}${drawn.slice(1)} `);
});

test("a new recovery code is typed back, and the one before opens nothing any more", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  const before = await setUp(page);
  await storedOffline(page);
  await toSecrets(page);
  await now(page).fill(PASSPHRASE);
  await press(page, "Make a new code");
  const code = await page.getByRole("group", { name: "Recovery code" }).innerText();
  expect(code).not.toBe(before);
  await press(page, "Later");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");
  await page.getByRole("link", { name: "What is due" }).click();
  await expect(page.getByText("You have not typed your recovery code back yet.")).toBeVisible();

  await lock(page);
  await press(page, "Use the recovery code");
  const typed = page.getByRole("textbox", { name: "Recovery code" });
  await typed.fill(before);
  await press(page, "Unlock");
  await expect(fault(page)).toContainText("That is not the recovery code of this casebook.");
  await typed.fill(code);
  await press(page, "Unlock");
  await press(page, "Keep your recovery code");
  await page.getByRole("textbox", { name: "Type the code back" }).fill(code);
  await press(page, "Check the code");
  await expect(page.getByText("You have not typed your recovery code back yet.")).toBeHidden();
});
