// Draws the one PNG icon, which iOS needs, from the SVG mark. Run by hand when
// the mark changes (`node scripts/draw-icons.mjs`); the result is committed.
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { browserOptions } from "./browser.mjs";

const icons = new URL("../public/icons/", import.meta.url);

// iOS rounds the corners itself and shows transparency as black.
const svg = await readFile(new URL("mark-maskable.svg", icons), "utf8");
const size = 180;

const browser = await chromium.launch(browserOptions());
const page = await browser.newPage({ viewport: { width: size, height: size } });
await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
await writeFile(new URL(`mark-${size}.png`, icons), await page.screenshot());
await browser.close();
