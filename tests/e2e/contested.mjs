// A dispute of which four people on two sides wrote the next step, none of them having seen the others'.
import { join } from "node:path";
import { expect } from "@playwright/test";
import { SOCIAL_WORKER, TEACHER, act, isSaved, makeFile, openDispute, seenOn, setUp, takenIn } from "./practitioner.mjs";

/** When it happens. */
export const CONTESTED_AT = "2025-12-18T10:00Z";

/** Goes through it on the page of the school, where nothing is set up, and ends there, where all four are seen. */
export async function contested(school, { newDevice, site, folder }) {
  const begin = async (page, who) => {
    await page.goto(site.url);
    await setUp(page, { who });
    return page;
  };
  const device = async (who) => begin(await newDevice().open({ at: CONTESTED_AT }), who);
  const handOver = async (page, name) => {
    const file = join(folder, name);
    await (await makeFile(page)).saveAs(file);
    await page.getByRole("link", { name: "Go to the dispute" }).click();
    return file;
  };
  await begin(school, TEACHER);
  await openDispute(school);
  const first = await handOver(school, "first.json");
  const care = await device(SOCIAL_WORKER);
  await takenIn(care, first);
  await act(school, "It is resolved", (form) => form.getByRole("textbox", { name: "What was agreed, in words" }).fill("A visit by Friday"));
  await isSaved(school);
  await act(care, "Go to Stage 2: Supervisors or managers");
  await isSaved(care, "10:00");
  await expect(seenOn(care)).toBeHidden();

  // A colleague of each wrote the same, without seeing it.
  const colleague = async (who, does) => {
    const page = await device(who);
    await takenIn(page, first);
    await does(page);
    return handOver(page, `${who.name}.json`);
  };
  const ofSchool = await colleague({ ...TEACHER, name: "Deputy head" }, (page) =>
    act(page, "It is resolved", (form) => form.getByRole("textbox", { name: "What was agreed, in words" }).fill("They ring on Monday")));
  const ofCare = await colleague({ ...SOCIAL_WORKER, name: "Team manager" }, (page) =>
    act(page, "Go to Stage 2: Supervisors or managers"));

  for (const file of [await handOver(care, "theirs.json"), ofSchool, ofCare]) await takenIn(school, file);
}
