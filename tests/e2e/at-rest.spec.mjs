// Nothing of a case can be read in the browser's own files. The search that says so is itself tried
// on words that another page stored in plain.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, storedOffline, test } from "./device.mjs";
import { fillInDispute, isSaved, makeFile, makeNote, openDispute, setUp, storedDrafts, unlock } from "./practitioner.mjs";

const SECRETS = {
  reason: "zirconwalnut the threshold is disputed",
  note: "zirconalmond said at the gate",
  child: "zirconchild-7731",
  name: "Zirconname Practitioner",
  role: "Zirconrole of the school",
  passphrase: "zirconpass meadow lantern sixty",
};
const OF_DRAFT = { draft: "zirconhazel half a sentence" };
const OF_SECOND = {
  "second reason": "zirconbeech another dispute",
  "second child": "zirconchild-8842",
  "second name": "Zirconother Practitioner",
  "second passphrase": "zirconorbit river candle thistle",
};

/** Every spelling under which words may stand in a file; bytes as they are. */
function spellings(words) {
  if (Buffer.isBuffer(words)) return [words];
  return [Buffer.from(words, "utf8"), Buffer.from(words, "utf16le"), Buffer.from(JSON.stringify(words).slice(1, -1))];
}

/** Which of the words stand in which file of a folder, byte by byte. */
function found(folder, words) {
  const hits = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = readFileSync(file);
    for (const [what, said] of Object.entries(words)) {
      if (spellings(said).some((spelling) => bytes.includes(spelling))) hits.push(`${what} in ${relative(folder, file)}`);
    }
  }
  return hits;
}

