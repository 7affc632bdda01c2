// The first screen: what is due, ours and theirs; the dates for the person's own calendar.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { SOCIAL_WORKER, isSaved, listUnder, makeFile, openDispute, opened, owed, setUp, takeIn, unlock } from "./practitioner.mjs";

test("the dates go into a calendar file that names no case", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await expect(page.getByRole("button", { name: "Put these dates into your calendar" })).toHaveCount(0);
  await openDispute(page);
  await page.getByRole("link", { name: "What is due" }).click();
  const undated = listUnder(page, "To do, without a date").getByRole("listitem");
  await expect(undated).toHaveCount(2);
  const talk = undated.filter({ hasText: "Talk with the worker in the other agency" });
  await expect(talk.getByRole("link")).toHaveAccessibleName(/HV-2041$/);
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
  const theirs = listUnder(page, "What the other side owes");
  await expect(theirs).toContainText("overdue by");
  const reminder = await opened(theirs.locator("details").filter({ hasText: "Remind them" }).first());
  await expect(reminder.locator(".said")).toContainText(/^About \[child's reference\]. We are to settle this by .+ \(.+\)\. It is not settled yet\. Can we talk today/);
  await expect(reminder.locator(".said")).not.toContainText("HV-2041");
  expect(await faults(page)).toEqual([]);

  await test.step("what takes both is reminded of too, and silence is recorded in two taps", async () => {
    await theirs.getByRole("link", { name: "School and Children's social care, HV-2041" }).click();
    const settle = owed(page, "Settle it by talking");
    await expect(settle.locator("summary", { hasText: "Remind them" })).toBeVisible();
    await settle.getByRole("link", { name: /^They have not answered/ }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await isSaved(page);
    await expect(settle).toContainText("No answer had come by Monday 5 January 2026 at 10:00: written down.");
    await page.getByRole("link", { name: "What is due" }).click();
  });
  await care.setClock("2025-12-19T10:00Z");
  await page.goto(site.url);
  await unlock(page);
  await expect(theirs).toBeVisible();
  await expect(page.getByText("Remind them")).toHaveCount(0);
});

test("the first screen says whether the work is safe, and each part opens what mends it", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.addInitScript(() => {
    window.badges = [];
    // A browser that offers nothing by itself, until the test does.
    addEventListener("beforeinstallprompt", (event) => event.isTrusted && event.stopImmediatePropagation());
    navigator.setAppBadge = async (count) => void window.badges.push(count);
    navigator.clearAppBadge = async () => void window.badges.push(0);
    navigator.storage.persisted = async () => false;
    navigator.storage.persist = async () => sessionStorage.getItem("refuses") === null;
    const left = () => Number(sessionStorage.getItem("left") ?? 200);
    navigator.storage.estimate = async () => ({ quota: (left() + 100) * 1e6, usage: 1e8 });
  });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await page.getByRole("link", { name: "What is due" }).click();
  const safe = page.getByRole("heading", { name: "Is my work safe?" }).locator("xpath=following-sibling::p");
  await expect(safe.first()).toContainText("All work is saved on this device. 1 entry not yet sent.");

  await expect(page.getByText("About 200 MB of room left for Accord.")).toBeVisible();
  await page.evaluate(() => sessionStorage.setItem("left", "12"));

  // Setting up has asked already, and the browser has promised.
  await expect(page.locator("html")).toHaveAttribute("data-kept", "yes");
  await page.reload();
  await unlock(page);
  await expect(page.getByText("Only about 12 MB of room left for Accord. Make a backup now")).toBeVisible();
  await expect(page.getByText("The browser may clear it")).toContainText("In a private window everything goes");
  await page.evaluate(() => sessionStorage.setItem("refuses", ""));
  await page.getByRole("button", { name: "Ask the browser to keep it" }).click();
  await expect(page.getByText("You have asked it to keep your work, and it did not promise to")).toBeVisible();
  await page.evaluate(() => sessionStorage.removeItem("refuses"));
  await page.getByRole("button", { name: "Ask the browser to keep it" }).click();
  await expect(page.getByText("The browser may clear it")).toHaveCount(0);
  await expect(page.getByText("The browser keeps it until you remove it.")).toBeVisible();

  await expect(page.getByText("look for Install, or Add to home screen, in your browser's menu")).toBeVisible();
  await page.evaluate(() => {
    const offer = new Event("beforeinstallprompt");
    offer.prompt = () => document.documentElement.setAttribute("data-prompted", "");
    window.dispatchEvent(offer);
  });
  await page.getByRole("button", { name: "Install Accord on this device" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-prompted", "");
  await page.evaluate(() => window.dispatchEvent(new Event("appinstalled")));
  await expect(page.getByText("Accord is installed on this device.")).toBeVisible();

  expect(await page.evaluate(() => window.badges.at(-1))).toBe(0);
  await page.getByRole("link", { name: "Make a file", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Make a file", level: 1 })).toBeVisible();
});

test("the badge on the icon counts what is due", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open({ at: "2025-12-18T10:00Z" });
  await page.addInitScript(() => {
    navigator.setAppBadge = async (count) => document.documentElement.setAttribute("data-badge", count);
  });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await phone.setClock("2025-12-30T10:00Z");
  await page.goto(site.url);
  await unlock(page);
  await expect(page.getByText("overdue by 1 working day")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-badge", "1");
});

test("where an app on the home screen has a storage of its own, it is put there before it is set up", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  // What tells Safari on a phone from every other browser, and what that has not.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "standalone", { value: false });
    window.addEventListener("beforeinstallprompt", (event) => event.stopImmediatePropagation());
  });
  await page.goto(site.url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up Accord on this device");
  await expect(page.getByText("Put Accord on the home screen first: open the share menu")).toBeVisible();
});
