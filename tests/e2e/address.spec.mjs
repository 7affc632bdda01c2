// An address of a form leads to that form, whatever was recorded since.
import { expect } from "@playwright/test";
import { test } from "./device.mjs";
import { openDispute, setUp, unlock } from "./practitioner.mjs";

const heading = (page) => page.getByRole("heading", { level: 1 });

test("another tab's entry moves the list, and a reload opens the same form", async ({ newDevice, served }) => {
  const site = await served();
  const device = newDevice();
  const page = await device.open();
  await page.goto(site.url);
  await setUp(page);
  const dispute = await openDispute(page, { child: "HV-7" });
  await page.getByRole("link", { name: "Make a note" }).click();
  await expect(heading(page)).toHaveText("Make a note");
  expect(page.url()).not.toMatch(/note|HV/);

  const other = await device.newPage();
  await other.goto(dispute);
  await unlock(other);
  await other.getByRole("button", { name: "Record that a child may be in danger now" }).click();
  await expect(other.getByRole("region", { name: "A child may be in danger now" })).toBeVisible();
  await other.getByRole("link", { name: "What is due" }).click();
  const first = other.getByRole("main").locator("section").filter({ hasText: "A child may be in danger" });
  await first.getByRole("link", { name: "School and Children's social care" }).click();
  await other.close();

  await page.reload();
  await unlock(page);
  await expect(heading(page)).toHaveText("Make a note");
});

test("a form that is no longer offered says so", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  const dispute = await openDispute(page);
  await page.goto(dispute.replace("dispute?", "act?") + "&n=gone42");
  await unlock(page);
  await expect(heading(page)).toHaveText("That is no longer offered here. The dispute has changed since.");
  await page.getByRole("link", { name: "Go to the dispute" }).click();
  await expect(heading(page)).toHaveText("School and Children's social care");
});
