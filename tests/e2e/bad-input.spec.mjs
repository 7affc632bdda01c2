// What goes wrong ends in a sentence that says what happened and what to do; nothing is lost.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./device.mjs";
import {
  HAVERING, PASSPHRASE, SOCIAL_WORKER, act, checkFile, entries, isNotSaved, isSaved, makeFile, makeNote, openDispute, setUp, takeIn, unlock,
} from "./practitioner.mjs";

/** What the screen says went wrong; it says so once. */
const told = (page) => page.getByRole("alert");

/** A device that somebody has set up, and its site. */
async function setUpDevice(newDevice, served, who) {
  const site = await served();
  const device = newDevice();
  const page = await device.open();
  await page.goto(site.url);
  await setUp(page, { who });
  return { site, device, page };
}

test("a wrong passphrase opens nothing and spoils nothing", async ({ newDevice, served }) => {
  const { page } = await setUpDevice(newDevice, served);
  await openDispute(page);
  await page.reload();
  for (const wrong of ["", "copper meadow lantern sixtx", PASSPHRASE.toUpperCase(), "x".repeat(5000)]) {
    await page.getByRole("textbox", { name: "Passphrase" }).fill(wrong);
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    await expect(told(page)).toContainText("That is not the passphrase or the recovery code.");
    await expect(told(page)).toContainText("Look whether caps lock is on, and try again. Nothing was changed.");
  }
  await unlock(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("School and Children's social care");
  await expect(entries(page)).toHaveCount(1);
});

test("the recovery code opens it, a wrong one does not", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  const code = await setUp(page);
  await page.reload();
  await page.getByRole("button", { name: "Use the recovery code" }).click();
  const typed = page.getByRole("textbox", { name: "Recovery code" });
  await typed.fill("no code at all");
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(told(page)).toContainText("That is not a recovery code.");
  await typed.fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What is due");
});

test("a passphrase that is too short, or typed two ways, sets nothing up", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await page.getByRole("button", { name: "Choose my own instead" }).click();
  await page.getByRole("textbox", { name: "Choose a passphrase" }).fill("short");
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(told(page)).toContainText("Choose your partnership, whose procedure you follow, and then your agency.");
  await page.getByRole("radio", { name: HAVERING }).check();
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(told(page)).toContainText("The passphrase is shorter than 12 characters. Add a word or two.");
  await page.getByRole("textbox", { name: "Choose a passphrase" }).fill("Password2026!");
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(told(page)).toContainText("This is among the first passphrases that somebody would try.");
  await page.getByRole("textbox", { name: "Choose a passphrase" }).fill(PASSPHRASE);
  await page.getByRole("textbox", { name: "Type it once more" }).fill(`${PASSPHRASE}s`);
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(told(page)).toContainText("The two passphrases are not the same. Type the second one again.");
  await page.reload();
  await setUp(page);
});

test("what is typed at the first start stays when the shell tells that everything is stored", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await page.getByRole("radio", { name: HAVERING }).check();
  await page.getByRole("button", { name: "Choose my own instead" }).click();
  await page.getByRole("textbox", { name: "Choose a passphrase" }).fill("copper meadow");
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.evaluate(() => {
    document.documentElement.dataset.offline = "ready";
    window.dispatchEvent(new Event("accord-offline"));
  });
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Choose a passphrase" })).toHaveValue("copper meadow");
  await page.getByRole("textbox", { name: "Choose a passphrase" }).fill(PASSPHRASE);
  await page.evaluate(() => window.dispatchEvent(new Event("accord-offline")));
  await page.getByRole("textbox", { name: "Type it once more" }).fill(`${PASSPHRASE} and more`);
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(told(page)).toContainText("The two passphrases are not the same.");
});

test("a form that lacks what the procedure asks says every reason and keeps every word", async ({ newDevice, served }) => {
  const { page } = await setUpDevice(newDevice, served);
  await page.getByRole("link", { name: "New dispute" }).click();
  await page.getByRole("combobox", { name: "Which agency raises it?" }).selectOption("Choose one");
  await page.getByRole("textbox", { name: "In your words" }).fill("Words that stay");
  await page.getByRole("button", { name: "Open the dispute" }).click();
  await expect(told(page)).toContainText("This was not recorded.");
  await expect(told(page).getByRole("listitem")).toHaveCount(2);
  await isNotSaved(page);
  await expect(page.getByRole("textbox", { name: "In your words" })).toHaveValue("Words that stay");
  // Each reason leads to the field that mends it.
  await told(page).getByRole("link").first().click();
  await expect(page.getByRole("combobox", { name: "Which agency raises it?" })).toBeFocused();
  await page.getByRole("combobox", { name: "Which agency raises it?" }).selectOption("School");
  await page.getByRole("combobox", { name: "Which agency do you disagree with?" }).selectOption("Police");
  await page.getByRole("button", { name: "Open the dispute" }).click();
  await isSaved(page);
});

