// What is issued for everybody: a later calendar, a sixth procedure, and a newer version of it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { expect, test } from "./device.mjs";
import { CALENDAR, PACK, newerPack, openUnderPack } from "./issued.mjs";
import { checkFile, entries, openDispute, owed, setUp, unlock } from "./practitioner.mjs";

const S1_SETTLE = "Settle it by talking, within a working week or sooner if the child needs it";

const title = (page, text) => expect(page.getByRole("heading", { level: 1 })).toHaveText(text);
const button = (page, name) => page.getByRole("button", { name, exact: true });
const under = (page, name) =>
  page.getByRole("heading", { name, exact: true }).locator("xpath=following-sibling::*[self::ul][1]").getByRole("listitem");

async function isAccessible(page) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => (await window.axe.run()).violations);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`)).toEqual([]);
}

async function setUpAt(newDevice, served, at) {
  const site = await served();
  const page = await newDevice().open({ at });
  await page.goto(site.url);
  await setUp(page);
  return page;
}

test("a later calendar shows which dates it moves, is taken over, and the date says so", async ({ newDevice, served }) => {
  const page = await setUpAt(newDevice, served, "2027-06-07T09:00Z");
  const address = await openDispute(page);
  await expect(owed(page, S1_SETTLE)).toContainText("By Monday 14 June 2027");

  await checkFile(page, CALENDAR);
  await title(page, "What this file would change");
  const main = page.getByRole("main");
  await expect(main).toContainText("Calendar england-and-wales/2027-02, issued on Monday 1 February 2027.");
  await expect(main).toContainText("It says that it is signed by Ann Marsh, Business manager, Partnership office. We have not confirmed that.");
  await expect(under(page, "Dates that would move")).toHaveText([
    new RegExp(`${S1_SETTLE}.*, from Monday 14 June 2027 to Tuesday 15 June 2027`),
  ]);
  await expect(under(page, "Days that would become bank holidays")).toHaveText(["Monday 14 June 2027: A day that was proclaimed"]);
  await isAccessible(page);
  await button(page, "Leave it").click();
  await expect(page.getByText("Nothing was stored.")).toBeVisible();

  await checkFile(page, CALENDAR);
  await button(page, "Take it in").click();
  await title(page, "Settings");
  await expect(main).toContainText("Calendar england-and-wales/2027-02");
  await isAccessible(page);

  await page.goto(address);
  await unlock(page);
  const duty = owed(page, S1_SETTLE);
  await expect(duty).toContainText("By Tuesday 15 June 2027");
  await duty.getByText("Why this date?").click();
  await expect(duty).toContainText("Monday 14 June 2027: A day that was proclaimed, not counted");
  await expect(duty).toContainText(
    "Reckoned again on Monday 7 June 2027 with the calendar england-and-wales/2027-02: moved from Monday 14 June 2027 to Tuesday 15 June 2027.",
  );

  await checkFile(page, CALENDAR);
  await expect(main).toContainText("It is not later than the calendar that is here");
  await expect(button(page, "Take it in")).toHaveCount(0);
});

test("a sixth procedure is looked at, taken over, run under, and a newer version of it moved to", async ({
  newDevice, served, folder,
}) => {
  const page = await setUpAt(newDevice, served, "2026-11-16T09:00Z");
  const main = page.getByRole("main");

  await test.step("one with faults says every one of them", async () => {
    const faulty = join(folder, "faulty.json");
    writeFileSync(faulty, readFileSync(PACK, "utf8").replaceAll('"owner": "worker"', '"owner": "nobody"'));
    await checkFile(page, faulty);
    await expect(page.getByRole("alert")).toContainText(/This procedure has \d faults, so it was not opened\./);
    await expect(page.getByRole("alert").getByRole("listitem").first()).toContainText("`nobody` is no role or contact of this pack");
  });

  await test.step("unsigned, it is marked so, and can be signed to hand it on", async () => {
    await checkFile(page, PACK);
    await title(page, "What this file would change");
    await expect(main).toContainText("Lantern Quay");
    await expect(main).toContainText("Unsigned: nobody vouches for it.");
    await expect(main).toContainText("This procedure is new on this device.");
    await isAccessible(page);
    const download = page.waitForEvent("download");
    await button(page, "Sign it and make a file").click();
    const signed = join(folder, "signed.json");
    await (await download).saveAs(signed);
    await expect(main).toContainText("Whoever opens it sees that it comes from you.");
    await checkFile(page, signed);
    await expect(main).toContainText("It was signed on this device by Head of year, Designated lead, School.");
  });

  await test.step("taken over, a dispute is run under it", async () => {
    await checkFile(page, PACK);
    await button(page, "Take it in").click();
    await title(page, "Settings");
    await expect(main).toContainText("When we disagree, version 2");
    await isAccessible(page);
    await openUnderPack(page);
    await expect(owed(page, "Settle it")).toContainText("By Thursday 19 November 2026");
    await expect(page.getByText("Another version of this procedure")).toHaveCount(0);
  });
  const address = page.url();

  await test.step("a newer version comes: what would change is shown, then the dispute is moved", async () => {
    await checkFile(page, newerPack(folder));
    await expect(main).toContainText("New disputes would be run under it instead of version 2 of this procedure.");
    await expect(main).toContainText("1 dispute under another version of it stays there until you move it.");
    await button(page, "Take it in").click();
    await title(page, "Settings");
    await page.goto(address);
    await unlock(page);
    await expect(owed(page, "Settle it")).toContainText("By Thursday 19 November 2026");
    await page.getByRole("link", { name: "See what would change" }).click();
    await title(page, "Another version of the procedure");
    await expect(main).toContainText("This dispute follows version 2. It would follow version 3.");
    await expect(under(page, "Dates that would move")).toContainText([
      "Settle it, from Thursday 19 November 2026 to Monday 23 November 2026",
    ]);
    await expect(under(page, "Owed from then on, and not now")).toContainText(["Hear each side alone: Clinic", "Hear each side alone: Nursery"]);
    await expect(under(page, "Owed now, and not asked any more")).toHaveCount(2);
    await isAccessible(page);
    await button(page, "Move it to version 3").click();
    await title(page, "Nursery and Clinic");
    await expect(owed(page, "Settle it")).toContainText("By Monday 23 November 2026");
    await expect(entries(page).first()).toContainText("It was moved to version 3 of the procedure");
    await expect(page.getByText("See what would change")).toHaveCount(0);
  });
});
