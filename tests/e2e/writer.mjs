// Somebody who writes one note after the other, faster than anybody types, and what is left of it.
import { expect } from "@playwright/test";
import { entries } from "./practitioner.mjs";

/** Hears which notes the screen called stored. */
export function storedBy(page, hear) {
  page.on("console", (said) => {
    const stored = /^stored (\d+)$/.exec(said.text());
    if (stored) hear(Number(stored[1]));
  });
}

/** Has the writing stop after the note that is under way. */
export async function stopWriting(page) {
  const stopped = page.waitForEvent("console", (said) => said.text() === "stopped");
  await page.evaluate(() => {
    window.stopWriting = true;
  });
  await stopped;
}

/** In the page: writes one note after the other through the form, until it is told to stop, and says which the
 * screen called stored. */
export function writeOn({ from, step }) {
  const until = (found) =>
    new Promise((done) => {
      const look = () => {
        const it = found();
        if (it) done(it);
        else setTimeout(look, 4);
      };
      look();
    });
  const called = (within, words) => [...document.querySelectorAll(within)].find((one) => one.textContent === words);
  const write = async (n) => {
    (await until(() => called("a", "Make a note"))).click();
    const box = await until(() => document.querySelector("form textarea"));
    box.value = `Note ${n}. ${"What was said, word for word. ".repeat(n % 40)}End ${n}.`;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    called("button", "Save").click();
    // The form goes only once the entry is stored.
    await until(() => !document.querySelector("form textarea") && called("h2", "What happened"));
    await until(() => /Saved on this device/.test(document.querySelector(".safe-line").textContent));
    console.log(`stored ${n}`);
  };
  (async () => {
    for (let n = from; !window.stopWriting; n += step) await write(n);
    console.log("stopped");
  })();
}

/** The notes of the dispute on the screen, the first first; fails where one is not whole. */
export async function notes(page) {
  await expect(entries(page).first()).toBeVisible();
  const texts = await entries(page).evaluateAll((items) => items.map((item) => item.textContent));
  const found = [];
  for (const text of texts) {
    const note = /Note (\d+)\. (.*?)End (\d+)\./s.exec(text);
    if (!note) continue;
    const n = Number(note[1]);
    expect(note[3], "whole").toBe(note[1]);
    expect(note[2], "whole").toBe("What was said, word for word. ".repeat(n % 40));
    found.push(n);
  }
  return found.reverse();
}
