// Two tabs that write to one dispute at once: neither loses an entry, and both end with the same.
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "./device.mjs";
import { entries, isSaved, makeNote, openDispute, setUp, unlock } from "./practitioner.mjs";
import { notes, stopWriting, storedBy, writeOn } from "./writer.mjs";

// `make torture` takes a minute.
const SECONDS = process.env.ACCORD_CYCLES ? 60 : 10;

test(`two tabs write for ${SECONDS} seconds and converge`, async ({ newDevice, served }) => {
  test.setTimeout(120_000 + SECONDS * 2_000);
  const site = await served();
  const phone = newDevice();
  const one = await phone.open();
  await one.goto(site.url);
  await setUp(one);
  const address = await openDispute(one);
  const other = await phone.newPage();
  await other.goto(address);
  await unlock(other);
  const stored = [];
  for (const [tab, from] of [[one, 1], [other, 2]]) {
    storedBy(tab, (n) => stored.push(n));
    await tab.evaluate(writeOn, { from, step: 2 });
  }
  await pause(SECONDS * 1000);
  await Promise.all([stopWriting(one), stopWriting(other)]);
  expect(stored.some((n) => n % 2) && stored.some((n) => n % 2 === 0), "both wrote").toBe(true);

  const seen = [];
  for (const tab of [one, other]) {
    await tab.goto(address);
    await unlock(tab);
    const found = await notes(tab);
    expect([...found].sort((a, b) => a - b)).toEqual([...stored].sort((a, b) => a - b));
    for (const parity of [0, 1]) {
      const own = found.filter((n) => n % 2 === parity);
      expect([...own].sort((a, b) => a - b), "each in the order of its tab").toEqual(own);
    }
    await expect(tab.getByText("cannot be read")).toHaveCount(0);
    seen.push(await entries(tab).allInnerTexts());
  }
  expect(seen[1]).toEqual(seen[0]);
  await makeNote(other, "Both in one");
  await isSaved(other);
  await expect(entries(other)).toHaveCount(seen[0].length + 1);
  console.log(`${stored.length} entries of two tabs in ${SECONDS} seconds, the same in both`);
});
