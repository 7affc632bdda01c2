// The last entry can be taken back while it is on this device only, and another tab sees it go.
import { expect, test } from "./device.mjs";
import {
  SOCIAL_WORKER, act, entries, isSaved, makeFile, makeNote, openDispute, setUp, takeIn, unlock,
} from "./practitioner.mjs";

const offer = (page) => page.getByText("Your last entry is on this device only");
const takeBack = (page) => page.getByRole("button", { name: "Take it back" });
const note = (page) => page.getByRole("textbox", { name: "In words" });

test("a note that was a slip is taken back, and its words stand in the form", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open();
  await page.goto(site.url);
  await setUp(page);
  const address = await openDispute(page);
  await makeNote(page, "Meant for another dispute");
  await expect(offer(page)).toContainText("A note was made.");

  const other = await phone.newPage();
  await other.goto(address);
  await unlock(other);
  await expect(entries(other)).toHaveCount(2);
  await page.bringToFront();
  await takeBack(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Make a note");
  await expect(note(page)).toHaveValue("Meant for another dispute");
  await other.bringToFront();
  await other.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(entries(other)).toHaveCount(1);
  await other.close();

  await note(page).fill("What was said");
  await page.getByRole("button", { name: "Save" }).click();
  await isSaved(page);
  await expect(entries(page)).toHaveCount(2);
  await expect(entries(page).filter({ hasText: "Meant for another dispute" })).toHaveCount(0);

  await test.step("what is in a file stays", async () => {
    await expect(offer(page)).toBeVisible();
    await makeFile(page);
    await page.goto(address);
    await unlock(page);
    // With why anyone can read the file.
    await expect(entries(page)).toHaveCount(3);
    await expect(page.getByText("On this device only")).toHaveCount(0);
    await expect(offer(page)).toHaveCount(0);
  });

  await test.step("one tap too many in the moment of danger goes as well", async () => {
    await page.getByRole("button", { name: "Record that a child may be in danger now" }).click();
    await expect(page.getByRole("region", { name: "A child may be in danger now" })).toBeVisible();
    await takeBack(page).click();
    await expect(page.getByRole("region", { name: "A child may be in danger now" })).toHaveCount(0);
    await expect(entries(page)).toHaveCount(3);
    await page.reload();
    await unlock(page);
    await expect(entries(page)).toHaveCount(3);
  });
});

test("a dispute that was opened by mistake is gone, and its form is as it was filled in", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page, { child: "HV-9", words: "We disagree." });
  await takeBack(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New dispute");
  await expect(page.getByRole("textbox", { name: "Local reference" })).toHaveValue("HV-9");
  await expect(page.getByRole("textbox", { name: "In your words" })).toHaveValue("We disagree.");
  await expect(page.getByRole("checkbox", { name: "Levels of need" })).toBeChecked();
  await page.getByRole("link", { name: "What is due" }).click();
  await expect(page.getByText("No dispute is recorded on this device yet.")).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Open the dispute" }).click();
  await isSaved(page);
  await act(page, "Make a note", () => note(page).fill("Afterwards everything works"));
  await expect(entries(page)).toHaveCount(2);
});

test("what a file brought is taken out again, and the file brings it anew", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await makeNote(page, "What was said");
  const file = await (await makeFile(page)).path();

  const theirs = await newDevice().open();
  await theirs.goto(site.url);
  await setUp(theirs, { who: SOCIAL_WORKER });
  for (const _ of [1, 2]) {
    await takeIn(theirs, file);
    await expect(entries(theirs)).toHaveCount(3);
    await expect(theirs.getByText("You took in 3 entries from a file last.")).toBeVisible();
    await theirs.getByRole("button", { name: "Take it out again" }).click();
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("What is due");
    await expect(theirs.getByText("There is no entry yet.")).toBeVisible();
  }
});
