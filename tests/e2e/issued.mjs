// The screens of what is issued for everybody: a later calendar, a sixth procedure, and a newer version that a dispute
// may move to.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { checkFile } from "./practitioner.mjs";

export const CALENDAR = "tests/vectors/signed-text/calendar.json";
export const PACK = "tests/packs/lantern.json";
export const CARD = "tests/vectors/trust/card.json";
export const WORDS_OF_CARD = "array slimy lived rock food gown";

/** A newer version of the sixth procedure: a limit is longer, a duty another. Gives the file's path. */
export function newerPack(folder) {
  const pack = JSON.parse(readFileSync(PACK, "utf8"));
  pack.version = "3";
  pack.steps[0].duties[0].due.n = 5;
  pack.steps[0].duties[1].id = "R1.hear-each";
  pack.steps[0].duties[1].text = "Hear each side alone";
  pack.steps[0].exits[0].needs = ["R1.hear-each"];
  const newer = join(folder, "newer.json");
  writeFileSync(newer, JSON.stringify(pack));
  return newer;
}

/** Opens a dispute under the sixth procedure, which has been taken over. */
export async function openUnderPack(page) {
  await page.getByRole("link", { name: "New dispute", exact: true }).click();
  await page.getByText("Use another procedure", { exact: true }).click();
  await page.getByRole("radio", { name: "Lantern Quay: When we disagree (version 2, unsigned)" }).check();
  const choose = (question, agency) =>
    page.getByRole("group", { name: question }).getByRole("radio", { name: agency, exact: true }).check();
  await choose("Which agency raises it?", "Nursery");
  await choose("Which agency do you disagree with?", "Clinic");
  await page.getByRole("checkbox", { name: "The plan" }).check();
  await page.getByRole("button", { name: "Open the dispute", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Nursery and Clinic", level: 1 })).toBeVisible();
}

export async function issued(page, folder, look) {
  const looked = () => expect(page.getByRole("heading", { name: "What this file would change" })).toBeVisible();
  const takeIn = async () => {
    await page.getByRole("button", { name: "Take it in", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  };
  await checkFile(page, CALENDAR);
  await looked();
  await look("preview of a calendar");
  await checkFile(page, PACK);
  await looked();
  await look("preview of a procedure");
  await takeIn();
  await look("settings, with a procedure");
  await openUnderPack(page);
  const address = page.url();
  await checkFile(page, newerPack(folder));
  await looked();
  await look("preview of a newer version");
  await takeIn();
  await page.getByRole("link", { name: "What is due", exact: true }).click();
  await page.getByRole("link", { name: "Nursery and Clinic" }).first().click();
  await expect(page).toHaveURL(address);
  await look("dispute, with a newer version of its procedure");
  await page.getByRole("link", { name: "See what would change" }).click();
  await expect(page.getByRole("heading", { name: "Another version of the procedure", level: 1 })).toBeVisible();
  await look("moving to another version");
}
