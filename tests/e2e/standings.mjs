// The screens on which somebody's word is not whole, or not to be relied on: entries whose earlier ones are missing, words
// that are not there, a known person with another key, a key that was withdrawn. What comes is made on the devices of others,
// at the desk, and by a program that hands a part on.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { id, joined } from "../vectors/with-jose.mjs";
import { SOCIAL_WORKER, TEACHER, act, checkFile, entries, makeFile, makeNote, openDispute, seenOn, setUp, takenIn } from "./practitioner.mjs";

const DESK = join(process.env.CARGO_TARGET_DIR ?? "target", "debug", "accord");
const OF_DESK = { encoding: "utf8", stdio: "pipe", env: { ...process.env, ACCORD_PASSPHRASE: "five quiet harbours in line" } };
const desk = (...given) => execFileSync(DESK, given, OF_DESK);
const CALLED = ["--checked", "call-back"];

const entry = (page, words) => entries(page).filter({ hasText: words });
const goTo = async (page, reference) => {
  await page.getByRole("link", { name: "Accord", exact: true }).click();
  await page.getByRole("link", { name: reference }).first().click();
  await expect(page.getByRole("heading", { name: "What is owed" })).toBeVisible();
};

/** Makes the file of the dispute on the screen, readable by anyone, and goes back to the dispute. */
async function readableFile(page, path) {
  await page.getByRole("link", { name: "Make a file of this dispute" }).click();
  const why = page.getByRole("textbox", { name: /^Why is the file not sealed/ });
  const chosen = page.getByRole("checkbox", { checked: true });
  await expect(why.or(chosen.first())).toBeVisible();
  while (await chosen.count()) await chosen.first().uncheck();
  await why.fill("Their manager opens it at the desk");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Make the file" }).click();
  await (await download).saveAs(path);
  await page.getByRole("link", { name: "Go to the dispute" }).click();
  return path;
}

/** Makes the file by which somebody asks to be confirmed. */
async function enrolment(page, path) {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Be confirmed by your partnership" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Make the file" }).click();
  await (await download).saveAs(path);
  return path;
}

/** The file without that entry, and without the words of another: as a program hands it on that had no more. */
async function inPart(file, path, { without, wordless }) {
  const whole = JSON.parse(readFileSync(file, "utf8"));
  const words = ({ disclosures }) => disclosures.map((words) => Buffer.from(words, "base64url").toString()).join();
  const [missing, erased] = [without, wordless].map((said) => whole.events.find((entry) => words(entry).includes(said)));
  erased.disclosures = [];
  whole.events = whole.events.filter((entry) => id(entry.jws) !== id(missing.jws));
  writeFileSync(path, JSON.stringify(await joined(whole, "We ring back")));
  return path;
}

/** A file as it comes by mail to the desk; gives the answer with the receipts. */
function sent(file, folder, casebook) {
  const [mail, replies] = [join(folder, "mail"), join(folder, "replies")];
  mkdirSync(mail);
  const body = readFileSync(file).toString("base64").replace(/(.{76})/g, "$1\r\n");
  writeFileSync(
    join(mail, "1.eml"),
    `From: school@example.org\r\nTo: desk@example.org\r\nMessage-ID: <1@example.org>\r\nSubject: File\r\nMIME-Version: 1.0\r\n` +
      `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`,
  );
  desk("intake", mail, "--desk", casebook, "--replies", replies);
  return join(replies, readdirSync(replies)[0]);
}

/** Writes the card of now; gives the words that are compared. */
const card = (casebook, path) => desk("desk", "card", "--desk", casebook, "--out", path).match(/words {2,}(.*)/)[1];

/** The file of the only dispute at the desk, once that has erased the words of its first note. */
function erased(casebook, path) {
  const said = (...given) => JSON.parse(desk(...given, "--json"));
  const [{ dispute }] = said("desk", "list", casebook).list;
  const { entries } = said("desk", "erase", dispute, "--desk", casebook);
  const note = entries.filter(({ what }) => what === "A note was made").at(-1).event;
  desk("desk", "erase", dispute, note, "--desk", casebook, "--reason", "A request to erase");
  desk("desk", "export", dispute, "--desk", casebook, "--out", path, "--readable-by-anyone", "For a new phone");
  return path;
}

/** Goes through these screens on a page where nothing is set up, and ends in a dispute. */
export async function standings(page, { newDevice, site, folder, look }) {
  const at = (name) => join(folder, name);
  const device = async () => {
    const other = await newDevice().open();
    await other.goto(site.url);
    await setUp(other);
    return other;
  };
  const school = await device();
  await page.goto(site.url);
  await setUp(page, { who: SOCIAL_WORKER });
  await inParts(page, { school, at, look });
  await withdrawn(page, { school, device, folder, at, look });
}

