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

// One side with these entries in lots of that size: what each lot took, and reading all of them.
async function turn(side, records, size) {
  const store = await SIDES[side](`store-${crypto.randomUUID()}`);
  const writes = [];
  for (const lot of inLots(records, size)) writes.push((await clocked(() => store.write(lot)))[0]);
  const [read, found] = await clocked(store.read);
  compare(side, records, found);
  await store.end();
  return { writes, read };
}

// Notes of one dispute through the whole casebook.
async function saved(count) {
  const name = `store-${crypto.randomUUID()}`;
  const book = await Book.begun(name);
  const took = [];
  for (let nth = 0; nth < count; nth += 1) {
    took.push((await clocked(() => book.note(`Rang the team for the ${nth}th time; they will come back.`)))[0]);
  }
  if ((await book.entries()) !== count + 1) throw new Error("The casebook shows another number of entries.");
  book.free();
  await gone(name);
  return took;
}

export async function measured({ rounds, single, bulk }) {
  await init();
  const told = { one: {}, notes: [], lots: {}, once: {}, read: {} };
  const note = (what, side, ...took) => (told[what][side] ??= []).push(...took);
  const sum = (took) => took.reduce((all, one) => all + one, 0);
  for (let round = 0; round < rounds; round += 1) {
    const names = Object.keys(SIDES);
    const order = [...names.slice(round % names.length), ...names.slice(0, round % names.length)];
    const [few, many] = [entries(single, `s${round}`), entries(bulk, `b${round}`)];
    for (const side of order) note("one", side, ...(await turn(side, few, 1)).writes);
    told.notes.push(...(await saved(A_DISPUTE - 1)));
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
