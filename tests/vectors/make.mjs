// Wrote the vectors in bundle/, once, with no line of the code that they test: only Node's own
// cryptography. It never overwrites: a vector that exists is a promise, and one that fails means
// that the code is wrong. Run `node tests/vectors/make.mjs` after adding a vector below; it writes
// the files that are missing and index.json, which is remade from the entries here.
//
// Expected results are stated here by hand from docs/formats/dispute-bundle-1.md.

import { createHash, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign as signWith } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const here = new URL("./", import.meta.url);
const at = (name) => new URL(name, here);

// ---- keys: for tests only, fixed ---------------------------------------------------------------
if (!existsSync(at("keys.json"))) {
  const make = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  const keys = Object.fromEntries(["ann", "ann_enc", "ben", "ben_enc", "eve", "eve_enc"].map((name) => [name, make()]));
  writeFileSync(at("keys.json"), JSON.stringify(keys, null, 1) + "\n");
}
const keys = JSON.parse(readFileSync(at("keys.json")));

// ---- the format ----------------------------------------------------------------------------------
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
function jws(typ, who, payload, { header, signature } = {}) {
  const text = (value) => (typeof value === "string" ? value : canonical(value));
  const protectedPart = b64u(text(header ?? { alg: "ES256", kid: kid(who), typ }));
  const payloadPart = b64u(text(payload));
  const input = `${protectedPart}.${payloadPart}`;
  return { protected: protectedPart, payload: payloadPart, signature: b64u((signature ?? ((data) => es256(who, data)))(input)) };
}
const payloadOf = (made) => Buffer.from(made.payload, "base64url").toString();
const idOf = (made) => sha(Buffer.from(made.payload, "base64url"));

const PEOPLE = { ann: ["Ann Marsh", "Health visitor", "hospital"], ben: ["Ben Okoro", "Teacher", "school"], eve: ["Eve Stone", "Officer", "housing"] };
const enrolmentPayload = (who) => ({
  agency: PEOPLE[who][2], at: "2026-11-02T08:00:00Z", enc_jwk: jwk(`${who}_enc`), jwk: jwk(who), kid: kid(who),
  name: PEOPLE[who][0], role: PEOPLE[who][1], v: 1,
});
const ENROL = "dispute-enrolment+jws", EVENT = "dispute-event+sd-jwt", MANIFEST = "dispute-manifest+jws", PROCEDURE = "dispute-procedure+jws";
const enrolment = (who) => jws(ENROL, who, enrolmentPayload(who));

const disclosure = (salt, words) => b64u(canonical([b64u(Buffer.alloc(16, salt)), "body", words]));
const eventPayload = (who, time, dispute, prev, members, said = []) => ({
  _sd: said.map((text) => sha(text)), _sd_alg: "sha-256", at: time, author: kid(who), dispute, prev: [...prev].sort(), v: 1, ...members,
});
function line(who, time, dispute, prev, members, said = [], options) {
  return { disclosures: said, jws: jws(EVENT, who, eventPayload(who, time, dispute, prev, members, said), options) };
}

const pack = readFileSync(at("../packs/harbour.json"), "utf8");
const under = { calendar: "england-and-wales/2026-11", digest: sha(pack), procedure: "harbour", track: "main", version: "1" };
const opened = {
  also: [], by: "worker", children: [{ facts: { "in-care": true }, ref: "A" }], departure: false, entry: "H1",
  facts: {}, grounds: [], informal_attempt_on: null, other: "school", raising: "hospital", received: "2026-11-02",
  type: "opened", under,
};

function manifestPayload({ certs, dispute, events, heads, exporter }) {
  const ids = events.map((entry) => idOf(entry.jws));
  const named = new Set(events.flatMap((entry) => { try { return JSON.parse(payloadOf(entry.jws)).prev; } catch { return []; } }));
  return {
    at: "2026-11-03T16:30:00Z", bundle: "dispute-bundle/1", certs: certs.map(idOf).sort(), dispute,
    events: [...ids].sort(), exporter: kid(exporter), heads: heads ?? ids.filter((id) => !named.has(id)).sort(), to: [], v: 1,
  };
}
function bundle({ certs, events, dispute, procedure = null, exporter = "ann", manifest = {}, options, heads }) {
  const list = { ...manifestPayload({ certs, dispute, events, heads, exporter }), ...manifest };
  return { format: "dispute-bundle/1", manifest: jws(MANIFEST, exporter, list, options), certs, procedure, events };
}
// The four members of the file in the order of the format's page; one entry a line.
const text = (file) => JSON.stringify(file).replace('"events":[', '"events":[\n').replaceAll('}},{"disclosures"', '}},\n{"disclosures"') + "\n";

