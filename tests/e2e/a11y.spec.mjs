// Every screen for everybody: no fault that axe finds, by light and by dark; no motion for whoever wants none; colours
// that the system forces; the narrowest phone, large letters, and a thumb.
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { everyScreen } from "./every-screen.mjs";
import { lostInForcedColours } from "./forced-colours.mjs";
import { brokenReferences, tooLong } from "./lines.mjs";
import { longerThan } from "./motion.mjs";
import { tooTight } from "./room.mjs";
import { tooSmall } from "./targets.mjs";

test("axe finds no fault on any screen, by light or by dark, and nothing moves where a person wants no motion", async ({
  newDevice, served, folder,
}) => {
  test.setTimeout(300_000);
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await everyScreen(page, site, folder, async (screen) => {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await faults(page), `${screen}, ${colorScheme}`).toEqual([]);
    }
    expect.soft(await longerThan(page, 0), screen).toEqual([]);
  });
});

test("no screen is too tight at 320 pixels, with letters twice as large or on a phone on its side, no reference is broken, every target is 44 pixels large, and nothing moves for long", async ({
  newDevice, served, folder,
}) => {
  test.setTimeout(300_000);
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.setViewportSize({ width: 320, height: 568 });
  await everyScreen(page, site, folder, async (screen) => {
    expect.soft(await tooTight(page), screen).toEqual([]);
    expect.soft(await brokenReferences(page), screen).toEqual([]);
    expect.soft(await tooSmall(page), screen).toEqual([]);
    expect.soft(await longerThan(page, 150), screen).toEqual([]);
  });
});

test("in colours that the system forces no screen loses what a filled area or a shadow says, and no line of a desk is too long", async ({
  newDevice, served, folder,
}) => {
  test.setTimeout(300_000);
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await everyScreen(page, site, folder, async (screen) => {
    expect.soft(await tooLong(page), screen).toEqual([]);
    expect.soft(await lostInForcedColours(page), screen).toEqual([]);
  });
});
