// Two devices: what one side wrote down as the outcome, the other side confirms, and both see it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { SOCIAL_WORKER, act, entries, isSaved, listUnder, makeFile, openDispute, opened, setUp, takeIn } from "./practitioner.mjs";

test("the other side confirms an outcome, and whoever wrote it down sees that", async ({ newDevice, served, folder }) => {
  const site = await served();
  const school = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await school.goto(site.url);
  await setUp(school);
  await openDispute(school);
  await act(school, "It is resolved", (form) => form.getByRole("textbox", { name: "What was agreed, in words" }).fill("A visit by Friday"));
  await isSaved(school);
  await expect(school.getByRole("heading", { name: "They wrote down how it ended" })).toHaveCount(0);
  const away = listUnder(school, "Before you put it away");
  await expect(away.getByRole("link")).toHaveText([/ask them to confirm it in writing/, /what stays open/, /what was learnt/]);
  const told = await opened(away.locator("details").filter({ hasText: "Tell the person who raised it" }));
  await expect(told.locator(".said")).toContainText("the disagreement that you raised ended on [date]");
  expect(await faults(school)).toEqual([]);
  const outcome = join(folder, "outcome.json");
  await (await makeFile(school)).saveAs(outcome);

  const care = await newDevice().open({ at: "2025-12-18T11:00Z" });
  await care.goto(site.url);
  await setUp(care, { who: SOCIAL_WORKER, passphrase: "another seven quiet harbours" });
  await takeIn(care, outcome);
  const notice = care.getByRole("main").locator("section").filter({ hasText: "They wrote down how it ended" });
  await expect(notice).toContainText("A visit by Friday");
  await expect(notice).toContainText("Head of year, Designated lead, School, signed, but we do not know by whom");
  expect(await faults(care)).toEqual([]);
  await care.getByRole("link", { name: "What is due" }).click();
  const asked = care.getByRole("main").locator("section").filter({ hasText: "They wrote down how it ended" });
  expect(await faults(care)).toEqual([]);
  await asked.getByRole("link", { name: "School and Children's social care, HV-2041" }).click();

  await notice.getByRole("link", { name: "Confirm it, or say otherwise" }).click();
  await care.getByRole("radio", { name: "No, it is not what we agreed" }).check();
  await care.getByRole("button", { name: "Save" }).click();
  await expect(care.getByRole("alert")).toContainText("Say what is not right, or what was agreed.");
  expect(await faults(care)).toEqual([]);
  await care.getByRole("radio", { name: "Yes, I confirm it" }).check();
  await care.getByRole("button", { name: "Save" }).click();
  await isSaved(care, "11:00");
  await expect(notice).toHaveCount(0);
  await expect(listUnder(care, "Before you put it away").getByRole("link")).toHaveText([/what stays open/, /what was learnt/]);
  const answer = join(folder, "answer.json");
  // Whoever raised it has signed: the answer is sealed to them, and says so before it leaves.
  const sealed = await makeFile(care);
  expect(sealed.suggestedFilename()).toMatch(/-sealed\.json$/);
  await sealed.saveAs(answer);
  const made = care.getByRole("status").filter({ hasText: "The file is made. It has not been sent." });
  await expect(made).toContainText("Only these people can open it:");
  await expect(made.getByRole("listitem")).toHaveText(/^Head of year, Designated lead, School, /);
  expect(await faults(care)).toEqual([]);
  expect(readFileSync(answer, "utf8")).not.toContain("manifest");

  await test.step("nobody is chosen only for a reason, and the name of the file says so", async () => {
    await care.getByRole("checkbox", { name: /^Head of year/ }).uncheck();
    await care.getByRole("button", { name: "Make the file" }).click();
    await expect(care.getByRole("alert")).toContainText("Choose who it is for, or say why the file is not sealed.");
    await care.getByRole("textbox", { name: /^Why is the file not sealed/ }).fill("Their own system reads it.");
    const download = care.waitForEvent("download");
    await care.getByRole("button", { name: "Make the file" }).click();
    expect((await download).suggestedFilename()).toMatch(/-readable\.json$/);
    await expect(made).toContainText("Anyone who gets this file can read it.");
  });

  await takeIn(school, answer);
  // The confirmation, which comes first, names it by its first words.
  await expect(entries(school).filter({ hasText: "A visit by Friday" }).last()).toContainText(
    "Confirmed on Thursday 18 December 2025 by Duty worker, whose key nobody has confirmed",
  );
});
