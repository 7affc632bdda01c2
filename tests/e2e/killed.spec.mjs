// "Saved" means saved: whatever the screen called stored survives the browser being killed that moment.
import { expect, storedOffline, test } from "./device.mjs";
import { entries, isSaved, makeNote, openDispute, setUp, storedDrafts, unlock } from "./practitioner.mjs";

// A killed browser cannot hand over what was traced in it.
test.use({ trace: "off" });

const NOTES = ["first", "second", "third", "fourth", "fifth"].map((nth) => `The ${nth} thing that must not be lost`);

/** A dispute that is stored, on a phone that can be killed and has the app. */
async function disputeOnPhone(newDevice, served) {
  const site = await served();
  const phone = newDevice();
  const page = await phone.openToBeKilled();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  const address = await openDispute(page);
  await isSaved(page);
  return { site, phone, page, address };
}

test("an entry that the screen calls saved survives the browser being killed", async ({ newDevice, served }) => {
  let { site, phone, page, address } = await disputeOnPhone(newDevice, served);
  await phone.kill();
  await site.close();

  for (const [n, note] of NOTES.entries()) {
    page = await phone.openToBeKilled();
    await page.goto(address);
    await unlock(page);
    await expect(entries(page)).toHaveCount(1 + n);
    await makeNote(page, note);
    await isSaved(page);
    await phone.kill();
  }

  page = await phone.openToBeKilled();
  await page.goto(address);
  await unlock(page);
  await expect(entries(page)).toHaveCount(1 + NOTES.length);
  for (const note of NOTES) await expect(entries(page).filter({ hasText: note })).toHaveCount(1);
  await expect(page.getByText("cannot be read")).toHaveCount(0);
});

test("killed while an entry is being stored, the entry is there whole or not at all", async ({ newDevice, served }) => {
  let { site, phone, page, address } = await disputeOnPhone(newDevice, served);
  const words = "Half of this would be worse than nothing";
  // Killed at the click: the answer is not waited for.
  await makeNote(page, words);
  await phone.kill();
  await site.close();

  page = await phone.openToBeKilled();
  await page.goto(address);
  await unlock(page);
  await expect(entries(page).first()).toBeVisible();
  const found = await entries(page).count();
  expect([1, 2]).toContain(found);
  await expect(entries(page).filter({ hasText: words })).toHaveCount(found - 1);
  await expect(page.getByText("cannot be read")).toHaveCount(0);
  await makeNote(page, "Afterwards everything works");
  await expect(entries(page)).toHaveCount(found + 1);
});

test("half a record that a killed browser left in its log costs nothing that was saved before or after", async ({ newDevice, served }) => {
  let { phone, page, address } = await disputeOnPhone(newDevice, served);
  await phone.kill();
  phone.tearTheLog();

  page = await phone.openToBeKilled();
  await page.goto(address);
  await unlock(page);
  await makeNote(page, NOTES[0]);
  await isSaved(page);
  await phone.kill();

  page = await phone.openToBeKilled();
  await page.goto(address);
  await unlock(page);
  await expect(entries(page)).toHaveCount(2);
  await expect(entries(page).filter({ hasText: NOTES[0] })).toHaveCount(1);
});

test("killed two seconds after the last key, every word that was typed is there again", async ({ newDevice, served }) => {
  let { site, phone, page, address } = await disputeOnPhone(newDevice, served);
  await page.getByRole("link", { name: "Make a note" }).click();
  const form = page.url();
  const note = () => page.getByRole("textbox", { name: "In words" });
  const words = "Said at the gate, word for word, and then the";
  await note().pressSequentially(words, { delay: 40 });
  // Nothing is looked at: the promise is a time.
  await page.waitForTimeout(2000);
  await phone.kill();
  await site.close();

  page = await phone.openToBeKilled();
  await page.goto(form);
  await unlock(page);
  await expect(note()).toHaveValue(words);
  await expect(page.getByText(/^You began this on \w+day \d+ \w+ \d{4} at \d\d:\d\d\.$/)).toBeVisible();
  await note().press("End");
  await note().pressSequentially(" bell rang.");
  await page.getByRole("button", { name: "Save" }).click();
  await isSaved(page);
  await phone.kill();

  page = await phone.openToBeKilled();
  await page.goto(address);
  await unlock(page);
  await expect(entries(page).filter({ hasText: `${words} bell rang.` })).toHaveCount(1);
  expect(await storedDrafts(page)).toBe(0);
});
