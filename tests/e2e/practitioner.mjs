// What a practitioner does on the screens, by what stands there: roles and names, nothing else.
import { expect } from "@playwright/test";

export const PASSPHRASE = "copper meadow lantern sixty";
export const HAVERING = "Havering Safeguarding Children Partnership";
export const TEACHER = { agency: "School", name: "Head of year", role: "Designated lead" };
export const SOCIAL_WORKER = { agency: "Children's social care", name: "Duty worker", role: "Social worker" };

const named = (name) => ({ name, exact: true });
const heading = (page, name) => page.getByRole("heading", { ...named(name), level: 1 });
const button = (page, name) => page.getByRole("button", named(name));
const group = (page, name) => page.getByRole("group", named(name));
const box = (page, name) => page.getByRole("textbox", named(name));

/** First use: who I am, a passphrase of my own twice; gives the recovery code, typed back. Ends on the first screen. */
export async function setUp(
  page,
  { partnership = HAVERING, who = TEACHER, passphrase = PASSPHRASE, code: atCode } = {},
) {
  await expect(heading(page, "Set up Accord on this device")).toBeVisible();
  await group(page, "Your partnership").getByRole("radio", named(partnership)).check();
  await page.getByRole("combobox", named("Your agency")).selectOption(who.agency);
  await box(page, "Your name").fill(who.name);
  await box(page, "Your role").fill(who.role);
  const own = button(page, "Choose my own instead");
  if (await own.isVisible()) await own.click();
  await box(page, "Choose a passphrase").fill(passphrase);
  await box(page, "Type it once more").fill(passphrase);
  await button(page, "Set up").click();
  const code = await group(page, "Recovery code").innerText();
  await atCode?.(page);
  await box(page, "Type the code back").fill(code);
  await button(page, "Check the code").click();
  await expect(heading(page, "What is due")).toBeVisible();
  return code;
}

export async function unlock(page, passphrase = PASSPHRASE) {
  await expect(heading(page, "Unlock Accord")).toBeVisible({ timeout: 60_000 });
  await box(page, "Passphrase").fill(passphrase);
  await button(page, "Unlock").click();
  await expect(heading(page, "Unlock Accord")).toBeHidden();
}

/** Has the device's own lock open the casebook from now on; on the settings, which offer it. */
export async function setUpOwnLock(page, passphrase = PASSPHRASE) {
  await box(page, "Passphrase").fill(passphrase);
  await button(page, "Set it up").click();
  await expect(button(page, "Turn it off")).toBeVisible();
}

/** Presses Lock where nothing is half written: the page is loaded afresh, and nothing of it is left. */
export async function lock(page, press = (lock) => lock.click()) {
  await expect(page.locator("html")).toHaveAttribute("data-offline", "ready");
  const afresh = page.waitForEvent("load");
  await press(button(page, "Lock"));
  await afresh;
  await expect(heading(page, "Unlock Accord")).toBeVisible();
  await expect(page).toHaveTitle("Unlock Accord – Accord");
}

/** Fills in the form of a new dispute under Havering's policy. */
export async function fillInDispute(page, { child = "HV-2041", ground = "Levels of need", words } = {}) {
  await page.getByRole("link", named("New dispute")).click();
  await expect(heading(page, "New dispute")).toBeVisible();
  await expect(page.getByText(`Under the procedure of ${HAVERING}.`)).toBeVisible();
  await page.getByRole("combobox", { name: "Which agency raises it?" }).selectOption("School");
  await page.getByRole("combobox", { name: "Which agency do you disagree with?" }).selectOption("Children's social care");
  const about = group(page, "Child 1");
  await about.getByRole("textbox", named("Local reference")).fill(child);
  await about
    .getByRole("group", { name: "Does the child have a child protection plan?" })
    .getByRole("radio", named("Yes"))
    .check();
  await page.getByRole("checkbox", named(ground)).check();
  if (words) await page.getByRole("textbox", { name: "In your words" }).fill(words);
}

/** Opens a dispute under Havering's policy; ends on its screen and gives its address. */
export async function openDispute(page, said) {
  await fillInDispute(page, said);
  await button(page, "Open the dispute").click();
  await expect(heading(page, "School and Children's social care")).toBeVisible();
  return page.url();
}

/** Chooses an action of the dispute on the screen, fills its form in and saves. */
export async function act(page, title, fillIn = async () => {}) {
  // What leads out of something that stands above is offered there too.
  await page.getByRole("link", named(title)).first().click();
  await expect(heading(page, title)).toBeVisible();
  await fillIn(page);
  await button(page, "Save").click();
}