// ---- the dispute of the valid bundle: the worked example of the format's page ---------------------
const base = () => {
  const said = [
    disclosure(1, { text: "The plan for A leaves her at home with no review." }),
    disclosure(2, { summary: "They rang. No agreement on the review.", with: "The school's lead" }),
  ];
  const first = line("ann", "2026-11-02T09:15:00Z", null, [], opened, [said[0]]);
  const dispute = idOf(first.jws);
  const second = line("ann", "2026-11-02T14:00:00Z", dispute, [dispute], { type: "discussed" }, [said[1]]);
  const third = line("ben", "2026-11-02T14:05:00Z", dispute, [dispute], { child: null, fact: "urgent", is: true, type: "fact-set" });
  const fourth = line("ann", "2026-11-03T10:00:00Z", dispute, [idOf(second.jws), idOf(third.jws)], {
    agencies: [], by: "worker", choice: null, chosen: {}, instance: { agency: null, child: null, duty: "H1.hear" }, route: null, type: "duty-done",
  });
  return bundle({ certs: [enrolment("ann"), enrolment("ben")], dispute, events: [first, second, third, fourth] });
};
const write = (name, content) => { if (!existsSync(at(name))) writeFileSync(at(name), content); };
write("bundle/valid.json", text(base()));

// ---- variants: each starts from the valid bundle as it is on disk ---------------------------------
const index = [];
const valid = () => JSON.parse(readFileSync(at("bundle/valid.json")));
const ids = valid().events.map((entry) => idOf(entry.jws));
const dispute = ids[0];
const accepted = (name, why, content, more = {}) => vector(name, why, content, { accepted: { events: 4, erased: 0, heads: 1, ...more } });
const refused = (name, why, content, kind, part) => vector(name, why, content, { refused: kind, ...(part ? { part } : {}) });
function vector(name, why, content, expect) {
  if (typeof content === "function") {
    const file = `bundle/${name}.json`;
    if (!existsSync(at(file))) {
      const made = content();
      writeFileSync(at(file), typeof made === "string" ? made : text(made));
    }
    index.push({ name, why, file, ...expect });
  } else index.push({ name, why, file: "bundle/valid.json", recipe: content, ...expect });
}
/** The valid bundle with some entries replaced by others, its list signed anew. */
function relisted(change, options = {}) {
  const file = valid();
  change(file);
  return bundle({ certs: file.certs, dispute, events: file.events, procedure: file.procedure, ...options });
}
/** One entry after the last, signed by Ann, with this payload and header; its list signed anew. */
function extended(payload, options, said = []) {
  return relisted((file) => file.events.push({ disclosures: said, jws: jws(EVENT, "ann", payload, options) }), { heads: undefined });
}
const next = (members = { type: "noted" }, said = []) => eventPayload("ann", "2026-11-03T11:00:00Z", dispute, [ids[3]], members, said);
/** An entry whose header is `header`, under a signature that holds over it. */
const headed = (header, signature) => extended(next(), { header: { kid: kid("ann"), ...header }, signature });
const edited = (change) => () => { const file = valid(); change(file); return file; };

accepted("valid", "two signers, concurrent entries, words", []);
accepted("byte-order-mark", "a text editor put a mark in front", [{ prefix: "\ufeff" }]);
accepted("windows-line-ends", "mail changed the line ends", [{ swap: ["\n", "\r\n"] }]);
accepted("blank-lines-around", "space before and after", [{ prefix: "\r\n \t\r\n" }, { suffix: "\r\n\r\n  " }]);
accepted("greeting-around", "pasted with a greeting and a signature block", [{ prefix: "Dear colleague,\nplease find it below.\n\n" }, { suffix: "\n--\nAnn\nHealth visitor\n" }]);
accepted("quoted", "the mail was answered: every line quoted", [{ swap: ["\n", "\n>> "] }, { prefix: ">> " }]);
accepted("wrapped", "a mail program broke long lines inside the base64url", [{ wrap: 76 }]);
accepted("pretty", "an editor laid it out", () => JSON.stringify(valid(), null, 2));
accepted("members-in-another-order", "the file around the signed parts is not signed", () => { const f = valid(); return JSON.stringify({ events: f.events, procedure: f.procedure, certs: f.certs, manifest: f.manifest, format: f.format }); });
accepted("entries-in-another-order", "order in the file means nothing", edited((f) => f.events.reverse()));
accepted("twin-signature", "(r, n-s) holds as well; the ids stay", edited((f) => {
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const raw = Buffer.from(f.events[1].jws.signature, "base64url");
  const s = n - BigInt("0x" + raw.subarray(32).toString("hex"));
  f.events[1].jws.signature = b64u(Buffer.concat([raw.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, "0"), "hex")]));
}));
accepted("erased-words", "words were erased; ids, chain and signatures hold", edited((f) => { f.events[1].disclosures = []; }), { erased: 1 });
accepted("earlier-entries-missing", "a part of the history, listed as such", () => relisted((f) => f.events.splice(1, 1)), { events: 3 });
accepted("one-entry", "as small as a file gets: what changes of single bytes start from", () => relisted((f) => { f.events.splice(1); f.certs.splice(1); }), { events: 1 });
accepted("two-heads", "the merge is not in it", () => relisted((f) => f.events.pop()), { events: 3, heads: 2 });
accepted("carried-procedure", "the pack that the entries pin travels along", edited((f) => { f.procedure = jws(PROCEDURE, "ann", { at: "2026-11-01T12:00:00Z", pack, v: 1 }); }), { carries: under.digest });
accepted("enrolment-of-nobody-here", "a member who has not written yet", () => relisted((f) => f.certs.push(enrolment("eve"))));

