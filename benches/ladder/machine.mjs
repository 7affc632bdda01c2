// Havering's ladder as an XState 5 machine, and what is due of a dispute that it has run.
//
// The same as the Rust side: the same events of the same disputes; the same states; every duty that
// opens, ends, lapses, waits for a fact or is owed by each agency; the date of each, counted in working
// days and agreed; dates that pass before an event are marked as passed. `ladder.mjs` compares what both
// sides say is due, dispute by dispute, and stops where they differ.
// Lighter here: the ladder is written out in code, as a machine of XState is, where the Rust side reads
// any partnership's pack; days are plain numbers; only this ladder's one waiting duty is read again.
import { assign, createActor, initialTransition, setup, transition } from "xstate";

const DAY = 24 * 60;

// --- Working days --------------------------------------------------------------------------------
const dayOf = (text) => Date.parse(`${text}T00:00Z`) / 86_400_000;
const CLOSED = new Set(
  [
    "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25",
    "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30",
    "2027-12-27", "2027-12-28",
  ].map(dayOf),
);
// Day 0, 1 January 1970, was a Thursday.
const isWorking = (day) => (day + 3) % 7 < 5 && !CLOSED.has(day);

function workingDaysAfter(day, count) {
  while (count > 0) {
    day += 1;
    if (isWorking(day)) count -= 1;
  }
  return day;
}

// --- Duties --------------------------------------------------------------------------------------
const SETTLE = { ADVICE: [], S1: ["S1.settle"], S2: ["S2.settle"], S3: ["S3.settle"], S4: ["S4.settle"] };
const LAPSES = new Set([
  "ADVICE.consult", "S1.discuss", "S3.engage-members", "S4.route", "S4.panel", "S4.hear", "S4.decide",
]);
const AT_ENTRY = {
  ADVICE: ["ADVICE.consult"],
  S1: ["S1.settle", "S1.discuss", "any.record-on-file"],
  S2: ["S2.settle", "S2.tell-iro"],
  S3: ["S3.settle", "S3.engage-members"],
  S4: ["S4.settle", "S4.tell-chair", "S4.route"],
};

const own = (duty, at) => {
  const day = Math.floor(at / DAY);
  if (duty === "S1.settle") return workingDaysAfter(day, 5);
  return duty === "risk.tell-dsl" ? day : null;
};

function subjects(context, duty) {
  if (duty === "S2.tell-iro") return context.children.map((child) => child.reference);
  return duty === "S3.engage-members" ? context.agencies : [""];
}

function holds(context, duty, subject) {
  if (duty !== "S2.tell-iro") return true;
  const { facts } = context.children.find((child) => child.reference === subject);
  return facts.includes("child-protection-plan") || facts.includes("looked-after");
}

const dateOf = (owed) => owed.agreed ?? owed.own;
const place = (owed, duty, subject) => {
  const at = owed.findLastIndex((one) => one.duty === duty && one.subject === subject);
  return at >= 0 && owed[at].ended === null ? at : -1;
};

// What follows changes a copy of the context, made once for each action.
const changed = (context) => ({ ...context, owed: [...context.owed], waiting: [...context.waiting] });

function afresh(context, duty, subject, at) {
  context.owed.push({ duty, subject, own: own(duty, at), agreed: null, ended: null, passed: [] });
}

function fire(context, duties, at) {
  for (const duty of duties) {
    for (const subject of subjects(context, duty)) {
      if (place(context.owed, duty, subject) >= 0) continue;
      if (holds(context, duty, subject)) afresh(context, duty, subject, at);
      else context.waiting.push({ duty, subject });
    }
  }
}

function reread(context, at) {
  context.waiting = context.waiting.filter(({ duty, subject }) => {
    if (!holds(context, duty, subject)) return true;
    afresh(context, duty, subject, at);
    return false;
  });
}

function end(context, index, how, at) {
  const owed = context.owed[index];
  const by = dateOf(owed);
  const late = how === "done" && by !== null && Math.floor(at / DAY) > by;
  context.owed[index] = { ...owed, ended: { how: late ? "done-late" : how, at, by } };
}

function leave(context, step, at) {
  context.owed.forEach((owed, index) => {
    if (owed.ended !== null) return;
    if (LAPSES.has(owed.duty) && owed.duty.startsWith(`${step}.`)) end(context, index, "lapsed", at);
    else if (SETTLE[step].includes(owed.duty)) end(context, index, "done", at);
  });
}

function passTime(context, at) {
  const day = Math.floor(at / DAY);
  context.owed.forEach((owed, index) => {
    const by = dateOf(owed);
    if (owed.ended === null && by !== null && day > by && !owed.passed.includes(by)) {
      context.owed[index] = { ...owed, passed: [...owed.passed, by] };
    }
  });
}