/** Says that what is owed was done. */
export async function recordDone(page, duty, fillIn = async () => {}) {
  await owed(page, duty).getByRole("link", { name: "Record it as done" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(duty);
  await fillIn(page);
  await button(page, "Save").click();
}

export async function makeNote(page, words) {
  await act(page, "Make a note", () => box(page, "In words").fill(words));
}

/** The screen says that the entry is stored, at that time. */
export const isSaved = (page, time = "") =>
  expect(page.getByRole("status").filter({ hasText: `Saved on this device at ${time}` })).toBeVisible();

export const isNotSaved = (page) =>
  expect(page.getByRole("status").filter({ hasText: "Not saved." })).toBeVisible();

/** Makes the file of the dispute on the screen; gives the download. */
export async function makeFile(page) {
  await page.getByRole("link", named("Make a file of this dispute")).click();
  await expect(heading(page, "Make a file")).toBeVisible();
  const download = page.waitForEvent("download");
  await button(page, "Make the file").click();
  await expect(page.getByRole("heading", named("The file is made. It has not been sent."))).toBeVisible();
  return download;
}

/** Chooses a file to open and has it checked; what comes is the test's to expect. */
export async function checkFile(page, file) {
  await page.getByRole("link", named("Open a file")).click();
  // What was looked at and neither taken in nor left waits there.
  const [waits, asks] = [heading(page, "What this file would change"), heading(page, "Open a file")];
  await expect(waits.or(asks)).toBeVisible();
  if (await waits.isVisible()) await button(page, "Leave it").click();
  await expect(asks).toBeVisible();
  await page.getByLabel("The file that you were sent").setInputFiles(file);
  await button(page, "Check it").click();
}

/** Opens a file and takes it in. */
export async function takeIn(page, file) {
  await checkFile(page, file);
  await expect(heading(page, "What this file would change")).toBeVisible();
  await button(page, "Take it in").click();
}

/** The same, once it is stored: what is pressed next finds another screen. */
export async function takenIn(page, file) {
  await takeIn(page, file);
  await expect(heading(page, "What this file would change")).toHaveCount(0);
}

/** Goes to the screen of backups. */
export async function goToBackup(page) {
  await page.getByRole("link", named("Settings")).click();
  await page.getByRole("link", named("Make or restore a backup")).click();
  await expect(heading(page, "Backup")).toBeFocused();
}

/** Makes a backup and keeps the file there; ends where the screen says that it is made. */
export async function makeBackup(page, path) {
  await goToBackup(page);
  const download = page.waitForEvent("download");
  await button(page, "Make a backup").click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^accord-backup-\d{4}-\d\d-\d\d\.json$/);
  await file.saveAs(path);
  await expect(page.getByRole("heading", { name: "The backup is made and was checked" })).toBeVisible();
}

/** Chooses a backup on the screen for it, and has it opened. */
export async function chooseBackup(page, path, secret, press) {
  await page.getByLabel("The backup", { exact: true }).setInputFiles(path);
  await box(page, "Its passphrase or recovery code").fill(secret);
  await button(page, press).click();
}

/** The list that stands under a heading. */
export const listUnder = (page, name) =>
  page.getByRole("heading", named(name)).locator("xpath=following-sibling::*[self::ul or self::ol][1]");

/** The line of a duty that is owed. */
export const owed = (page, text) =>
  listUnder(page, "What is owed").locator("xpath=child::li").filter({ hasText: text });

/** What opens on demand with the words for a step. */
export const wordsFor = (page, step) =>
  page.getByRole("main").locator("details").filter({ has: page.getByText(`Words you can use at ${step}`, { exact: true }) });

/** Opens what opens on demand. */
export async function opened(details) {
  await details.locator("summary").first().click();
  return details;
}

/** Goes to the page that tells how the procedure works. */
export async function openHelp(page) {
  await page.getByRole("link", named("How this procedure works")).click();
  await expect(heading(page, "How this procedure works")).toBeFocused();
}

/** Goes from a dispute to a form of its partnership. */
export async function openForm(page, title) {
  await page.getByText("Forms to print").click();
  await page.getByRole("link", named(title)).click();
  await expect(heading(page, title)).toBeFocused();
}

/** What is to be known of the record of the dispute on the screen. */
export const seenOn = (page) => page.locator(".notice").filter({ hasText: "What to know about this record" });

/** The entries of the dispute on the screen. */
export const entries = (page) => listUnder(page, "What happened").getByRole("listitem");

/** Where the dispute on the screen stands, without what differs from reader to reader. */
export async function whatStands(page) {
  await expect(page.getByRole("heading", named("What happened"))).toBeVisible();
  const lines = async (list) => (await list.locator("xpath=child::li").all()).map((item) => item.innerText());
  const texts = async (list) =>
    (await Promise.all(await lines(list))).map((text) => text.split("\n").map((line) => line.trim()).filter(Boolean));
  const [owed, ladder, happened] = await Promise.all(
    ["What is owed", "The steps", "What happened"].map((name) => texts(listUnder(page, name))),
  );
  return {
    stands: await page.getByRole("main").getByText(/^(Open|Emergency|Resolved|Closed)/).first().locator("..").innerText(),
    // Only whoever waits for it may say that the others have not answered, or reminds them.
    owed: owed.map((duty) =>
      duty.filter((line) => !["They have not answered", "Remind them: a text to send"].includes(line)).map((line) => line.replace(/^(Your side|The other side): /, "")),
    ),
    ladder: ladder.map((rung) => rung.map((line) => line.replace(/^(Your side|The other side): /, "")).sort()),
    // Who signed it and how it came here is told from where one stands.
    happened: happened.map((entry) => entry.slice(0, -1)),
  };
}

/** How many drafts lie in the storage, sealed. */
export const storedDrafts = (page) =>
  page.evaluate(async () => {
    const [{ name }] = await indexedDB.databases();
    const database = await new Promise((done) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => done(request.result);
    });
    const count = database.transaction("drafts").objectStore("drafts").count();
    await new Promise((done) => (count.onsuccess = done));
    database.close();
    return count.result;
  });

/** Goes to the numbers of those whom the procedure names. */
export async function toContacts(page) {
  await page.getByRole("link", named("Settings")).click();
  await page.getByRole("link", named("Numbers of the people whom your procedure names")).click();
  await expect(heading(page, "People to ring")).toBeFocused();
}
