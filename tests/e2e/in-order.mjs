// A screen for everybody: no fault that axe finds, by light and by dark; nothing to be pushed sideways and no target too small
// on the narrowest phone.
import { expect } from "@playwright/test";
import { faults } from "./axe.mjs";
import { tooSmall } from "./targets.mjs";

/** Looks whether the screen is so; each fault is told with the screen's name. */
export async function inOrder(page, screen) {
  const viewport = page.viewportSize();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect.soft(await faults(page), `${screen}, ${colorScheme}`).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 568 });
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), screen).toBeLessThanOrEqual(320);
  expect.soft(await tooSmall(page), screen).toEqual([]);
  await page.setViewportSize(viewport);
}
