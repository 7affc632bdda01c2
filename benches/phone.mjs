// A cheap phone on a slow line: its processor slowed four times, slow 4G. The first visit and a cold start
// without a network, beside the least page that Leptos can make and two programs of others, in one run; a tap on
// Unlock; then what Lighthouse says. Prints times and ratios and asserts nothing about time. Run by `make bench`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { browserOptions } from "../scripts/browser.mjs";
import { lighthouse, places, serveCompressed } from "./phone/places.mjs";
import { unlockings } from "./phone/unlock.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SLOWED = 4;
// 1.6 Mbit/s down, 750 kbit/s up, 150 ms: what Lighthouse calls slow 4G.
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const FIRST_VISIT = { most: 3000, kilobytes: 350 };
const COLD_START = { most: 1000 };

// The first thing on the page that only the running program can show: a heading or a control.
const usable = () =>
  new Promise((done) => {
    const isShown = (one) => !one.closest(".starting") && one.checkVisibility() && one.getClientRects().length;
    const there = () => [...document.querySelectorAll("h1, button, input")].some(isShown);
    const look = () => there() && (watcher.disconnect(), requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
    const watcher = new MutationObserver(look);
    watcher.observe(document, { childList: true, subtree: true, attributes: true });
    look();
  });

// The throttle holds for the page alone: what a worker does beside it runs at the machine's own speed.
async function slowed(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", LINE);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
}

async function withPhone(use) {
  const profile = mkdtempSync(join(tmpdir(), "accord-phone-"));
  const viewport = { width: 390, height: 844 };
  const phone = await chromium.launchPersistentContext(profile, { ...browserOptions(), viewport, hasTouch: true });
  try {
    return await use(phone);
  } finally {
    await phone.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

// Milliseconds from the address to something usable, and what the server has sent until then.
const firstVisit = ({ url, sent }) =>
  withPhone(async (phone) => {
    const page = phone.pages()[0];
    await slowed(page);
    sent.bytes = 0;
    await page.goto(url, { waitUntil: "commit" });
    return { took: await page.evaluate(usable), bytes: sent.bytes };
  });

// The browser is started anew with everything stored and the server gone.
const coldStart = async () =>
  withPhone(async (phone) => {
    const server = await serveCompressed("dist");
    const page = phone.pages()[0];
    await page.goto(server.url);
    await page.waitForFunction(() => document.documentElement.dataset.offline === "ready");
    await page.close({ runBeforeUnload: false });
    await server.close();
    const later = await phone.newPage();
    await slowed(later);
    await later.goto(server.url, { waitUntil: "commit" });
    return later.evaluate(usable);
  });

async function scores(url) {
  const port = 9333;
  const { args, ...options } = browserOptions();
  const browser = await chromium.launch({ ...options, args: [...args, `--remote-debugging-port=${port}`] });
  try {
    const { default: look } = await lighthouse();
    const onlyCategories = ["performance", "accessibility", "best-practices"];
    const { lhr } = await look(url, { port, onlyCategories, output: "json", logLevel: "error" });
    return Object.values(lhr.categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
  } finally {
    await browser.close();
  }
}

const median = (figures) => figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)];
const milliseconds = (figure) => `${Math.round(figure)} ms`;
const row = (...cells) => console.log(`  ${cells[0].padEnd(24)}${cells.slice(1).map((cell) => cell.padStart(16)).join("")}`);

const compared = places();
const servers = Object.fromEntries(
  await Promise.all(Object.entries(compared).map(async ([name, folder]) => [name, await serveCompressed(folder)])),
);
const visits = Object.fromEntries(Object.keys(compared).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, server] of Object.entries(servers)) visits[name].push(await firstVisit(server));
}
const ours = median(visits.Accord.map(({ took }) => took));
console.log(`\nFirst visit, processor slowed ${SLOWED} times, slow 4G, medians of ${ROUNDS} (aim: ${milliseconds(FIRST_VISIT.most)}, ${FIRST_VISIT.kilobytes} kB)`);
row("", "usable after", "over the line", "Accord takes");
for (const [name, seen] of Object.entries(visits)) {
  const took = median(seen.map(({ took }) => took));
  const kilobytes = median(seen.map(({ bytes }) => bytes)) / 1000;
  row(name, milliseconds(took), `${kilobytes.toFixed(0)} kB`, `${(ours / took).toFixed(2)} of it`);
}

const starts = [];
for (let round = 0; round < ROUNDS; round += 1) starts.push(await coldStart());
console.log(`\nCold start without a network, processor slowed ${SLOWED} times: ${milliseconds(median(starts))} (aim: ${milliseconds(COLD_START.most)})`);
const took = await withPhone((phone) => unlockings(phone, servers.Accord.url, SLOWED, ROUNDS));
const [plain, slow] = [median(took.plain), median(took.slowed)];
console.log(`\nFrom the tap on Unlock to the first screen: ${milliseconds(plain)}; with a part in ${SLOWED} of the renderer's time`);
console.log(`${milliseconds(slow)}, ${(slow / plain).toFixed(1)} times as long, in which the page's own work took ${median(took.work).toFixed(1)} times as long`);
console.log(`\nLighthouse, a phone: ${(await scores(servers.Accord.url)).join(", ")}`);
await Promise.all(Object.values(servers).map((server) => server.close()));