/** Entries wait for an earlier one, and one has no words, until the whole file comes. */
async function inParts(page, { school, at, look }) {
  await openDispute(school, { child: "HV-0011" });
  await makeNote(school, "They said no");
  await makeNote(school, "We asked again");
  const whole = await readableFile(school, at("whole.json"));
  const part = await inPart(whole, at("part.json"), { without: "They said no", wordless: "We asked again" });
  await takenIn(page, part);
  const record = seenOn(page);
  await expect(record).toContainText(/\d entries wait for earlier ones that have not arrived\./);
  await expect(record).toContainText("Ask the other side for a new file of the dispute, and open it here. Until then they are shown and do not count.");
  await expect(entry(page, "Waiting for 1 earlier entry; it does not count yet")).not.toHaveCount(0);
  await expect(entry(page, "The words of this entry are not here: they were erased, or taken out on the way.")).toHaveCount(1);
  await look("dispute, entries that wait, and words that are not here");
  await takenIn(page, whole);
  await expect(entry(page, "They said no")).toHaveCount(1);
  await expect(entry(page, "We asked again")).toHaveCount(1);
  await expect(page.getByRole("main")).not.toContainText(/wait for earlier|Waiting for|are not here/);
}

/** A colleague has a new phone, and the partnership knows the old one; then it withdraws that. */
async function withdrawn(page, { school, device, folder, at, look }) {
  const casebook = at("desk");
  desk("desk", "init", casebook, "--partnership", "havering", "--agency", "lscb", "--name", "Business manager", "--role", "Business manager");
  for (const [who, name] of [[school, "school.json"], [page, "care.json"]]) {
    desk("desk", "enrol", await enrolment(who, at(name)), "--desk", casebook, ...CALLED);
  }
  const words = card(casebook, at("card.json"));
  await checkFile(page, at("card.json"));
  await page.getByRole("textbox", { name: "The six words that they read to you" }).fill(words);
  await page.getByRole("button", { name: "Compare, and take it in" }).click();
  await expect(page.getByRole("main")).toContainText("You: confirmed.");

  await openDispute(school, { child: "HV-0012" });
  await makeNote(school, "They said no by telephone");
  const first = await readableFile(school, at("first.json"));
  const answer = sent(first, folder, casebook);
  await takenIn(page, first);
  await takenIn(page, answer);
  await goTo(page, "HV-0012");
  await expect(entry(page, "They said no by telephone")).toContainText(`${TEACHER.name}, Designated lead, School, confirmed by a call back`);
  await expect(entry(page, "They said no by telephone")).toContainText("received by the register");

  // The words are erased at the desk: its file brings them to nobody, and takes them from nobody.
  const wordless = erased(casebook, at("wordless.json"));
  await takenIn(page, wordless);
  await expect(entry(page, "They said no by telephone")).toHaveCount(1);
  const another = await device();
  await takenIn(another, wordless);
  await expect(entry(another, "The words of this entry are not here: they were erased, or taken out on the way.")).toHaveCount(1);
  await expect(another.getByRole("main")).not.toContainText("They said no by telephone");
  await makeNote(another, "From my new phone");
  await checkFile(page, await readableFile(another, at("another.json")));
  const changed = "another key than the one that the partnership knows; it counts for nothing";
  await expect(page.getByRole("main")).toContainText(changed);
  await look("preview of a file, another key than the known one");
  await page.getByRole("button", { name: "Take it in", exact: true }).click();
  await expect(entry(page, "From my new phone")).toContainText(changed);
  const record = seenOn(page);
  await expect(record).toContainText("2 entries are signed with a key that the partnership does not vouch for.");
  await expect(record).toContainText("They are shown and do not count.");
  await look("dispute, another key than the known one");

  const asks = ["desk", "enrol", await enrolment(another, at("again.json")), "--desk", casebook];
  const [, old] = /key {2,}(\S+)/.exec(desk("desk", "enrol", at("school.json"), "--desk", casebook));
  expect(desk(...asks)).toContain("confirmed under another key: this one is blocked");
  expect(() => desk(...asks, ...CALLED)).toThrow(old);
  desk("desk", "revoke", old, "--desk", casebook);
  desk(...asks, ...CALLED);
  card(casebook, at("later.json"));
  await checkFile(page, at("later.json"));
  await expect(page.getByRole("main")).toContainText("A later card of a partnership that is known here.");
  await page.getByRole("button", { name: "Take it in", exact: true }).click();
  await expect(page.getByRole("main")).toContainText("3 keys confirmed, 1 withdrawn");
  await goTo(page, "HV-0012");
  await expect(entry(page, "From my new phone")).toContainText("confirmed by a call back");
  await expect(record).toBeHidden();

  // Whoever has the old phone writes on.
  const agreed = school.getByRole("textbox", { name: "What was agreed, in words" });
  await act(school, "It is resolved", () => agreed.fill("Nothing more is to be done"));
  const known = /Head of year, Designated lead, School, this key was withdrawn on \w+ \d+ \w+ 20\d\d/;
  await checkFile(page, await readableFile(school, at("stolen.json")));
  await expect(page.getByText("Made by")).toContainText(known);
  await page.getByRole("button", { name: "Take it in", exact: true }).click();
  await expect(entry(page, "Nothing more is to be done")).toContainText(known);
  await expect(entry(page, "They said no by telephone")).toContainText("confirmed by a call back");
  await expect(record).toContainText("2 entries are signed with a key that the partnership does not vouch for.");
  await expect(page.getByText("Resolved", { exact: true })).toHaveCount(0);
  await look("dispute, a withdrawn key");
  await page.getByRole("link", { name: "Make a file of this dispute" }).click();
  await expect(page.getByRole("checkbox", { name: /^Head of year/ })).toHaveCount(1);
  await expect(page.getByRole("main")).not.toContainText("withdrawn");
  await page.goBack();
}
