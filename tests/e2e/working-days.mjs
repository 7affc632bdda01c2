// The count of working days, written a second time and in another way, so that a test can say
// which day it expects without asking the app.

// gov.uk/bank-holidays, England and Wales, for the weeks that the tests live in.
const BANK_HOLIDAYS = ["2025-12-25", "2025-12-26", "2026-01-01"];

const isOff = (day) => [0, 6].includes(day.getUTCDay()) || BANK_HOLIDAYS.includes(day.toISOString().slice(0, 10));

/** Every day from the day of the event, which is day 0, to the one on which the count is complete. */
export function count(from, workingDays) {
  const days = [];
  let counted = 0;
  for (let day = new Date(`${from}T12:00Z`); ; day = new Date(day.getTime() + 86_400_000)) {
    const isFirst = days.length === 0;
    if (!isFirst && !isOff(day)) counted += 1;
    days.push({ day, counts: isFirst || isOff(day) ? null : counted });
    if (counted === workingDays) return days;
  }
}

/** "Monday 29 December 2025". */
export function inFull(day) {
  const said = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return said.format(day).replace(",", "");
}
