// How long a tap on Unlock takes, to the first screen: the passphrase is stretched in a worker, which the browser's own
// throttle does not reach, so the whole renderer gets its share of a core.
import { renderers, slower } from "./slower.mjs";

const PASSPHRASE = "copper meadow lantern sixty";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const box = (page, name) => page.getByRole("textbox", { name, exact: true });
const title = (page, words) => page.getByRole("heading", { name: words, exact: true, level: 1 }).waitFor();

/** Sets a casebook up; ends on the first screen. */
async function setUp(page, url) {
  await page.goto(url);
  await title(page, "Set up Accord on this device");
  await page.getByRole("radio").first().check();
  await page.getByRole("combobox", { name: "Your agency", exact: true }).selectOption({ index: 1 });
  await box(page, "Your name").fill("Head of year");
  await box(page, "Your role").fill("Designated lead");
  await button(page, "Choose my own instead").click();
  await box(page, "Choose a passphrase").fill(PASSPHRASE);
  await box(page, "Type it once more").fill(PASSPHRASE);
  await button(page, "Set up").click();
  const code = await page.getByRole("group", { name: "Recovery code", exact: true }).innerText();
  await box(page, "Type the code back").fill(code);
  await button(page, "Check the code").click();
  await title(page, "What is due");
}

// In the page, so that nothing between it and this program is measured: from the tap to the heading of the first screen.
const tapped = () =>
  new Promise((done) => {
    const begun = performance.now();
    const there = () => document.querySelector("h1")?.textContent === "What is due";
    const look = () => there() && (watcher.disconnect(), requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))));
    const watcher = new MutationObserver(look);
    watcher.observe(document, { childList: true, subtree: true, characterData: true });
    document.querySelector("form button[type=submit]").click();
  });

// Some work of the page's own, to see how much slower it really is.
const work = () => {
  const begun = performance.now();
  let sum = 0;
  for (let n = 0; n < 2e8; n += 1) sum += n % 7;
  return performance.now() - begun + 0 * sum;
};

async function unlocked(page) {
  await page.reload();
  await title(page, "Unlock Accord");
  await box(page, "Passphrase").fill(PASSPHRASE);
  return page.evaluate(tapped);
}

/** Milliseconds of each round, at the machine's own speed and with one part in so many of it, by turns; and how many times
 * slower some work of the page was meanwhile. */
export async function unlockings(phone, url, times, rounds) {
  const page = phone.pages()[0];
  await setUp(page, url);
  const browser = phone.browser();
  const took = { plain: [], slowed: [], work: [] };
  for (let round = 0; round < rounds; round += 1) {
    took.plain.push(await unlocked(page));
    const plain = await page.evaluate(work);
    const restore = await slower(await renderers(browser), times);
    try {
      took.slowed.push(await unlocked(page));
      took.work.push((await page.evaluate(work)) / plain);
    } finally {
      await restore();
    }
  }
  return took;
}