const after = (change) =>
  assign(({ context, event }) => {
    const next = changed(context);
    passTime(next, event.at);
    change(next, event);
    return next;
  });

// --- The machine ---------------------------------------------------------------------------------
const outstanding = ({ context, event }) => place(context.owed, event.duty, event.subject) >= 0;
const to = (target) => ({ guard: { type: "goes to", params: { target } }, target });
const was = (target) => ({ guard: { type: "was at", params: { target } }, target });

const step = (name, next, more = {}) => ({
  entry: { type: "enter", params: { step: name } },
  exit: { type: "leave", params: { step: name } },
  on: { moved: next.map(to), resolved: { target: "resolved", actions: "resolve" }, ...more },
});

export const machine = setup({
  guards: {
    "goes to": ({ event }, { target }) => event.to === target,
    "was at": ({ context }, { target }) => context.step === target,
    "enters at": ({ event }, { target }) => event.entry === target,
    "is owed": outstanding,
    "calls the panel": ({ context, event }) =>
      event.duty === "S4.route" && event.choice === "panel" && outstanding({ context, event }),
    "held the panel": ({ context, event }) => event.duty === "S4.panel" && outstanding({ context, event }),
  },
  actions: {
    "take in": after((next, event) => {
      next.children = event.children;
      next.agencies = event.agencies;
    }),
    enter: assign(({ context, event }, params) => {
      const next = changed(context);
      next.step = params.step;
      if (event.type === "reopened") {
        const again = [...SETTLE[next.step], ...AT_ENTRY[next.step].filter((duty) => LAPSES.has(duty))];
        for (const duty of again) {
          for (const subject of subjects(next, duty)) {
            const last = next.owed.findLast((one) => one.duty === duty && one.subject === subject);
            const settles = !LAPSES.has(duty);
            if (settles ? last?.ended !== null : last?.ended?.how === "lapsed") {
              afresh(next, duty, subject, event.at);
            }
          }
        }
        return next;
      }
      next.tier = next.step === "S3" ? 1 : null;
      fire(next, AT_ENTRY[next.step], event.at);
      return next;
    }),
    leave: assign(({ context, event }, params) => {
      const next = changed(context);
      passTime(next, event.at);
      leave(next, params.step, event.at);
      return next;
    }),
    "let time pass": after(() => {}),
    done: after((next, event) => end(next, place(next.owed, event.duty, event.subject), "done", event.at)),
    waive: after((next, event) => end(next, place(next.owed, event.duty, event.subject), "waived", event.at)),
    "call the panel": after((next, event) => {
      end(next, place(next.owed, event.duty, event.subject), "done", event.at);
      fire(next, ["S4.panel"], event.at);
    }),
    "hold the panel": after((next, event) => {
      end(next, place(next.owed, event.duty, event.subject), "done", event.at);
      fire(next, ["S4.hear", "S4.decide"], event.at);
    }),
    agree: after((next, event) => {
      const index = place(next.owed, event.duty, event.subject);
      next.owed[index] = { ...next.owed[index], agreed: event.date };
    }),
    "set the fact": after((next, event) => {
      next.children = next.children.map((child) =>
        child.reference === event.child ? { ...child, facts: [...child.facts, event.fact] } : child,
      );
      reread(next, event.at);
    }),
    "take the child in": after((next, event) => {
      next.children = [...next.children, { reference: event.child, facts: event.facts }];
      if (next.owed.some((one) => one.duty === "S2.tell-iro") || next.waiting.length > 0) {
        next.waiting.push({ duty: "S2.tell-iro", subject: event.child });
      }
      reread(next, event.at);
    }),
    "declare the risk": after((next, event) => {
      next.risk = true;
      fire(next, ["risk.tell-dsl"], event.at);
    }),
    "end the risk": after((next) => {
      next.risk = false;
    }),
    "add a tier": after((next, event) => {
      for (const duty of SETTLE.S3) {
        const index = place(next.owed, duty, "");
        if (index >= 0) end(next, index, "done", event.at);
        afresh(next, duty, "", event.at);
      }
      next.tier += 1;
    }),
    resolve: after((next, event) =>
      fire(next, ["any.record-on-file", "close.record-outcome", "close.share-outcome"], event.at),
    ),
    close: after((next, event) => {
      next.closedAs = event.as;
    }),
  },
}).createMachine({
  initial: "none",
  context: {
    step: null, tier: null, risk: false, children: [], agencies: [], owed: [], waiting: [], closedAs: null,
  },
  on: {
    noted: { actions: "let time pass" },
    discussed: { actions: "let time pass" },
    "duty-done": [
      { guard: "calls the panel", actions: "call the panel" },
      { guard: "held the panel", actions: "hold the panel" },
      { guard: "is owed", actions: "done" },
    ],
    "duty-waived": { guard: "is owed", actions: "waive" },
    "date-agreed": { guard: "is owed", actions: "agree" },
    "fact-set": { actions: "set the fact" },
    "child-added": { actions: "take the child in" },
    "risk-declared": { actions: "declare the risk" },
    "risk-ended": { actions: "end the risk" },
  },
  states: {
    none: {
      on: {
        opened: ["S1", "ADVICE"].map((target) => ({
          guard: { type: "enters at", params: { target } }, target, actions: "take in",
        })),
      },
    },
    ADVICE: step("ADVICE", ["S1"], { closed: { target: "closed", actions: "close" } }),
    S1: step("S1", ["S2"]),
    S2: step("S2", ["S3"]),
    S3: step("S3", ["S4"], { "tier-added": { actions: "add a tier" } }),
    S4: step("S4", []),
    resolved: {
      on: {
        closed: { target: "closed", actions: "close" },
        reopened: ["ADVICE", "S1", "S2", "S3", "S4"].map(was),
      },
    },
    closed: { on: { reopened: ["ADVICE", "S1", "S2", "S3", "S4"].map(was) } },
  },
});