// Other kinds of file, and broken ones.
refused("empty", "nothing at all", [{ cut: 0 }], "truncated");
refused("only-blanks", "blank lines", [{ cut: 0 }, { prefix: " \r\n\r\n" }], "truncated");
refused("a-letter", "no JSON", [{ cut: 0 }, { prefix: "Dear colleague, as discussed." }], "not-a-bundle");
refused("a-web-page", "braces but no JSON", [{ cut: 0 }, { prefix: "<style>p { margin: 0 }</style>" }], "not-a-bundle");
refused("other-json", "JSON of something else", [{ cut: 0 }, { prefix: '{"format":"procedure/1","id":"x"}' }], "not-a-bundle");
refused("no-format", "JSON without a format", [{ cut: 0 }, { prefix: '{"events":[]}' }], "not-a-bundle");
refused("newer-version", "of a later version", [{ swap: ["dispute-bundle/1", "dispute-bundle/2"] }], "other-version");
refused("over-2-mb", "2,000,001 bytes, blanks at the end", [{ pad: 2000001 }], "too-large", "bytes");
refused("deep-nesting", "17 levels", [{ swap: ['"procedure":null', `"procedure":${"[".repeat(16)}${"]".repeat(16)}`] }], "too-large", "nesting");
refused("5001-entries", "more entries than a file may have", [{ repeat: 5001 }], "too-large", "events");
refused("65-enrolments", "more enrolments than a file may have", edited((f) => { f.certs = Array(65).fill(f.certs[0]); }), "too-large", "certs");
refused("65-parents", "an entry that names 65 earlier ones", () => extended({ ...next(), prev: Array.from({ length: 65 }, (_, i) => sha(`p${i}`)).sort() }), "too-large", "parents");
refused("duplicate-member", "a member of the file twice", [{ swap: ['"procedure":null', '"procedure":null,"procedure":null'] }], "malformed", "the file");
refused("duplicate-member-inside", "a member of a JWS twice", () => text(valid()).replace('"signature":', '"signature":"AAAA","signature":'), "malformed", "the file");
refused("unknown-member", "one member too many", [{ swap: ['"procedure":null', '"note":1,"procedure":null'] }], "malformed", "the file");
refused("missing-member", "procedure left out instead of null", [{ swap: ['"procedure":null,', ""] }], "malformed", "the file");
refused("unprotected-header", "a header that no signature covers", edited((f) => { f.events[0].jws.header = { kid: "x" }; }), "malformed", "the file");
refused("jws-as-array", "the three parts in an array", edited((f) => { const j = f.events[0].jws; f.events[0].jws = [j.protected, j.payload, j.signature]; }), "malformed", "the file");
refused("lone-surrogate-outside", "text that is no Unicode", [{ swap: ['"disclosures":[]', '"disclosures":["\\ud800"]'] }], "malformed", "the file");

