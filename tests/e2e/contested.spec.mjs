// Both sides recorded a step, each without seeing the other's: both stand beside each other, each with whoever signed it, and
// with what leads out of it.
import { CONTESTED_AT, contested } from "./contested.mjs";
import { expect, test } from "./device.mjs";
import { inOrder } from "./in-order.mjs";
import { isSaved, seenOn } from "./practitioner.mjs";

test("what both sides recorded stands side by side, and whoever has seen both settles it there", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const school = await newDevice().open({ at: CONTESTED_AT });
  await contested(school, { newDevice, site, folder });
  const record = seenOn(school);
  await expect(record).toContainText("You and Deputy head each recorded “The disagreement was resolved”");
  await expect(record).toContainText(/(Duty worker and Team manager|Team manager and Duty worker) each recorded “Stage 2/);
  await expect(record).toContainText("each without seeing the other. It stays open at Stage 2: Supervisors or managers.");
  const sides = record.locator(".voices > ol");
  await expect(sides).toHaveCount(2);
  const ours = sides.filter({ hasText: "The disagreement was resolved" });
  const theirs = sides.filter({ hasText: "Stage 2: Supervisors or managers was entered" });
  await expect(ours).toContainText("Thursday 18 December 2025 at 10:00");
  await expect(ours).toContainText("A visit by Friday");
  await expect(ours).toContainText("Head of year, Designated lead, School, signed on this device");
  await expect(ours).toContainText("They ring on Monday");
  await expect(ours).toContainText("Deputy head, Designated lead, School, signed, but we do not know by whom");
  await expect(theirs).toContainText("Thursday 18 December 2025 at 10:00");
  await expect(theirs).toContainText("Duty worker, Social worker, Children's social care, signed, but we do not know by whom");
  await expect(theirs).toContainText("Team manager, Social worker, Children's social care, signed, but we do not know by whom");
  await inOrder(school, "dispute, contested by four");

  await test.step("one above the other on a phone, beside each other on a desk", async () => {
    const places = async () => Promise.all([ours.boundingBox(), theirs.boundingBox()]);
    const [above, below] = (await places()).sort((one, other) => one.y - other.y);
    expect(above.y + above.height).toBeLessThanOrEqual(below.y + 1);
    await school.setViewportSize({ width: 1200, height: 900 });
    const [one, other] = await places();
    expect(one.y).toBe(other.y);
    await school.setViewportSize({ width: 390, height: 844 });
  });

  await record.getByRole("link", { name: "It is resolved" }).click();
  await school.getByRole("textbox", { name: "What was agreed, in words" }).fill("Both: a visit by Friday, and their manager knows");
  await school.getByRole("button", { name: "Save" }).click();
  await isSaved(school);
  await expect(record).toBeHidden();
  await expect(school.getByRole("main")).toContainText("Resolved");
});
