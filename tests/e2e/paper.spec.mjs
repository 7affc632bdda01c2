// A partnership's form, printed: what the dispute holds stands in it, what is typed goes on the paper only.
import { readFileSync } from "node:fs";
import { expect, test } from "./device.mjs";
import { act, makeFile, makeNote, openDispute, openForm, setUp } from "./practitioner.mjs";

const SUMMARY = "Summary for the partnership's mailbox";
const NAME = "Ms Example, 020 7946 0000";

test("a form prints what the dispute holds and what is typed, and keeps nothing of it", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page, { words: "We think that the threshold is met." });
  await openForm(page, SUMMARY);
  await expect(page).toHaveTitle("A form to print – Accord");
  await expect(page.getByRole("textbox", { name: "Our reference (no name)" })).toHaveValue("HV-2041");
  await expect(page.getByRole("textbox", { name: "Agency that raises it" })).toHaveValue("School");
  await expect(page.getByRole("textbox", { name: "What we differ on" })).toHaveValue("We think that the threshold is met.");
  const typed = page.getByRole("textbox", { name: "Whom to ring" });
  await expect(typed).toHaveValue("");
  await typed.fill(NAME);
  await page.getByRole("button", { name: "Print it, or save it as a PDF" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "");

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: SUMMARY, level: 1 })).toBeVisible();
  const fields = await page.getByRole("heading", { level: 2 }).allInnerTexts();
  expect(fields).toEqual([
    "Our reference (no name)", "Agency that raises it", "Other agencies", "Stages passed, with their dates",
    "HSCP members involved, and when", "What we differ on", "What we seek, and by when", "Whom to ring",
  ]);
  await expect(page.getByText(NAME)).toBeVisible();
  await expect(page.getByText("Stage 1: Discussion between the people who disagree: Thursday 18 December 2025")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Child in danger?" })).toHaveCount(0);
  await page.emulateMedia({ media: "screen" });
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(0);

  await page.getByRole("link", { name: "Go to the dispute" }).click();
  await page.getByRole("button", { name: "Leave" }).click();
  await openForm(page, SUMMARY);
  await expect(page.getByRole("textbox", { name: "Whom to ring" })).toHaveValue("");
});

// As much as somebody says who types on a phone: some forty words.
const MUCH =
  "The school has seen the child come without food on four days of the last two weeks, and has told the team so twice. " +
  "The mother says that there is nobody at home in the mornings. We want an assessment before the holidays begin, not after.";

test("every dispute has a record and a chronology to print, and a picture to save", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page, { words: `We think that the threshold is met. ${MUCH}${MUCH}` });
  for (const [agreed, reasons] of [[MUCH, MUCH], [MUCH, MUCH], ["A visit this week", "They find it not met"]]) {
    await act(page, "Record a discussion", async () => {
      await page.getByRole("textbox", { name: "What is agreed" }).fill(agreed);
      await page.getByRole("textbox", { name: "Their reasons" }).fill(reasons);
    });
  }
  await expect(page.getByRole("heading", { name: "School (yours)" }).locator("..")).toContainText("We think that the threshold is met.");
  await expect(page.getByRole("heading", { name: "Children's social care", level: 3 }).locator("..")).toContainText("They find it not met");
  await openForm(page, "Record of this dispute");
  await expect(page.getByRole("textbox", { name: "What is agreed" }).last()).toHaveValue("A visit this week");
  await expect(page.getByRole("textbox", { name: "Confirmed for School: name, role, date" })).toHaveValue("");
  // What the browser's own print makes of it.
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g), "one page").toHaveLength(1);
  await page.goBack();
  await openForm(page, "Chronology of this dispute");
  await expect(page.getByRole("textbox", { name: "What happened" })).toHaveValue(/10:00: The dispute was opened at Stage 1.*\n.*A discussion was recorded/);
  await page.goBack();
  await page.getByText("Forms to print").click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save a picture of the steps and what happened" }).click();
  const picture = readFileSync(await (await download).path(), "utf8");
  const shown = await page.context().newPage();
  await shown.setContent(picture);
  await expect(shown.locator("svg")).toContainText("Stage 1: Discussion between the people who disagree");
  await expect(shown.locator("svg")).not.toContainText("threshold is met");
});

test("a dispute's screen prints what it says, and nothing that is there to be tapped", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await makeFile(page);
  await page.getByRole("link", { name: "Go to the dispute" }).click();
  await makeNote(page, "They ring back on Monday.");
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: "Record it as done" }).first()).toBeVisible();
  await expect(main.getByRole("button", { name: "Take it back" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  for (const tapped of await main.locator("a, button").all()) await expect(tapped).toBeHidden();
  for (const item of await main.getByRole("listitem").all()) expect(await item.innerText()).not.toBe("");
  await expect(main).toContainText("They ring back on Monday.");
  for (const said of ["What is owed", "Your last entry is on this device only: A note was made."]) {
    await expect(main.getByText(said).first()).toBeVisible();
  }
});