// Changed after signing.
const flip = (encoded, place) => { const raw = Buffer.from(encoded, "base64url"); raw[place] ^= 1; return b64u(raw); };
refused("altered-entry", "a date in an entry changed", edited((f) => { f.events[3].jws.payload = b64u(payloadOf(f.events[3].jws).replace("2026-11-03", "2026-11-01")); }), "altered", "entry 4");
refused("altered-signature", "one bit of a signature", edited((f) => { f.events[1].jws.signature = flip(f.events[1].jws.signature, 40); }), "altered", "entry 2");
refused("altered-words", "words changed, their salt kept", edited((f) => { f.events[1].disclosures = [disclosure(2, { summary: "They agreed.", with: "The school's lead" })]; }), "altered", "entry 2");
refused("foreign-words", "words of another entry", edited((f) => { f.events[1].disclosures = f.events[0].disclosures; }), "altered", "entry 2");
refused("added-words", "words where the entry has none", edited((f) => { f.events[2].disclosures = [disclosure(3, { text: "x" })]; }), "altered", "entry 3");
refused("words-twice", "the same words twice", edited((f) => { f.events[1].disclosures.push(f.events[1].disclosures[0]); }), "malformed", "entry 2");
refused("altered-manifest", "the time of the list changed", edited((f) => { f.manifest.payload = b64u(payloadOf(f.manifest).replace("16:30", "16:31")); }), "altered", "the exporter's list");
refused("altered-enrolment", "a name changed", edited((f) => { f.certs[1].payload = b64u(payloadOf(f.certs[1]).replace("Ben Okoro", "Eve Stone")); }), "altered", "enrolment 2");
refused("altered-procedure", "a carried pack changed", edited((f) => { const made = jws(PROCEDURE, "ann", { at: "2026-11-01T12:00:00Z", pack, v: 1 }); made.payload = b64u(payloadOf(made).replace("Harbour", "Harbor")); f.procedure = made; }), "altered", "the procedure");
refused("entry-removed", "an entry taken out", edited((f) => f.events.splice(2, 1)), "altered", "the contents");
refused("entry-added", "a good entry put in that the list does not name", edited((f) => f.events.push({ disclosures: [], jws: jws(EVENT, "ann", next()) })), "altered", "the contents");
refused("enrolment-added", "an enrolment that the list does not name", edited((f) => f.certs.push(enrolment("eve"))), "altered", "the contents");
refused("list-of-another-export", "the list names an entry that is not there", edited((f) => { f.manifest = relisted((g) => g.events.push({ disclosures: [], jws: jws(EVENT, "ann", next()) })).manifest; }), "altered", "the contents");
refused("header-swap", "Ben's entry under Ann's header", edited((f) => { f.events[2].jws.protected = f.events[1].jws.protected; }), "altered", "entry 3");
refused("zero-signature", "r = s = 0", edited((f) => { f.events[1].jws.signature = b64u(Buffer.alloc(64)); }), "altered", "entry 2");
refused("r-and-s-of-the-order", "r = s = n", edited((f) => { const n = Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "hex"); f.events[1].jws.signature = b64u(Buffer.concat([n, n])); }), "altered", "entry 2");
refused("high-bytes-signature", "r and s all ones", edited((f) => { f.events[1].jws.signature = b64u(Buffer.alloc(64, 255)); }), "altered", "entry 2");
refused("short-signature", "63 bytes", edited((f) => { f.events[1].jws.signature = b64u(Buffer.from(f.events[1].jws.signature, "base64url").subarray(0, 63)); }), "altered", "entry 2");
refused("der-signature", "the same signature in DER", edited((f) => { const j = f.events[1].jws; j.signature = b64u(signWith("sha256", Buffer.from(`${j.protected}.${j.payload}`), createPrivateKey({ key: keys.ann, format: "jwk" }))); }), "altered", "entry 2");
refused("signed-by-another", "Eve signs under Ann's key id", () => extended(next(), { signature: (data) => es256("eve", data) }), "altered", "entry 5");

// Keys and names.
refused("missing-enrolment", "Ben's key is not in the file", () => relisted((f) => f.certs.pop()), "missing-key", "entry 3");
refused("missing-exporter", "the exporter's key is not in the file", edited((f) => { f.manifest = jws(MANIFEST, "eve", JSON.parse(payloadOf(f.manifest))); }), "missing-key", "the exporter's list");
refused("duplicate-kid", "two enrolments of one key", () => relisted((f) => f.certs.push(jws(ENROL, "ben", { ...enrolmentPayload("ben"), name: "Ben O." }))), "malformed", "enrolment 3");
refused("enrolment-of-anothers-name", "Eve enrols her key under Ann's name for it", () => relisted((f) => f.certs.push(jws(ENROL, "eve", { ...enrolmentPayload("eve"), kid: kid("ann") }, { header: { alg: "ES256", kid: kid("ann"), typ: ENROL } }))), "malformed", "enrolment 3");
refused("enrolment-kid-differs", "header and payload name two keys", () => relisted((f) => f.certs.push(jws(ENROL, "eve", { ...enrolmentPayload("eve"), kid: kid("ann") }))), "malformed", "enrolment 3");
refused("enrolment-signed-by-another", "Ann signs Eve's enrolment", () => relisted((f) => f.certs.push(jws(ENROL, "eve", enrolmentPayload("eve"), { signature: (data) => es256("ann", data) }))), "altered", "enrolment 3");
refused("enrolment-off-the-curve", "a point that is not on P-256", () => relisted((f) => f.certs.push(jws(ENROL, "eve", { ...enrolmentPayload("eve"), enc_jwk: { ...jwk("eve_enc"), y: jwk("eve").y } }))), "malformed", "enrolment 3");
refused("enrolment-other-curve", "a JWK of another curve", () => relisted((f) => f.certs.push(jws(ENROL, "eve", { ...enrolmentPayload("eve"), enc_jwk: { ...jwk("eve_enc"), crv: "P-384" } }))), "malformed", "enrolment 3");
refused("enrolment-with-secret", "a JWK with its secret part", () => relisted((f) => f.certs.push(jws(ENROL, "eve", { ...enrolmentPayload("eve"), jwk: { ...jwk("eve"), d: "AA" } }))), "malformed", "enrolment 3");
refused("enrolment-turned-name", "a name with characters that turn the writing", () => relisted((f) => f.certs.push(jws(ENROL, "eve", { ...enrolmentPayload("eve"), name: "Eve\u202eenotS" }))), "malformed", "enrolment 3");
refused("author-is-not-signer", "Ann signs an entry that says it is Ben's", () => extended({ ...next(), author: kid("ben") }), "malformed", "entry 5");
refused("exporter-is-not-signer", "the list says that Ben exported", () => relisted(() => {}, { manifest: { exporter: kid("ben") } }), "malformed", "the exporter's list");

