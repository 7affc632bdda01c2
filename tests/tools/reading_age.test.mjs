// What people read is written for a reader of twelve: Flesch and Kincaid's grade, in which 7 is that age.
// A measure of the length of sentences and words alone, so it finds what is too long and not what is unclear.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const ON_AVERAGE = 7;
// A long name or two makes one sentence hard: more is not one sentence.
const AT_MOST = 12;

function syllables(word) {
  const bare = word.toLowerCase().replace(/[^a-z]/g, "").replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "");
  return Math.max(1, bare.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

// The sentences of a text, each with its words; what stands alone and shorter is a label.
function sentences(text) {
  return text
    .split(/(?<=[.?:;])\s+/)
    .filter((sentence) => /[.?]$/.test(sentence))
    .map((sentence) => ({ sentence, words: sentence.match(/[A-Za-z'’-]+/g) ?? [] }))
    .filter(({ words }) => words.length >= 5);
}

function grade(all) {
  const words = all.flatMap((one) => one.words);
  return 0.39 * (words.length / all.length) + 11.8 * (words.reduce((sum, word) => sum + syllables(word), 0) / words.length) - 15.59;
}

function isReadable(all, name) {
  assert.ok(all.length > 100, `${name}: ${all.length} sentences`);
  assert.ok(grade(all) <= ON_AVERAGE, `${name}: grade ${grade(all).toFixed(1)} on average`);
  const hard = all.filter((one) => grade([one]) > AT_MOST).map((one) => `${grade([one]).toFixed(1)}  ${one.sentence}`);
  assert.deepEqual(hard, [], name);
}

test("the sentences of the catalogue", () => {
  const folder = "src/words/en";
  const lines = readdirSync(folder).flatMap((file) => readFileSync(`${folder}/${file}`, "utf8").split("\n"));
  const messages = lines.filter((line) => /^[a-z0-9_]+ = /.test(line)).map((line) => line.replace(/^\w+ = /, ""));
  // An argument stands for a word; of a message with several forms each is told as it stands.
  const forms = (text) => (/\{\w+, (plural|select),/.test(text) ? [...text.matchAll(/\{([^{}]*(?:\{\w+\}[^{}]*)*)\}/g)].map(([, form]) => form) : [text]);
  const all = messages.flatMap(forms).flatMap((text) => sentences(text.replace(/\{\w+\}/g, "one")));
  isReadable(all, "catalogue");
});

test("what the five procedures say to people", () => {
  const folder = "src/procedure/packs";
  const said = [];
  const collect = (value, name) => {
    if (typeof value === "string" && ["text", "script", "send", "hint"].includes(name)) said.push(value);
    else if (value && typeof value === "object") for (const [key, inner] of Object.entries(value)) collect(inner, Array.isArray(value) ? name : key);
  };
  for (const file of readdirSync(folder).filter((path) => path.endsWith(".json"))) collect(JSON.parse(readFileSync(`${folder}/${file}`, "utf8")), "");
  isReadable(said.flatMap((text) => sentences(text.replace(/\[[^\]]*\]/g, "one"))), "procedures");
});