test.describe("a file", () => {
  /** A file with two entries, made on a device of its own. */
  async function madeFile(newDevice, served, folder) {
    const { page, device } = await setUpDevice(newDevice, served);
    await openDispute(page, { words: "We disagree." });
    await act(page, "Go to Stage 2: Supervisors or managers");
    const file = join(folder, "made.json");
    await (await makeFile(page)).saveAs(file);
    await device.close();
    return file;
  }

  test("that is cut short, altered, foreign, empty or far too large is refused with a sentence", async ({
    newDevice, served, folder,
  }) => {
    const whole = readFileSync(await madeFile(newDevice, served, folder), "utf8");
    const bundle = JSON.parse(whole);
    const changed = (change) => {
      const copy = structuredClone(bundle);
      change(copy);
      return JSON.stringify(copy);
    };
    const flipped = (text) => {
      const middle = Math.floor(text.length / 2);
      return text.slice(0, middle) + (text[middle] === "A" ? "B" : "A") + text.slice(middle + 1);
    };
    const RING = "Do not rely on it: ring the sender on a number that you know, and ask for it again.";
    const faulty = [
      ["cut short", whole.slice(0, whole.length - 200), /^This file stops before its end\. Download it again/],
      ["cut to one brace", "{", /stops before its end|is not a file that Accord can open here/],
      ["one byte of an entry", changed((b) => { b.events[0].jws.payload = flipped(b.events[0].jws.payload); }), RING],
      ["one byte of a signature", changed((b) => { b.events[1].jws.signature = flipped(b.events[1].jws.signature); }), RING],
      ["an entry taken out", changed((b) => { b.events.pop(); }), RING],
      ["random JSON", JSON.stringify({ hello: ["world", 1, null] }), "This is not a file that Accord can open here."],
      ["a number", "42", "This is not a file that Accord can open here."],
      ["a PDF", Buffer.concat([Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1"), Buffer.alloc(5000, 0xff)]), "is not a file that Accord can open here"],
      ["empty", "", "This file stops before its end. Download it again"],
      ["3 MB", Buffer.alloc(3_000_000, "{"), "larger than a dispute can be"],
      ["3 MB more of it", whole + " ".repeat(3_000_000), "larger than a dispute can be"],
      ["12 MB", Buffer.alloc(12_000_000, "a"), "larger than a dispute can be"],
    ];
    const { page } = await setUpDevice(newDevice, served, SOCIAL_WORKER);
    for (const [fault, content, sentence] of faulty) {
      await test.step(fault, async () => {
        const file = join(folder, "faulty.json");
        writeFileSync(file, content);
        await checkFile(page, file);
        await expect(told(page)).toBeVisible();
        const said = (await told(page).innerText()).replaceAll(/\s+/g, " ");
        if (sentence instanceof RegExp) expect(said).toMatch(sentence);
        else expect(said).toContain(sentence);
        // What happened, and what to do.
        expect(said.match(/[.?]( |$)/g).length, said).toBeGreaterThan(1);
        await page.getByRole("link", { name: "What is due" }).click();
        await expect(page.getByText("No dispute is recorded on this device yet.")).toBeVisible();
      });
    }
  });

  test("that mail has wrapped, quoted and signed is read all the same", async ({ newDevice, served, folder }) => {
    const whole = readFileSync(await madeFile(newDevice, served, folder), "utf8");
    const wrapped = whole.replaceAll(/(.{72})/g, "$1\r\n").split("\r\n").map((line) => `> ${line}`).join("\r\n");
    const mangled = `\uFEFFDear colleague,\r\n\r\nhere it is.\r\n\r\n${wrapped}\r\n\r\nKind regards\r\nHead of year\r\n`;
    const { page } = await setUpDevice(newDevice, served, SOCIAL_WORKER);
    await page.getByRole("link", { name: "Open a file", exact: true }).click();
    await page.getByRole("textbox", { name: "Or paste its text" }).fill(mangled);
    await page.getByRole("button", { name: "Check it" }).click();
    await expect(page.getByRole("main")).toContainText("This dispute is new on this device. 3 new entries, 0 here already.");
    await page.getByRole("button", { name: "Take it in" }).click();
    await expect(entries(page)).toHaveCount(3);

    const file = join(folder, "renamed by the phone.txt");
    writeFileSync(file, mangled);
    await checkFile(page, file);
    await expect(page.getByRole("main")).toContainText("0 new entries, 3 here already.");
    await page.getByRole("button", { name: "Take it in" }).click();
    await expect(entries(page)).toHaveCount(3);
  });

  test("that is not there at all is asked for", async ({ newDevice, served }) => {
    const { page } = await setUpDevice(newDevice, served);
    await page.getByRole("link", { name: "Open a file", exact: true }).click();
    await page.getByRole("button", { name: "Check it" }).click();
    await expect(told(page)).toContainText("No file is chosen and nothing is pasted. Choose a file first.");
  });
});

test.describe("a full disk", () => {
  test("an entry is not saved, its words stay, and with room again it is", async ({ newDevice, served }) => {
    const { page: before, device, site } = await setUpDevice(newDevice, served);
    const address = await openDispute(before);
    await isSaved(before);
    const { page, makeRoom } = await device.openWithoutRoom(site);
    await page.goto(address);
    await unlock(page);
    await makeNote(page, "Written on a full disk");
    await isNotSaved(page);
    await expect(told(page)).toContainText("Not saved: there is no room left on this device.");
    await expect(told(page)).toContainText("Free some space, then do it again.");
    await expect(page.getByRole("textbox", { name: "In words" })).toHaveValue("Written on a full disk");

    await makeRoom();
    await page.getByRole("button", { name: "Save" }).click();
    await isSaved(page);
    await expect(entries(page)).toHaveCount(2);
    await page.goto(address);
    await unlock(page);
    await expect(entries(page)).toHaveCount(2);
    await expect(entries(page).filter({ hasText: "Written on a full disk" })).toHaveCount(1);
  });

  test("of a file nothing is taken in, and with room again all of it", async ({ newDevice, served, folder }) => {
    const { page: sender } = await setUpDevice(newDevice, served);
    await openDispute(sender);
    const file = join(folder, "made.json");
    await (await makeFile(sender)).saveAs(file);

    const { device, site } = await setUpDevice(newDevice, served, SOCIAL_WORKER);
    const { page, makeRoom } = await device.openWithoutRoom(site);
    await page.goto(site.url);
    await unlock(page);
    await takeIn(page, file);
    await expect(told(page)).toContainText("Not saved: there is no room left on this device.");
    await page.goto(site.url);
    await unlock(page);
    await expect(page.getByText("No dispute is recorded on this device yet.")).toBeVisible();

    await makeRoom();
    await takeIn(page, file);
    await expect(entries(page)).toHaveCount(2);
  });
});

test("a storage that is deleted under the app ends in a sentence, and the words stay", async ({ newDevice, served }) => {
  const { page, site } = await setUpDevice(newDevice, served);
  await openDispute(page);
  await page.getByRole("link", { name: "Make a note" }).click();
  await page.getByRole("textbox", { name: "In words" }).fill("Written while it was deleted");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Storage.clearDataForOrigin", { origin: new URL(site.url).origin, storageTypes: "indexeddb" });
  await page.getByRole("button", { name: "Save" }).click();
  await isNotSaved(page);
  await expect(told(page)).toContainText(/\w+\. \w+/);
  await expect(page.getByRole("textbox", { name: "In words" })).toHaveValue("Written while it was deleted");
});

test("a storage that the browser has closed is opened again without a word lost", async ({ newDevice, served }) => {
  const { page, site } = await setUpDevice(newDevice, served);
  await openDispute(page);
  // Another page asks for a later version of the database, and the browser has everybody let go of it.
  const other = await page.context().newPage();
  await other.goto(`${site.url}safety`);
  const version = await other.evaluate(async () => (await indexedDB.databases()).find(({ name }) => name === "accord").version);
  expect(version).toBeGreaterThan(0);
  await other.evaluate(async (later) => {
    const database = await new Promise((done, failed) => {
      const request = indexedDB.open("accord", later);
      request.onsuccess = () => done(request.result);
      request.onblocked = () => failed(new Error("the app holds on to it"));
      request.onerror = () => failed(request.error);
    });
    database.close();
  }, version + 1);
  await makeNote(page, "Written afterwards");
  await isSaved(page);
  await expect(entries(page)).toHaveCount(2);
});

test("a browser without storage is told before anything is typed", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.addInitScript(() => {
    delete Window.prototype.indexedDB;
    Object.defineProperty(window, "indexedDB", { value: undefined });
  });
  await page.goto(site.url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Accord cannot work in this window");
  await expect(told(page)).toContainText("The browser gives this page no storage, as in a private window.");
  await expect(told(page)).toContainText("Open Accord in an ordinary window.");
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await expect(page.getByRole("link", { name: "Ring 999" })).toBeVisible();
});

test("a browser that refuses its storage, as some private windows do, is told so", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The user denied permission to access the database.", "SecurityError");
    };
  });
  await page.goto(site.url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Accord cannot work in this window");
  await expect(told(page)).toContainText("Open Accord in an ordinary window.");
});