// Headers: each under a signature that holds.
const typ = EVENT, alg = "ES256";
refused("alg-none", "no algorithm", () => headed({ alg: "none", typ }, () => ""), "malformed", "entry 5");
refused("alg-hs256", "the public key as a shared secret", () => headed({ alg: "HS256", typ }, (data) => createHmac("sha256", createPublicKey({ key: jwk("ann"), format: "jwk" }).export({ type: "spki", format: "pem" })).update(data).digest()), "malformed", "entry 5");
refused("alg-es384", "another algorithm named", () => headed({ alg: "ES384", typ }), "malformed", "entry 5");
refused("alg-missing", "no algorithm member", () => headed({ typ }), "malformed", "entry 5");
refused("typ-missing", "no type member", () => headed({ alg }), "malformed", "entry 5");
refused("typ-of-another-place", "a manifest's type on an entry", () => headed({ alg, typ: MANIFEST }), "malformed", "entry 5");
refused("typ-unknown", "a type that does not exist", () => headed({ alg, typ: "JWT" }), "malformed", "entry 5");
refused("crit", "a critical extension", () => headed({ alg, typ, crit: ["exp"], exp: 1 }), "malformed", "entry 5");
refused("b64-false", "an unencoded payload (RFC 7797)", () => headed({ alg, typ, b64: false, crit: ["b64"] }), "malformed", "entry 5");
refused("zip", "a compressed payload", () => headed({ alg, typ, zip: "DEF" }), "malformed", "entry 5");
refused("jwk-in-header", "a key in the header", () => headed({ alg, typ, jwk: jwk("eve") }, (data) => es256("eve", data)), "malformed", "entry 5");
refused("jku-in-header", "an address of keys", () => headed({ alg, typ, jku: "https://example.org/keys" }), "malformed", "entry 5");
refused("x5c-in-header", "a certificate in the header", () => headed({ alg, typ, x5c: ["AA"] }), "malformed", "entry 5");
refused("kid-number", "a key id that is no text", () => headed({ alg, typ, kid: 1 }), "malformed", "entry 5");
refused("header-spaced", "another spelling of the header", () => extended(next(), { header: `{"alg": "ES256","kid":"${kid("ann")}","typ":"${EVENT}"}` }), "malformed", "entry 5");
refused("header-in-another-order", "members of the header not sorted", () => extended(next(), { header: `{"typ":"${EVENT}","alg":"ES256","kid":"${kid("ann")}"}` }), "malformed", "entry 5");
refused("header-duplicate-member", "two algorithms", () => extended(next(), { header: `{"alg":"none","alg":"ES256","kid":"${kid("ann")}","typ":"${EVENT}"}` }), "malformed", "entry 5");
refused("entry-in-place-of-the-list", "an entry as the list", edited((f) => { f.manifest = f.events[0].jws; }), "malformed", "the exporter's list");
refused("entry-in-the-enrolments", "an entry among the enrolments", edited((f) => f.certs.push(f.events[0].jws)), "malformed", "enrolment 3");

// Base64url: the signature holds over the text as it stands.
const resign = (change) => () => relisted((f) => {
  const made = jws(EVENT, "ann", next());
  change(made);
  made.signature = b64u(es256("ann", `${made.protected}.${made.payload}`));
  f.events.push({ disclosures: [], jws: made });
});
const stray = (encoded) => encoded.slice(0, -1) + { A: "B", Q: "R", g: "h", w: "x" }[encoded.slice(-1)];
// A payload of 3n+1 bytes leaves stray bits in its last character.
const padded = () => { let size = 1; for (;;) { const p = canonical(next({ kind: null, scope: "s".repeat(size), type: "lesson-noted" })); if (Buffer.byteLength(p) % 3 === 1) return p; size += 1; } };
refused("trailing-bits-payload", "stray bits in the last character of a payload", () => relisted((f) => { const made = jws(EVENT, "ann", padded()); made.payload = stray(made.payload); made.signature = b64u(es256("ann", `${made.protected}.${made.payload}`)); f.events.push({ disclosures: [], jws: made }); }), "malformed", "entry 5");
refused("trailing-bits-signature", "stray bits in the last character of a signature", edited((f) => { f.events[1].jws.signature = stray(f.events[1].jws.signature); }), "malformed", "entry 2");
refused("padded-payload", "padding", resign((made) => { made.payload += "=".repeat((4 - (made.payload.length % 4)) % 4 || 1); }), "malformed", "entry 5");
refused("padded-signature", "padding", edited((f) => { f.events[1].jws.signature += "=="; }), "malformed", "entry 2");
refused("base64-of-the-other-alphabet", "+ and / instead of - and _", () => { const f = valid(); for (const e of f.events) e.jws.signature = e.jws.signature.replaceAll("-", "+").replaceAll("_", "/"); f.events[1].jws.signature = "+/" + f.events[1].jws.signature.slice(2); return f; }, "malformed");

