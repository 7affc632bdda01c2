// Times every side in one page, turn and turn about, each round in new databases, and compares what is read
// back with what was written.
import init, { Book, Kept } from "./store.js";
import { Dexie, PouchDB } from "./peers.mjs";

const A_DISPUTE = 30;

// Of a few hundred bytes each, as a signed entry is.
function entries(count, round) {
  const random = () => crypto.randomUUID().replaceAll("-", "");
  return Array.from({ length: count }, (_, number) => ({
    id: `${round}-${number}-${random()}`,
    dispute: `${round}-dispute-${Math.floor(number / A_DISPUTE)}`,
    text: JSON.stringify({ protected: random(), payload: random().repeat(10), signature: random() + random(), number }),
  }));
}

function inLots(records, size) {
  return Array.from({ length: Math.ceil(records.length / size) }, (_, lot) => records.slice(lot * size, (lot + 1) * size));
}

const done = (request) =>
  new Promise((settled, failed) => {
    request.onsuccess = () => settled(request.result);
    request.onerror = () => failed(request.error);
  });
const gone = (name) => done(indexedDB.deleteDatabase(name));

// PouchDB cannot be told how durable a write is to be. While this is set, every transaction of the page that
// says nothing is strict.
let strict = false;
const { transaction } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  return transaction.call(this, stores, mode, strict ? { durability: "strict", ...options } : options);
};

async function ours(kind, name) {
  const kept = await Kept[kind](name);
  return {
    write: (lot) => kept.append(lot[0].dispute, lot.map(({ id }) => id), lot.map(({ text }) => text)),
    read: async () => {
      const flat = await kept.all();
      return Array.from({ length: flat.length / 2 }, (_, at) => ({ id: flat[2 * at], text: flat[2 * at + 1] }));
    },
    end: () => (kept.free(), gone(name)),
  };
}

async function dexie(name) {
  const database = new Dexie(name, { chromeTransactionDurability: "strict" });
  database.version(1).stores({ entries: "id" });
  await database.open();
  return {
    write: (lot) => (lot.length === 1 ? database.entries.add(lot[0]) : database.entries.bulkAdd(lot)),
    read: () => database.entries.toArray(),
    end: () => database.delete(),
  };
}

async function pouch(durable, name) {
  const database = new PouchDB(name, { auto_compaction: false });
  await database.info();
  const put = (lot) =>
    lot.length === 1 ? database.put({ ...lot[0], _id: lot[0].id }) : database.bulkDocs(lot.map((one) => ({ ...one, _id: one.id })));
  return {
    write: async (lot) => {
      strict = durable;
      const told = await put(lot).finally(() => (strict = false));
      if ([told].flat().some((one) => !one.ok)) throw new Error("PouchDB refused a document.");
    },
    read: async () => (await database.allDocs({ include_docs: true })).rows.map(({ doc }) => doc),
    end: () => database.destroy(),
  };
}

async function bare(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("entries");
  const database = await done(request);
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  return {
    write: (lot) =>
      new Promise((kept, failed) => {
        const writing = database.transaction("entries", "readwrite", { durability: "strict" });
        for (const one of lot) writing.objectStore("entries").put(encoder.encode(JSON.stringify(one)), one.id);
        writing.oncomplete = kept;
        writing.onabort = failed;
      }),
    read: async () => {
      const stored = await done(database.transaction("entries").objectStore("entries").getAll());
      return stored.map((bytes) => JSON.parse(decoder.decode(bytes)));
    },
    end: () => (database.close(), gone(name)),
  };
}

const SIDES = {
  bare,
  sealed: (name) => ours("sealed", name),
  unsealed: (name) => ours("unsealed", name),
  dexie,
  pouch: (name) => pouch(true, name),
  pouchRelaxed: (name) => pouch(false, name),
};

function compare(side, written, read) {
  const texts = new Map(read.map(({ id, text }) => [id, text]));
  const same = read.length === written.length && written.every(({ id, text }) => texts.get(id) === text);
  if (!same) throw new Error(`${side}: what was read back is not what was written.`);
}

const clocked = async (work) => {
  const start = performance.now();
  const gave = await work();
  return [performance.now() - start, gave];
};

// The page's clock counts in tenths of a millisecond: single entries, one after the other, are timed ten at a time.
const TIMED = 10;