/** A recovery code as it is printed, as it may be typed, and the 16 bytes that it is. */
function codeSpellings(code, which) {
  const letters = code.replace(/[^0-9A-Z]/gi, "").toUpperCase();
  expect(letters).toHaveLength(26);
  let number = 0n;
  for (const letter of letters) number = number * 32n + BigInt("0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(letter));
  const bytes = Buffer.from(number.toString(16).padStart(32, "0"), "hex");
  const spelled = { printed: code.trim(), joined: letters, small: letters.toLowerCase(), bytes, base64: bytes.toString("base64url") };
  return Object.entries(spelled).map(([how, said]) => [`code ${which + 1}, ${how}`, said]);
}

/** Somebody else begins a casebook of their own at the same browser; gives their recovery code. */
async function inSecondCasebook(page) {
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await page.getByText("Somebody else uses this device").click();
  await page.getByRole("button", { name: "Set up another casebook" }).click();
  const who = { agency: "School", name: OF_SECOND["second name"], role: SECRETS.role };
  const code = await setUp(page, { who, passphrase: OF_SECOND["second passphrase"] });
  await openDispute(page, { child: OF_SECOND["second child"], words: OF_SECOND["second reason"] });
  await isSaved(page);
  return code;
}

test("nothing of a case can be read in the browser's files", async ({ newDevice, served, folder }) => {
  const site = await served();
  const phone = newDevice();
  let page = await phone.open();
  await page.goto(site.url);
  const code = await setUp(page, {
    who: { agency: "School", name: SECRETS.name, role: SECRETS.role },
    passphrase: SECRETS.passphrase,
  });
  await storedOffline(page);
  const address = await openDispute(page, { child: SECRETS.child, words: SECRETS.reason });
  await makeNote(page, SECRETS.note);
  await isSaved(page);
  const file = join(folder, "export.json");
  await (await makeFile(page)).saveAs(file);
  await page.goto(address);
  await unlock(page, SECRETS.passphrase);
  await page.getByRole("link", { name: "Make a note" }).click();
  await page.getByRole("textbox", { name: "In words" }).fill(OF_DRAFT.draft);
  await expect.poll(() => storedDrafts(page)).toBe(1);
  const secondCode = await inSecondCasebook(page);
  await phone.close();

  const bundle = JSON.parse(readFileSync(file, "utf8"));
  const signed = bundle.events.map(({ jws }) => jws.payload);
  // Beside the opening and the note, why anyone can read the file.
  expect(signed).toHaveLength(3);
  expect(signed.map((payload) => Buffer.from(payload, "base64url").toString()).join("")).toContain("zircon");
  const codes = Object.fromEntries([code, secondCode].flatMap(codeSpellings));
  const words = { ...SECRETS, ...OF_DRAFT, ...OF_SECOND, ...codes, "first entry": signed[0].slice(0, 48), "second entry": signed[1].slice(0, 48) };
  expect(found(phone.profile, words)).toEqual([]);
  expect(found(phone.profile, { "any marker": "zircon" })).toEqual([]);

  // It was there to be found: the same profile opens it again.
  page = await phone.open();
  await page.goto(address);
  await page.getByText("Somebody else uses this device").click();
  await page.getByRole("button", { name: "Casebook 1", exact: true }).click();
  await unlock(page, SECRETS.passphrase);
  await page.getByRole("link", { name: /^Make a note/ }).click();
  await expect(page.getByRole("textbox", { name: "In words" })).toHaveValue(OF_DRAFT.draft);
  await page.goto(address);
  await unlock(page, SECRETS.passphrase);
  await expect(page.getByRole("main")).toContainText(SECRETS.note);
  await expect(page.getByRole("main")).toContainText(SECRETS.child);
});

test("nor can what was only typed: a browser keeps what stands in forms, to restore it", async ({
  newDevice, served, folder,
}) => {
  writeFileSync(join(folder, "index.html"), "<!doctype html><html lang=en><title>Plain</title><textarea></textarea>");
  const [site, plain] = [await served(), await served({ folder })];
  const phone = newDevice();
  const page = await phone.open();
  /** Waits until the browser has written down what was typed elsewhere, after what was typed here. */
  const written = async (marker) => {
    const other = await phone.newPage();
    await other.goto(plain.url);
    await other.getByRole("textbox").fill(marker);
    // A running browser takes files away under the search: it is made again.
    await expect(() => expect(found(phone.profile, { marker })).not.toEqual([])).toPass({ timeout: 20_000 });
    await other.close();
    await page.bringToFront();
  };

  await page.goto(site.url);
  await page.getByRole("textbox", { name: "Your name" }).fill(SECRETS.name);
  await page.getByRole("textbox", { name: "Your role" }).fill(SECRETS.role);
  await page.getByRole("button", { name: "Choose my own instead" }).click();
  await page.getByRole("checkbox", { name: "Show what I type" }).check();
  await page.getByRole("textbox", { name: "Choose a passphrase" }).fill(SECRETS.passphrase);
  await written("at the first use");
  await setUp(page, { passphrase: SECRETS.passphrase });
  await fillInDispute(page, { child: SECRETS.child, words: SECRETS.reason });
  await written("in the form of a dispute");
  await page.getByRole("link", { name: "Open a file", exact: true }).click();
  await page.getByRole("textbox", { name: "Or paste its text" }).fill(SECRETS.note);
  await written("where a text is pasted");
  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByRole("checkbox", { name: "Show what I type" }).check();
  await page.getByRole("textbox", { name: "Passphrase" }).fill(SECRETS.passphrase);
  await written("at the lock");
  await phone.close();
  expect(found(phone.profile, SECRETS)).toEqual([]);
});

test("the search finds what a page stores in plain", async ({ newDevice, served, folder }) => {
  writeFileSync(join(folder, "index.html"), "<!doctype html><html lang=en><title>Plain</title><h1>Plain</h1>");
  const site = await served({ folder });
  const phone = newDevice();
  const page = await phone.open();
  await page.goto(site.url);
  await page.evaluate(async () => {
    localStorage.setItem("kept", "zirconplain in local storage");
    const database = await new Promise((done, failed) => {
      const request = indexedDB.open("plain", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("kept");
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    await new Promise((done, failed) => {
      const transaction = database.transaction("kept", "readwrite", { durability: "strict" });
      transaction.objectStore("kept").put("zirconplain in a database", "as text");
      transaction.objectStore("kept").put(new TextEncoder().encode("zirconplain in bytes"), "as bytes");
      transaction.oncomplete = done;
      transaction.onabort = () => failed(transaction.error);
    });
    database.close();
  });
  await phone.close();
  const hits = found(phone.profile, {
    "local storage": "zirconplain in local storage",
    text: "zirconplain in a database",
    bytes: "zirconplain in bytes",
  });
  expect(hits.map((hit) => hit.split(" in ")[0]).sort()).toEqual(
    expect.arrayContaining(["bytes", "local storage", "text"]),
  );
});