// Payloads that no honest program signs: the signature holds, the spelling or meaning does not.
const signedText = (change) => () => extended(change(canonical(next())));
const noted = (from, to) => signedText((t) => { if (!t.includes(from)) throw new Error(from); return t.replace(from, to); });
refused("payload-spaced", "another spelling", noted("{", "{ "), "malformed", "entry 5");
refused("payload-duplicate-member", "a member twice", noted('"v":1', '"v":1,"v":1'), "malformed", "entry 5");
refused("payload-unknown-member", "a member too many", noted('"v":1', '"v":1,"w":1'), "malformed", "entry 5");
refused("payload-missing-member", "a member too few", noted(',"v":1', ""), "malformed", "entry 5");
refused("payload-float", "1.0 for 1", noted('"v":1', '"v":1.0'), "malformed", "entry 5");
refused("payload-exponent", "1e0 for 1", noted('"v":1', '"v":1e0'), "malformed", "entry 5");
refused("payload-version-2", "an event of version 2", noted('"v":1', '"v":2'), "malformed", "entry 5");
refused("payload-escaped", "an escape that is not needed", noted('"noted"', '"\\u006eoted"'), "malformed", "entry 5");
refused("payload-lone-surrogate", "text that is no Unicode", () => extended(canonical(next({ kind: null, scope: "X", type: "lesson-noted" })).replace('"X"', '"\\ud800"')), "malformed", "entry 5");
refused("payload-year-10000", "a year with five digits", noted("2026-11-03T11:00:00Z", "+10000-01-01T00:00:00Z"), "malformed", "entry 5");
refused("payload-year-10000-plain", "the same without its sign", noted("2026-11-03T11:00:00Z", "10000-01-01T00:00:00Z"), "malformed", "entry 5");
refused("payload-fraction", "a fraction of a second", noted("11:00:00Z", "11:00:00.5Z"), "malformed", "entry 5");
refused("payload-leap-second", "a 61st second", noted("11:00:00Z", "23:59:60Z"), "malformed", "entry 5");
refused("payload-offset", "another time zone", noted("11:00:00Z", "11:00:00+00:00"), "malformed", "entry 5");
refused("payload-unknown-type", "an event of no known type", noted('"noted"', '"exploded"'), "malformed", "entry 5");
refused("payload-sha-512", "another digest", noted("sha-256", "sha-512"), "malformed", "entry 5");
refused("payload-not-json", "no JSON", signedText(() => "hello"), "malformed", "entry 5");
refused("payload-array", "an array", signedText((t) => `[${t}]`), "malformed", "entry 5");
refused("payload-unsorted-parents", "earlier entries not sorted", () => extended({ ...next(), prev: [...ids.slice(0, 2)].sort().reverse() }), "malformed", "entry 5");
refused("payload-parent-twice", "an earlier entry named twice", () => extended({ ...next(), prev: [ids[3], ids[3]] }), "malformed", "entry 5");
refused("payload-deep", "17 levels inside an entry's words", () => { const deep = b64u(`["AQEBAQEBAQEBAQEBAQEBAQ","body",{"text":${"[".repeat(16)}${"]".repeat(16)}}]`); return extended(next({ type: "noted" }, [deep]), undefined, [deep]); }, "malformed", "entry 5");
refused("no-parents", "an entry in mid-dispute that names none", () => extended({ ...next(), prev: [] }), "malformed", "entry 5");
refused("another-dispute", "an entry of another dispute", () => extended({ ...next(), dispute: sha("another"), prev: [sha("another")] }), "malformed", "entry 5");
refused("second-beginning", "another first entry", () => relisted((f) => f.events.push(line("ann", "2026-11-03T11:00:00Z", null, [], { by: null, children: [], other: null, raising: null, type: "risk-declared", under })), {}), "malformed", "entry 5");
const saidBadly = (text) => () => { const said = b64u(text); return extended(next({ type: "noted" }, [said]), undefined, [said]); };
refused("words-with-duplicate-member", "a word twice", saidBadly('["AQEBAQEBAQEBAQEBAQEBAQ","body",{"text":"a","text":"b"}]'), "malformed", "entry 5");
refused("words-with-float", "a float among the words", saidBadly('["AQEBAQEBAQEBAQEBAQEBAQ","body",{"cost":1.5}]'), "malformed", "entry 5");
refused("words-spaced", "words in another spelling", saidBadly('["AQEBAQEBAQEBAQEBAQEBAQ", "body",{"text":"a"}]'), "malformed", "entry 5");
refused("words-of-another-name", "a disclosure that is not the body", saidBadly('["AQEBAQEBAQEBAQEBAQEBAQ","text",{"text":"a"}]'), "malformed", "entry 5");
refused("words-not-base64url", "a disclosure that is not base64url", () => { const said = "%%%"; return extended(next({ type: "noted" }, [said]), undefined, [said]); }, "malformed", "entry 5");

