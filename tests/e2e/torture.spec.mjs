// Killed again and again at random moments, a phone has every entry that its screen called stored: whole, in
// order, none twice. `make torture` goes through 500 cycles; this file alone through ten.
import { setTimeout as pause } from "node:timers/promises";
import { expect, storedOffline, test } from "./device.mjs";
import { entries, openDispute, setUp, unlock } from "./practitioner.mjs";
import { notes, storedBy, writeOn } from "./writer.mjs";

const CYCLES = Number(process.env.ACCORD_CYCLES ?? 10);
// A dispute grows for so many cycles; then the next one begins, so that reading does not outweigh writing.
const OF_ONE_DISPUTE = 12;
// The longest time between the first write of a cycle and the kill, in milliseconds.
const LONGEST = 1500;

// A killed browser cannot hand over what was traced in it.
test.use({ trace: "off" });

test(`killed ${CYCLES} times at random moments, every entry that was called stored is there`, async ({ newDevice, served }) => {
  test.setTimeout(120_000 + CYCLES * 60_000);
  const site = await served();
  const phone = newDevice();
  let page = await phone.openToBeKilled();
  await page.goto(site.url);
  await setUp(page);
  await storedOffline(page);
  const disputes = [];
  let next = 1;
  let kept = 0;
  let afterwards = 0;

  /** Compares a dispute with what its page said. */
  const check = async ({ address, first, stored }) => {
    if (page.url() !== address) await page.goto(address);
    const found = await notes(page);
    expect(found, "in order, none twice, none missing in between").toEqual(found.map((_, place) => first + place));
    expect(stored.filter((n) => !found.includes(n)), "called stored and not there").toEqual([]);
    await expect(page.getByText("cannot be read")).toHaveCount(0);
    return found;
  };

  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    if (cycle % OF_ONE_DISPUTE === 0) {
      const address = await openDispute(page, { child: `HV-${cycle}` });
      disputes.push({ address, first: next, stored: [] });
    }
    const dispute = disputes.at(-1);
    storedBy(page, (n) => dispute.stored.push(n));
    await page.evaluate(writeOn, { from: next, step: 1 });
    await pause(Math.random() * LONGEST);
    await phone.kill();

    page = await phone.openToBeKilled();
    await page.goto(dispute.address);
    await unlock(page);
    const found = await check(dispute);
    // What nobody heard of may be there too, and is whole: a kill cuts off what the screen said last.
    afterwards += found.filter((n) => !dispute.stored.includes(n)).length;
    dispute.stored = found;
    next = dispute.first + found.length;
    if ((cycle + 1) % 50 === 0) console.log(`${cycle + 1} kills so far`);
  }

  const locked = page.getByRole("heading", { name: "Unlock Accord" });
  for (const dispute of disputes) {
    await page.goto(dispute.address);
    // What comes first after the load is waited for: neither is there at once on a slow machine.
    await expect(locked.or(entries(page).first())).toBeVisible();
    if (await locked.isVisible()) await unlock(page);
    kept += (await check(dispute)).length;
  }
  console.log(`${CYCLES} kills, ${kept} entries there, none lost; ${afterwards} were stored before the screen could say so`);
});
