// The main road in a second engine: Firefox, driven over WebDriver BiDi, from the first start to a file that the
// desk reads, with the server gone in between.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "../../scripts/serve.mjs";
import { count, inFull } from "../e2e/working-days.mjs";
import { personAtFirefox } from "./person.mjs";

const S1_SETTLE = "Settle it by talking, within a working week or sooner if the child needs it";
const S1_DISCUSS = "Talk with the worker in the other agency as soon as possible";

let site, person;

before(async () => {
  site = await serve({ port: 0 });
  person = await personAtFirefox();
});

after(async () => {
  await person?.leave();
  await site?.close();
});

// The phone was put away until then: the page is loaded again, at the address where it was, and unlocked.
async function putAwayUntil(at) {
  const { page, unlock, heading } = person;
  await page.evaluate((at) => sessionStorage.setItem("now", String(at)), Date.parse(at));
  await page.reload();
  await unlock();
  await heading("School and Children's social care");
}

const step = (name, taken) => taken().catch((error) => assert.fail(`${name}: ${error.stack}`));

test("a dispute goes from the first start to the desk in Firefox, part of the way without a network", async () => {
  const { page, sees, press, heading, inLine, setUp, openDispute, downloaded } = person;
  await step("first start", async () => {
    await setUp(site);
    await sees("No dispute is recorded on this device yet.");
  });

  await step("a dispute stands at stage 1 with its date, and why", async () => {
    await openDispute();
    await sees("Saved on this device at 10:00.");
    await sees(S1_SETTLE);
    const days = count("2025-12-18", 5);
    await sees(`By ${inFull(days.at(-1).day)}, 5 working days left`);
    await page.locator("details ::-p-text(Why this date?)").click();
    await sees("Thursday 25 December 2025: Christmas Day, not counted");
  });

  await step("a discussion is recorded", async () => {
    await putAwayUntil("2025-12-18T11:30Z");
    await inLine(S1_DISCUSS, "Record it as done");
    await press("checkbox", "Telephone");
    await press("button", "Save");
    await sees("Saved on this device at 11:30.");
    await sees(`Done: ${S1_DISCUSS}`);
  });

  await step("the server is gone: the dispute opens at its own address, and work goes on", async () => {
    await page.waitForSelector("html[data-offline=ready]");
    await site.close();
    await putAwayUntil("2025-12-22T09:15Z");
    await press("link", "Go to Stage 2: Supervisors or managers");
    await press("button", "Save");
    await sees("Saved on this device at 09:15.");
    await sees("Open, Stage 2: Supervisors or managers");
  });

  await step("the file that leaves is whole at the desk", async () => {
    await press("link", "Make a file of this dispute");
    await heading("Make a file");
    await press("button", "Make the file");
    await sees("The file is made. It has not been sent.");
    const file = await downloaded(/\.json$/);
    assert.match(basename(file), /^accord-2025-12-22-\w{6}-readable\.json$/);
    const built = join(process.env.CARGO_TARGET_DIR ?? "target", "debug", "accord");
    const desk = (...words) => execFileSync(built, [...words, file], { encoding: "utf8" });
    assert.match(desk("verify"), /every signature holds/);
    const shown = JSON.parse(desk("show", "--now", "2025-12-22T09:15", "--json"));
    assert.equal(shown.title, "School and Children's social care");
    assert.equal(shown.ladder.find((rung) => rung.place === "current").name, "Stage 2");
    assert.equal(shown.timeline.length, 4, "with why anyone can read the file");
  });
});
