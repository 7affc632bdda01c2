// A child in danger comes before everything: one tap from every screen, one tap to record it.
import { faults } from "./axe.mjs";
import { expect, storedOffline, test } from "./device.mjs";
import { PASSPHRASE, act, entries, fillInDispute, isSaved, lock, openDispute, owed, recordDone, setUp, unlock } from "./practitioner.mjs";

const TELL_LEAD = "Tell the designated safeguarding lead in your own agency now";

/** One tap leads to the card, and the way back leads here. */
async function cardIsOneTapAway(page) {
  await page.getByRole("link", { name: "Child in danger?", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is a child in danger now?");
  await expect(page.getByRole("link", { name: "Ring 999" })).toHaveAttribute("href", "tel:999");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Is a child in danger now?");
}

test("the card is one tap from every screen, locked or not", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open();
  const screens = [];
  const look = async (screen) => {
    await cardIsOneTapAway(page);
    screens.push(screen);
  };
  await page.goto(site.url);
  await look("first use");
  await setUp(page);
  await look("home");
  const dispute = await openDispute(page);
  await look("dispute");
  for (const [name, level] of [["Make a note", 1], ["Make a file of this dispute", 1]]) {
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level })).toBeVisible();
    await look(name);
    await page.goBack();
  }
  for (const name of ["New dispute", "Open a file", "Settings"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await look(name);
  }
  await lock(page);
  await look("locked");
  await page.goto(`${dispute}-of-nobody`);
  await look("locked, at an unknown dispute");
  await unlock(page);
  await look("unknown dispute");
  await page.goto(`${site.url}nowhere`);
  await unlock(page);
  await look("unknown address");
  expect(screens).toHaveLength(12);
});

test("the card shows the numbers to ring while everything is locked and the server is gone", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  let page = await phone.open();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("textbox", { name: "Duty team of children's social care" }).fill("01708 000 001");
  await page.getByRole("textbox", { name: "Designated safeguarding lead" }).fill("+44 1708 000 002");
  await page.getByRole("button", { name: "Keep these numbers" }).click();
  await expect(page.getByText("The numbers are on the safety card.")).toBeVisible();
  await phone.close();
  await site.close();

  page = await phone.open();
  await page.goto(site.url);
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await expect(page.getByRole("link", { name: "01708 000 001" })).toHaveAttribute("href", "tel:01708000001");
  await expect(page.getByRole("link", { name: "+44 1708 000 002" })).toHaveAttribute("href", "tel:+441708000002");
  await expect(page.getByText("Unlock Accord to record it.")).toBeVisible();
});

test("what is no number is refused with whose it is, and the other number is on the card", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await page.getByRole("link", { name: "Settings" }).click();
  const duty = page.getByRole("textbox", { name: "Duty team of children's social care" });
  const two = "0121 788 4300 or 0121 605 6060";
  await duty.fill(two);
  await page.getByRole("textbox", { name: "Designated safeguarding lead" }).fill("+44 (0)121 788 4300 ext. 5");
  await page.getByRole("button", { name: "Keep these numbers" }).click();
  const said = page.getByRole("alert");
  await expect(said).toContainText("Not on the safety card yet");
  await said.getByRole("link", { name: /^Duty team of children's social care: that has more digits/ }).click();
  await expect(duty).toBeFocused();
  await expect(duty).toHaveAttribute("aria-invalid", "true");
  await expect(duty).toHaveValue(two);
  await expect(page.getByText("The numbers are on the safety card.")).toHaveCount(0);
  expect(await faults(page)).toEqual([]);
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await expect(page.getByRole("link", { name: "+44 (0)121 788 4300" })).toHaveAttribute("href", "tel:+441217884300;ext=5");
  await expect(page.getByText("Ring the children's social care duty team of the child's area.")).toBeVisible();
});

test("numbers that were kept before they were looked at are shown, and dialled as far as one is in them", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await page.evaluate(() => {
    localStorage.setItem("accord-number-duty-team", JSON.stringify("0121 788 4300 or 0121 605 6060"));
    localStorage.setItem("accord-number-lead", JSON.stringify("ask the office"));
  });
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await expect(page.getByRole("link", { name: "0121 605 6060" })).toHaveAttribute("href", "tel:01217884300");
  await expect(page.getByText("Ring your safeguarding lead: ask the office")).toBeVisible();
  await expect(page.getByRole("link", { name: "ask the office" })).toHaveCount(0);
});

