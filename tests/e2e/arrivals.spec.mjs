// The ways in which a file comes to the app beside being chosen: shared with it, opened with it, dropped on it.
// Behind the lock it waits in the page's memory, and it is checked and shown before anything is taken in.
import { readFileSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { faults } from "./axe.mjs";
import { expect, storedOffline, test } from "./device.mjs";
import { CALENDAR, CARD, WORDS_OF_CARD } from "./issued.mjs";
import { SOCIAL_WORKER, entries, lock, makeFile, openDispute, setUp, unlock } from "./practitioner.mjs";

async function fileOfTheSchool(newDevice, site, folder) {
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const file = `${folder}/of-the-school.txt`;
  await (await makeFile(page)).saveAs(file);
  return file;
}

/** The message in which a mail program brings these files, saved whole: in lines of base64, below a few words. */
function messageWith(folder, ...files) {
  const attached = files.flatMap((file) => [
    "--part", 'Content-Type: text/plain; name="of-the-school.txt"', "Content-Transfer-Encoding: base64",
    'Content-Disposition: attachment; filename="of-the-school.txt"', "",
    ...readFileSync(file).toString("base64").match(/.{1,76}/g),
  ]);
  const message = `${folder}/papers.eml`;
  const written = [
    "Received: from mail.example by mx.example; Thu, 18 Dec 2025 10:05:00 +0000", "From: head@school.example",
    "To: duty@care.example", "Subject: Papers", "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="part"', "",
    "--part", "Content-Type: text/plain; charset=utf-8", "", "The file is attached.", "Ring me back", "",
    ...attached, "--part--", "",
  ];
  writeFileSync(message, written.join("\r\n"));
  return message;
}

/** What a share sheet does: a form posted where the manifest says, which the worker answers. Gives the page. */
async function shared(device, site, file) {
  const manifest = await (await fetch(`${site.url}manifest.webmanifest`)).json();
  const { action, method, enctype, params } = manifest.share_target;
  const [{ name, accept }] = params.files;
  expect(accept).toContain(extname(file));
  const page = await device.newPage();
  await page.setContent(
    `<form method="${method}" enctype="${enctype}" action="${site.url}${action}"><input type="file" name="${name}"><button>Share</button></form>`,
  );
  await page.locator("input").setInputFiles(file);
  await page.locator("button").click();
  return page;
}

const isShown = (page) => expect(page.getByRole("heading", { name: "What this file would change", level: 1 })).toBeVisible();

test("a file that another app shares waits behind the lock, and is kept nowhere", async ({ newDevice, served, folder }) => {
  const site = await served();
  const file = await fileOfTheSchool(newDevice, site, folder);
  const device = newDevice();
  const page = await device.open({ at: "2025-12-19T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { who: SOCIAL_WORKER });
  await storedOffline(page);
  const sharing = await shared(device, site, file);
  await unlock(sharing);
  await isShown(sharing);
  await expect(sharing.getByRole("main")).toContainText("School and Children's social care");
  const stored = await sharing.evaluate(async () => {
    const texts = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push(await (await cache.match(request)).text());
    }
    return texts.join("\n").includes('"dispute-bundle/1","manifest"');
  });
  expect(stored).toBe(false);
  // Handed over once: a reload begins with nothing.
  await sharing.reload();
  await unlock(sharing);
  await expect(sharing.getByRole("heading", { name: "Open a file", level: 1 })).toBeVisible();
});

test("a message with a file in it is as good as the file, shared with the app and opened by the system with it", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const message = messageWith(folder, await fileOfTheSchool(newDevice, site, folder));
  const device = newDevice();
  const page = await device.open({ at: "2025-12-19T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { who: SOCIAL_WORKER });
  await storedOffline(page);
  const sharing = await shared(device, site, message);
  await unlock(sharing);
  await isShown(sharing);
  await expect(sharing.getByRole("main")).toContainText("2 new entries");
  await sharing.close();
  const app = await device.install(site);
  const opened = await app.open(message);
  await unlock(opened);
  await isShown(opened);
  await opened.getByRole("button", { name: "Take it in" }).click();
  await expect(entries(opened)).toHaveCount(2);
  await app.remove();
});

test("a file that is dropped where files are opened is checked, once, and leaving it is no fault", async ({ newDevice, served, folder }) => {
  const site = await served();
  const file = await fileOfTheSchool(newDevice, site, folder);
  const page = await newDevice().open({ at: "2025-12-19T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { who: SOCIAL_WORKER });
  await page.getByRole("link", { name: "Open a file", exact: true }).click();
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "renamed.bin"));
    return data;
  }, readFileSync(file, "utf8"));
  await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
  await isShown(page);
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(page.getByText("Nothing was stored.")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Open a file", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Open a file", level: 1 })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("several files are looked at one after the other, and one that is none keeps back no other", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const file = await fileOfTheSchool(newDevice, site, folder);
  const [other, none] = [`${folder}/other.txt`, `${folder}/no-file-of-ours.txt`];
  writeFileSync(none, "Hello");
  const page = await newDevice().open({ at: "2025-12-19T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { who: SOCIAL_WORKER });
  await openDispute(page, { child: "HV-0007" });
  await (await makeFile(page)).saveAs(other);
  await page.getByRole("link", { name: "Open a file", exact: true }).click();
  const chooseAll = async () => {
    await page.getByLabel("The file that you were sent").setInputFiles([other, none, file]);
    await page.getByRole("button", { name: "Check it" }).click();
    await isShown(page);
    await expect(main).toContainText("other.txt. 2 more files wait.");
  };
  const main = page.getByRole("main");
  await chooseAll();
  await test.step("they wait while another screen is looked at, and a lock that lets go of them says so", async () => {
    await page.getByRole("link", { name: "What is due" }).click();
    const wait = page.getByRole("link", { name: "3 files wait to be looked at" });
    await expect(wait).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await wait.click();
    await isShown(page);
    await expect(main).toContainText("other.txt. 2 more files wait.");
    await lock(page);
    await unlock(page);
    await expect(main).toContainText("The files that you had chosen are not open any more");
    await page.getByRole("link", { name: "What is due" }).click();
    await expect(main).toContainText("The files that you had chosen are not open any more");
    await page.getByRole("link", { name: "Open a file", exact: true }).click();
    await chooseAll();
  });
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(main).toContainText("no-file-of-ours.txt. 1 more file waits.");
  await expect(page.getByRole("alert")).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Go on with the next file" }).click();
  await isShown(page);
  await expect(main).toContainText("of-the-school.txt. It is the last one.");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Take it in" }).click();
  await expect(main).toContainText("You took in 2 entries from a file last.");
  await page.getByRole("link", { name: "Accord", exact: true }).click();
  await expect(main).not.toContainText(/files? waits? to be looked at|not open any more/);
  await expect(main).toContainText("HV-0007");
  await expect(main).toContainText("HV-2041");
});

test("of two files, the one that was taken in is said to be saved, and not the one that was left", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const file = await fileOfTheSchool(newDevice, site, folder);
  const other = `${folder}/other.txt`;
  const page = await newDevice().open({ at: "2025-12-19T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { who: SOCIAL_WORKER });
  await openDispute(page, { child: "HV-0007" });
  await (await makeFile(page)).saveAs(other);
  await page.getByRole("link", { name: "Open a file", exact: true }).click();
  await page.getByLabel("The file that you were sent").setInputFiles([file, other]);
  await page.getByRole("button", { name: "Check it" }).click();
  await isShown(page);
  await page.getByRole("button", { name: "Take it in" }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText("other.txt. It is the last one.");
  await isShown(page);
  await expect(main).toContainText("The file before this one is saved on this device.");
  await expect(main).not.toContainText("Saved on this device");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(main).toContainText("Nothing was stored.");
  await expect(main).not.toContainText(/saved on this device/i);
});

test("every file of a message that was saved whole, or of a pasted text, is looked at, one after the other", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const file = await fileOfTheSchool(newDevice, site, folder);
  const other = `${folder}/other.txt`;
  const page = await newDevice().open({ at: "2025-12-19T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { who: SOCIAL_WORKER });
  await openDispute(page, { child: "HV-0007" });
  await (await makeFile(page)).saveAs(other);
  const main = page.getByRole("main");
  const toFiles = () => page.getByRole("link", { name: "Open a file", exact: true }).click();
  const check = () => page.getByRole("button", { name: "Check it" }).click();
  await toFiles();
  await page.getByLabel("The file that you were sent").setInputFiles(messageWith(folder, file, other, file));
  await check();
  await isShown(page);
  await expect(main).toContainText("papers.eml, file 1. 1 more file waits.");
  await expect(main).toContainText("2 new entries");
  expect(await faults(page)).toEqual([]);
  await test.step("they wait like files that were chosen at once", async () => {
    await page.getByRole("link", { name: "What is due" }).click();
    await page.getByRole("link", { name: "2 files wait to be looked at" }).click();
    await isShown(page);
    await expect(main).toContainText("papers.eml, file 1. 1 more file waits.");
  });
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(main).toContainText("papers.eml, file 2. It is the last one.");
  await expect(main).toContainText("Every entry of this file is here already.");
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(main).toContainText("Nothing was stored.");
  await test.step("pasted one below the other", async () => {
    const text = `${readFileSync(other, "utf8")}\n${readFileSync(file, "utf8")}`;
    await page.getByLabel("Or paste its text").fill(text);
    await check();
    await isShown(page);
    await expect(main).toContainText("The text that you pasted, file 1. 1 more file waits.");
    await page.getByRole("button", { name: "Leave it" }).click();
    await expect(main).toContainText("The text that you pasted, file 2. It is the last one.");
    await expect(main).toContainText("2 new entries");
    await page.getByRole("button", { name: "Take it in" }).click();
    await expect(main).toContainText("You took in 2 entries from a file last.");
  });
});

test("a first card among several files leads on to the next once its words are compared, and is not looked at again", async ({
  newDevice, served,
}) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-19T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  const main = page.getByRole("main");
  const words = page.getByRole("textbox", { name: "The six words that they read to you" });
  const choose = async (...files) => {
    await page.getByRole("link", { name: "Open a file", exact: true }).click();
    await page.getByLabel("The file that you were sent").setInputFiles(files);
    await page.getByRole("button", { name: "Check it" }).click();
    await isShown(page);
  };
  await choose(CARD, CALENDAR);
  await expect(main).toContainText("card.json. 1 more file waits.");
  await words.fill(WORDS_OF_CARD);
  await page.getByRole("button", { name: "Compare, and take it in" }).click();
  await expect(main).toContainText("calendar.json. It is the last one.");
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("link", { name: "What is due", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Is my work safe?" })).toBeVisible();
  await expect(main).not.toContainText(/files? waits? to be looked at/);
  await choose(CARD);
  await expect(main).toContainText("This card is here already.");
});
