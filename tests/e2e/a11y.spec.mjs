// Every screen for everybody: no fault that axe finds, by light and by dark; the keyboard alone; the
// narrowest phone; and whoever cannot see that the screen has changed is told by the focus.
import { join } from "node:path";
import axe from "axe-core";
import { expect, test } from "./device.mjs";
import { HAVERING, PASSPHRASE, act, checkFile, lock, makeFile, openDispute, openForm, openHelp, opened, owed, setUp, unlock, wordsFor } from "./practitioner.mjs";

const S1_SETTLE = "Settle it by talking";

/** What axe finds wrong with the screen: each rule, and where it is broken. */
async function faults(page) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => (await window.axe.run()).violations);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`);
}

/** Goes through every screen and has it looked at. */
async function everyScreen(page, site, folder, lookAt) {
  const look = async (screen) => {
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await lookAt(screen);
  };
  await page.goto(site.url);
  await look("first use");
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("first use, with a fault");
  await setUp(page);
  await look("home, empty");
  await page.getByRole("link", { name: "New dispute" }).click();
  await look("new dispute");
  await page.getByRole("combobox", { name: "Which agency raises it?" }).selectOption("Choose one");
  await page.getByRole("button", { name: "Open the dispute" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("new dispute, refused");
  await openDispute(page, { words: "We disagree." });
  await owed(page, S1_SETTLE).getByText("Why this date?").click();
  await owed(page, S1_SETTLE).getByText("How we read it, and which calendar").click();
  await look("dispute, why this date");
  const words = wordsFor(page, "Stage 1");
  await opened(words);
  await words.getByRole("button", { name: "Copy the text" }).click();
  await expect(words.getByRole("status")).not.toBeEmpty();
  await page.getByText("Good to know").first().click();
  await look("dispute, words and what is good to know");
  await page.getByText("More that you can record").click();
  await look("dispute, all actions");
  const address = page.url();
  await openForm(page, "Summary for the partnership's mailbox");
  await look("a form to print");
  await page.goBack();
  await openHelp(page);
  await look("how the procedure works, at a step");
  const shut = page.locator("details:not([open]) > summary:visible");
  while (await shut.count()) await shut.first().click();
  await look("how the procedure works, everything open");
  await page.goBack();
  await page.getByRole("link", { name: "Make a note" }).click();
  await look("a form");
  await page.goBack();
  await act(page, "Go to Stage 2: Supervisors or managers");
  await page.getByRole("button", { name: "A child may be in danger now" }).click();
  await expect(page.getByRole("region", { name: "A child may be in danger now" })).toBeVisible();
  await look("dispute, in danger");
  const file = join(folder, "made.json");
  await (await makeFile(page)).saveAs(file);
  await look("a file made");
  await page.getByRole("link", { name: "Open a file" }).click();
  await look("open a file");
  await checkFile(page, file);
  await expect(page.getByRole("heading", { name: "What this file would change" })).toBeVisible();
  await look("preview of a file");
  await page.getByRole("link", { name: "What is due" }).click();
  await expect(page.getByRole("heading", { name: "Disputes" })).toBeVisible();
  await look("home, with a dispute");
  await page.getByRole("link", { name: "Settings" }).click();
  await look("settings");
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await look("safety card");
  await page.goto(`${site.url}nowhere`);
  await look("locked");
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("locked, wrong passphrase");
  await unlock(page);
  await look("unknown address");
  await page.goto(address);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds no fault on any screen, ${colorScheme}`, async ({ newDevice, served, folder }) => {
    const site = await served();
    const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await everyScreen(page, site, folder, async (screen) => {
      expect.soft(await faults(page), screen).toEqual([]);
    });
  });
}

test("no screen of 320 pixels has to be pushed sideways", async ({ newDevice, served, folder }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.setViewportSize({ width: 320, height: 568 });
  await everyScreen(page, site, folder, async (screen) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, screen).toBeLessThanOrEqual(320);
  });
});

test("each new screen begins with the focus on its heading, and names the tab", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  const arrivesAt = async (name, tab) => {
    await expect(page.getByRole("heading", { name, level: 1 })).toBeFocused();
    await expect(page).toHaveTitle(`${tab} – Accord`);
  };
  await arrivesAt("What is due", "What is due");
  await openDispute(page, { child: "HV-2041" });
  await arrivesAt("School and Children's social care", "Dispute");
  for (const [link, heading, tab] of [
    ["Make a note", "Make a note", "Record"],
    ["New dispute", "New dispute", "New dispute"],
    ["Open a file", "Open a file", "Open a file"],
    ["Settings", "Settings", "Settings"],
    ["How this procedure works", "How this procedure works", "How this procedure works"],
    ["Settings", "Settings", "Settings"],
    ["Child in danger?", "Is a child in danger now?", "A child in danger"],
  ]) {
    await page.getByRole("link", { name: link, exact: true }).click();
    await arrivesAt(heading, tab);
  }
  await page.goBack();
  await arrivesAt("Settings", "Settings");
  await lock(page);
  await unlock(page);
  await arrivesAt("Settings", "Settings");
});

test("the keyboard alone leads through the first start and the lock", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up Accord on this device");
  const reach = async (control, key = "Tab") => {
    for (let steps = 0; steps < 40; steps += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press(key);
    }
    await expect(control).toBeFocused();
  };
  const partnership = page.getByRole("group", { name: "Your partnership" }).getByRole("radio");
  const chosen = partnership.and(page.getByRole("radio", { name: HAVERING }));
  await reach(page.getByRole("radio", { checked: true }));
  await reach(chosen, "ArrowDown");
  await expect(chosen).toBeChecked();
  await reach(page.getByRole("combobox", { name: "Your agency" }));
  await page.keyboard.type("School");
  await reach(page.getByRole("textbox", { name: "Your name" }));
  await page.keyboard.type("Head of year");
  await reach(page.getByRole("textbox", { name: "Your role" }));
  await page.keyboard.type("Designated lead");
  for (const name of ["Choose a passphrase", "Type it once more"]) {
    await reach(page.getByRole("textbox", { name }));
    await page.keyboard.type(PASSPHRASE);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Keep your recovery code" })).toBeFocused();
  await reach(page.getByRole("button", { name: "I have written it down" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "What is due", level: 1 })).toBeFocused();

  await lock(page, async (button) => {
    await reach(button, "Shift+Tab");
    await page.keyboard.press("Enter");
  });
  await reach(page.getByRole("textbox", { name: "Passphrase" }));
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeFocused();
  await reach(page.getByRole("textbox", { name: "Passphrase" }));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "What is due", level: 1 })).toBeFocused();
});
