// A practitioner asks to be confirmed, is called back, and takes the partnership's card in by the words that they hear;
// the desk signs for what it received, and the phone says so.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { checkFile, entries, makeFile, makeNote, openDispute, setUp, takeIn } from "./practitioner.mjs";

const built = join(process.env.CARGO_TARGET_DIR ?? "target", "debug", "accord");
const WORDS = "five quiet harbours in line";

test("whoever is called back is confirmed, and sees what the register received", async ({ newDevice, served, folder }) => {
  test.setTimeout(180_000);
  const casebook = join(folder, "desk");
  const desk = (...given) =>
    JSON.parse(execFileSync(built, [...given, "--json"], { env: { ...process.env, ACCORD_PASSPHRASE: WORDS } }));
  const site = await served();
  // Its clock is behind.
  const phone = await newDevice().open({ at: "2025-11-18T10:00Z" });
  await phone.goto(site.url);
  await setUp(phone);

  const wanted = join(folder, "enrolment.json");
  let spoken;
  await test.step("they ask, and have six words to read out", async () => {
    await phone.getByRole("link", { name: "Settings" }).click();
    await phone.getByRole("link", { name: "Be confirmed by your partnership" }).click();
    await expect(phone.getByRole("heading", { name: "Your partnership", level: 1 })).toBeFocused();
    await expect(phone.getByRole("main")).toContainText("No card is on this device.");
    const download = phone.waitForEvent("download");
    await phone.getByRole("button", { name: "Make the file" }).click();
    expect((await download).suggestedFilename()).toMatch(/^accord-enrolment-[\d-]+\.json$/);
    await (await download).saveAs(wanted);
    await expect(phone.getByText("The file is made and among your downloads. It has not been sent.")).toBeVisible();
    await phone.getByRole("button", { name: "Show my six words" }).click();
    spoken = await phone.getByRole("group", { name: "Your six words" }).innerText();
    expect(spoken.split(" ")).toHaveLength(6);
    expect(await faults(phone)).toEqual([]);
  });

  const card = join(folder, "card.json");
  let heard;
  await test.step("the desk hears the same words and confirms them", async () => {
    desk("desk", "init", casebook, "--partnership", "havering", "--agency", "lscb", "--name", "Business manager", "--role", "Business manager");
    const asked = desk("desk", "enrol", wanted, "--desk", casebook);
    expect(JSON.stringify(asked)).toContain(spoken);
    desk("desk", "enrol", wanted, "--desk", casebook, "--checked", "call-back");
    heard = execFileSync(built, ["desk", "card", "--desk", casebook, "--out", card], { env: { ...process.env, ACCORD_PASSPHRASE: WORDS } })
      .toString()
      .match(/words {2,}(.*)/)[1];
  });

  await test.step("a card is not taken in with other words, and is with those that were heard", async () => {
    await checkFile(phone, card);
    await expect(phone.getByRole("main")).toContainText("This is the first card of this partnership on this device.");
    await expect(phone.getByRole("button", { name: "Take it in", exact: true })).toHaveCount(0);
    const field = phone.getByRole("textbox", { name: "The six words that they read to you" });
    await field.fill(spoken);
    await phone.getByRole("button", { name: "Compare, and take it in" }).click();
    await expect(phone.getByRole("alert")).toContainText("These are not the six words of this card. It was not taken in.");
    expect(await faults(phone)).toEqual([]);
    await field.fill(heard);
    await phone.getByRole("button", { name: "Compare, and take it in" }).click();
    await expect(phone.getByRole("heading", { name: "Your partnership", level: 1 })).toBeFocused();
    await expect(phone.getByRole("main")).toContainText("2 keys confirmed");
    await expect(phone.getByRole("main")).toContainText("You: confirmed.");
  });

  await test.step("what the desk received is shown as received, once its receipt came back", async () => {
    await openDispute(phone);
    await makeNote(phone, "They rang back");
    const file = await (await makeFile(phone)).path();
    const mail = join(folder, "mail");
    mkdirSync(mail);
    const body = readFileSync(file).toString("base64").replace(/(.{76})/g, "$1\r\n");
    writeFileSync(
      join(mail, "1.eml"),
      `From: school@example.org\r\nTo: desk@example.org\r\nMessage-ID: <1@example.org>\r\nSubject: File\r\nMIME-Version: 1.0\r\n` +
        `Content-Type: application/octet-stream; name="file.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`,
    );
    const replies = join(folder, "replies");
    desk("intake", mail, "--desk", casebook, "--replies", replies);
    const [reply] = readdirSync(replies);
    await takeIn(phone, join(replies, reply));
    await expect(entries(phone).filter({ hasText: "They rang back" })).toContainText("received by the register");
    await expect(entries(phone).filter({ hasText: "They rang back" })).toContainText("signed on this device");
  });

  await test.step("what claims to be from before the receipt is told with both times, and goes once it is put right", async () => {
    await makeNote(phone, "Their answer, written afterwards");
    const record = phone.locator(".notice").filter({ hasText: "What to know about this record" });
    await expect(record).toContainText("1 entry came after a receipt of the register");
    const late = record.locator(".timeline > li");
    await expect(late).toHaveCount(1);
    await expect(late).toContainText("Their answer, written afterwards");
    await expect(late).toContainText("Tuesday 18 November 2025");
    await expect(late).toContainText(/the register had received others by \w+ \d+ \w+ 20\d\d at \d\d:\d\d, and not this one/);
    expect(await faults(phone)).toEqual([]);
    await record.getByRole("link", { name: "Correct an entry" }).click();
    await phone.getByRole("radio", { name: /^A note was made/ }).first().check();
    await phone.getByRole("textbox", { name: "What is right" }).fill("Written today; the clock was behind");
    await phone.getByRole("button", { name: "Save" }).click();
    // The correction, which comes first, names it by its first words.
    await expect(entries(phone).filter({ hasText: "Their answer, written afterwards" }).last()).toContainText("Correction");
    await expect(record).toBeHidden();
  });
});
