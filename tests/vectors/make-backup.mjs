// Wrote the vectors in backup/, once, with no line of the code that they test: only Node's own
// cryptography and the vault of the first version, tests/vault_contract/vault-1.json. It never overwrites: a
// vector that exists is a promise, and one that fails means that the code is wrong. Run
// `node tests/vectors/make-backup.mjs` after adding a vector below; it writes the files that are missing
// and backup/index.json.
//
// Expected results are stated here by hand from docs/formats/vault-backup-1.md.

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const at = (name) => new URL(name, new URL("./", import.meta.url));
const first = JSON.parse(readFileSync(at("../vault_contract/vault-1.json")));
const STORES = ["header", "keys", "disputes", "events", "drafts", "trust", "receipts", "settings", "packs"];
const bytes = (text) => Buffer.from(text, "base64url");
const b64u = (data) => Buffer.from(data).toString("base64url");

// The vault key, by the recovery code.
const header = JSON.parse(bytes(first.stores.header.vault));
const wrap = header.wraps.find(({ kind }) => kind === "recovery-code");
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const code = [...first.recovery_code.replaceAll("-", "")].reduce((sum, c) => sum * 32n + BigInt(ALPHABET.indexOf(c)), 0n);
const secret = Buffer.from(code.toString(16).padStart(32, "0"), "hex");
const outer = Buffer.from(hkdfSync("sha256", secret, bytes(wrap.salt), "vault/1 recovery-code", 32));
const covered = (store, record) => Buffer.from(["vault/1", store, header.vault, "-", record, header.key].join("|"));
function open(key, nonce, aad, sealed) {
  const cipher = createDecipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(aad);
  cipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
}
const main = open(outer, bytes(wrap.nonce), covered("header", "recovery-code"), bytes(wrap.wrapped));

function seal(plain, record = "manifest") {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", main, nonce);
  cipher.setAAD(covered("backup", record));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return b64u(Buffer.concat([Buffer.from([1]), bytes(header.key), nonce, sealed]));
}

/** The records in the one order: stores as they came to be, names in the order of their bytes. */
const ordered = (stores) =>
  Object.fromEntries(
    STORES.filter((store) => stores[store]).map((store) => [store, Object.fromEntries(Object.entries(stores[store]).sort(([a], [b]) => (a < b ? -1 : 1)))]),
  );
const DISPUTES = [{ dispute: "a-dispute", entries: 2, heads: ["a-head"] }];
function manifest(stores, more = {}) {
  const records = Object.fromEntries(Object.entries(stores).map(([store, found]) => [store, Object.keys(found).length]));
  const sha256 = createHash("sha256").update(JSON.stringify(stores)).digest("base64url");
  return { made_at: "2026-11-24T09:30:00Z", records, sha256, disputes: DISPUTES, ...more };
}
const file = (stores, list = seal(JSON.stringify(manifest(stores)))) =>
  JSON.stringify({ format: "vault-backup/1", manifest: list, stores });

const whole = ordered(first.stores);
const without = (store, name) => {
  const stores = structuredClone(whole);
  delete stores[store][name];
  return stores;
};
const [one, other] = Object.keys(whole.events);
const changed = (change) => {
  const stores = structuredClone(whole);
  change(stores);
  return stores;
};
const list = () => seal(JSON.stringify(manifest(whole)));
const flipped = (text) => b64u(bytes(text).map((byte, n, all) => (n === all.length - 1 ? byte ^ 1 : byte)));

const VECTORS = {
  valid: ["holds", () => file(whole)],
  "later-member-in-the-list": ["holds", () => file(whole, seal(JSON.stringify(manifest(whole, { later: true }))))],
  "an-entry-is-missing": ["incomplete", () => file(without("events", one), list())],
  "an-entry-was-altered": ["altered", () => file(changed(({ events }) => (events[one] = flipped(events[one]))), list())],
  "two-entries-changed-places": ["altered", () => file(changed(({ events }) => ([events[one], events[other]] = [events[other], events[one]])), list())],
  "the-list-was-altered": ["altered", () => file(whole, flipped(list()))],
  "the-list-is-sealed-for-another-place": ["altered", () => file(whole, seal(JSON.stringify(manifest(whole)), "vault"))],
  "the-list-is-empty": ["altered", () => file(whole, "")],
  "no-list": ["altered", () => JSON.stringify({ format: "vault-backup/1", stores: whole })],
  "unknown-member": ["altered", () => JSON.stringify({ ...JSON.parse(file(whole)), more: 1 })],
  "a-store-twice": ["altered", () => file(whole).replace('"receipts":{}', '"receipts":{},"receipts":{}')],
  "the-header-is-missing": ["altered", () => file(without("header", "vault"), list())],
  "unknown-store": ["newer", () => file({ ...whole, parcels: {} })],
  "version-2": ["newer", () => file(whole).replace("vault-backup/1", "vault-backup/2")],
  "stops-early": ["truncated", () => file(whole).slice(0, -900)],
  "another-format": ["no backup", () => file(whole).replace("vault-backup/1", "vault/1")],
};

mkdirSync(at("backup/"), { recursive: true });
for (const [name, [, make]] of Object.entries(VECTORS)) {
  const path = at(`backup/${name}.json`);
  if (!existsSync(path)) writeFileSync(path, make());
}
const index = Object.fromEntries(Object.entries(VECTORS).map(([name, [expected]]) => [name, expected]));
writeFileSync(at("backup/index.json"), `${JSON.stringify(index, null, 2)}\n`);
