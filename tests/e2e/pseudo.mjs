// A language that nobody speaks: the English catalogue in letters with accents, a third longer, in brackets.
// What a screen says without the catalogue stands out in it, and what is too narrow for a longer language
// breaks. The specs find their way by English names; `readingPseudo` has them mean the same names here.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const CATALOGUE = "src/words/en";
const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** The letters of the language. */
export const ACCENTED = "àƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";

/** The letters with accents. */
export const accented = (text) => text.replace(/[A-Za-z]/g, (letter) => [...ACCENTED][PLAIN.indexOf(letter)]);

/** The messages of the catalogue in its order, as `build.rs` takes them: without what is said before the program. */
export function messages() {
  const files = readdirSync(CATALOGUE).filter((file) => file !== "shell.txt").sort();
  const lines = files.flatMap((file) => readFileSync(join(CATALOGUE, file), "utf8").split("\n"));
  const said = lines.map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  return said.map((line) => line.slice(line.indexOf("=") + 1).trim());
}

/** A message in the language, its arguments and choices as they were. */
export function pseudo(message) {
  const longer = " " + "~~~ ".repeat(Math.ceil(message.replace(/\{.*\}/g, "").length * 0.35 / 4)).trim();
  return `[${inner(message)}${longer}]`;
}

// Names and selectors stand before a brace or between a brace and a comma; text is everything else.
function inner(message) {
  let said = "";
  for (let at = 0; at < message.length; ) {
    if (message[at] !== "{") {
      said += accented(message[at]);
      at += 1;
      continue;
    }
    const end = closing(message, at);
    said += argument(message.slice(at + 1, end));
    at = end + 1;
  }
  return said;
}

function argument(body) {
  const [, head, branches] = /^([^,{]*(?:,[^,{]*,)?)(.*)$/s.exec(body);
  let said = head;
  for (let at = 0; at < branches.length; ) {
    if (branches[at] !== "{") {
      said += branches[at];
      at += 1;
      continue;
    }
    const end = closing(branches, at);
    said += `{${inner(branches.slice(at + 1, end))}}`;
    at = end + 1;
  }
  return `{${said}}`;
}

function closing(text, start) {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`not closed: ${text}`);
}

/** A message in the language as a page takes it: its arguments are the only plain words in braces. */
export function numbered(message) {
  const names = [];
  return message.replace(/\{\s*([a-z_]+)\s*(?=[,}])/g, (_, name) => {
    if (!names.includes(name)) names.push(name);
    return `{${names.indexOf(name)}`;
  });
}

/** Has every page of a context speak it. */
export async function speakPseudo(context) {
  await context.addInitScript((lines) => {
    const forms = new Intl.PluralRules("en");
    window.accordWords = { language: "en-XA", lines, category: (n) => forms.select(n) };
  }, messages().map(pseudo).map(numbered).join("\n"));
}

/** What an English name is on this page: each letter with its accent or without, in brackets or not. */
export function meaning(name, exact) {
  if (typeof name !== "string") return name;
  const letter = (one) => {
    const plain = one.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    return /[A-Za-z]/.test(one) ? `[${one}${accented(one)}]` : plain;
  };
  const body = [...name].map(letter).join("[\\[\\]~]*(?: ~~~)*[\\]]*");
  return exact ? new RegExp(`^\\[*${body}[ ~\\]]*$`) : new RegExp(body, "i");
}

/** While `work` runs, every locator of that page that is asked for by an English name means it so. */
export async function readingPseudo(page, work) {
  const frame = Object.getPrototypeOf(page.mainFrame());
  const locator = Object.getPrototypeOf(page.locator("html"));
  const kept = [];
  const instead = (prototype, method, other) => {
    const own = prototype[method];
    kept.push(() => (prototype[method] = own));
    prototype[method] = function (...given) {
      return other.call(this, own, ...given);
    };
  };
  for (const prototype of [frame, locator]) {
    instead(prototype, "getByRole", function (own, role, how = {}) {
      const { exact, name, ...rest } = how;
      return own.call(this, role, name === undefined ? how : { ...rest, name: meaning(name, exact) });
    });
    for (const method of ["getByText", "getByLabel"]) {
      instead(prototype, method, function (own, text, how = {}) {
        return own.call(this, meaning(text, how.exact));
      });
    }
  }
  instead(locator, "filter", function (own, how = {}) {
    return own.call(this, { ...how, ...(how.hasText ? { hasText: meaning(how.hasText) } : {}) });
  });
  instead(locator, "selectOption", async function (own, option) {
    const found = this.locator("option").filter({ hasText: meaning(option, true) }).first();
    return own.call(this, await found.getAttribute("value"));
  });
  try {
    return await work();
  } finally {
    kept.forEach((back) => back());
  }
}
