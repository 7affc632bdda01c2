// The app without its server: started cold, under a sub-path, at a deep link; and a new version of
// it, which waits until somebody says so. The shell alone has its own spec.
import { cpSync } from "node:fs";
import { deploy, lookForUpdate } from "./another-version.mjs";
import { expect, storedOffline, test } from "./device.mjs";
import { act, entries, isSaved, makeFile, makeNote, openDispute, setUp, takeIn, unlock } from "./practitioner.mjs";

const version = (page) => page.locator("html").getAttribute("data-version");

test("starts cold, under a sub-path, at home and at a deep link, with the server gone", async ({ newDevice, served }) => {
  const site = await served({ base: "/team/accord/" });
  const phone = newDevice();
  let page = await phone.open();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  const address = await openDispute(page);
  expect(address).toMatch(/\/team\/accord\/dispute\?id=[\w-]+$/);
  await phone.close();
  await site.close();

  page = await phone.open();
  await page.goto(address);
  await unlock(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("School and Children's social care");
  expect(page.url()).toBe(address);
  await makeNote(page, "Without a network");
  await expect(entries(page)).toHaveCount(2);
  await phone.close();

  page = await phone.open();
  await page.goto(site.url);
  await unlock(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What is due");
  await page.getByRole("main").getByRole("link", { name: "School and Children's social care" }).last().click();
  await expect(entries(page)).toHaveCount(2);
});

test("a new version waits, and costs no word of a form that is being filled in", async ({ newDevice, served, folder }) => {
  cpSync("dist", folder, { recursive: true });
  deploy(folder, "one");
  const site = await served({ folder });
  const phone = newDevice();
  const page = await phone.open();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  const address = await openDispute(page);
  await page.getByRole("link", { name: "Make a note" }).click();
  const words = page.getByRole("textbox", { name: "In words" });
  await words.fill("Half written when the new version came");

  deploy(folder, "two");
  expect(await lookForUpdate(page)).toBe("installed");
  await expect(page.getByText("A new version is ready. Use it when you have finished here.")).toBeVisible();
  await expect(words).toHaveValue("Half written when the new version came");
  await page.getByRole("button", { name: "Later" }).click();
  await expect(page.getByText("A new version is ready.")).toBeHidden();
  await page.getByRole("button", { name: "Save" }).click();
  await isSaved(page);
  expect(await version(page)).toBe("one");

  // Asked again at the next start, in the old version.
  await page.reload();
  await unlock(page);
  expect(await version(page)).toBe("one");
  await page.getByRole("button", { name: "Use the new version" }).click();
  await expect(page.locator("html[data-version=two]")).toBeAttached();
  await site.close();
  await page.goto(address);
  expect(await version(page)).toBe("two");
  await unlock(page);
  await expect(entries(page).filter({ hasText: "Half written when the new version came" })).toHaveCount(1);
});

test("nothing leaves the device: every request of a day's work is for a file of the app", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open();
  const asked = [];
  page.context().on("request", (request) => asked.push([request.method(), request.url()]));
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  await openDispute(page, { words: "Words that stay here" });
  await act(page, "Go to Stage 2: Supervisors or managers");
  const file = `${folder}/made.json`;
  await (await makeFile(page)).saveAs(file);
  await takeIn(page, file);
  await expect(entries(page)).toHaveCount(3);
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await page.getByRole("link", { name: "Settings" }).click();

  // The file that was made is handed out within the browser.
  const sent = asked.filter(([, address]) => !address.startsWith(`blob:${new URL(site.url).origin}/`));
  expect(sent.length).toBeGreaterThan(3);
  for (const [method, address] of sent) {
    expect(method).toBe("GET");
    expect(address.startsWith(site.url), address).toBe(true);
    expect(new URL(address).search, address).toBe("");
  }
});
