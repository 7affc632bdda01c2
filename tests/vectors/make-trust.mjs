// Wrote the vectors in trust/, once, with no line of the code that they test: only Node's own cryptography
// and the fixed keys of keys.json and trust/keys.json. It never overwrites: a vector that exists is a promise,
// and one that fails means that the code is wrong. Run `node tests/vectors/make-trust.mjs` after adding a
// vector below; it writes the files that are missing and trust/index.json.
//
// Expected results are stated here by hand from docs/formats/partnership-card-1.md, member-certificate-1.md
// and dispute-receipt-1.md.

import { createHash, createPrivateKey, generateKeyPairSync, sign as signWith } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const at = (name) => new URL(name, new URL("./", import.meta.url));
const write = (name, content) => { if (!existsSync(at(`trust/${name}`))) writeFileSync(at(`trust/${name}`), content); };
const make = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
const PARTNERSHIP = ["root", "register", "register_2", "partnership_enc", "other_root", "ann_new", "ann_new_enc"];
write("keys.json", `${JSON.stringify(Object.fromEntries(PARTNERSHIP.map((name) => [name, make()])), null, 1)}\n`);
const keys = { ...JSON.parse(readFileSync(at("keys.json"))), ...JSON.parse(readFileSync(at("trust/keys.json"))) };

