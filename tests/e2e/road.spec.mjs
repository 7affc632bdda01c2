// The whole road: from the first start to a file that another browser and the desk read alike.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, storedOffline, test } from "./device.mjs";
import {
  SOCIAL_WORKER, act, checkFile, entries, isSaved, makeFile, openDispute, owed, recordDone, setUp, unlock, whatStands,
} from "./practitioner.mjs";
import { count, inFull } from "./working-days.mjs";

const CHILD = "HV-2041";
const S1_SETTLE = "Settle it by talking, within a working week or sooner if the child needs it";
const S1_DISCUSS = "Talk with the worker in the other agency as soon as possible";
const TELL_IRO = "Tell the child's independent reviewing officer or conference chair";

/** Runs the desk command; gives how it ended and what it said. */
function desk(...words) {
  const built = join(process.env.CARGO_TARGET_DIR ?? "target", "debug", "accord");
  expect(existsSync(built), "the desk command is missing: `make e2e` builds it").toBe(true);
  const { status, stdout, stderr } = spawnSync(built, words, { encoding: "utf8" });
  return { status, stdout, stderr };
}

test("a dispute goes from the first start to the desk, most of the way without a network", async ({
  newDevice, served, folder,
}) => {
  const site = await served();
  const phone = newDevice();
  const page = await phone.open({ at: "2025-12-18T10:00Z" });
  let address;
  /** The phone was put away until then: the dispute is opened again. */
  const putAwayUntil = async (time) => {
    await phone.setClock(time);
    await page.goto(address);
    await unlock(page);
  };

  await test.step("first start", async () => {
    await page.goto(site.url);
    await setUp(page);
    await expect(page.getByText("No dispute is recorded on this device yet.")).toBeVisible();
  });

  await test.step("a dispute under Havering's policy stands at stage 1, with its date", async () => {
    address = await openDispute(page, { child: CHILD, words: "We think that the threshold is met." });
    await isSaved(page, "10:00");
    await expect(page.getByText("Open, Stage 1: Discussion between the people who disagree")).toBeVisible();
    await expect(owed(page, S1_SETTLE)).toContainText("By Monday 29 December 2025, 5 working days left");
    const days = count("2025-12-18", 5);
    await expect(owed(page, S1_SETTLE)).toContainText(inFull(days.at(-1).day));
  });

  await test.step("why this date? lists every day, counted or not", async () => {
    const duty = owed(page, S1_SETTLE);
    await duty.getByText("Why this date?").click();
    const said = await duty.getByRole("table").ariaSnapshot();
    const days = said.split("\n").filter((line) => /\bcell "/.test(line));
    const expected = count("2025-12-18", 5);
    expect(days).toHaveLength(expected.length);
    for (const [n, { day, counts }] of expected.entries()) {
      expect(days[n]).toContain(inFull(day));
      expect(days[n]).toContain(n === 0 ? "day 0" : counts ? `day ${counts}` : "not counted");
    }
    expect(days.at(-1)).toContain("due");
    await expect(duty).toContainText("Thursday 25 December 2025: Christmas Day, not counted");
    await expect(duty.getByText("HAV-A2: a working week is read as five working days.")).toBeVisible();
  });

  await test.step("the discussion of stage 1 is recorded", async () => {
    await putAwayUntil("2025-12-18T11:30Z");
    await recordDone(page, S1_DISCUSS, (form) => form.getByRole("checkbox", { name: "Telephone" }).check());
    await isSaved(page, "11:30");
    await expect(owed(page, S1_DISCUSS)).toHaveCount(0);
    await expect(entries(page).filter({ hasText: `Done: ${S1_DISCUSS}` })).toContainText("telephone");
  });

  await test.step("escalated, somebody else owes something to somebody", async () => {
    await putAwayUntil("2025-12-22T09:15Z");
    await act(page, "Go to Stage 2: Supervisors or managers");
    await isSaved(page, "09:15");
    await expect(page.getByText("Open, Stage 2: Supervisors or managers")).toBeVisible();
    const duty = owed(page, TELL_IRO);
    await expect(duty).toContainText(CHILD);
    await expect(duty).toContainText(
      "Your side: Supervisor or line manager, to Independent reviewing officer or conference chair. Paragraph 2.5: “must”.",
    );
  });

  await test.step("the server is gone: reloaded, everything is there and work goes on", async () => {
    await storedOffline(page);
    await site.close();
    await putAwayUntil("2025-12-22T14:20Z");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("School and Children's social care");
    await expect(entries(page)).toHaveCount(3);
    await recordDone(page, TELL_IRO);
    await isSaved(page, "14:20");
    await expect(owed(page, TELL_IRO)).toHaveCount(0);
    await expect(entries(page)).toHaveCount(4);
  });

  const file = join(folder, "handed-over.json");
  let here;

  await test.step("still without a server, the dispute goes out as a file", async () => {
    const download = await makeFile(page);
    const name = download.suggestedFilename();
    expect(name).toMatch(/^accord-2025-12-22-\w{6}-readable\.json$/);
    await download.saveAs(file);
    await page.getByRole("link", { name: "Go to the dispute" }).click();
    await expect(page.getByText("on this device only")).toHaveCount(0);
    // With why anyone can read the file.
    await expect(entries(page)).toHaveCount(5);
    here = await whatStands(page);
    await phone.close();
  });

  const laptop = newDevice();
  await test.step("a second browser checks it, shows what would change, and takes it in", async () => {
    const other = await served();
    const reader = await laptop.open({ at: "2025-12-22T14:20Z" });
    await reader.goto(other.url);
    await setUp(reader, { who: SOCIAL_WORKER, passphrase: "another seven quiet harbours" });
    await checkFile(reader, file);
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText("What this file would change");
    const preview = reader.getByRole("main");
    await expect(preview).toContainText("This dispute is new on this device. 5 new entries, 0 here already.");
    await expect(preview).toContainText("After taking it in: Open, Stage 2: Supervisors or managers");
    await expect(preview).toContainText("Head of year, Designated lead, School, signed, but we do not know by whom: 5 entries");
    await reader.getByRole("button", { name: "Leave it" }).click();
    await expect(reader.getByText("Nothing was stored.")).toBeVisible();
    await reader.getByRole("link", { name: "What is due" }).click();
    await expect(reader.getByText("No dispute is recorded on this device yet.")).toBeVisible();

    await checkFile(reader, file);
    await reader.getByRole("button", { name: "Take it in" }).click();
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText("School and Children's social care");
    expect(await whatStands(reader)).toEqual(here);

    await checkFile(reader, file);
    await expect(preview).toContainText("This dispute is on this device already. 0 new entries, 5 here already.");
    await expect(preview).toContainText("Taking it in changes nothing.");
    await reader.getByRole("button", { name: "Take it in" }).click();
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText("School and Children's social care");
    await expect(entries(reader)).toHaveCount(5);
    await laptop.close();
  });

  await test.step("the desk verifies it and says the same", async () => {
    const verified = desk("verify", file);
    expect(verified).toMatchObject({ status: 0, stderr: "" });
    expect(verified.stdout).toContain("every signature holds");

    const shown = desk("show", "--now", "2025-12-22T14:20", "--json", file);
    expect(shown.status).toBe(0);
    const dispute = JSON.parse(shown.stdout);
    expect(address).toContain(`id=${dispute.dispute}`);
    expect(dispute).toMatchObject({ title: "School and Children's social care", status: "open", pending: 0, anomalies: [] });
    const now = dispute.ladder.find((rung) => rung.place === "current");
    expect(here.stands).toBe(`Open, ${now.name}: ${now.title}`);
    expect(dispute.ladder.map(({ name, title }) => (name === title ? name : `${name}: ${title}`))).toEqual(
      here.ladder.map((rung) => rung.find((line) => line.startsWith("Stage") || line.startsWith("Advice"))),
    );
    // The screen has the newest on top, the desk at the end.
    expect(dispute.timeline.map((entry) => entry.what).reverse()).toEqual(here.happened.map((entry) => entry[1]));
    const stillOwed = dispute.duties.filter((duty) => duty.state === "outstanding");
    expect(here.owed).toHaveLength(stillOwed.length);
    for (const [n, duty] of stillOwed.entries()) {
      expect(here.owed[n][0]).toContain(duty.text);
      expect(here.owed[n].join(" ")).toContain(duty.owner);
    }
    const told = dispute.duties.find((duty) => duty.key === `S2.tell-iro@${CHILD}`);
    expect(told).toMatchObject({ state: "done", ended: "2025-12-22T14:20" });
  });
});
