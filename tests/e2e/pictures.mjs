// Takes the pictures of every screen, by light and by dark, on a phone and on a desk: `make pictures`. Whoever
// changes a screen takes them anew and looks at them.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { test } from "./device.mjs";
import { everyScreen } from "./every-screen.mjs";

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };
// The rest of a longer one is more of the same.
const TALLEST = 3500;
const FOLDER = "docs/pictures/screens";
// What a browser shows to whoever is asked to install the app: as the manifest names them.
const SHOP_WINDOW = "public/screenshots";
const IN_THE_WINDOW = {
  phone: { "home, with a dispute": "due", "dispute, why this date": "why-this-date" },
  desk: { "dispute, both positions": "dispute" },
};

for (const [device, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${device}, ${colorScheme}`, async ({ newDevice, served, folder }) => {
      const site = await served();
      const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const into = `${FOLDER}/${device}-${colorScheme}`;
      rmSync(into, { recursive: true, force: true });
      mkdirSync(into, { recursive: true });
      const devtools = await page.context().newCDPSession(page);
      // Playwright takes no WebP, which weighs two thirds of the lightest that it takes.
      const take = async (path, quality, height) => {
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        const taken = await devtools.send("Page.captureScreenshot", {
          format: "webp",
          quality,
          captureBeyondViewport: true,
          clip: { x: 0, y: 0, width, height, scale: 1 },
        });
        writeFileSync(path, Buffer.from(taken.data, "base64"));
      };
      let n = 0;
      await everyScreen(page, site, folder, async (screen) => {
        if (screen.includes("everything open")) return;
        n += 1;
        const name = `${String(n).padStart(2, "0")}-${screen.replace(/[^a-z]+/g, "-")}`;
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await take(`${into}/${name}.webp`, 20, Math.min(height, TALLEST));
        const shown = colorScheme === "light" && IN_THE_WINDOW[device][screen];
        if (shown) await take(`${SHOP_WINDOW}/${device}-${shown}.webp`, 50, viewport.height);
      });
    });
  }
}
