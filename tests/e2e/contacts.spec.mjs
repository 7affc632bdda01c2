// Whom to ring: typed once, sealed, and a tap away at the duty that sends somebody there.
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { PASSPHRASE, lock, openDispute, setUp, toContacts, unlock } from "./practitioner.mjs";

const CARE = "Children's social care";
const NUMBER = "01708 000 004";
const KEEP = { name: "Keep these numbers sealed" };

test("a number is typed once, sealed, and rings where a duty sends somebody", async ({ newDevice, served }) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await toContacts(page);
  await page.getByRole("textbox", { name: CARE }).fill("ask for the duty worker");
  await page.getByRole("button", KEEP).click();
  await expect(page.getByRole("alert")).toContainText(`${CARE}: that is not a number alone.`);
  expect(await faults(page)).toEqual([]);
  await page.getByRole("textbox", { name: CARE }).fill(NUMBER);
  await page.getByRole("button", KEEP).click();
  const ring = page.getByRole("link", { name: `${CARE}: ${NUMBER}` });
  await expect(ring).toHaveAttribute("href", "tel:01708000004");
  expect(await faults(page)).toEqual([]);

  // Nothing that a locked browser keeps in plain words holds it, and it is there after the lock.
  const plain = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(plain).not.toMatch(/0170/);
  await lock(page);
  await expect(ring).toHaveCount(0);
  await unlock(page, PASSPHRASE);
  await expect(ring).toBeVisible();
  await expect(page.getByRole("textbox", { name: CARE })).toHaveValue(NUMBER);

  await openDispute(page);
  await expect(page.getByRole("link", { name: /^Ring first: .*: 01708 000 004$/ }).first()).toHaveAttribute("href", "tel:01708000004");
  expect(await faults(page)).toEqual([]);
});