// A member that stands only where it says something.
const doneOn = (on) => () => extended(next({ agencies: [], by: null, choice: null, chosen: {}, instance: { agency: "school", child: null, duty: "H1.reply" }, on, route: null, type: "duty-done" }));
vector("payload-done-on", "a duty that was done before it was recorded", doneOn("2026-11-02"), { accepted: { events: 5, erased: 0, heads: 1 } });
refused("payload-done-on-null", "it says that nothing is known of when", doneOn(null), "malformed", "entry 5");
refused("payload-done-on-no-day", "when it was done is no day", doneOn("2026-11-31"), "malformed", "entry 5");

vector("correction-of-nothing", "it corrects an entry that is not in the file", () => {
  const said = [disclosure(9, { right: "It was Tuesday." })];
  return extended(next({ entry: sha("no entry"), type: "corrected" }, said), undefined, said);
}, { accepted: { events: 5, erased: 0, heads: 1 } });

// The list.
const listed = (manifest) => () => relisted(() => {}, { manifest });
refused("entry-twice", "an entry stands in the file twice", edited((f) => f.events.push(f.events[0])), "malformed", "the file");
refused("entry-and-its-twin", "an entry and the same with the twin signature", edited((f) => { const twin = structuredClone(f.events[1]); twin.jws.signature = JSON.parse(readFileSync(at("bundle/twin-signature.json"))).events[1].jws.signature; f.events.push(twin); }), "malformed", "the file");
refused("list-unsorted", "the list not sorted", listed({ events: [...ids].sort().reverse() }), "malformed", "the exporter's list");
refused("list-with-an-entry-twice", "an entry listed twice", listed({ events: [...ids, ids[0]].sort() }), "malformed", "the exporter's list");
refused("list-lacks-an-entry", "the exporter signed a list without one", listed({ events: [...ids].sort().slice(1) }), "altered", "the contents");
refused("list-lacks-an-enrolment", "the exporter signed a list without one", listed({ certs: [] }), "altered", "the contents");
refused("list-wrong-heads", "heads that are none", listed({ heads: [ids[0]] }), "malformed", "the exporter's list");
refused("list-no-heads", "no heads", listed({ heads: [] }), "malformed", "the exporter's list");
refused("list-of-another-dispute", "the list names another dispute", listed({ dispute: sha("another") }), "malformed", "entry 1");
refused("list-other-format", "a list made for another format", listed({ bundle: "dispute-bundle/2" }), "malformed", "the exporter's list");
refused("list-version-2", "a list of version 2", listed({ v: 2 }), "malformed", "the exporter's list");
refused("list-unknown-member", "a member too many", listed({ note: 1 }), "malformed", "the exporter's list");
refused("list-year-10000", "a year with five digits", listed({ at: "+10000-01-01T00:00:00Z" }), "malformed", "the exporter's list");
refused("nothing-in-it", "no entries at all", () => bundle({ certs: [valid().certs[0]], dispute, events: [] }), "malformed", "the exporter's list");

// A carried procedure.
const listing = (procedure) => edited((f) => { f.procedure = procedure; });
const carrying = (payload, who = "ann", options) => edited((f) => { f.procedure = jws(PROCEDURE, who, payload, options); });
refused("procedure-of-nobody", "signed by a key that is not in the file", carrying({ at: "2026-11-01T12:00:00Z", pack, v: 1 }, "eve"), "missing-key", "the procedure");
refused("procedure-not-pinned", "a pack that no entry is under", carrying({ at: "2026-11-01T12:00:00Z", pack: pack.replace("Harbour", "Harbor"), v: 1 }), "malformed", "the procedure");
refused("procedure-as-object", "the pack as JSON instead of its text", carrying({ at: "2026-11-01T12:00:00Z", pack: { id: "harbour" }, v: 1 }), "malformed", "the procedure");
// Several carried procedures: those that the dispute was run under, one after the other.
const packOf = (text, who = "ann") => jws(PROCEDURE, who, { at: "2026-11-01T12:00:00Z", pack: text, v: 1 });
const newer = pack.replace('"version": "1"', '"version": "2"');
const moved = (procedure) => () => {
  const file = extended(next({ from: under.digest, type: "moved-to-version", under: { ...under, digest: sha(newer), version: "2" } }));
  return { ...file, procedure };
};
vector("two-procedures", "the version that it stands under and the one before", moved([packOf(newer), packOf(pack, "ben")]), { accepted: { events: 5, erased: 0, heads: 1, carries: sha(newer) } });
refused("one-procedure-in-a-list", "a list of one has another spelling", listing([packOf(pack)]), "malformed", "the file");
refused("no-procedure-in-a-list", "an empty list is null", listing([]), "malformed", "the file");
refused("procedure-twice", "the same text twice, signed by two", moved([packOf(pack), packOf(pack, "ben")]), "malformed", "the procedure");
refused("second-procedure-not-pinned", "no entry is under the second", listing([packOf(pack), packOf(newer)]), "malformed", "the procedure");