test("danger is recorded with one tap and nothing else, and is owed now", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await page.getByRole("button", { name: "Record it now as a new dispute" }).click();
  await isSaved(page, "10:00");
  await expect(page.getByRole("region", { name: "A child may be in danger now" })).toBeVisible();
  await expect(page.getByText("Emergency first")).toBeVisible();
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).toContainText("A child was said to be in danger");
  await expect(owed(page, TELL_LEAD)).toBeVisible();

  // Stored, not only shown; and first on the first screen.
  await page.goto(site.url);
  await unlock(page);
  await expect(page.getByRole("main")).toContainText("A child may be in danger");
  const due = page.getByRole("heading", { name: "Due today or overdue" }).locator("xpath=following-sibling::*[1]");
  await expect(due).toContainText(TELL_LEAD);
  // Nothing here has a date that a calendar could hold.
  await expect(page.getByRole("button", { name: "Put these dates into your calendar" })).toHaveCount(0);
});

test("danger in a dispute that is open is one tap there, and its stage stays", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await phone.setClock("2025-12-18T10:05Z");
  await page.getByRole("button", { name: "Record that a child may be in danger now" }).click();
  await isSaved(page, "10:05");
  await expect(page.getByRole("region", { name: "A child may be in danger now" })).toBeVisible();
  await expect(page.getByText("Open, Stage 1: Discussion between the people who disagree")).toBeVisible();
  await expect(owed(page, TELL_LEAD)).toContainText("Now, at once: since Thursday 18 December 2025 at 10:05");
  // Done, it is owed no more, and nothing says that it were.
  await recordDone(page, TELL_LEAD);
  await isSaved(page, "10:05");
  await expect(entries(page).filter({ hasText: TELL_LEAD })).toHaveCount(1);
  await expect(page.getByText("Now, at once")).toHaveCount(0);
});

test("a danger that was a slip is taken back where it stands", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await page.getByRole("button", { name: "Record that a child may be in danger now" }).click();
  const danger = page.getByRole("region", { name: "A child may be in danger now" });
  await danger.getByRole("button", { name: "Take it back" }).click();
  await expect(danger).toHaveCount(0);
  await expect(entries(page)).toHaveCount(1);
});

test("the card begins with what takes no looking for, and offers no dispute that is closed", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page, { child: "HV-1" });
  await act(page, "It is resolved", (form) => form.getByRole("textbox", { name: "What was agreed" }).fill("A visit"));
  await act(page, "Close the record: Resolved");
  await openDispute(page, { child: "HV-2" });
  await page.getByRole("link", { name: "Child in danger?" }).click();
  const record = page.getByRole("main").getByRole("button", { name: /^Record it/ });
  await expect(record).toHaveText([/^Record it now as a new dispute/, /HV-2/]);
});

test("a second tap on what stood there before records no danger", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const record = page.getByRole("button", { name: "Record that a child may be in danger now", exact: true });
  await page.getByRole("link", { name: "Make a note", exact: true }).click();
  await page.getByRole("textbox", { name: "In words", exact: true }).fill("Rang the manager");
  await expect(record).toHaveCount(0);
  // As soon as the button is there, which is where Save was, it is tapped.
  await page.evaluate(() => {
    new MutationObserver((_, seen) => {
      const danger = document.querySelector("main button.danger");
      if (!danger) return;
      seen.disconnect();
      danger.click();
      document.body.dataset.tapped = "yes";
    }).observe(document.body, { childList: true, subtree: true });
  });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await isSaved(page);
  await expect(page.locator("body")).toHaveAttribute("data-tapped", "yes");
  await expect(page.getByRole("listitem").filter({ hasText: "Rang the manager" })).toBeVisible();
  await expect(page.getByText("A child was said to be in danger")).toHaveCount(0);
  await record.click();
  await expect(page.getByText("A child was said to be in danger", { exact: true })).toBeVisible();
});

test("the card costs no word of what was being written", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open();
  await page.goto(site.url);
  await page.getByRole("textbox", { name: "Your name" }).fill("Half a na");
  await cardIsOneTapAway(page);
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue("Half a na");
  await setUp(page, { passphrase: PASSPHRASE });
  await fillInDispute(page, { child: "HV-7", words: "Half a sentence" });
  await cardIsOneTapAway(page);
  await expect(page.getByRole("textbox", { name: "In your words" })).toHaveValue("Half a sentence");
  await expect(page.getByRole("textbox", { name: "Local reference" })).toHaveValue("HV-7");
  await expect(page.getByRole("checkbox", { name: "Levels of need" })).toBeChecked();
});
