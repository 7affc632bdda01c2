// What has to be done at a table: a dissent or an alert from the first screen to a running clock, counted in taps.
import { expect, test } from "./device.mjs";
import { isSaved, owed, setUp } from "./practitioner.mjs";

const YORK = "City of York Safeguarding Children Partnership";
const RUTLAND = "Rutland County Council, children's social care";

/** Counts what a person does: each tap, each field. */
function counted(page) {
  const did = { taps: 0, fields: 0 };
  return {
    did,
    tap: (role, name) => ((did.taps += 1), page.getByRole(role, { name, exact: true }).click()),
    write: (name, words) => ((did.fields += 1), page.getByRole("textbox", { name }).fill(words)),
  };
}

test("a dissent at a conference runs its clock within ten taps and fields", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { partnership: YORK, who: { agency: "School", name: "Head of year", role: "Designated lead" } });
  const { did, tap, write } = counted(page);
  await tap("link", "Dissent at a child protection conference");
  await expect(page.getByRole("heading", { name: "New dispute" })).toBeFocused();
  await expect(page.getByRole("main").getByText("Dissent at a child protection conference")).toBeVisible();
  await expect(page.getByRole("group", { name: "Which of these is it?" })).toHaveCount(0);
  await write("Local reference", "YK-7");
  // No rule of this process reads anything of a child.
  await expect(page.getByRole("group", { name: "Child 1" }).getByRole("group")).toHaveCount(0);
  // At the table nobody has to write: the words can follow.
  await expect(page.getByRole("textbox", { name: "In your words (optional)" })).toBeVisible();
  // Nobody said so: the clock starts with this entry, and no date is signed that nobody gave.
  await expect(page.getByLabel("On which day did the conference decide?")).toHaveValue("");
  await tap("button", "Open the dispute");
  await isSaved(page);
  // Left open, the questions stay in sight: a date depends on them. Said once it runs, the day would move nothing.
  await expect(page.getByText("Nobody has said this yet, and a date depends on it.")).toHaveCount(2);
  await tap("link", "Do you believe that the decision places the child at risk of significant harm?");
  await tap("radio", "Yes");
  await tap("button", "Save");
  await expect(owed(page, "Raise it formally with the IRO Manager")).toContainText("By Monday 22 December 2025");
  await expect(page.getByText("a date depends on it")).toHaveCount(0);
  const wordless = page.getByText("Nobody has said yet what it is about. One sentence is enough.");
  await expect(wordless).toBeVisible();
  await page.getByRole("link", { name: "What is the disagreement about?" }).first().click();
  await write("In your words", "The plan leaves out the risk at home.");
  await tap("button", "Save");
  await expect(wordless).toHaveCount(0);
  const ways = owed(page, "Decide whether to challenge the chair's decision").getByRole("link");
  await expect(ways.nth(0)).toHaveText("Go to Step 2: IRO Manager");
  await expect(ways.nth(1)).toHaveText("Close the record: Dissent noted, not challenged");
  expect(did.taps + did.fields).toBeLessThanOrEqual(10);
});

test("a practice alert is begun by its code, and its answer is asked from the team manager", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { partnership: RUTLAND, who: { agency: "Children's social care", name: "Chair of the day", role: "Independent chair" } });
  const { did, tap, write } = counted(page);
  await tap("link", "Practice alert by the Independent Chair");
  await write("Local reference", "RT-3");
  await tap("checkbox", "4. Statutory visit not undertaken in time");
  await tap("button", "Open the dispute");
  await isSaved(page);
  await expect(owed(page, "Answer the alert in its case note")).toContainText("Team Manager");
  expect(did.taps + did.fields).toBeLessThanOrEqual(8);
});

test("what was begun on such a form is found again there", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page, { partnership: YORK, who: { agency: "School", name: "Head of year", role: "Designated lead" } });
  await page.getByRole("link", { name: "Dissent at a child protection conference" }).click();
  await page.getByRole("textbox", { name: "In your words" }).fill("The plan leaves out");
  await expect(page.getByText(/^Saved as a draft/)).toBeVisible();
  await page.getByRole("link", { name: "What is due", exact: true }).click();
  await page.getByRole("link", { name: "New dispute, Dissent at a child protection conference" }).click();
  await expect(page.getByRole("textbox", { name: "In your words" })).toHaveValue("The plan leaves out");
});