const b64u = (data) => Buffer.from(data).toString("base64url");
const sha = (data) => createHash("sha256").update(data).digest("base64url");
const canonical = (value) =>
  Array.isArray(value) ? `[${value.map(canonical).join(",")}]`
  : value !== null && typeof value === "object"
    ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`
    : JSON.stringify(value);
const jwk = (name) => ({ crv: "P-256", kty: "EC", x: keys[name].x, y: keys[name].y });
const kid = (name) => sha(canonical(jwk(name)));
const es256 = (name, data) =>
  signWith("sha256", Buffer.from(data), { key: createPrivateKey({ key: keys[name], format: "jwk" }), dsaEncoding: "ieee-p1363" });
/** A JWS; `payload` and `header` may be text, to be signed exactly so. */
function jws(typ, who, payload, { header, named = who } = {}) {
  const text = (value) => (typeof value === "string" ? value : canonical(value));
  const protectedPart = b64u(text(header ?? { alg: "ES256", kid: kid(named), typ }));
  const payloadPart = b64u(text(payload));
  return { protected: protectedPart, payload: payloadPart, signature: b64u(es256(who, `${protectedPart}.${payloadPart}`)) };
}
const idOf = (made) => sha(Buffer.from(made.payload, "base64url"));
const without = (object, member) => Object.fromEntries(Object.entries(object).filter(([name]) => name !== member));
const twice = (payload, member) => canonical(payload).replace(/^\{/, `{${JSON.stringify(member)}:${canonical(payload[member])},`);

const CARD = "dispute-card+jws", MEMBER = "dispute-member+jws", REVOCATION = "dispute-revocation+jws";
const RECEIPT = "dispute-receipt+jws", PROCEDURE = "dispute-procedure+jws", MANIFEST = "dispute-manifest+jws", ENROL = "dispute-enrolment+jws";

// ---- certificates and revocations -----------------------------------------------------------------
const serial = (number) => b64u(Buffer.alloc(16, number));
const PEOPLE = { ann: ["Ann Marsh", "Health visitor", "hospital"], ben: ["Ben Okoro", "Teacher", "school"], ann_new: ["Ann Marsh", "Health visitor", "hospital"] };
const certified = (who, number, more = {}) => ({
  agency: PEOPLE[who][2], checked: "call-back", enc_jwk: jwk(`${who}_enc`), jwk: jwk(who), kid: kid(who), name: PEOPLE[who][0],
  not_after: "2028-10-31T23:59:59Z", not_before: "2026-11-01T00:00:00Z", role: PEOPLE[who][1], root: kid("root"), serial: serial(number), v: 1, ...more,
});
const cert = (who, number, more, options) => jws(MEMBER, "root", certified(who, number, more), options);
const revoked = (who, receipts, more = {}) => ({ at: "2026-12-01T09:00:00Z", kid: kid(who), receipts, root: kid("root"), v: 1, ...more });
const revocation = (who, receipts, more, options) => jws(REVOCATION, "root", revoked(who, receipts, more), options);

// ---- cards ----------------------------------------------------------------------------------------
const pack = readFileSync(at("../packs/lantern.json"), "utf8");
const procedureOf = (who = "root", text = pack) => jws(PROCEDURE, who, { at: "2026-11-01T09:00:00Z", pack: text, v: 1 });
const said = (revocations, procedure, more = {}) => ({
  at: "2026-11-01T10:00:00Z", enc_jwk: jwk("partnership_enc"), jwk: jwk("root"), number: 3, partnership: "Lantern Quay",
  procedure: procedure ? sha(pack) : null, registers: [jwk("register"), jwk("register_2")], revocations: revocations.map(idOf).sort(), v: 1, ...more,
});
function card({ certs = [cert("ann", 1), cert("ben", 2, { checked: "in-person" })], revocations = [], procedure = null, more = {}, payload, options, signer = "root", file = {} } = {}) {
  return {
    format: "partnership-card/1", card: jws(CARD, signer, payload ?? said(revocations, procedure, more), options),
    certs, procedure, revocations, ...file,
  };
}
// Fields that the swaps below take from one made before are read back from the file, for a signature differs each time.
const CARDS = {
  "card": ["holds", () => card({ procedure: procedureOf() })],
  "card-that-revokes": ["holds", () => card({ revocations: [revocation("ann", 1)], more: { number: 4 } })],
  "card-that-revokes-all": ["holds", () => card({ revocations: [revocation("ann", 0)], more: { number: 4 } })],
  "card-that-expires": ["holds", () => card({ certs: [cert("ann", 1, { not_after: "2026-11-30T23:59:59Z" })] })],
  "card-not-yet": ["holds", () => card({ certs: [cert("ann", 1, { not_before: "2027-06-01T00:00:00Z" })] })],
  "card-unchecked": ["holds", () => card({ certs: [cert("ann", 1, { checked: "none" })] })],
  "card-of-the-new-key": ["holds", () => card({ certs: [cert("ann_new", 3)] })],
  "card-older": ["holds", () => card({ more: { number: 2 } })],
  "card-forked": ["holds", () => card({ more: { at: "2026-11-01T10:00:01Z" } })],
  "card-of-another-root": ["holds", () => card({ signer: "other_root", certs: [], more: { jwk: jwk("other_root"), number: 9 } })],
  "card-altered": ["altered", () => { const made = card(); const other = card({ more: { number: 5 } }); return { ...made, card: { ...made.card, payload: other.card.payload } }; }],
  "card-header-swap": ["altered", () => { const made = card(); return { ...made, card: { ...made.card, protected: b64u(canonical({ alg: "ES256", kid: kid("other_root"), typ: CARD })) } }; }],
  "card-signed-by-another": ["altered", () => card({ signer: "other_root", options: { named: "root" } })],
  "card-names-another-key": ["malformed", () => card({ options: { named: "other_root" } })],
  "card-typ-of-another-place": ["malformed", () => card({ options: { header: { alg: "ES256", kid: kid("root"), typ: MEMBER } } })],
  "card-version-2": ["malformed", () => card({ more: { v: 2 } })],
  "card-number-0": ["malformed", () => card({ more: { number: 0 } })],
  "card-year-10000": ["malformed", () => card({ more: { at: "10000-01-01T00:00:00Z" } })],
  "card-unknown-member": ["malformed", () => card({ more: { url: "x" } })],
  "card-missing-member": ["malformed", () => card({ payload: without(said([], null), "registers") })],
  "card-member-twice": ["malformed", () => card({ payload: twice(said([], null), "number") })],
  "card-other-spelling": ["malformed", () => card({ payload: JSON.stringify(said([], null), null, 1) })],
  "card-no-register": ["malformed", () => card({ more: { registers: [] } })],
  "card-17-registers": ["malformed", () => card({ more: { registers: Array.from({ length: 17 }, () => { const { x, y } = make(); return { crv: "P-256", kty: "EC", x, y }; }) } })],
  "card-register-twice": ["malformed", () => card({ more: { registers: [jwk("register"), jwk("register")] } })],
  "card-register-is-root": ["malformed", () => card({ more: { registers: [jwk("root")] } })],
  "card-register-opens": ["malformed", () => card({ more: { registers: [jwk("partnership_enc")] } })],
  "card-root-opens": ["malformed", () => card({ more: { enc_jwk: jwk("root") } })],
  "card-register-off-the-curve": ["malformed", () => card({ more: { registers: [{ ...jwk("register"), y: jwk("root").y }] } })],
  "card-secret-key": ["malformed", () => card({ more: { enc_jwk: { ...jwk("partnership_enc"), d: b64u(Buffer.alloc(32, 7)) } } })],
  "card-turned-name": ["malformed", () => card({ more: { partnership: "Lantern\u202eyauQ" } })],
  "card-file-unknown-member": ["malformed", () => card({ file: { note: "x" } })],
  "card-file-version-2": ["another version", () => card({ file: { format: "partnership-card/2" } })],
  "card-other-format": ["not a bundle", () => card({ file: { format: "signed-text/1" } })],
  "revocation-taken-out": ["altered", () => ({ ...card({ revocations: [revocation("ann", 1)] }), revocations: [] })],
  "revocation-put-in": ["altered", () => ({ ...card(), revocations: [revocation("ann", 1)] })],
  "revocation-twice": ["altered", () => { const one = revocation("ann", 1); return { ...card({ revocations: [one] }), revocations: [one, one] }; }],
  "revocation-list-unsorted": ["malformed", () => { const both = [revocation("ann", 1), revocation("ben", 1)]; return card({ revocations: both, more: { revocations: both.map(idOf).sort().reverse() } }); }],
  "revocation-of-another-root": ["missing key", () => card({ revocations: [jws(REVOCATION, "other_root", revoked("ann", 1, { root: kid("other_root") }))] })],
  "revocation-names-another-root": ["malformed", () => card({ revocations: [revocation("ann", 1, { root: kid("other_root") })] })],
  "revocation-signature-of-another": ["altered", () => card({ revocations: [{ ...revocation("ann", 1), signature: cert("ann", 1).signature }] })],
  "revocation-typ-of-another-place": ["malformed", () => card({ revocations: [jws(MEMBER, "root", revoked("ann", 1))] })],
  "revocation-receipts-below-0": ["malformed", () => card({ revocations: [revocation("ann", -1)] })],
  "revocation-unknown-member": ["malformed", () => card({ revocations: [revocation("ann", 1, { why: "x" })] })],
  "revocation-of-no-key": ["malformed", () => card({ revocations: [revocation("ann", 1, { kid: "x" })] })],
  "cert-header-swap": ["malformed", () => card({ certs: [{ ...cert("ann", 1), protected: revocation("ann", 1).protected }] })],
  "cert-typ-of-another-place": ["malformed", () => card({ certs: [jws(ENROL, "root", certified("ann", 1))] })],
  "cert-of-another-root": ["missing key", () => card({ certs: [jws(MEMBER, "other_root", certified("ann", 1, { root: kid("other_root") }))] })],
  "cert-names-another-root": ["malformed", () => card({ certs: [cert("ann", 1, { root: kid("other_root") })] })],
  "cert-signed-by-another": ["altered", () => card({ certs: [jws(MEMBER, "other_root", certified("ann", 1), { named: "root" })] })],
  "cert-signed-by-its-member": ["missing key", () => card({ certs: [jws(MEMBER, "ann", certified("ann", 1))] })],
  "cert-altered": ["altered", () => card({ certs: [{ ...cert("ann", 1), payload: cert("ann", 1, { checked: "in-person" }).payload }] })],
  "cert-unknown-member": ["malformed", () => card({ certs: [cert("ann", 1, { note: "x" })] })],
  "cert-missing-member": ["malformed", () => card({ certs: [jws(MEMBER, "root", without(certified("ann", 1), "checked"))] })],
  "cert-member-twice": ["malformed", () => card({ certs: [jws(MEMBER, "root", twice(certified("ann", 1), "checked"))] })],
  "cert-checked-otherwise": ["malformed", () => card({ certs: [cert("ann", 1, { checked: "by-mail" })] })],
  "cert-kid-differs": ["malformed", () => card({ certs: [cert("ann", 1, { kid: kid("ben") })] })],
  "cert-one-key-for-both": ["malformed", () => card({ certs: [cert("ann", 1, { enc_jwk: jwk("ann") })] })],
  "cert-off-the-curve": ["malformed", () => card({ certs: [cert("ann", 1, { enc_jwk: { ...jwk("ann_enc"), y: jwk("ben").y } })] })],
  "cert-ends-before-it-begins": ["malformed", () => card({ certs: [cert("ann", 1, { not_after: "2026-10-31T00:00:00Z" })] })],
  "cert-year-10000": ["malformed", () => card({ certs: [cert("ann", 1, { not_after: "10000-01-01T00:00:00Z" })] })],
  "cert-short-serial": ["malformed", () => card({ certs: [cert("ann", 1, { serial: b64u(Buffer.alloc(15, 1)) })] })],
  "cert-serial-stray-bits": ["malformed", () => card({ certs: [cert("ann", 1, { serial: serial(1).replace(/.$/, "R") })] })],
  "cert-serial-twice": ["malformed", () => card({ certs: [cert("ann", 1), cert("ben", 1)] })],
  "cert-turned-name": ["malformed", () => card({ certs: [cert("ann", 1, { name: "Ann\u202eMarsh" })] })],
  "cert-version-2": ["malformed", () => card({ certs: [cert("ann", 1, { v: 2 })] })],
  "procedure-taken-out": ["altered", () => ({ ...card({ procedure: procedureOf() }), procedure: null })],
  "procedure-put-in": ["altered", () => ({ ...card(), procedure: procedureOf() })],
  "procedure-of-another-text": ["altered", () => ({ ...card({ procedure: procedureOf() }), procedure: procedureOf("root", `${pack} `) })],
  "procedure-signed-by-the-register": ["missing key", () => card({ procedure: procedureOf("register") })],
};

// ---- receipts, for the dispute of bundle/valid.json -----------------------------------------------
const valid = JSON.parse(readFileSync(at("bundle/valid.json")));
const ids = valid.events.map((entry) => idOf(entry.jws));
const got = (number, heads, more = {}, who = "register") => ({
  at: `2026-11-0${number + 1}T18:00:00Z`, dispute: ids[0], heads: [...heads].sort(), number, register: kid(who), v: 1, ...more,
});
const receipt = (payload, who = "register", options, file = {}) => ({ format: "dispute-receipt/1", receipt: jws(RECEIPT, who, payload, options), ...file });
const RECEIPTS = {
  // Up to Ann's second entry; Ben's, which claims to be from before, is not among what came before it.
  "receipt-1": ["holds", () => receipt(got(1, [ids[1]]))],
  "receipt-2": ["holds", () => receipt(got(2, [ids[3]], {}, "register_2"), "register_2")],
  "receipt-of-another-dispute": ["holds", () => receipt(got(1, [ids[1]], { dispute: sha("another") }))],
  "receipt-altered": ["altered", () => { const made = receipt(got(1, [ids[1]])); return { ...made, receipt: { ...made.receipt, payload: b64u(canonical(got(1, [ids[3]]))) } }; }],
  "receipt-of-another-register": ["missing key", () => receipt(got(1, [ids[1]], { register: kid("ann") }), "ann")],
  "receipt-of-the-root": ["missing key", () => receipt(got(1, [ids[1]], { register: kid("root") }), "root")],
  "receipt-register-differs": ["malformed", () => receipt(got(1, [ids[1]], { register: kid("register_2") }))],
  "receipt-header-swap": ["altered", () => { const made = receipt(got(1, [ids[1]])); return { ...made, receipt: { ...made.receipt, protected: b64u(canonical({ alg: "ES256", kid: kid("register_2"), typ: RECEIPT })) } }; }],
  "receipt-typ-of-another-place": ["malformed", () => receipt(got(1, [ids[1]]), "register", { header: { alg: "ES256", kid: kid("register"), typ: MANIFEST } })],
  "receipt-no-heads": ["malformed", () => receipt(got(1, []))],
  "receipt-heads-unsorted": ["malformed", () => receipt(got(1, [], { heads: [ids[1], ids[2]].sort().reverse() }))],
  "receipt-head-twice": ["malformed", () => receipt(got(1, [], { heads: [ids[1], ids[1]] }))],
  "receipt-number-0": ["malformed", () => receipt(got(0, [ids[1]], { at: "2026-11-01T18:00:00Z" }))],
  "receipt-fraction": ["malformed", () => receipt(canonical(got(1, [ids[1]])).replace('"number":1', '"number":1.5'))],
  "receipt-unknown-member": ["malformed", () => receipt(got(1, [ids[1]], { to: "x" }))],
  "receipt-missing-member": ["malformed", () => receipt(without(got(1, [ids[1]]), "dispute"))],
  "receipt-member-twice": ["malformed", () => receipt(twice(got(1, [ids[1]]), "number"))],
  "receipt-version-2": ["malformed", () => receipt(got(1, [ids[1]], { v: 2 }))],
  "receipt-file-unknown-member": ["malformed", () => receipt(got(1, [ids[1]]), "register", {}, { cert: null })],
  "receipt-file-version-2": ["another version", () => receipt(got(1, [ids[1]]), "register", {}, { format: "dispute-receipt/2" })],
};

// ---- bundles that carry what a partnership says ---------------------------------------------------
function bundle(partnership, { listed = partnership, enrolments = valid.certs } = {}) {
  const list = {
    at: "2026-11-03T16:30:00Z", bundle: "dispute-bundle/1", certs: [...enrolments, ...listed].map(idOf).sort(), dispute: ids[0],
    events: [...ids].sort(), exporter: kid("ann"), heads: [ids[3]], to: [], v: 1,
  };
  return { format: "dispute-bundle/1", manifest: jws(MANIFEST, "ann", list), certs: [...enrolments, ...partnership], procedure: null, events: valid.events };
}
// With the key of `root`: who counts in the end is asked in trust.rs.
const BUNDLES = {
  "bundle-certified": ["holds", () => bundle([cert("ben", 2, { checked: "in-person" })])],
  "bundle-revoked": ["holds", () => bundle([cert("ben", 2), revocation("ben", 1)])],
  "bundle-of-another-root": ["holds", () => bundle([jws(MEMBER, "other_root", certified("ben", 2, { root: kid("other_root") }))])],
  "bundle-cert-not-listed": ["altered", () => bundle([cert("ben", 2)], { listed: [] })],
  "bundle-cert-taken-out": ["altered", () => bundle([], { listed: [cert("ben", 2)] })],
  "bundle-cert-instead-of-an-enrolment": ["missing key", () => bundle([cert("ben", 2)], { enrolments: valid.certs.slice(0, 1) })],
  "bundle-cert-signed-by-another": ["altered", () => bundle([jws(MEMBER, "other_root", certified("ben", 2), { named: "root" })])],
  "bundle-cert-unknown-member": ["malformed", () => bundle([cert("ben", 2, { note: "x" })])],
};

const index = {};
for (const [name, [expected, content]] of Object.entries({ ...CARDS, ...RECEIPTS, ...BUNDLES })) {
  index[name] = expected;
  if (!existsSync(at(`trust/${name}.json`))) write(`${name}.json`, `${JSON.stringify(content())}\n`);
}
writeFileSync(at("trust/index.json"), `${JSON.stringify(index, null, 1)}\n`);
