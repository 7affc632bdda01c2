// A file that was made goes on: by the share sheet of a phone, or as an e-mail of a computer.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { SOCIAL_WORKER, checkFile, entries, makeFile, openDispute, setUp } from "./practitioner.mjs";

// No browser without a screen has a share sheet: what it is handed is looked at in its place.
const sheet = (answer) => {
  navigator.canShare = ({ files }) => files.every(({ name, type }) => name.endsWith(".txt") && type === "text/plain");
  navigator.share = async ({ files, ...rest }) => {
    window.shared = { name: files[0].name, text: await files[0].text(), files: files.length, rest };
    if (answer) throw new DOMException("", answer);
  };
};

for (const [answer, said] of [
  ["", "The app that you chose has the file. Whether it was sent, Accord cannot know."],
  ["NotAllowedError", "This browser did not share the file. Send it from your downloads."],
  ["AbortError", ""],
]) {
  test(`a file is handed to the share sheet${answer && `, which answers ${answer}`}`, async ({ newDevice, served }) => {
    const site = await served();
    const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
    await page.addInitScript(sheet, answer);
    await page.goto(site.url);
    await setUp(page);
    await openDispute(page);
    const file = await makeFile(page);
    await page.getByRole("button", { name: "Share it" }).click();
    await expect.poll(() => page.evaluate(() => window.shared)).toEqual({
      name: file.suggestedFilename().replace(".json", ".txt"),
      text: readFileSync(await file.path(), "utf8"),
      files: 1,
      rest: {},
    });
    await expect(page.getByRole("main")).toContainText(said);
    await expect(page.getByText(/^(The app that you chose|This browser did not share)/)).toHaveCount(said ? 1 : 0);
    expect(await faults(page)).toEqual([]);
  });
}

test("where there is no share sheet, an e-mail is saved with the file in it, and another device opens that", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await makeFile(page);
  await expect(page.getByRole("button", { name: "Share it" })).toHaveCount(0);
  const address = await page.getByRole("link", { name: "Write an e-mail, and attach the file yourself" }).getAttribute("href");
  expect(decodeURIComponent(address)).toMatch(/^mailto:\?subject=A file from Accord&body=The attached file is for Accord, which/);
  expect(decodeURIComponent(address)).toContain(`needs no account: ${site.url} Save the file`);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save an e-mail with the file in it" }).click();
  expect((await saved).suggestedFilename()).toMatch(/^accord-[\w-]+-readable\.eml$/);
  const message = join(folder, "message.eml");
  await (await saved).saveAs(message);
  await expect(page.getByRole("main")).toContainText("It has not been sent.");
  const text = readFileSync(message, "utf8");
  expect(text.split("\r\n\r\n", 1)[0]).not.toMatch(/HV-2041|School|social/);

  const other = await newDevice().open({ at: "2025-12-18T11:00Z" });
  await other.goto(site.url);
  await setUp(other, { who: SOCIAL_WORKER });
  await checkFile(other, message);
  await expect(other.getByRole("heading", { name: "What this file would change" })).toBeVisible();
  await expect(other.getByRole("main")).toContainText("2 new entries");
});

test("a file that could be sealed to nobody says so in its name, and the record says why", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await page.getByRole("link", { name: "Make a file of this dispute" }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText("Nobody else has signed an entry of this dispute yet");
  const why = page.getByRole("textbox", { name: /^Why is the file not sealed/ });
  await expect(why).toHaveValue("Nobody else's key is known here yet");
  expect(await faults(page)).toEqual([]);
  await why.fill("  ");
  const make = page.getByRole("button", { name: "Make the file" });
  await make.click();
  await expect(page.getByRole("alert")).toContainText("Say why the file is not sealed.");
  await why.fill("Their manager opens it at the desk");
  const download = page.waitForEvent("download");
  await make.click();
  expect((await download).suggestedFilename()).toMatch(/-readable\.json$/);
  await expect(main).toContainText("Anyone who gets this file can read it.");
  await page.getByRole("link", { name: "Go to the dispute" }).click();
  const said = "A file that anyone can read was made. Reason: Their manager opens it at the desk";
  await expect(entries(page).filter({ hasText: said })).toHaveCount(1);
});

test("a file counts as sent once the person says so, and only then", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const main = page.getByRole("main");
  await expect(main).toContainText("1 entry not yet sent.");
  await expect(page.getByRole("button", { name: "I have sent it" })).toHaveCount(0);
  await makeFile(page);
  await page.getByRole("link", { name: "Go to the dispute" }).click();
  // With why anyone can read the file.
  await expect(main).toContainText("2 entries not yet sent.");
  await page.getByRole("link", { name: "Accord", exact: true }).click();
  await expect(main).toContainText("2 entries not yet sent.");
  await page.getByRole("link", { name: "Have you sent it?" }).click();
  await page.getByRole("button", { name: "I have sent it" }).click();
  await expect(page.getByText("not yet sent")).toHaveCount(0);
  await expect(main).toContainText("in a file that you sent, as you said on Thursday 18 December 2025");
  expect(await faults(page)).toEqual([]);
  const saved = page.getByRole("status").filter({ hasText: "Saved on this device" });
  await expect(saved).toBeVisible();
  // Of the form that comes, nothing is saved.
  await page.getByRole("link", { name: "New dispute", exact: true }).click();
  await expect(page.getByRole("heading", { name: "New dispute", level: 1 })).toBeVisible();
  await expect(saved).toHaveCount(0);
  await page.getByRole("link", { name: "Accord", exact: true }).click();
  await expect(main).toContainText("Nothing waits to be sent, as far as you said.");
});