// One side with these entries in lots of that size: what each lot took, and reading all of them.
async function turn(side, records, size) {
  const store = await SIDES[side](`store-${crypto.randomUUID()}`);
  const writes = [];
  const atATime = size === 1 ? TIMED : 1;
  for (const lots of inLots(inLots(records, size), atATime)) {
    const [took] = await clocked(async () => {
      for (const lot of lots) await store.write(lot);
    });
    writes.push(took / lots.length);
  }
  const [read, found] = await clocked(store.read);
  compare(side, records, found);
  await store.end();
  return { writes, read };
}

// What the browser is asked for while something is saved, and until when it has not answered. Whatever lies between
// is the module's own reckoning, so where the time goes is told from outside.
const STAGES = ["open", "read", "unseal", "sign", "seal", "write"];

function watched() {
  const told = Object.fromEntries(STAGES.map((stage) => [stage, 0]));
  let [waiting, since] = [0, 0];
  const begun = (stage, onEnd) => {
    const now = performance.now();
    if (waiting === 0) since = now;
    waiting += 1;
    onEnd(() => {
      waiting -= 1;
      if (waiting === 0) told[stage] += performance.now() - since;
    });
  };
  const put = [];
  const wrap = (holder, name, stage, end) => {
    const plain = holder[name];
    put.push(() => (holder[name] = plain));
    holder[name] = function (...given) {
      const made = plain.apply(this, given);
      const of = stage(made);
      if (of) begun(of, (ended) => end(made, ended));
      return made;
    };
  };
  // Listens before the module does, so that nothing of its work is taken for waiting.
  const events = (...names) => (made, ended) => names.forEach((name) => made.addEventListener(name, ended));
  wrap(IDBFactory.prototype, "open", () => "open", events("success", "error"));
  // What was read is there before its transaction is said to be over; what was written is not.
  for (const ask of ["getAll", "getAllKeys"]) wrap(IDBObjectStore.prototype, ask, () => "read", events("success", "error"));
  wrap(IDBDatabase.prototype, "transaction", ({ mode }) => mode === "readwrite" && "write", events("complete", "abort"));
  const settled = (made, ended) => made.then(ended, ended);
  const calls = { decrypt: "unseal", unwrapKey: "unseal", sign: "sign", encrypt: "seal" };
  for (const [call, stage] of Object.entries(calls)) wrap(SubtleCrypto.prototype, call, () => stage, settled);
  return { told, end: () => put.forEach((back) => back()) };
}

// Notes of one dispute through the whole casebook: what each took, and of that, what each stage did.
async function saved(count) {
  const name = `store-${crypto.randomUUID()}`;
  const book = await Book.begun(name);
  const [took, stages] = [[], []];
  for (let nth = 0; nth < count; nth += 1) {
    const { told, end } = watched();
    const [all] = await clocked(() => book.note(`Rang the team for the ${nth}th time; they will come back.`));
    took.push(all);
    end();
    stages.push({ ...told, reckon: all - Object.values(told).reduce((sum, one) => sum + one, 0) });
  }
  if ((await book.entries()) !== count + 1) throw new Error("The casebook shows another number of entries.");
  book.free();
  await gone(name);
  return { took, stages };
}

export async function measured({ rounds, single, bulk }) {
  await init();
  const told = { one: {}, notes: [], stages: [], lots: {}, once: {}, read: {} };
  const note = (what, side, ...took) => (told[what][side] ??= []).push(...took);
  const sum = (took) => took.reduce((all, one) => all + one, 0);
  for (let round = 0; round < rounds; round += 1) {
    const names = Object.keys(SIDES);
    const order = [...names.slice(round % names.length), ...names.slice(0, round % names.length)];
    const [few, many] = [entries(single, `s${round}`), entries(bulk, `b${round}`)];
    for (const side of order) note("one", side, ...(await turn(side, few, 1)).writes);
    const { took, stages } = await saved(A_DISPUTE - 1);
    told.notes.push(...took);
    told.stages.push(...stages);
    for (const side of order) {
      const { writes, read } = await turn(side, many, A_DISPUTE);
      note("lots", side, sum(writes));
      note("read", side, read);
    }
    // An append of this project is of one dispute.
    for (const side of order.filter((one) => !one.endsWith("sealed"))) {
      note("once", side, sum((await turn(side, many, bulk)).writes));
    }
  }
  return told;
}
