// The screens of disputes that go another way than most: a dissent at a conference, a chair's practice alert.
import { expect } from "@playwright/test";

/** Opens a dispute on that track of another partnership's procedure; `fillIn` answers what only that one asks. */
async function openOn(page, procedure, track, fillIn) {
  await page.getByRole("link", { name: "New dispute" }).click();
  await page.getByText("Use another procedure", { exact: true }).click();
  await page.getByRole("radio", { name: procedure }).check();
  await page.getByRole("radio", { name: track, exact: true }).check();
  await fillIn();
  await page.getByRole("button", { name: "Open the dispute" }).click();
  await expect(page.getByRole("heading", { name: "What is owed" })).toBeVisible();
}

export async function otherTracks(page, look) {
  await openOn(page, /^City of York/, "What a child protection conference decided", async () => {
    await page.getByRole("combobox", { name: "Which agency do you disagree with?" }).selectOption("Children's social care");
    await page.getByRole("textbox", { name: "Local reference" }).fill("HV-0009");
    await page.getByRole("textbox", { name: "In your words" }).fill("We disagree.");
    await look("a conference dissent, before it is opened");
  });
  await look("a conference dissent");
  await openOn(page, /^Rutland/, "Practice that fell short, seen by me as the Independent Chair", async () => {
    await page.getByRole("textbox", { name: "Local reference" }).fill("HV-0010");
    await page.getByRole("checkbox", { name: "4. Statutory visit not undertaken in time" }).check();
    await look("a practice alert, before it is opened");
  });
  await look("a practice alert");
}
