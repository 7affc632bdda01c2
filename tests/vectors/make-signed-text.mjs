// Wrote the vectors in signed-text/, once, with no line of the code that they test: only Node's own
// cryptography and the fixed keys of keys.json. It never overwrites: a vector that exists is a promise,
// and one that fails means that the code is wrong. Run `node tests/vectors/make-signed-text.mjs` after
// adding a vector below; it writes the files that are missing and signed-text/index.json.
//
// Expected results are stated here by hand from docs/formats/signed-text-1.md.

import { createHash, createPrivateKey, sign as signWith } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const at = (name) => new URL(name, new URL("./", import.meta.url));
const keys = JSON.parse(readFileSync(at("keys.json")));

const b64u = (data) => Buffer.from(data).toString("base64url");
const sha = (data) => createHash("sha256").update(data).digest("base64url");
const canonical = (value) =>
  value !== null && typeof value === "object"
    ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`
    : JSON.stringify(value);
const jwk = (name) => ({ crv: "P-256", kty: "EC", x: keys[name].x, y: keys[name].y });
const kid = (name) => sha(canonical(jwk(name)));
const es256 = (name, data) =>
  signWith("sha256", Buffer.from(data), { key: createPrivateKey({ key: keys[name], format: "jwk" }), dsaEncoding: "ieee-p1363" });
function jws(typ, who, payload, named = who) {
  const protectedPart = b64u(canonical({ alg: "ES256", kid: kid(named), typ }));
  const payloadPart = b64u(canonical(payload));
  return { protected: protectedPart, payload: payloadPart, signature: b64u(es256(who, `${protectedPart}.${payloadPart}`)) };
}

const PEOPLE = { ann: ["Ann Marsh", "Business manager", "Partnership office"], eve: ["Eve Stone", "Officer", "housing"] };
const cert = (who) => jws("dispute-enrolment+jws", who, {
  agency: PEOPLE[who][2], at: "2026-11-02T08:00:00Z", enc_jwk: jwk(`${who}_enc`), jwk: jwk(who), kid: kid(who),
  name: PEOPLE[who][0], role: PEOPLE[who][1], v: 1,
});
const file = (certificate, text, more = {}) => ({ format: "signed-text/1", cert: certificate, text, ...more });

const CALENDAR = "dispute-calendar+jws", PROCEDURE = "dispute-procedure+jws";
// The calendar of the build of November 2026 with one more day; kept, for the build's own will change.
const built = () => readFileSync(at("../../src/calendar/england-and-wales.json"), "utf8");
const PROCLAIMED = '    { "date": "2027-06-14", "name": "A day that was proclaimed", "source": "proclaimed" },\n';
if (!existsSync(at("signed-text/calendar.txt"))) {
  const next = '    { "date": "2027-08-30"';
  const later = built().replace('"version": "2026-11"', '"version": "2027-02"').replace('"issued": "2026-11-25"', '"issued": "2027-02-01"');
  writeFileSync(at("signed-text/calendar.txt"), later.replace(next, PROCLAIMED + next));
}
const calendar = readFileSync(at("signed-text/calendar.txt"), "utf8");
const pack = readFileSync(at("../packs/lantern.json"), "utf8");
const said = { at: "2027-02-01T09:00:00Z", calendar, v: 1 };
const signed = jws(CALENDAR, "ann", said);
const flipped = { ...signed, payload: b64u(canonical({ ...said, calendar: calendar.replace("2027-06-14", "2027-06-15") })) };

const VECTORS = {
  "calendar": ["holds", file(cert("ann"), signed)],
  "procedure": ["holds", file(cert("ann"), jws(PROCEDURE, "ann", { at: "2027-02-01T09:00:00Z", pack, v: 1 }))],
  "altered": ["altered", file(cert("ann"), flipped)],
  "signed-by-another": ["altered", file(cert("ann"), jws(CALENDAR, "eve", said, "ann"))],
  "key-of-another": ["missing key", file(cert("ann"), jws(CALENDAR, "eve", said))],
  "procedure-called-a-calendar": ["malformed", file(cert("ann"), jws(CALENDAR, "ann", { at: said.at, pack, v: 1 }))],
  "typ-of-another-place": ["malformed", file(cert("ann"), jws("dispute-event+sd-jwt", "ann", said))],
  "typ-unknown": ["malformed", file(cert("ann"), jws("dispute-decree+jws", "ann", said))],
  "payload-version-2": ["malformed", file(cert("ann"), jws(CALENDAR, "ann", { ...said, v: 2 }))],
  "payload-unknown-member": ["malformed", file(cert("ann"), jws(CALENDAR, "ann", { ...said, to: "all" }))],
  "file-unknown-member": ["malformed", file(cert("ann"), signed, { certs: [] })],
  "file-version-2": ["another version", { ...file(cert("ann"), signed), format: "signed-text/2" }],
};

const index = {};
for (const [name, [expected, content]] of Object.entries(VECTORS)) {
  index[name] = expected;
  if (!existsSync(at(`signed-text/${name}.json`))) writeFileSync(at(`signed-text/${name}.json`), `${JSON.stringify(content)}\n`);
}
writeFileSync(at("signed-text/index.json"), `${JSON.stringify(index, null, 1)}\n`);
