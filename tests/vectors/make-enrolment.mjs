// Wrote the vectors in enrolment/, once, with no line of the code that they test: only Node's own cryptography and
// the fixed keys of keys.json. It never overwrites: a vector that exists is a promise, and one that fails means that
// the code is wrong. Run `node tests/vectors/make-enrolment.mjs` after adding a vector below; it writes the files that
// are missing and enrolment/index.json.
//
// Expected results are stated here by hand from docs/formats/member-enrolment-1.md.

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
function jws(payload, { by = "eve", typ = "dispute-enrolment+jws", named = "eve" } = {}) {
  const protectedPart = b64u(canonical({ alg: "ES256", kid: kid(named), typ }));
  const payloadPart = b64u(typeof payload === "string" ? payload : canonical(payload));
  return { protected: protectedPart, payload: payloadPart, signature: b64u(es256(by, `${protectedPart}.${payloadPart}`)) };
}

const said = {
  agency: "housing", at: "2026-11-20T08:00:00Z", enc_jwk: jwk("eve_enc"), jwk: jwk("eve"), kid: kid("eve"),
  name: "Eve Stone", role: "Officer", v: 1,
};
const without = (name) => Object.fromEntries(Object.entries(said).filter(([member]) => member !== name));
const file = (enrolment, more = {}) => ({ format: "member-enrolment/1", enrolment, ...more });
const signed = jws(said);
const flip = (text) => (text.startsWith("A") ? "B" : "A") + text.slice(1);

const VECTORS = {
  "enrolment": ["holds", file(signed)],
  "altered-name": ["altered", file({ ...signed, payload: b64u(canonical({ ...said, name: "Eve Stony" })) })],
  "altered-signature": ["altered", file({ ...signed, signature: flip(signed.signature) })],
  "signed-by-another": ["altered", file(jws(said, { by: "ann" }))],
  "named-by-another": ["malformed", file(jws(said, { named: "ann" }))],
  "kid-differs": ["malformed", file(jws({ ...said, kid: kid("ann") }))],
  "typ-of-another-place": ["malformed", file(jws(said, { typ: "dispute-member+jws" }))],
  "off-the-curve": ["malformed", file(jws({ ...said, enc_jwk: { ...jwk("eve_enc"), y: jwk("eve").y } }))],
  "secret-key": ["malformed", file(jws({ ...said, jwk: { ...jwk("eve"), d: "AA" } }))],
  "turned-name": ["malformed", file(jws({ ...said, name: "Eve\u202eenotS" }))],
  "empty-role": ["malformed", file(jws({ ...said, role: "" }))],
  "year-10000": ["malformed", file(jws({ ...said, at: "+010000-01-01T00:00:00Z" }))],
  "version-2-inside": ["malformed", file(jws({ ...said, v: 2 }))],
  "unknown-member": ["malformed", file(jws({ ...said, phone: "020 7946 0000" }))],
  "missing-member": ["malformed", file(jws(without("agency")))],
  "member-twice": ["malformed", file(jws(canonical(said).replace("{", '{"agency":"housing",')))],
  "other-spelling": ["malformed", file(jws(` ${canonical(said)}`))],
  "file-unknown-member": ["malformed", file(signed, { certs: [] })],
  "file-without-enrolment": ["malformed", { format: "member-enrolment/1" }],
  "unprotected-header": ["malformed", file({ ...signed, header: {} })],
  "file-version-2": ["another version", { ...file(signed), format: "member-enrolment/2" }],
  "file-of-another-format": ["not a bundle", { ...file(signed), format: "signed-text/1" }],
};

const index = {};
for (const [name, [expected, content]] of Object.entries(VECTORS)) {
  index[name] = expected;
  if (!existsSync(at(`enrolment/${name}.json`))) writeFileSync(at(`enrolment/${name}.json`), `${JSON.stringify(content)}\n`);
}
writeFileSync(at("enrolment/index.json"), `${JSON.stringify(index, null, 1)}\n`);
