// Wrote the vectors in sealed/, once, with no line of the code that they test: `jose` seals, Node's own cryptography
// makes what jose refuses to. It never overwrites: a vector that exists is a promise. Run
// `node tests/vectors/make-sealed.mjs` after adding one below; it writes what is missing and sealed/index.json.
//
// Expected results are stated here by hand from docs/formats/sealed-bundle-1.md.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { GeneralEncrypt, importJWK } from "jose";

const at = (name) => new URL(`sealed/${name}`, import.meta.url);
mkdirSync(at("."), { recursive: true });
const keys = JSON.parse(readFileSync(new URL("keys.json", import.meta.url)));
const INSIDE = readFileSync(new URL("bundle/one-entry.json", import.meta.url), "utf8");
const PROTECTED = { enc: "A256GCM", typ: "dispute-sealed+jwe" };

const kid = (name) => {
  const { x, y } = keys[name];
  return createHash("sha256").update(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`).digest("base64url");
};
const publicJwk = (name) => ({ kty: "EC", crv: "P-256", x: keys[name].x, y: keys[name].y });

async function sealed(names, { header = PROTECTED, inside = INSIDE, alg = "ECDH-ES+A256KW" } = {}) {
  const sealing = new GeneralEncrypt(new TextEncoder().encode(inside)).setProtectedHeader(header);
  for (const name of names) {
    sealing.addRecipient(await importJWK(publicJwk(name), alg)).setUnprotectedHeader({ alg, kid: kid(name) });
  }
  return sealing.encrypt();
}

const vectors = [];
async function vector(name, why, make, expected) {
  vectors.push({ name, why, ...expected });
  if (!existsSync(at(`${name}.json`))) {
    const made = await make();
    writeFileSync(at(`${name}.json`), typeof made === "string" ? made : `${JSON.stringify(made)}\n`);
  }
}
// What an attacker or another program's setting would make of a good file.
const changed = (change) => async () => {
  const file = JSON.parse(readFileSync(at("for-two.json"), "utf8"));
  return change(file) ?? file;
};
const b64u = (bytes) => Buffer.from(bytes).toString("base64url");
const flip = (encoded, place) => {
  const raw = Buffer.from(encoded, "base64url");
  raw[place] ^= 1;
  return b64u(raw);
};
const protectedAs = (header) => changed((file) => void (file.protected = b64u(JSON.stringify(header))));

await vector("for-one", "for one key", () => sealed(["ann_enc"]), { opens: ["ann_enc"] });
await vector("for-two", "for two keys", () => sealed(["ann_enc", "ben_enc"]), { opens: ["ann_enc", "ben_enc"] });
await vector("header-spelt-otherwise", "the protected header with spaces, as another program may write it", async () => {
  // The header is covered as it stands: jose writes its own spelling, so the members come in another order.
  return sealed(["ben_enc"], { header: { typ: PROTECTED.typ, enc: PROTECTED.enc } });
}, { opens: ["ben_enc"] });

const refused = { refused: "malformed" };
const closed = { closed: true };
await vector("compressed", "zip is never read", protectedAs({ ...PROTECTED, zip: "DEF" }), refused);
await vector("critical", "an extension that must be understood", protectedAs({ ...PROTECTED, crit: ["x"], x: 1 }), refused);
await vector("cbc", "another content algorithm", protectedAs({ ...PROTECTED, enc: "A256CBC-HS512" }), refused);
await vector("another-type", "sealed for another purpose", protectedAs({ ...PROTECTED, typ: "JWT" }), refused);
await vector("no-type", "a type is missing", protectedAs({ enc: "A256GCM" }), refused);
await vector("password", "a passphrase instead of a key", changed((file) => void (file.recipients[0].header.alg = "PBES2-HS256+A128KW")), refused);
await vector("direct", "no wrapped key", changed((file) => void (file.recipients[0].header.alg = "ECDH-ES")), refused);
await vector("smaller-wrap", "A128KW", changed((file) => void (file.recipients[0].header.alg = "ECDH-ES+A128KW")), refused);
await vector("another-curve", "P-384", changed((file) => void (file.recipients[0].header.epk.crv = "P-384")), refused);
await vector("party-information", "apu, which nobody asked for", changed((file) => void (file.recipients[0].header.apu = "AAAA")), refused);
await vector("secret-in-epk", "a secret key beside the public one", changed((file) => void (file.recipients[0].header.epk.d = keys.eve_enc.d)), refused);
await vector("short-coordinate", "a coordinate of 31 bytes", changed((file) => void (file.recipients[0].header.epk.x = b64u(Buffer.alloc(31, 7)))), refused);
await vector("one-key-twice", "two parts for one key", changed((file) => void (file.recipients[1] = file.recipients[0])), refused);
await vector("for-nobody", "no recipient", changed((file) => void (file.recipients = [])), refused);
await vector("for-65", "more recipients than a file may have", changed((file) => {
  file.recipients = Array.from({ length: 65 }, (_, n) => ({
    ...file.recipients[0],
    header: { ...file.recipients[0].header, kid: b64u(createHash("sha256").update(`${n}`).digest()) },
  }));
}), refused);
await vector("shared-header", "a header that nothing covers", changed((file) => void (file.unprotected = { alg: "ECDH-ES+A256KW" })), refused);
await vector("covered-besides", "aad, which nobody asked for", changed((file) => void (file.aad = "AAAA")), refused);
await vector("flattened", "the form for one recipient alone", changed((file) => {
  const { recipients: [{ header, encrypted_key }], ...rest } = file;
  return { ...rest, header, encrypted_key };
}), refused);
await vector("long-nonce", "16 bytes instead of 12", changed((file) => void (file.iv = b64u(Buffer.alloc(16, 3)))), refused);
await vector("short-tag", "12 bytes instead of 16", changed((file) => void (file.tag = file.tag.slice(0, 16))), refused);
await vector("long-wrapped-key", "48 bytes instead of 40", changed((file) => void (file.recipients[0].encrypted_key = b64u(Buffer.alloc(48, 5)))), refused);
await vector("padded", "base64url with padding", changed((file) => void (file.iv += "=")), refused);
await vector("stray-bits", "bits behind the last byte", changed((file) => void (file.tag = file.tag.slice(0, -1) + (file.tag.endsWith("B") ? "C" : "B"))), refused);
await vector("member-twice", "a member twice", changed((file) => JSON.stringify(file).replace('{"', '{"tag":"AAAAAAAAAAAAAAAAAAAAAA","')), refused);
await vector("name-of-no-key", "a kid that is no thumbprint", changed((file) => void (file.recipients[0].header.kid = "ann")), refused);

await vector("unencoded", "b64 false, which RFC 7797 has for signatures", protectedAs({ ...PROTECTED, b64: false, crit: ["b64"] }), refused);
await vector("unknown-member", "a member that the format does not have", changed((file) => void (file.note = "x")), refused);
await vector("unknown-member-of-a-part", "the same in a recipient's header", changed((file) => void (file.recipients[0].header.use = "enc")), refused);
await vector("lone-surrogate", "half a character, escaped, in the covered header", changed((file) => {
  file.protected = b64u('{"enc":"A256GCM","typ":"dispute-sealed+jwe\\ud800"}');
}), refused);
await vector("header-member-twice", "two types in the covered header", changed((file) => {
  file.protected = b64u('{"enc":"A256GCM","typ":"dispute-sealed+jwe","typ":"dispute-sealed+jwe"}');
}), refused);
await vector("another-year", "a time in the year 10000, which no member is", protectedAs({ ...PROTECTED, exp: "10000-01-01T00:00:00Z" }), refused);
await vector("off-the-curve", "an ephemeral key that is no point", changed((file) => void (file.recipients[0].header.epk.y = flip(file.recipients[0].header.epk.y, 3))), closed);
await vector("altered-words", "a byte of the content", changed((file) => void (file.ciphertext = flip(file.ciphertext, 40))), closed);
await vector("altered-tag", "a bit of the tag", changed((file) => void (file.tag = flip(file.tag, 2))), closed);
await vector("altered-key", "a bit of the wrapped key", changed((file) => void (file.recipients[0].encrypted_key = flip(file.recipients[0].encrypted_key, 9))), closed);
await vector("altered-nonce", "a bit of the nonce", changed((file) => void (file.iv = flip(file.iv, 0))), closed);
await vector("header-in-another-order", "the covered header rewritten", protectedAs({ typ: PROTECTED.typ, enc: PROTECTED.enc }), closed);
await vector("names-swapped", "each part under the other's name", changed((file) => {
  const [one, other] = file.recipients;
  [one.header.kid, other.header.kid] = [other.header.kid, one.header.kid];
}), closed);

writeFileSync(at("index.json"), `[\n${vectors.map((one) => JSON.stringify(one)).join(",\n")}\n]\n`);
console.log(`${vectors.length} vectors`);
