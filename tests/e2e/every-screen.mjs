// Every screen and state of one day's work, in the order in which a person meets them: what is looked at
// for faults, for its width, and in the pictures under docs/pictures.
import { join } from "node:path";
import { expect } from "@playwright/test";
import { PASSPHRASE, act, checkFile, chooseBackup, makeBackup, makeFile, openDispute, openForm, openHelp, opened, owed, setUp, toContacts, unlock, wordsFor } from "./practitioner.mjs";

// Of the card among the vectors of the format.
const WORDS_OF_CARD = "array slimy lived rock food gown";

export const S1_SETTLE = "Settle it by talking";

/** The recovery code as it is shown, and typed back with a fault. */
async function lookAtCode(page, look) {
  await look("the recovery code");
  await page.getByRole("textbox", { name: "Type the code back" }).fill("no code");
  await page.getByRole("button", { name: "Check the code" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("the recovery code, with a fault");
}

/** Goes through every screen and has it looked at. */
export async function everyScreen(page, site, folder, lookAt) {
  const look = async (screen) => {
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await lookAt(screen);
  };
  await page.goto(site.url);
  await look("first use");
  await page.getByRole("button", { name: "Choose my own instead" }).click();
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("first use, with a fault");
  await page.getByRole("button", { name: "I have a backup" }).click();
  await look("first use, from a backup");
  await page.getByRole("button", { name: "Set up without a backup" }).click();
  await setUp(page, { code: (page) => lookAtCode(page, look) });
  await look("home, empty");
  await page.getByRole("link", { name: "New dispute" }).click();
  await look("new dispute");
  await page.getByRole("combobox", { name: "Which agency raises it?" }).selectOption("Choose one");
  await page.getByRole("button", { name: "Open the dispute" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("new dispute, refused");
  await openDispute(page, { words: "We disagree." });
  await owed(page, S1_SETTLE).getByText("Why this date?").click();
  await owed(page, S1_SETTLE).getByText("How we read it, and which calendar").click();
  await look("dispute, why this date");
  const words = wordsFor(page, "Stage 1");
  await opened(words);
  await words.getByRole("button", { name: "Copy the text" }).click();
  await expect(words.getByRole("status")).not.toBeEmpty();
  await page.getByText("Good to know").first().click();
  await look("dispute, words and what is good to know");
  await page.getByText("More that you can record").click();
  await look("dispute, all actions");
  const address = page.url();
  await openForm(page, "Summary for the partnership's mailbox");
  await look("a form to print");
  await page.goBack();
  await openForm(page, "Record of this dispute");
  await look("the record, to print");
  await page.goBack();
  await openHelp(page);
  await look("how the procedure works, at a step");
  const shut = page.locator("details:not([open]) > summary:visible");
  while (await shut.count()) await shut.first().click();
  await look("how the procedure works, everything open");
  await page.goBack();
  await page.getByRole("link", { name: "Make a note" }).click();
  await look("a form");
  await page.goBack();
  await page.getByRole("link", { name: "Record a discussion" }).click();
  await look("a discussion");
  await page.getByRole("textbox", { name: "What is agreed" }).fill("A visit this week.");
  await page.getByRole("textbox", { name: "Their reasons" }).fill("They find that the threshold is not met.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "What each side holds" })).toBeVisible();
  await look("dispute, both positions");
  await act(page, "Go to Stage 2: Supervisors or managers");
  await page.getByRole("button", { name: "Record that a child may be in danger now" }).click();
  await expect(page.getByRole("region", { name: "A child may be in danger now" })).toBeVisible();
  await look("dispute, in danger");
  const file = join(folder, "made.json");
  await (await makeFile(page)).saveAs(file);
  await look("a file made");
  await page.getByRole("link", { name: "Open a file" }).click();
  await look("open a file");
  await checkFile(page, file);
  await expect(page.getByRole("heading", { name: "What this file would change" })).toBeVisible();
  await look("preview of a file");
  await page.getByRole("link", { name: "What is due" }).click();
  await expect(page.getByRole("heading", { name: "Disputes" })).toBeVisible();
  await look("home, with a dispute");
  await page.getByRole("link", { name: "Settings" }).click();
  await look("settings");
  await page.getByRole("link", { name: "Be confirmed by your partnership" }).click();
  await page.getByRole("button", { name: "Show my six words" }).click();
  await expect(page.getByRole("group", { name: "Your six words" })).toBeVisible();
  await look("your partnership");
  await checkFile(page, "tests/vectors/trust/card.json");
  await page.getByRole("textbox", { name: "The six words that they read to you" }).fill("six words of somebody else altogether");
  await page.getByRole("button", { name: "Compare, and take it in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("a first card, other words");
  await page.getByRole("textbox", { name: "The six words that they read to you" }).fill(WORDS_OF_CARD);
  await page.getByRole("button", { name: "Compare, and take it in" }).click();
  await page.getByText("This card is wrong").click();
  await look("your partnership, with its card");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Remove everything from this device" }).click();
  await page.getByRole("button", { name: "Remove everything" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("removing everything, with a fault");
  await page.goBack();
  await toContacts(page);
  const agency = page.getByRole("textbox", { name: "Children's social care" });
  await agency.fill("ask for the duty worker");
  await page.getByRole("button", { name: "Keep these numbers sealed" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("people to ring, refused");
  await agency.fill("01708 000 004");
  await page.getByRole("button", { name: "Keep these numbers sealed" }).click();
  await expect(page.getByRole("link", { name: "Children's social care: 01708 000 004" })).toBeVisible();
  await look("people to ring");
  const backup = join(folder, "backup.json");
  await makeBackup(page, backup);
  await look("a backup made");
  await chooseBackup(page, backup, PASSPHRASE, "Check the backup");
  await expect(page.getByRole("heading", { name: "What this backup would bring" })).toBeVisible();
  await look("preview of a backup");
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await look("safety card");
  await page.goto(`${site.url}nowhere`);
  await look("locked");
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("locked, wrong passphrase");
  await unlock(page);
  await look("unknown address");
  await page.goto(address);
}
