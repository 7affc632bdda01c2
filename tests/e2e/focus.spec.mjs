// Where the focus is after a tap whose button is gone with what it did: never with the page as a whole.
import { expect, test } from "./device.mjs";
import { fillInDispute, makeFile, makeNote, openDispute, openForm, setUp, unlock } from "./practitioner.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const focused = (page) => page.locator(":focus");

test("a tap whose button is gone afterwards leaves the focus with what it did", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);

  await test.step("a child less", async () => {
    await fillInDispute(page);
    await press(page, "Add another child");
    await press(page, "Remove child 2");
    await expect(page.getByRole("group", { name: "Child 2" })).toBeHidden();
    await expect(focused(page)).not.toHaveCount(0);
    await expect(focused(page)).toHaveText(/child/i);
    await page.getByRole("link", { name: "What is due" }).click();
  });
  await openDispute(page);

  await test.step("a note taken back", async () => {
    await makeNote(page, "A slip");
    await press(page, "Take it back");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Make a note");
    await expect(focused(page)).toHaveText("Make a note");
  });
});

test("the danger tap and the word that a file was sent keep the focus where they say so", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await openDispute(page);

  await page.getByRole("main").getByRole("button", { name: "A child may be in danger now" }).click();
  await expect(page.getByRole("region", { name: "A child may be in danger now" })).toBeVisible();
  await expect(focused(page)).toHaveText("A child may be in danger now");

  await makeFile(page);
  await expect(page.getByRole("heading", { name: "The file is made. It has not been sent." })).toBeVisible();
  await press(page, "I have sent it");
  await expect(page.getByText("You say that you have sent it")).toBeVisible();
  // Nothing that stands above says otherwise.
  await expect(page.getByRole("heading", { name: "The file is made", exact: true })).toBeVisible();
  await expect(page.getByText("It has not been sent.")).toBeHidden();
  await expect(focused(page)).not.toHaveCount(0);
});

test("what is typed into a form to print is lost only by whoever says so", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  const address = await openDispute(page, { words: "We think that the threshold is met." });
  await openForm(page, "Summary for the partnership's mailbox");
  const typed = page.getByRole("textbox", { name: "Whom to ring" });
  const asked = page.getByRole("alert").filter({ hasText: "What you typed here is kept nowhere." });

  await page.goBack();
  await openForm(page, "Summary for the partnership's mailbox");
  await typed.fill("Ms Example");
  for (const leave of [() => page.goBack(), () => page.getByRole("link", { name: "What is due" }).click()]) {
    await leave();
    await expect(asked).toBeVisible();
    await expect(asked).toBeFocused();
    await press(page, "Stay");
    await expect(asked).toBeHidden();
    await expect(typed).toHaveValue("Ms Example");
  }
  await page.getByRole("link", { name: "What is due" }).click();
  await press(page, "Leave");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What is due");

  // Whom to ring for a child in danger, nothing holds up.
  await page.goto(address);
  await unlock(page);
  await openForm(page, "Summary for the partnership's mailbox");
  await typed.fill("Ms Example");
  await page.getByRole("link", { name: "Child in danger?" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is a child in danger now?");
});