test("a window that keeps no service worker is told, and nothing is set up", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("Not here", "SecurityError"));
  });
  await page.goto(site.url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Accord cannot work in this window");
  await expect(told(page)).toContainText("This browser window cannot keep Accord");
  await expect(told(page)).toContainText("Open Accord in an ordinary window");
});

test.describe("two tabs", () => {
  test("each shows what the other has written, and no entry is lost", async ({ newDevice, served }) => {
    const { page: first, device } = await setUpDevice(newDevice, served);
    const address = await openDispute(first);
    const second = await device.newPage();
    await second.goto(address);
    await unlock(second);
    await makeNote(first, "From the first tab");
    await isSaved(first);
    await second.bringToFront();
    await second.evaluate(() => window.dispatchEvent(new FocusEvent("focus")));
    await expect(entries(second).filter({ hasText: "From the first tab" })).toHaveCount(1);

    await makeNote(second, "From the second tab");
    await isSaved(second);
    await expect(entries(second)).toHaveCount(3);
    await first.bringToFront();
    await first.evaluate(() => window.dispatchEvent(new FocusEvent("focus")));
    await expect(entries(first).filter({ hasText: "From the second tab" })).toHaveCount(1);
    await first.reload();
    await unlock(first);
    await expect(entries(first)).toHaveCount(3);
  });

  test("both saving at once lose nothing", async ({ newDevice, served }) => {
    const { page: first, device } = await setUpDevice(newDevice, served);
    const address = await openDispute(first);
    const second = await device.newPage();
    await second.goto(address);
    await unlock(second);
    for (const [n, page] of [first, second].entries()) {
      await page.getByRole("link", { name: "Make a note" }).click();
      await page.getByRole("textbox", { name: "In words" }).fill(`At once, from tab ${n + 1}`);
    }
    await Promise.all([first, second].map((page) => page.getByRole("button", { name: "Save" }).click()));
    await Promise.all([first, second].map((page) => isSaved(page)));
    await first.reload();
    await unlock(first);
    await expect(entries(first)).toHaveCount(3);
    // If neither had seen the other's entry, the next one joins them.
    await makeNote(first, "Having read both");
    await expect(entries(first)).toHaveCount(4);
    await expect(first.getByRole("heading", { name: "What to know about this record" })).toHaveCount(0);
  });

  test("a form that is open in one is kept while the other takes a file in", async ({ newDevice, served, folder }) => {
    const { page: first, device } = await setUpDevice(newDevice, served);
    const address = await openDispute(first);
    const file = join(folder, "made.json");
    await (await makeFile(first)).saveAs(file);
    await first.goto(address);
    await unlock(first);
    await act(first, "Go to Stage 2: Supervisors or managers");
    await isSaved(first);
    await first.getByRole("link", { name: "Make a note" }).click();
    await first.getByRole("textbox", { name: "In words" }).fill("Being written meanwhile");

    const second = await device.newPage();
    await second.goto(address);
    await unlock(second);
    await takeIn(second, file);
    await expect(entries(second)).toHaveCount(3);

    await first.bringToFront();
    await first.evaluate(() => window.dispatchEvent(new FocusEvent("focus")));
    await expect(first.getByRole("textbox", { name: "In words" })).toHaveValue("Being written meanwhile");
    await first.getByRole("button", { name: "Save" }).click();
    await isSaved(first);
    await expect(entries(first)).toHaveCount(4);
  });
});

test("a form of a dispute with free words says once that no names belong there, and one without does not", async ({ newDevice, served }) => {
  const { page } = await setUpDevice(newDevice, served);
  const noNames = page.getByText("Write no names, dates of birth or addresses here.");
  await page.getByRole("link", { name: "New dispute", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "In your words" })).toBeVisible();
  await expect(noNames).toHaveCount(1);
  await openDispute(page);
  await expect(noNames).toHaveCount(0);
  for (const form of ["Make a note", "Record a discussion", "Make a file of this dispute"]) {
    await page.getByRole("link", { name: form, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(form === "Make a file of this dispute" ? "Make a file" : form);
    await expect(noNames).toHaveCount(1);
    await page.goBack();
  }
});
