// Whoever cannot see that the screen has changed is told by the focus. On a new screen it is on the heading, and the tab is
// named; after a tap whose button is gone with what it did, it is never with the page as a whole.
import { readFileSync } from "node:fs";
import { expect, test } from "./device.mjs";
import { PACK, newerPack, openUnderPack } from "./issued.mjs";
import { fillInDispute, makeFile, makeNote, openDispute, openForm, setUp, takenIn, unlock } from "./practitioner.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const focused = (page) => page.locator(":focus");

const YORK = "City of York Safeguarding Children Partnership";
const PAPER = "A form to print";
const screen = (link, heading = link, tab = heading, to = []) => ({ link, heading, tab, to });
/** The screens as links lead to them, one from another. */
const SCREENS = screen("What is due", "What is due", "What is due", [
  screen("New dispute"),
  screen("Dissent at a child protection conference", "New dispute"),
  screen("Open a file"),
  screen("How this procedure works"),
  screen("Child in danger?", "Is a child in danger now?", "A child in danger"),
  screen("Settings", "Settings", "Settings", [
    screen("Make or restore a backup", "Backup"),
    screen("Be confirmed by your partnership", "Your partnership"),
    screen("Change the passphrase or the recovery code", "Passphrase and recovery code"),
    screen("Numbers of the people whom your procedure names", "People to ring"),
    screen("Remove everything from this device"),
  ]),
  screen("Nursery and Clinic", "Nursery and Clinic", "Dispute", [
    screen("Make a note", "Make a note", "Record"),
    screen("Make a file of this dispute", "Make a file"),
    screen("See what would change", "Another version of the procedure"),
    screen("Record of this dispute", "Record of this dispute", PAPER),
    screen("How this procedure works", "How this procedure works", "How this procedure works", [
      screen(YORK, "How this procedure works"),
    ]),
  ]),
]);

async function arrivesAt(page, { heading, tab }) {
  await expect(page.getByRole("heading", { name: heading, exact: true, level: 1 })).toBeFocused();
  await expect(page).toHaveTitle(`${tab} – Accord`);
}

/** Goes from that screen to each that it leads to, and back; gives them all with their addresses. */
async function walk(page, from) {
  await arrivesAt(page, from);
  const seen = [{ ...from, address: page.url() }];
  for (const next of from.to) {
    const link = page.getByRole("link", { name: next.link, exact: true }).first();
    if (next.tab === PAPER) await page.getByText("Forms to print").click();
    await link.click();
    seen.push(...(await walk(page, next)));
    await page.goBack();
    await arrivesAt(page, from);
  }
  return seen;
}

/** What the address of a screen begins with, of every screen that there is. */
const segments = () => readFileSync("src/ui/route.rs", "utf8").matchAll(/^ {12}"(\w*)"(?: \| "[\w.]+")? =>/gm);

test("a new screen begins with the focus on its heading and names the tab, whether a link leads there, the way back or its address", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page, { partnership: YORK });
  await takenIn(page, PACK);
  await openUnderPack(page);
  await takenIn(page, newerPack(folder));
  await page.getByRole("link", { name: "What is due", exact: true }).click();
  const seen = await walk(page, SCREENS);
  const { address: dispute } = seen.find(({ tab }) => tab === "Dispute");
  const looked = seen.map(({ address }) => address.slice(site.url.length).replace(/\?.*/, ""));
  expect([...new Set(looked)].sort()).toEqual([...segments()].map(([, segment]) => segment).sort());

  const nothing = "There is nothing at this address";
  const gone = "That is no longer offered here. The dispute has changed since.";
  const more = [
    { address: `${site.url}nowhere`, heading: nothing, tab: nothing },
    { address: `${dispute.replace("dispute?", "act?")}&n=gone42`, heading: gone, tab: "Record" },
  ];
  for (const { address, ...screen } of [...seen, ...more]) {
    await page.goto(address);
    // Whom to ring is told before the lock.
    if (address.endsWith("/safety")) {
      await expect(page).toHaveTitle(`${screen.tab} – Accord`);
      continue;
    }
    await expect(page).toHaveTitle("Unlock Accord – Accord");
    await unlock(page);
    await arrivesAt(page, screen);
  }
});

test("a tap whose button is gone afterwards leaves the focus with what it did", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);

  await test.step("a child less", async () => {
    await fillInDispute(page);
    await press(page, "Add another child");
    await press(page, "Remove child 2");
    await expect(page.getByRole("group", { name: "Child 2" })).toBeHidden();
    await expect(focused(page)).not.toHaveCount(0);
    await expect(focused(page)).toHaveText(/child/i);
    await page.getByRole("link", { name: "What is due" }).click();
  });
  await openDispute(page);

  await test.step("a note taken back", async () => {
    await makeNote(page, "A slip");
    await press(page, "Take it back");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Make a note");
    await expect(focused(page)).toHaveText("Make a note");
  });
});

test("the danger tap and the word that a file was sent keep the focus where they say so", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);

  await page.getByRole("main").getByRole("button", { name: "A child may be in danger now" }).click();
  await expect(page.getByRole("region", { name: "A child may be in danger now" })).toBeVisible();
  await expect(focused(page)).toHaveText("A child may be in danger now");

  await makeFile(page);
  await expect(page.getByRole("heading", { name: "The file is made. It has not been sent." })).toBeVisible();
  await press(page, "I have sent it");
  await expect(page.getByText("You say that you have sent it")).toBeVisible();
  // Nothing that stands above says otherwise.
  await expect(page.getByRole("heading", { name: "The file is made", exact: true })).toBeVisible();
  await expect(page.getByText("It has not been sent.")).toBeHidden();
  await expect(focused(page)).not.toHaveCount(0);
});

test("what is typed into a form to print is lost only by whoever says so", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  const address = await openDispute(page, { words: "We think that the threshold is met." });
  await openForm(page, "Summary for the partnership's mailbox");
  const typed = page.getByRole("textbox", { name: "Whom to ring" });
  const asked = page.getByRole("alert").filter({ hasText: "What you typed here is kept nowhere." });

  await page.goBack();
  await openForm(page, "Summary for the partnership's mailbox");
  await typed.fill("Ms Example");
  for (const leave of [() => page.goBack(), () => page.getByRole("link", { name: "What is due" }).click()]) {
    await leave();
    await expect(asked).toBeVisible();
    await expect(asked).toBeFocused();
    await press(page, "Stay");
    await expect(asked).toBeHidden();
    await expect(typed).toHaveValue("Ms Example");
  }
  await page.getByRole("link", { name: "What is due" }).click();
  await press(page, "Leave");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What is due");

  // Whom to ring for a child in danger, nothing holds up.
  await page.goto(address);
  await unlock(page);
  await openForm(page, "Summary for the partnership's mailbox");
  await typed.fill("Ms Example");
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is a child in danger now?");
});
