// The keyboard alone, from the first start to a file: every stop of the focus can be seen, on a phone and on a desk, and a new
// screen begins with the focus on its heading.
import { join } from "node:path";
import { expect, test } from "./device.mjs";
import { arrives, goRound, press, reach, type } from "./keyboard.mjs";
import { HAVERING, PASSPHRASE, isSaved, lock, setUp } from "./practitioner.mjs";

const DISPUTE = "School and Children's social care";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("link", { name, exact: true }).first();
const box = (page, name) => page.getByRole("textbox", { name });

test("the keyboard alone leads through the first start and the lock", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up Accord on this device");
  const partnership = page.getByRole("group", { name: "Your partnership" }).getByRole("radio");
  const chosen = partnership.and(page.getByRole("radio", { name: HAVERING }));
  // None is chosen for anybody.
  await reach(partnership.first());
  await reach(chosen, "ArrowDown");
  await page.keyboard.press("Space");
  await expect(chosen).toBeChecked();
  await type(page.getByRole("combobox", { name: "Your agency" }), "School");
  await type(box(page, "Your name"), "Head of year");
  await type(box(page, "Your role"), "Designated lead");
  await press(button(page, "Choose my own instead"));
  await type(box(page, "Choose a passphrase"), PASSPHRASE, "Shift+Tab");
  await type(box(page, "Type it once more"), PASSPHRASE);
  await page.keyboard.press("Enter");
  await arrives(page, "Keep your recovery code");
  const code = await page.getByRole("group", { name: "Recovery code" }).innerText();
  await type(box(page, "Type the code back"), code);
  await page.keyboard.press("Enter");
  await arrives(page, "What is due");

  await lock(page, (button) => press(button, "Shift+Tab"));
  await type(box(page, "Passphrase"), "wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeFocused();
  await reach(box(page, "Passphrase"));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await arrives(page, "What is due");
});

for (const [device, viewport] of [["a phone", { width: 390, height: 844 }], ["a desk", { width: 1280, height: 800 }]]) {
  test(`on ${device} the keyboard alone leads from the lock over a dispute to a file, and the focus is seen at every stop`, async ({
    newDevice, served, folder,
  }) => {
    const site = await served();
    const page = await newDevice().open();
    await page.setViewportSize(viewport);
    await page.goto(site.url);
    await setUp(page);
    await page.goto(site.url);

    await type(box(page, "Passphrase"), PASSPHRASE);
    await page.keyboard.press("Enter");
    await arrives(page, "What is due");

    await test.step("a dispute is opened", async () => {
      await press(link(page, "New dispute"));
      await arrives(page, "New dispute");
      await type(page.getByRole("combobox", { name: "Which agency raises it?" }), "School");
      await type(page.getByRole("combobox", { name: "Which agency do you disagree with?" }), "Children's social care");
      await type(box(page, "Local reference"), "HV-2041");
      const plan = page.getByRole("group", { name: "Does the child have a child protection plan?" });
      await reach(plan.getByRole("radio").first());
      await page.keyboard.press("Space");
      await reach(plan.getByRole("radio", { name: "Yes", exact: true }), "ArrowDown");
      await reach(page.getByRole("checkbox", { name: "Levels of need", exact: true }));
      await page.keyboard.press("Space");
      await type(box(page, "In your words"), "We think that the threshold is met.");
      await press(button(page, "Open the dispute"));
      await arrives(page, DISPUTE);
    });

    await test.step("a discussion is recorded", async () => {
      await goRound(page);
      await press(link(page, "Record a discussion"));
      await arrives(page, "Record a discussion");
      await goRound(page);
      await reach(page.getByRole("checkbox", { name: "Telephone", exact: true }));
      await page.keyboard.press("Space");
      await type(box(page, "What is agreed"), "A visit this week.");
      await press(button(page, "Save"));
      await arrives(page, DISPUTE);
      await isSaved(page);
    });

    await test.step("it goes one step up", async () => {
      await press(link(page, "Go to Stage 2: Supervisors or managers"));
      await arrives(page, "Go to Stage 2: Supervisors or managers");
      await press(button(page, "Save"));
      await arrives(page, DISPUTE);
      await expect(page.getByText("Open, Stage 2: Supervisors or managers")).toBeVisible();
      for (const title of await page.getByRole("main").locator("summary:visible").all()) {
        if (!(await title.evaluate((title) => title.parentElement.open))) await press(title);
      }
      await goRound(page);
    });

    const file = join(folder, "made.json");
    await test.step("it goes out as a file", async () => {
      await press(link(page, "Make a file of this dispute"));
      await arrives(page, "Make a file");
      const download = page.waitForEvent("download");
      await press(button(page, "Make the file"));
      await (await download).saveAs(file);
      await expect(page.getByRole("heading", { name: "The file is made. It has not been sent." })).toBeVisible();
      await goRound(page);
    });

    await test.step("and the file is looked at", async () => {
      await press(link(page, "Open a file"));
      await arrives(page, "Open a file");
      await reach(page.getByLabel("The file that you were sent"));
      const chooser = page.waitForEvent("filechooser");
      await page.keyboard.press("Enter");
      await (await chooser).setFiles(file);
      await press(button(page, "Check it"));
      await arrives(page, "What this file would change");
      await goRound(page);
      await press(button(page, "Leave it"));
      await arrives(page, "Open a file");
    });
  });
}