// ---- one event of every type (dispute-event/1) ----------------------------------------------------
const child = { facts: { "in-care": null, visits: 3 }, ref: "B" };
const instance = { agency: "school", child: null, duty: "H1.reply" };
const TYPES = [
  [opened, { text: "No review.", reason: "Urgent", with: ["Ben", "Eve"] }],
  [{ ...opened, also: ["housing"], by: null, departure: true, facts: { "meeting-on": "2026-11-20", urgent: null, unsafe: false }, grounds: ["plan"], informal_attempt_on: "2026-10-30", other: null, raising: null, received: null }],
  [{ by: "manager", chosen: { mode: ["telephone", "video"] }, departure: false, received: "2026-11-04", to: "H2", type: "moved-to-step" }, { summary: "“Not agreed” \u2013 \u{1F30A} \"quoted\" \\ \u0001 \u007f", count: 3 }],
  [{ type: "tier-added" }, { who: "Director" }],
  [{ agencies: ["hospital", "school"], by: null, choice: "panel", chosen: {}, instance, route: "secure", type: "duty-done" }],
  [{ instance: { agency: null, child: "A", duty: "any.tell-iro" }, type: "duty-waived" }, { reason: "Told in person" }],
  [{ instance, type: "duty-owed-again" }, { reason: "Sent to the wrong address" }],
  [{ date: "2026-11-22", instance, type: "date-agreed" }, { reason: "Leave", with: "Ben" }],
  [{ date: "2026-11-22T16:00", instance, type: "date-agreed" }],
  [{ date: "2026-02-28", type: "received-on" }],
  [{ child: "A", fact: "in-care", is: false, type: "fact-set" }],
  [{ child: null, fact: "visits", is: -9007199254740991, type: "fact-set" }],
  [{ child: null, fact: "meeting-on", is: null, type: "fact-set" }],
  [{ child, type: "child-added" }],
  [{ agency: "housing", type: "agency-added" }],
  [{ kind: null, scope: "single-agency", type: "lesson-noted" }, { text: "Ring first" }],
  [{ duty: "H1.settle", type: "delay-noted" }, { reason: "Illness" }],
  [{ type: "discussed" }, { summary: "" }],
  [{ type: "noted" }],
  [{ by: null, children: [child], other: "school", raising: "hospital", under: null, type: "risk-declared" }],
  [{ by: "worker", children: [], other: null, raising: null, under, type: "risk-declared" }],
  [{ type: "risk-ended" }],
  [{ by: "chair", outcome: "upheld", type: "resolved" }, { text: "Review every month" }],
  [{ as: "resolved", by: null, type: "closed" }, { reason: "Done" }],
  [{ type: "reopened" }, { reason: "New facts" }],
  [{ from: under.digest, type: "moved-to-version", under: { ...under, digest: sha("another text"), version: "2" } }],
];
// What came later, in a file of its own: a type, and a member that stands only where it says something.
const LATER = [
  [{ agencies: [], by: null, choice: null, chosen: {}, instance, on: "2026-11-22", route: null, type: "duty-done" }],
  [{ agencies: [], by: "worker", choice: null, chosen: { mode: ["telephone"] }, instance, on: "2026-11-22T16:00", route: "secure", type: "duty-done" }, { summary: "They rang back" }],
  [{ entry: ids[1], type: "corrected" }, { right: "It was Tuesday.", wrong: "The day." }],
];
// What somebody else says of an entry.
const CONFIRMED = [
  [{ agreed: true, entry: ids[2], type: "confirmed" }],
  [{ agreed: false, entry: ids[2], type: "confirmed" }, { text: "We agreed to meet again in May." }],
];
const vectorOf = ([members, words], place) => {
  const begins = members.under !== undefined && members.under !== null && members.type !== "moved-to-version";
  const said = words ? [disclosure(place, words)] : [];
  const payload = canonical(eventPayload("ben", "2026-11-30T23:59:59Z", begins ? null : dispute, begins ? [] : [ids[3]], members, said));
  return { type: members.type, salt: place, id: sha(payload), payload, disclosures: said };
};
const listOf = (types) => `[\n${types.map(vectorOf).map((entry) => JSON.stringify(entry)).join(",\n")}\n]\n`;
write("events.json", listOf(TYPES));
write("later-events.json", listOf(LATER));
write("confirmed-events.json", listOf(CONFIRMED));

writeFileSync(at("index.json"), `[\n${index.map((entry) => JSON.stringify(entry)).join(",\n")}\n]\n`);
console.log(`${index.length} vectors`);
