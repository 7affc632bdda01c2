// Every screen in a language that nobody speaks. A word that a screen holds outside the catalogue shows as
// English here; what comes from a pack, from the casebook, from what was typed, a name or a date, may.
import { readFileSync, readdirSync } from "node:fs";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { everyScreen } from "./every-screen.mjs";
import { SOCIAL_WORKER, TEACHER } from "./practitioner.mjs";
import { messages, pseudo, readingPseudo, speakPseudo } from "./pseudo.mjs";

const TYPED = [...Object.values(TEACHER), ...Object.values(SOCIAL_WORKER), "HV-2041", "We disagree.", "A visit this week.",
  "They find that the threshold is not met."];

// The product's name, and what the fields of the browser say.
const NAMES = ["Accord", "https", "accord-backup", "PDF"];

const sources = (folder, ending) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"));

const wordsOf = (text) => text.toLowerCase().match(/[a-z]+(?:['’-][a-z]+)*/g) ?? [];

/** Words, and pairs of words that follow each other, in what may be said in English. */
function allowed() {
  const literals = sources("src/casebook", ".rs").flatMap((text) => text.match(/"(?:[^"\\]|\\.)*"/g) ?? []);
  const texts = [...sources("src/procedure/packs", ".json"), ...sources("src/calendar", ".json"), ...literals, ...TYPED, ...NAMES];
  const words = new Set();
  const pairs = new Set();
  for (const text of texts) {
    const own = wordsOf(text);
    own.forEach((word, n) => {
      words.add(word);
      pairs.add(`${word} ${own[n + 1]}`);
    });
  }
  return { words, pairs };
}

/** Whether so much English comes from elsewhere than a screen: most pairs of its words stand there. */
function comesFromElsewhere({ words, pairs }, text) {
  const own = wordsOf(text);
  if (own.length < 2) return own.every((word) => words.has(word));
  const known = own.slice(1).filter((word, n) => pairs.has(`${own[n]} ${word}`)).length;
  return known / (own.length - 1) >= 0.5;
}

/** Every text that the page says, each with what is not in accents. */
function saidBy(page) {
  return page.evaluate(() => {
    const said = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const at = walk.currentNode.parentElement;
      if (at.closest("script, style, noscript")) continue;
      if (at.checkVisibility() || at.closest(".away")) said.push(walk.currentNode.data);
    }
    for (const attribute of ["aria-label", "placeholder", "alt", "title"]) {
      for (const at of document.querySelectorAll(`[${attribute}]`)) said.push(at.getAttribute(attribute));
    }
    return said;
  });
}

const plainParts = (text) => text.split(/[[\]~“”]|\S*[^\x00-\x7f’–…·✓‑]\S*/).map((part) => part.trim()).filter((part) => /[a-z]{2}/i.test(part));

test("every screen says all its words out of the catalogue, and has room for longer ones", async ({ newDevice, served, folder }) => {
  test.setTimeout(300_000);
  const site = await served();
  const page = await newDevice().open({ at: "2025-12-18T10:00Z" });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await speakPseudo(page.context());
  const may = allowed();
  await readingPseudo(page, () =>
    everyScreen(page, site, folder, async (screen) => {
      const said = (await saidBy(page)).filter(Boolean);
      expect.soft(said.some((text) => /[àéîöû]/.test(text)), `${screen}: nothing is in accents`).toBe(true);
      const bare = said.flatMap(plainParts).filter((part) => !comesFromElsewhere(may, part));
      expect.soft([...new Set(bare)], `${screen}: said outside the catalogue`).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(width, `${screen}: has to be pushed sideways`).toBeLessThanOrEqual(390);
      expect.soft(await faults(page), screen).toEqual([]);
    }),
  );
  await expect(page.locator("html")).toHaveAttribute("lang", "en-XA");
});

test("the language keeps arguments and choices, and is a third longer", () => {
  expect(pseudo("{n, plural, one {# day of {who}} other {# days}} left")).toMatch(
    /^\[\{n, plural, one \{# đàý öƒ \{who\}\} other \{# đàýš\}\} ļéƒţ ~~~\]$/,
  );
  const english = messages();
  const short = english.filter((one) => !one.includes("{")).filter((one) => pseudo(one).length < one.length * 1.3);
  expect(short).toEqual([]);
  expect(english.length).toBeGreaterThan(300);
});
