// The lock: it falls when nobody is there, drops what the page remembers, and costs no word.
import { expect } from "@playwright/test";
import { storedOffline, test } from "./device.mjs";
import { PASSPHRASE, fillInDispute, setUp, unlock } from "./practitioner.mjs";

const LOCKED_ITSELF = "Accord locked itself because nobody used it for a while.";

/** A person at work on a device whose clock the test moves. */
async function atWork({ newDevice, served }) {
  const site = await served();
  const device = newDevice();
  const page = await device.open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  await page.evaluate(() => {
    window.before = true;
  });
  return { device, page };
}

const isTheSamePage = (page) => page.evaluate(() => window.before === true);
const isLocked = (page) => expect(page.getByRole("heading", { level: 1 })).toHaveText("Unlock Accord");

/** As when another app comes before the browser, and when it goes again. */
const goOutOfSight = (page) => turn(page, true);
const comeBack = (page) => turn(page, false);
const turn = (page, hidden) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);

test("the tap that wakes a device finds it locked, and nothing is left of the page", async ({ newDevice, served }) => {
  const { device, page } = await atWork({ newDevice, served });
  await device.setClock("2025-12-18T10:05:00Z");
  await page.keyboard.press("Shift");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What is due");
  await device.setClock("2025-12-18T18:00Z");
  await page.mouse.click(5, 5);
  await isLocked(page);
  await expect(page.getByText(LOCKED_ITSELF)).toBeVisible();
  expect(await isTheSamePage(page)).toBe(false);
  await unlock(page);
});

test("whoever presses a key, scrolls, types or taps is there", async ({ newDevice, served }) => {
  const { device, page } = await atWork({ newDevice, served });
  await page.getByRole("link", { name: "New dispute" }).click();
  const reference = page.getByRole("textbox", { name: "Local reference" });
  // Four minutes lie between two of them: if one did not count, the next would find it locked.
  const signs = [
    () => page.keyboard.press("Shift"),
    () => page.mouse.wheel(0, 40),
    () => reference.fill("HV-7"),
    () => page.mouse.click(5, 5),
    () => page.keyboard.press("Tab"),
  ];
  for (const [n, sign] of signs.entries()) {
    await device.setClock(new Date(Date.parse("2025-12-18T10:04Z") + n * 240_000));
    await sign();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("New dispute");
  }
  await device.setClock("2025-12-18T10:26Z");
  await page.keyboard.press("Shift");
  await isLocked(page);
});

test("a minute out of sight locks it, and half an entry waits behind the lock", async ({ newDevice, served }) => {
  const { device, page } = await atWork({ newDevice, served });
  await fillInDispute(page, { child: "HV-7", words: "Half a sentence" });
  await expect(page.getByRole("textbox", { name: "In your words" })).toBeFocused();
  await goOutOfSight(page);
  await expect(page.locator("body")).toHaveCSS("opacity", "0");
  await device.setClock("2025-12-18T10:01:00Z");
  await comeBack(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New dispute");
  await expect(page.locator("body")).toHaveCSS("opacity", "1");
  await expect(page.getByRole("textbox", { name: "In your words" })).toBeFocused();
  await goOutOfSight(page);
  await device.setClock("2025-12-18T10:02:01Z");
  await comeBack(page);
  await isLocked(page);
  await expect(page.getByText(LOCKED_ITSELF)).toBeVisible();
  await expect.poll(() => isTheSamePage(page)).toBe(false);
  await unlock(page);
  await expect(page.getByRole("textbox", { name: "In your words" })).toHaveValue("Half a sentence");
});

test("a page that was left and comes back as it was is locked, and so is the one that shows the recovery code", async ({ newDevice, served }) => {
  const site = await served();
  const device = newDevice();
  const page = await device.open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page, {
    code: async () => {
      await device.setClock("2025-12-18T10:06Z");
      await page.mouse.click(5, 5);
      await unlock(page);
      await page.getByRole("button", { name: "Keep your recovery code" }).click();
    },
  });
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await isLocked(page);
});

test("pressing Lock leaves nothing of the page", async ({ newDevice, served }) => {
  const { page } = await atWork({ newDevice, served });
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await isLocked(page);
  await expect.poll(() => isTheSamePage(page)).toBe(false);
  await expect(page.getByText(LOCKED_ITSELF)).toBeHidden();
});

test("what was typed outlives a storage that was cleared and a lock", async ({ newDevice, served }) => {
  const { page } = await atWork({ newDevice, served });
  await fillInDispute(page, { child: "HV-7", words: "Half a sentence" });
  await page.evaluate(
    () => new Promise((done, failed) => Object.assign(indexedDB.deleteDatabase("accord"), { onsuccess: done, onerror: failed })),
  );
  await page.getByRole("button", { name: "Hide", exact: true }).click();
  await isLocked(page);
  await page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(PASSPHRASE);
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await setUp(page);
  await page.getByRole("link", { name: "New dispute", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "In your words" })).toHaveValue("Half a sentence");
});

test("whoever presses Hide hides what every tab shows", async ({ newDevice, served }) => {
  const { device, page } = await atWork({ newDevice, served });
  const other = await device.newPage();
  await other.goto(page.url());
  await unlock(other);
  await fillInDispute(other, { child: "HV-7", words: "Half a sentence" });
  await page.getByRole("button", { name: "Hide", exact: true }).click();
  await isLocked(page);
  await isLocked(other);
  await expect(other.getByText(LOCKED_ITSELF)).toBeHidden();
  await unlock(other);
  await expect(other.getByRole("textbox", { name: "In your words" })).toHaveValue("Half a sentence");
  await expect(page.getByRole("heading", { name: "Unlock Accord" })).toBeVisible();
});

test("a passphrase that was taken does not stay in its field", async ({ newDevice, served }) => {
  const { page } = await atWork({ newDevice, served });
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await isLocked(page);
  await expect.poll(() => isTheSamePage(page)).toBe(false);
  const field = page.getByRole("textbox", { name: "Passphrase", exact: true });
  await field.fill("lantern meadow copper sixty");
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("That is not the passphrase");
  await expect(field).toHaveValue("");
  await unlock(page);
});
