// The screens on which two sides meet: both have a casebook on one device, and what one of them wrote comes to the other in
// a sealed file.
import { join } from "node:path";
import { expect } from "@playwright/test";
import { SOCIAL_WORKER, act, checkFile, makeFile, openDispute, setUp, unlock } from "./practitioner.mjs";

const THEIRS = "another seven quiet harbours";
// Of which the end waits for an answer; in which each side goes its own way.
const ENDED = "HV-0007";
const CONTESTED = "HV-0008";

/** The file of the dispute on the screen, kept there. */
async function kept(page, path) {
  await (await makeFile(page)).saveAs(path);
  return path;
}

/** Takes a file in; ends on its dispute. */
async function takeIn(page, file) {
  await checkFile(page, file);
  await page.getByRole("button", { name: "Take it in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "What this file would change" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "What is owed" })).toBeVisible();
}

/** Locks the casebook that is open, and goes to another one: by its number, or to a new one. */
async function goTo(page, casebook, look) {
  await expect(page.locator("html")).toHaveAttribute("data-offline", "ready");
  const locked = page.waitForEvent("load");
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await locked;
  await page.getByText("Somebody else uses this device").click();
  await look?.("locked, of several casebooks");
  const begun = page.waitForEvent("load");
  await page.getByRole("button", { name: casebook, exact: true }).click();
  await begun;
}

/** The other side's casebook: it takes two disputes in, and writes down in each how it ended. */
async function answers(page, [ended, contested], folder, look) {
  await look("first use of another casebook");
  await setUp(page, { who: SOCIAL_WORKER, passphrase: THEIRS });
  const resolved = async (file, to) => {
    await takeIn(page, file);
    const agreed = page.getByRole("textbox", { name: "What was agreed, in words" });
    await act(page, "It is resolved", () => agreed.fill("A visit this week."));
    return kept(page, join(folder, to));
  };
  const first = await resolved(ended, "ended.json");
  await look("a sealed file made");
  return [first, await resolved(contested, "contested.json")];
}

/** Goes through these screens from the first casebook, in which no card is held, and ends in it, on a closed dispute. */
export async function twoSides(page, folder, look, moveClock) {
  const files = [];
  for (const child of [ENDED, CONTESTED]) {
    await openDispute(page, { child });
    files.push(await kept(page, join(folder, `${child}.json`)));
  }
  await goTo(page, "Set up another casebook");
  const [ended, contested] = await answers(page, files, folder, look);
  await goTo(page, "Casebook 1", look);
  await moveClock("2025-12-22T10:00Z");
  await unlock(page);
  await page.getByRole("link", { name: CONTESTED }).first().click();
  await expect(page.getByRole("heading", { name: "What is owed" })).toBeVisible();
  await look("dispute, some days gone");
  await act(page, "Go to Stage 2: Supervisors or managers");
  await takeIn(page, contested);
  await look("dispute, contested");
  await takeIn(page, ended);
  await look("dispute, an end to confirm");
  await page.getByRole("link", { name: "What is due" }).click();
  await expect(page.getByRole("heading", { name: "Disputes" })).toBeVisible();
  await look("home, an end to confirm");
  await page.getByRole("link", { name: ENDED }).first().click();
  await page.getByRole("link", { name: "Confirm it, or say otherwise" }).click();
  await look("an end to confirm");
  await page.getByRole("radio", { name: "Yes, I confirm it" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Confirmed on")).toBeVisible();
  await look("dispute, ended");
  await act(page, "Close the record: Resolved");
  await expect(page.getByText("Closed: Resolved", { exact: true })).toBeVisible();
  await look("dispute, closed");
}
