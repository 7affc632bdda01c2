// The words of the catalogue for what is said before the program runs: {{file.key}} stands for a message without
// arguments. They are of the language that ACCORD_LANGUAGE names, a folder of src/words; what it lacks is in English.
import { existsSync, readFileSync } from "node:fs";

const catalogue = new URL("../src/words/", import.meta.url);
const PLACE = /\{\{(\w+)\.(\w+)\}\}/g;

/** The message of that key. */
export function word(file, key, language = process.env.ACCORD_LANGUAGE || "en") {
  for (const folder of [language, "en"]) {
    const path = new URL(`${folder}/${file}.txt`, catalogue);
    const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
    const line = lines.find((line) => line.startsWith(`${key} = `));
    if (line) return line.slice(line.indexOf("=") + 1).trim();
  }
  throw new Error(`src/words/en/${file}.txt has no message ${key}.`);
}

/** A text with its words in their places, each as such a text writes it. */
export const withWords = (text, written) => text.replace(PLACE, (_, file, key) => written(word(file, key)));

export const asHtml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
export const asJson = (text) => JSON.stringify(text).slice(1, -1);