// --- Disputes ------------------------------------------------------------------------------------
// As `dispute` in ladder.rs: story and first day of each follow from its number.
export function logs(stories, count) {
  const first = dayOf("2026-01-05");
  return Array.from({ length: count }, (_, number) => {
    const start = first + (Math.floor(number / stories.length) % 360);
    return stories[number % stories.length].events.map((one) => event(one, start));
  });
}

function event({ hour, what, ...more }, start) {
  const at = start * DAY + hour * 60;
  const named = { ...more, type: what, at, subject: more.child ?? more.agency ?? "" };
  if (what === "opened") {
    const children = Object.entries(more.children).map(([reference, facts]) => ({ reference, facts }));
    return { ...named, children, agencies: ["school", "police"] };
  }
  return what === "date-agreed" ? { ...named, date: Math.floor(at / DAY) + more.in_days } : named;
}

// The machine's pure functions: no actor, no subscription.
export function folded(log) {
  let [snapshot] = initialTransition(machine);
  for (const event of log) [snapshot] = transition(machine, snapshot, event);
  return snapshot;
}

// An actor that is sent each event, as a page would.
export function acted(log) {
  const actor = createActor(machine).start();
  for (const event of log) actor.send(event);
  return actor.getSnapshot();
}

// For each dispute: the earliest date that is still to come or has passed, and how many have passed.
export function due(snapshots, now) {
  const day = Math.floor(now / DAY);
  return snapshots.map(({ context }) => {
    let [earliest, overdue] = [null, 0];
    for (const owed of context.owed) {
      const by = owed.ended === null ? dateOf(owed) : null;
      if (by === null) continue;
      if (earliest === null || by < earliest) earliest = by;
      if (day > by) overdue += 1;
    }
    return { earliest, overdue };
  });
}

// Where a dispute stands and what is owed, for comparing the two sides.
function told({ value, context }) {
  const date = (day) => (day === null ? "-" : new Date(day * 86_400_000).toISOString().slice(0, 10));
  const owed = context.owed.map((one) => {
    const key = one.subject ? `${one.duty}@${one.subject}` : one.duty;
    return `${key} ${one.ended?.how ?? "owed"} ${date(one.ended ? one.ended.by : dateOf(one))}`;
  });
  const status = value === "closed" || value === "resolved" ? value : "open";
  return [`${status} ${context.step} ${context.tier ?? "-"} ${context.risk}`, ...owed].join("\n");
}

// Stops where the two sides do not say the same of a dispute. The order of what opened at once may differ.
export function compare(snapshots, toldByAccord) {
  const sorted = (text) => text.split("\n").sort().join("\n");
  snapshots.forEach((snapshot, number) => {
    const [one, other] = [sorted(toldByAccord(number)), sorted(told(snapshot))];
    if (one !== other) throw new Error(`Dispute ${number} differs.\nAccord:\n${one}\nXState:\n${other}`);
  });
}

export const NOW = dayOf("2026-11-25") * DAY + 9 * 60;

// The fastest of so many rounds, in milliseconds: what else the machine does can only slow a round down.
export function timed(rounds, work) {
  const each = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...each);
}
