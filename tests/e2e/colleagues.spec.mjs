// The first file of a dispute is sealed to a colleague who has signed nothing yet: they send their keys, and the six
// words of them are compared by telephone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { SOCIAL_WORKER, checkFile, openDispute, setUp, takeIn, unlock } from "./practitioner.mjs";

const MANAGER = { agency: "School", name: "Head of the school", role: "Head teacher" };

test("a colleague's keys are looked at, compared and taken in, and a first file is sealed to them alone", async ({ newDevice, served, folder }) => {
  test.setTimeout(240_000);
  const site = await served();
  const [worker, manager, other] = [await newDevice().open(), await newDevice().open(), await newDevice().open()];
  for (const page of [worker, manager, other]) await page.goto(site.url);
  await setUp(worker);
  await setUp(manager, { who: MANAGER });

  const keys = join(folder, "keys.json");
  await manager.getByRole("link", { name: "Settings" }).click();
  await manager.getByRole("link", { name: "Be confirmed by your partnership" }).click();
  const download = manager.waitForEvent("download");
  await manager.getByRole("button", { name: "Make the file" }).click();
  await (await download).saveAs(keys);
  await manager.getByRole("button", { name: "Show my six words" }).click();
  const spoken = await manager.getByRole("group", { name: "Your six words" }).innerText();

  const address = await openDispute(worker);
  await checkFile(worker, keys);
  const main = worker.getByRole("main");
  await expect(main).toContainText("Head of the school, Head teacher, School, signed, but we do not know by whom");
  await expect(main).toContainText("A file can give any name. Ring them on a number that you already have.");
  await worker.getByRole("button", { name: "Show the words to compare" }).click();
  await expect(worker.getByRole("group", { name: "The six words of these keys" })).toHaveText(spoken);
  expect(await faults(worker)).toEqual([]);
  await worker.getByRole("button", { name: "Take it in" }).click();
  await expect(worker.getByRole("heading", { name: "Your partnership", level: 1 })).toBeFocused();
  await expect(main).toContainText("Others to whom you can seal files");
  await checkFile(worker, keys);
  await expect(main).toContainText("You can seal files to these keys already");
  await expect(worker.getByRole("button", { name: "Take it in" })).toBeHidden();

  await worker.goto(address);
  await unlock(worker);
  await worker.getByRole("link", { name: "Make a file of this dispute" }).click();
  const choice = worker.getByRole("checkbox", { name: /^Head of the school/ });
  await expect(choice).not.toBeChecked();
  await choice.check();
  const made = worker.waitForEvent("download");
  await worker.getByRole("button", { name: "Make the file" }).click();
  await expect(main).toContainText("Only these people can open it:");
  expect((await made).suggestedFilename()).toMatch(/-sealed\.json$/);
  const file = join(folder, "sealed.json");
  await (await made).saveAs(file);
  expect(readFileSync(file, "utf8")).not.toContain("dispute-bundle");

  await setUp(other, { who: SOCIAL_WORKER });
  await checkFile(other, file);
  await expect(other.getByRole("alert")).toContainText("This file was sealed for somebody else");
  await takeIn(manager, file);
  await expect(manager.getByRole("heading", { level: 1 })).toHaveText("School and Children's social care");
});
