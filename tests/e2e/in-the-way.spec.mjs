// What stands there when something is in the way, which hardly anybody sees: in order for everybody, as every screen is.
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploy, lookForUpdate } from "./another-version.mjs";
import { expect, storedOffline, test } from "./device.mjs";
import { inOrder } from "./in-order.mjs";
import { setUp } from "./practitioner.mjs";

const alert = (page, words) => expect(page.getByRole("alert")).toContainText(words);

test("a new version that cannot come yet, for another tab is open, is told in order", async ({ newDevice, served, folder }) => {
  cpSync("dist", folder, { recursive: true });
  deploy(folder, "one");
  const site = await served({ folder });
  const device = newDevice();
  const page = await device.open();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  await (await device.newPage()).goto(site.url);
  deploy(folder, "two");
  expect(await lookForUpdate(page)).toBe("installed");
  await page.getByRole("button", { name: "Use the new version" }).click();
  await expect(page.getByText("Accord is open in another tab too.")).toBeVisible();
  await inOrder(page, "the new version waits for the other tab");
});

test("a window that keeps nothing, as a private one, is told in order", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.addInitScript(() => {
    navigator.storage.getDirectory = () => Promise.reject(new DOMException("not in a private window", "SecurityError"));
  });
  await page.goto(site.url);
  await alert(page, "Open Accord in an ordinary window");
  await inOrder(page, "a window that keeps nothing");
});

test("a fault that stops the app is told in order", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.goto(site.url);
  await setUp(page);
  await page.evaluate(() => void dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("unreachable") })));
  await alert(page, "Accord has stopped because of a fault of its own.");
  await inOrder(page, "the app has stopped");
});

test("an app that does not start is told in order", async ({ newDevice, served, folder }) => {
  cpSync("dist", folder, { recursive: true });
  const [packed] = readdirSync(folder).filter((name) => name.endsWith(".wasm.packed"));
  writeFileSync(join(folder, packed), "no module");
  const site = await served({ folder });
  const page = await newDevice().open();
  await page.goto(site.url);
  await alert(page, "Accord could not start in this browser.");
  await inOrder(page, "the app does not start");
});

test("an app that is on its way is told in order", async ({ newDevice, served }) => {
  const site = await served();
  const page = await newDevice().open();
  await page.route(/unpacker/, () => {});
  await page.goto(site.url, { waitUntil: "commit" });
  await expect(page.getByText("Accord is starting.")).toBeVisible();
  await inOrder(page, "the app is on its way");
});
