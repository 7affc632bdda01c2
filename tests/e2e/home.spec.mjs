// The first screen: what is due, ours and theirs; the dates for the person's own calendar.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { expect, test } from "./device.mjs";
import { SOCIAL_WORKER, listUnder, makeFile, openDispute, setUp, takeIn, unlock } from "./practitioner.mjs";

test("the dates go into a calendar file that names no case", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await expect(page.getByRole("button", { name: "Put these dates into your calendar" })).toHaveCount(0);
  await openDispute(page);
  await page.getByRole("link", { name: "What is due" }).click();
  const row = page.getByRole("link", { name: "School and Children's social care" }).last().locator("xpath=ancestor::li");
  await expect(row).toContainText("2 things to do without a date");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Put these dates into your calendar" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("accord-dates.ics");
  await expect(page.getByRole("status").filter({ hasText: "The file is made." })).toBeVisible();

  const text = readFileSync(await file.path(), "utf8");
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  expect(events.map((one) => [one.startDate.toString(), one.summary])).toEqual([["2025-12-29", "Accord: something is due"]]);
  expect(text).not.toMatch(/School|HV-2041|Havering|Stage/);
});

test("what the other side owes stands apart, and silence is said to be an answer", async ({ newDevice, served, folder }) => {
  const site = await served();
  const school = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await school.goto(site.url);
  await setUp(school);
  await openDispute(school);
  const file = `${folder}/a.json`;
  await (await makeFile(school)).saveAs(file);

  const care = newDevice();
  const page = await care.open({ at: "2025-12-19T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { who: SOCIAL_WORKER });
  await takeIn(page, file);
  await expect(page.getByRole("heading", { name: "School and Children's social care" })).toBeVisible();
  await care.setClock("2026-01-05T10:00Z");
  await page.goto(site.url);
  await unlock(page);
  await expect(page.getByText("Nothing is due today.")).toBeVisible();
  await expect(page.getByText("No reply by a date is an answer too.")).toBeVisible();
  await expect(listUnder(page, "What the other side owes")).toContainText("overdue by");
});
