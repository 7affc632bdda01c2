// Nobody else is ever asked: every test looks for it (device.mjs), and here is what it would find.
import { appendFileSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, storedOffline, test } from "./device.mjs";

test("whoever asks another host is seen: a page, a worker of its own, the service worker, a link that is followed", async ({
  newDevice, served, folder, elsewhere,
}) => {
  cpSync("dist", folder, { recursive: true });
  writeFileSync(join(folder, "gossip.js"), 'fetch("http://worker.invalid/"); new WebSocket("ws://socket.invalid/");');
  appendFileSync(join(folder, "sw.js"), '\nself.addEventListener("message", () => fetch("http://service-worker.invalid/"));');
  const site = await served({ folder, base: "/here/" });
  const page = await newDevice().open();
  await page.goto(site.url);
  await storedOffline(page);
  const sees = async (...told) => {
    for (const what of told) await expect.poll(() => elsewhere.told).toContainEqual(what);
  };
  // Taking over the page, the worker has heard a message already.
  await sees("http://service-worker.invalid/");
  // Another path of the same host is another's.
  await page.evaluate(() => void fetch("/there"));
  await sees(new URL("/there", site.url).href);
  await page.evaluate(() => void new Worker("gossip.js"));
  await sees("http://worker.invalid/", "ws://socket.invalid/");
  const refused = (address) => expect.stringMatching(`${address}.* violates the following Content Security Policy directive`);
  await page.evaluate(() => void (new Image().src = "http://picture.invalid/"));
  await page.evaluate(() => void navigator.sendBeacon("http://beacon.invalid/", "words"));
  await sees(refused("http://picture.invalid/"), refused("http://beacon.invalid/"));
  await page.evaluate(() => void (location.href = "http://link.invalid/"));
  await sees("http://link.invalid/");
  elsewhere.told.length = 0;
});
