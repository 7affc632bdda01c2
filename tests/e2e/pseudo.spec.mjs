// Every screen in a language that nobody speaks. A word of Accord's that stands outside the catalogue shows as
// English here; what comes from a pack or a calendar, what was typed and a name may.
import { readFileSync, readdirSync } from "node:fs";
import { faults } from "./axe.mjs";
import { expect, test } from "./device.mjs";
import { PACK } from "./issued.mjs";
import { everyScreen } from "./every-screen.mjs";
import { SOCIAL_WORKER, TEACHER } from "./practitioner.mjs";
import { ACCENTED, messages, numbered, pseudo, readingPseudo, speakPseudo } from "./pseudo.mjs";

const TYPED = [...Object.values(TEACHER), ...Object.values(SOCIAL_WORKER), "HV-2041", "We disagree.", "A visit this week.",
  "They find that the threshold is not met."];

// The product's name and that of the partnership whose card is opened.
const NAMES = ["Accord", "Lantern Quay"];

const sources = (folder, ending) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"));

const wordsOf = (text) => text.toLowerCase().replaceAll("’", "'").match(/[a-z]+(?:['’-][a-z]+)*/g) ?? [];

/** The members of a pack whose ids are shown as words, with spaces for hyphens. */
const SHOWN_IDS = ["options", "choices", "outcomes", "route", "scopes", "kinds", "force", "flags"];

/** Every text of a pack or of the calendar, with the member that it stands under. */
function* textsOf(value, member = "") {
  if (typeof value === "string") yield [member, value];
  else if (Array.isArray(value)) for (const item of value) yield* textsOf(item, member);
  else if (value !== null && typeof value === "object") for (const name in value) yield* textsOf(value[name], name);
}

// What files say that were taken in; and what may be wrong with one, which is said to whoever writes such files, in English.
const OF_FILES = [
  "Ann Marsh, Business manager, Partnership office",
  "A day that was proclaimed",
  "Hear each side alone",
  ...["2022 has 10", "2023 has 9", "2027 has 9"].map((year) => `days: ${year} days; 8 are usual.`),
];

/** What may be said in English: the texts of the packs and of the calendar, some of their ids, and what was typed. */
function allowed() {
  const files = [...sources("src/procedure/packs", ".json"), ...sources("src/calendar", ".json"), readFileSync(PACK, "utf8")];
  const texts = files.flatMap((text) => [...textsOf(JSON.parse(text))]);
  const isId = (text) => /^[a-z-]+$/.test(text);
  const said = (some) => new Set(some.flatMap(plainParts).map((part) => wordsOf(part).join(" ")));
  const ids = texts.filter(([member, text]) => SHOWN_IDS.includes(member) && isId(text));
  // The force of a duty stands before its paragraph, in one sentence.
  const forces = ids.filter(([member]) => member === "force").map(([, text]) => text);
  const sentences = [...forces, ...texts.map(([, text]) => text).filter((text) => !isId(text)), ...TYPED, ...OF_FILES];
  return {
    pieces: said([...sentences.flatMap((text) => [text, ...text.split(/(?<=[.:;])\s/)]), ...NAMES]),
    ids: said(ids.map(([, text]) => text.replaceAll("-", " "))),
  };
}

/** Whether so much English comes from elsewhere than Accord: pieces of there, one after the other, are all of it. */
const comesFromElsewhere = (may, text) => consistsOf(may.pieces, wordsOf(text)) || consistsOf(may.ids, wordsOf(text));

function consistsOf(pieces, words) {
  const reached = [true];
  for (let end = 1; end <= words.length; end += 1) {
    reached[end] = reached.slice(0, end).some((is, from) => is && pieces.has(words.slice(from, end).join(" ")));
  }
  return reached[words.length];
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

const FILE_NAME = /\baccord-[\w-]+\.json|\bengland-and-wales\/[\d-]+/g;
const FOREIGN = new RegExp(`[[\\]~“”]|\\S*[${ACCENTED}]\\S*`);

/** The parts of a text that are not in accents, without names of files. */
const plainParts = (text) =>
  text
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
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        expect.soft(await faults(page), `${screen}, ${colorScheme}`).toEqual([]);
      }
    }),
  );
  await expect(page.locator("html")).toHaveAttribute("lang", "en-XA");
});

test("the language keeps arguments and choices, and is a third longer", () => {
  expect(pseudo("{n, plural, one {# day of {who}} other {# days}} left")).toMatch(
    /^\[\{n, plural, one \{# đàý öƒ \{who\}\} other \{# đàýš\}\} ļéƒţ ~~~\]$/,
  );
  expect(numbered(pseudo("{n, plural, one {day} other {# days}} of {who}, {n}"))).toMatch(
    /^\[\{0, plural, one \{đàý\} other \{# đàýš\}\} öƒ \{1\}, \{0\} /,
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
  expect(isFound("On entering Stage 1.")).toBe(true);
  // The catalogue in English is what a screen would hold; a few of its short words the packs say too.
  const english = messages().filter((message) => !message.includes("{"));
  expect(english.filter(isFound).length / english.length).toBeGreaterThan(0.9);
});
