// Two devices: what one side wrote down as the outcome, the other side confirms, and both see it.
import { join } from "node:path";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { SOCIAL_WORKER, act, entries, isSaved, makeFile, openDispute, setUp, takeIn } from "./practitioner.mjs";

test("the other side confirms an outcome, and whoever wrote it down sees that", async ({ newDevice, served, folder }) => {
  const site = await served();
  const school = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await school.goto(site.url);
  await setUp(school);
  await openDispute(school);
  await act(school, "It is resolved", (form) => form.getByRole("textbox", { name: "What was agreed, in words" }).fill("A visit by Friday"));
  await isSaved(school);
  await expect(school.getByRole("heading", { name: "They wrote down how it ended" })).toHaveCount(0);
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

  await notice.getByRole("link", { name: "Confirm it, or say otherwise" }).click();
  await care.getByRole("radio", { name: "No, it is not what we agreed" }).check();
  await care.getByRole("button", { name: "Save" }).click();
  await expect(care.getByRole("alert")).toContainText("Say what you agreed instead.");
  expect(await faults(care)).toEqual([]);
  await care.getByRole("radio", { name: "Yes, I confirm it" }).check();
  await care.getByRole("button", { name: "Save" }).click();
  await isSaved(care, "11:00");
  await expect(notice).toHaveCount(0);
  const answer = join(folder, "answer.json");
  await (await makeFile(care)).saveAs(answer);

  await takeIn(school, answer);
  await expect(entries(school).filter({ hasText: "A visit by Friday" })).toContainText(
    "Confirmed on Thursday 18 December 2025 by Duty worker, whose key nobody has confirmed",
  );
});
