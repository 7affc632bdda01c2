// Takes the pictures of every screen, by light and by dark, on a phone and on a desk: `make pictures`. Whoever
// changes a screen takes them anew and looks at them.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { CONTESTED_AT, contested } from "./contested.mjs";
import { test } from "./device.mjs";
import { everyScreen, S1_SETTLE } from "./every-screen.mjs";
import { owed } from "./practitioner.mjs";
import { standings } from "./standings.mjs";

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };
// The rest of a longer one is more of the same.
const TALLEST = 6500;
const FOLDER = "docs/pictures/screens";
// What a browser shows to whoever is asked to install the app: as the manifest names them.
const SHOP_WINDOW = "public/screenshots";
// What README.md shows, at twice the size: of which screen, and from where on it.
const README = "docs/pictures";
const IN_README = {
  "home, with a dispute": [["due", 0]],
  "dispute, why this date": [["dispute", 0], ["why-this-date", S1_SETTLE]],
};
const IN_THE_WINDOW = {
  phone: { "home, with a dispute": "due", "dispute, why this date": "why-this-date" },
  desk: { "dispute, both positions": "dispute" },
};

for (const [device, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${device}, ${colorScheme}`, async ({ newDevice, served, folder }) => {
      test.setTimeout(300_000);
      const site = await served();
      const into = `${FOLDER}/${device}-${colorScheme}`;
      rmSync(into, { recursive: true, force: true });
      mkdirSync(into, { recursive: true });
      let n = 0;
      const looked = async (at) => {
        const page = await newDevice().open({ at });
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const take = await camera(page);
        const look = async (screen) => {
          if (screen.includes("everything open")) return;
          n += 1;
          const name = `${String(n).padStart(2, "0")}-${screen.replace(/[^a-z]+/g, "-")}`;
          // What stays in reach wherever the screen is scrolled to would stand in the middle of the page.
          await page.evaluate(() => scrollTo(0, 0));
          const height = await page.evaluate(() => document.documentElement.scrollHeight);
          await take(`${into}/${name}.webp`, 20, Math.min(height, TALLEST));
          const shown = colorScheme === "light" && IN_THE_WINDOW[device][screen];
          const forReadme = (device === "phone" && colorScheme === "light" && IN_README[screen]) || [];
          for (const [picture, from] of forReadme) {
            const place = from ? await owed(page, from).evaluate((line) => line.getBoundingClientRect().top + scrollY) : 0;
            await take(`${README}/${picture}.webp`, 50, viewport.height, { y: place, scale: 2 });
          }
          if (shown) await take(`${SHOP_WINDOW}/${device}-${shown}.webp`, 50, viewport.height);
        };
        return [page, look];
      };
      const [page, look] = await looked("2025-12-18T10:00Z");
      await everyScreen(page, site, folder, look);
      const [ofFour, lookAtFour] = await looked(CONTESTED_AT);
      await contested(ofFour, { newDevice, site, folder });
      await lookAtFour("dispute, contested by four");
      // The desk's clock is the machine's.
      const [reader, lookAtStandings] = await looked();
      await standings(reader, { newDevice, site, folder, look: lookAtStandings });
    });
  }
}

/** What takes pictures of that page. Playwright takes no WebP, which weighs two thirds of the lightest that it takes. */
async function camera(page) {
  const devtools = await page.context().newCDPSession(page);
  return async (path, quality, height, { y = 0, scale = 1 } = {}) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    const taken = await devtools.send("Page.captureScreenshot", {
      format: "webp",
      quality,
      captureBeyondViewport: true,
      clip: { x: 0, y, width, height, scale },
    });
    writeFileSync(path, Buffer.from(taken.data, "base64"));
  };
}
