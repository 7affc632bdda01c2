// Every screen in a language that nobody speaks. A word that a screen holds outside the catalogue shows as
// English here; what comes from a pack, from the casebook, from what was typed, a name or a date, may.
import { readFileSync, readdirSync } from "node:fs";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { everyScreen } from "./every-screen.mjs";
import { SOCIAL_WORKER, TEACHER } from "./practitioner.mjs";
import { ACCENTED, messages, pseudo, readingPseudo, speakPseudo } from "./pseudo.mjs";

const TYPED = [...Object.values(TEACHER), ...Object.values(SOCIAL_WORKER), "HV-2041", "We disagree.", "A visit this week.",
  "They find that the threshold is not met."];

// The product's name, that of the partnership whose card is opened, and single words of packs and of the casebook that stand within their sentences.
const NAMES = ["Accord", "Lantern Quay", "telephone", "face to face", "video", "direct", "panel", "name", "role", "date"];

const sources = (folder, ending) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"));

const wordsOf = (text) => text.toLowerCase().replaceAll("’", "'").match(/[a-z]+(?:['’-][a-z]+)*/g) ?? [];

/** What may be said in English: each piece that the casebook and the packs put their sentences together from. */
function allowed() {
  const files = [...sources("src/casebook", ".rs"), ...sources("src/procedure/packs", ".json"), ...sources("src/calendar", ".json")];
  const literals = files.flatMap((text) => text.replaceAll("'\"'", "").match(/"(?:[^"\\]|\\[^])*"/g) ?? []);
  const texts = literals.map((text) => text.slice(1, -1).replace(/\\\n\s*/g, "").replaceAll('\\"', "“"));
  const pieces = [...texts, ...TYPED].flatMap((text) => text.split(/\{[^}]*\}/));
  // An id is a word in small letters: it may be said alone, and is no piece of a sentence.
  const isId = (piece) => /^[a-z-]+$/.test(piece);
  const said = (some) => new Set(some.flatMap(plainParts).map((part) => wordsOf(part).join(" ")));
  const sentences = pieces.filter((piece) => !isId(piece)).flatMap((piece) => [piece, ...piece.split(/(?<=[.:;,])\s/)]);
  return { pieces: said([...sentences, ...NAMES]), ids: said(pieces.filter(isId)) };
}

/** Whether so much English comes from elsewhere than a screen: pieces of there, one after the other, are all of it. */
function comesFromElsewhere(may, text) {
  const own = wordsOf(text);
  if (own.length === 1 && may.ids.has(own[0])) return true;
  const reached = [true];
  for (let end = 1; end <= own.length; end += 1) {
    reached[end] = reached.slice(0, end).some((is, from) => is && may.pieces.has(own.slice(from, end).join(" ")));
  }
  return reached[own.length];
}

/** Every text that the page says, each with what is not in accents. */
function saidBy(page) {
  return page.evaluate(() => {
    const said = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const at = walk.currentNode.parentElement;
      // A code and words that were drawn by lot are in no language.
      if (at.closest("script, style, noscript, .code")) continue;
      if (at.checkVisibility() || at.closest(".away")) said.push(walk.currentNode.data);
    }
    for (const attribute of ["aria-label", "placeholder", "alt", "title"]) {
      for (const at of document.querySelectorAll(`[${attribute}]`)) said.push(at.getAttribute(attribute));
    }
    return said;
  });
}

const DATE = /(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}(?: at \d\d:\d\d)?/g;
const FILE_NAME = /\baccord-[\w-]+\.json|\bengland-and-wales\/[\d-]+/g;
const FOREIGN = new RegExp(`[[\\]~“”]|\\S*[${ACCENTED}]\\S*`);

/** The parts of a text that are not in accents, without names of files and dates. */
const plainParts = (text) =>
  text
    .replace(DATE, "~")
    .replace(FILE_NAME, "~")
    .split(FOREIGN)
    .map((part) => part.trim())
    .filter((part) => /[a-z]{2}/i.test(part));

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

test("English that a screen holds is told from English that may stand there", () => {
  const may = allowed();
  const isFound = (text) => plainParts(text).some((part) => !comesFromElsewhere(may, part));
  expect(isFound("Send the file to your manager today.")).toBe(true);
  expect(isFound("Export everything")).toBe(true);
  expect(isFound("On entering Stage 1.")).toBe(false);
  // The catalogue in English is what a screen would hold; a sixth of it the casebook and the packs say too.
  const english = messages().filter((message) => !message.includes("{"));
  expect(english.filter(isFound).length / english.length).toBeGreaterThan(0.8);
});
