// What a procedure tells people where they need it: words to say and to send, why a date is what it is,
// and how the whole works.
import { expect, storedOffline, test } from "./device.mjs";
import { act, openDispute, openHelp, opened, owed, setUp, unlock, wordsFor } from "./practitioner.mjs";

const heading = (page) => page.getByRole("heading", { level: 1 });

test("the words for a step are there to say and to send, and copying sends nothing", async ({ newDevice, served }) => {
  const site = await served();
  const device = newDevice();
  const page = await device.open();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(site.url).origin });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);

  const first = wordsFor(page, "Stage 1");
  await expect(first.getByText("Then send this")).toBeHidden();
  await opened(first);
  await expect(first.getByRole("heading", { name: "Ring first, and say" })).toBeVisible();
  await expect(first).toContainText("May I tell you what worries me, and hear your view?");
  const text = first.getByText("This is stage 1 of the Havering policy (2.2).");
  await expect(text).toBeVisible();
  await first.getByRole("button", { name: "Copy the text" }).click();
  await expect(first.getByRole("status")).toHaveText("Copied. Nothing has been sent.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text.innerText());

  await act(page, "Go to Stage 2: Supervisors or managers");
  const second = wordsFor(page, "Stage 2");
  // Nobody was told yet: the words stand open until it is sent.
  await expect(second.getByText("This is stage 2 (2.4).")).toBeVisible();
});

test("before a step is taken the form says who acts there, what is owed and by when", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  await act(page, "Go to Stage 2: Supervisors or managers", async () => {
    const main = page.getByRole("main");
    // Havering asks another person where a health agency is concerned; none is.
    await expect(main).toContainText("Acts: the Supervisor or line manager. Answers: the Supervisor or line manager in the other agency.");
    const asked = main.locator("details").filter({ hasText: "What is owed there, and by when" });
    const talk = asked.getByText("Your supervisor or manager talks with their equivalent in the other agency");
    await expect(talk).toBeHidden();
    await opened(asked);
    await expect(talk).toBeVisible();
    await expect(asked.getByText("Leads to Stage 3: Management tiers.")).toBeVisible();
  });
  await expect(page.getByRole("main")).toContainText("Open, Stage 2: Supervisors or managers");
});

test("where the browser refuses to copy, the screen says so and the text stays", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const words = wordsFor(page, "Stage 1");
  await opened(words);
  await words.getByRole("button", { name: "Copy the text" }).click();
  await expect(words.getByRole("status")).toContainText("Not copied");
  await expect(words.getByText("This is stage 1 of the Havering policy (2.2).")).toBeVisible();
});

test("why this date? begins with one sentence, and the readings open below it", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const duty = owed(page, "Settle it by talking");
  await duty.getByText("Why this date?").click();
  await expect(duty.getByText(
    "By Monday 29 December 2025: 5 working days from Thursday 18 December 2025, when this duty began, " +
      "without 4 days at weekends and 2 bank holidays.",
    { exact: true },
  )).toBeVisible();
  await expect(duty.getByText("Paragraph 1.4.", { exact: true })).toBeVisible();
  const calendar = duty.getByRole("table", { name: "December 2025" });
  await expect(calendar.getByRole("columnheader")).toHaveText(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
  await expect(calendar.getByRole("row")).toHaveCount(4);
  await expect(calendar.getByRole("cell", { name: "Thursday 25 December 2025: Christmas Day, not counted" })).toBeVisible();
  await expect(duty.getByText("“one working week”").first()).toBeVisible();
  await expect(duty.getByText("HAV-A2: a working week is read as five working days.")).toBeVisible();
  await expect(duty.getByText("Read so by the Accord project.").first()).toBeVisible();
});

test("what is good to know stands at the step and at the duty that it is about", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);
  const known = page.getByText("Be able to show what worries you and how you know it. (1.6)");
  await expect(known).toBeHidden();
  await page.getByRole("main").locator("details").filter({ hasText: "Be able to show" }).getByText("Good to know").click();
  await expect(known).toBeVisible();
  const file = owed(page, "Write what was done and decided on the child's file, and share it with the worker who raised it");
  await file.getByText("Good to know").click();
  await expect(file.getByText("Keep a record of every discussion. (1.6)")).toBeVisible();
});

test("how the procedure works is read without a network, from a dispute and from what is due", async ({
  newDevice, served,
}) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  const dispute = await openDispute(page);
  await storedOffline(page);
  await site.close();

  await openHelp(page);
  const step = page.getByRole("main").locator("details").filter({ hasText: "your dispute is here" });
  await expect(step.getByText("Stage 1: Discussion between the people who disagree (your dispute is here)")).toBeVisible();
  await expect(step.getByText("Within 5 working days of entering Stage 1.")).toBeVisible();
  await expect(step).toContainText("The Worker who disagrees. Paragraph 1.4: “guide”.");
  await expect(page.getByText("Settle it at the lowest stage that can. (1.4, last point)")).toBeVisible();
  await page.getByText("If a child is in danger", { exact: true }).click();
  await expect(page.getByText("Nothing in this policy has to be done first.")).toBeVisible();
  await page.getByRole("link", { name: "Go to the dispute" }).click();
  await expect(page).toHaveURL(dispute);

  await page.getByRole("link", { name: "What is due", exact: true }).click();
  await openHelp(page);
  for (const [partnership, says] of [
    ["Rutland", "Practice alert by the Independent Chair"],
    ["York", "Where difference remains"],
    ["Solihull", "Stage 4"],
    ["Sunderland", "Step 4"],
  ]) {
    await page.getByRole("link", { name: partnership }).click();
    await expect(heading(page)).toBeFocused();
    await expect(page.getByRole("main")).toContainText(says);
    await expect(page.getByText(partnership).first()).toBeVisible();
  }
  await page.reload();
  await unlock(page);
  await expect(page.getByRole("main")).toContainText("Sunderland");
});
