// The ways in which a file comes to the app beside being chosen: shared with it, opened with it, dropped on it.
// Behind the lock it waits in the page's memory, and it is checked and shown before anything is taken in.
import { readFileSync } from "node:fs";
import { expect, storedOffline, test } from "./device.mjs";
import { SOCIAL_WORKER, makeFile, openDispute, setUp, unlock } from "./practitioner.mjs";

async function fileOfTheSchool(newDevice, site, folder) {
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const file = `${folder}/of-the-school.txt`;
  await (await makeFile(page)).saveAs(file);
  return file;
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
  // What a share sheet does: a form posted to the app's address, which the worker answers.
  const sharing = await device.newPage();
  await sharing.setContent(
    `<form method="post" enctype="multipart/form-data" action="${site.url}import"><input type="file" name="file"><button>Share</button></form>`,
  );
  await sharing.locator("input").setInputFiles(file);
  await sharing.locator("button").click();
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

test("a file that is dropped where files are opened is checked", async ({ newDevice, served, folder }) => {
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
});
