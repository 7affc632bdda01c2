// First use: five words are drawn and are the passphrase; the recovery code is typed back, or goes on being told.
import { faults } from "./axe.mjs";
import { storedOffline, expect, test } from "./device.mjs";
import { HAVERING, PASSPHRASE, lock, setUp, unlock } from "./practitioner.mjs";

const CODE_NOT_KEPT = "You have not typed your recovery code back yet.";

const words = (page) => page.getByRole("group", { name: "Your five words" });
const code = (page) => page.getByRole("group", { name: "Recovery code" });
const back = (page) => page.getByRole("textbox", { name: "Type the code back" });
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const isHome = (page) => expect(page.getByRole("heading", { level: 1 })).toHaveText("What is due");

async function saysWho(page) {
  await page.getByRole("radio", { name: HAVERING }).check();
  await page.getByRole("combobox", { name: "Your agency" }).selectOption("School");
  await page.getByRole("textbox", { name: "Your name" }).fill("Head of year");
  await page.getByRole("textbox", { name: "Your role" }).fill("Designated lead");
}

test("five drawn words open the casebook, and the code is typed back from the paper", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await saysWho(page);
  const first = await words(page).innerText();
  expect(first).toMatch(/^([a-z-]{3,5} ){4}[a-z-]{3,5}$/);
  await press(page, "Show me others");
  await expect(words(page)).not.toHaveText(first);
  const drawn = await words(page).innerText();
  // Whom to ring is one tap away, and costs neither the words nor the code.
  const card = async () => {
    await page.getByRole("link", { name: "Child in danger?" }).click();
    await expect(page.getByRole("link", { name: /999/ }).first()).toBeVisible();
    await page.goBack();
  };
  await card();
  await expect(words(page)).toHaveText(drawn);
  await press(page, "Set up");
  const shown = await code(page).innerText();
  await card();
  await expect(code(page)).toHaveText(shown);

  await back(page).fill("no code");
  await press(page, "Check the code");
  await expect(page.getByRole("alert")).toContainText("That is not a recovery code.");
  const other = shown.replace(/.$/, (last) => (last === "7" ? "8" : "7"));
  await back(page).fill(other);
  await press(page, "Check the code");
  await expect(page.getByRole("alert")).toContainText("That is not the recovery code of this casebook.");
  await back(page).fill(` ${shown.toLowerCase().replaceAll("-", "  ")}`);
  await press(page, "Check the code");
  await isHome(page);
  await expect(page.getByText(CODE_NOT_KEPT)).toBeHidden();

  await storedOffline(page);
  await lock(page);
  await unlock(page, drawn);
  await isHome(page);
});

test("whoever says later is told until it is done, and finds the code again", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await saysWho(page);
  const drawn = await words(page).innerText();
  await press(page, "Set up");
  const shown = await code(page).innerText();
  await press(page, "Later");
  await isHome(page);
  await expect(page.getByText(CODE_NOT_KEPT)).toBeVisible();
  await page.reload();
  await unlock(page, drawn);
  await expect(page.getByText(CODE_NOT_KEPT)).toBeVisible();

  await page.getByRole("button", { name: "Keep your recovery code" }).click();
  await expect(code(page)).toHaveText(shown);
  await back(page).fill(shown);
  await press(page, "Check the code");
  await isHome(page);
  await expect(page.getByText(CODE_NOT_KEPT)).toBeHidden();
  await page.reload();
  await press(page, "Use the recovery code");
  await page.getByRole("textbox", { name: "Recovery code" }).fill(shown);
  await press(page, "Unlock");
  await isHome(page);
  await expect(page.getByText(CODE_NOT_KEPT)).toBeHidden();
});

test("the code is printed alone, with what it is for", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await page.goto(site.url);
  await saysWho(page);
  await press(page, "Set up");
  const shown = await code(page).innerText();
  await press(page, "Print the code");
  await expect(page.locator("html")).toHaveAttribute("data-printed", "");
  await page.emulateMedia({ media: "print" });
  const printed = (await page.locator("body").innerText()).split("\n").filter((line) => line.trim());
  expect(printed).toEqual([
    "Keep your recovery code",
    "With this code you can open what Accord keeps on your device if you forget the passphrase.",
    "Recovery code",
    shown,
  ]);
});

test("set up at an address of what is gone it ends on the first screen", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(`${site.url}act?id=gone&n=abcdef`);
  await setUp(page);
  expect(new URL(page.url()).search).toBe("");
  await expect(page.getByText("This dispute is not on this device.")).toHaveCount(0);
  await page.reload();
  await unlock(page);
  await isHome(page);
});

test("a wrong recovery code is to be compared, and capitals are not blamed", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  const own = await setUp(page);
  await page.reload();
  await press(page, "Use the recovery code");
  await page.getByRole("textbox", { name: "Recovery code" }).fill(own.replace(/.$/, (last) => (last === "7" ? "8" : "7")));
  await press(page, "Unlock");
  await expect(page.getByRole("alert")).toContainText("That is not the recovery code of this casebook.");
  await expect(page.getByRole("alert")).toContainText("what you wrote down or printed");
  await expect(page.getByRole("alert")).not.toContainText("caps lock");
});

test("the lock says that caps lock is on, before and after a wrong passphrase", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await page.reload();
  const field = page.getByRole("textbox", { name: "Passphrase" });
  await field.fill(PASSPHRASE.toUpperCase());
  await field.dispatchEvent("keyup", { key: "Y", modifierCapsLock: true });
  const on = page.getByText("Caps lock is on.");
  await expect(on).toBeVisible();
  await press(page, "Unlock");
  await expect(page.getByRole("alert")).toContainText("That is not the passphrase");
  await expect(on).toBeVisible();
  await field.dispatchEvent("keyup", { key: "CapsLock", modifierCapsLock: false });
  await expect(on).toBeHidden();
});

test("everything that is not filled in is said at once, each with a link to its field", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await press(page, "Choose my own instead");
  await press(page, "Set up");
  const said = page.getByRole("alert");
  await expect(said.getByRole("link")).toHaveText([
    /^Choose your partnership/, "“Your name” is asked. Fill it in.", "“Your role” is asked. Fill it in.", /.+/,
  ]);
  const name = page.getByRole("textbox", { name: "Your name" });
  await said.getByRole("link", { name: "Your name" }).click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("textbox", { name: "Choose a passphrase" })).toHaveAttribute("aria-invalid", "true");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("radio", { name: HAVERING }).check();
  await name.fill("Head of year");
  await press(page, "Set up");
  await expect(said.getByRole("link")).toHaveText([
    "“Your agency” is asked. Fill it in.", "“Your role” is asked. Fill it in.", /.+/,
  ]);
  await expect(page.getByRole("combobox", { name: "Your agency" })).toHaveAttribute("aria-invalid", "true");
  await expect(name).toHaveValue("Head of year");
});
