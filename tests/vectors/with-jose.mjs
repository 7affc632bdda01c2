// Files of ours in the hands of npm's `jose`: it verifies every signature of one, then somebody new joins the dispute
// with keys that it makes, and it signs their enrolment, an entry of theirs and a list of everything. What it writes is
// made from docs/formats alone. `node with-jose.mjs FILE` prints how many signatures held, and the new file.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { calculateJwkThumbprint, exportJWK, flattenedVerify, FlattenedSign, generateKeyPair, importJWK } from "jose";

const ES256 = { algorithms: ["ES256"] };
const payload = (jws) => Buffer.from(jws.payload, "base64url");
const sha = (data) => createHash("sha256").update(data).digest("base64url");
export const id = (jws) => sha(payload(jws));
const spelt = (value) =>
  Array.isArray(value) ? `[${value.map(spelt).join(",")}]`
  : value !== null && typeof value === "object"
    ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${spelt(value[name])}`).join(",")}}`
    : JSON.stringify(value);

/** Verifies every signature of a file, or throws; gives how many held. */
export async function verified(file) {
  const keys = {};
  for (const cert of file.certs) {
    const { jwk, kid } = JSON.parse(payload(cert));
    if ((await calculateJwkThumbprint(jwk)) !== kid) throw new Error("a key bears another's name");
    keys[kid] = await importJWK(jwk, "ES256");
  }
  const signed = [...file.certs, file.manifest, ...file.events.map((entry) => entry.jws)];
  if (file.procedure) signed.push(...[file.procedure].flat());
  for (const jws of signed) await flattenedVerify(jws, ({ kid }) => keys[kid], ES256);
  return signed.length;
}

async function pair() {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { crv, kty, x, y } = await exportJWK(publicKey);
  const jwk = { crv, kty, x, y };
  return { jwk, kid: await calculateJwkThumbprint(jwk), privateKey };
}

async function signed(typ, by, said) {
  const signing = new FlattenedSign(new TextEncoder().encode(spelt(said)));
  const { protected: header, payload, signature } = await signing
    .setProtectedHeader({ alg: "ES256", kid: by.kid, typ })
    .sign(by.privateKey);
  return { protected: header, payload, signature };
}

/** The same file with somebody new, who has noted those words and exports it. */
export async function joined(file, words) {
  const [own, encryption] = [await pair(), await pair()];
  const list = JSON.parse(payload(file.manifest));
  const certs = [...file.certs, await signed("dispute-enrolment+jws", own, {
    agency: "school", at: "2026-11-02T08:00:00Z", enc_jwk: encryption.jwk, jwk: own.jwk, kid: own.kid,
    name: "Worker of the school", role: "Teacher", v: 1,
  })];
  const disclosure = Buffer.from(spelt([Buffer.alloc(16, 9).toString("base64url"), "body", { text: words }])).toString("base64url");
  const noted = await signed("dispute-event+sd-jwt", own, {
    _sd: [sha(disclosure)], _sd_alg: "sha-256", at: "2026-11-04T09:00:00Z", author: own.kid, dispute: list.dispute,
    prev: list.heads, type: "noted", v: 1,
  });
  const events = [...file.events, { disclosures: [disclosure], jws: noted }];
  // Where an entry in between was left out, the one before it is an end too.
  const named = events.flatMap((entry) => JSON.parse(payload(entry.jws)).prev);
  const manifest = await signed("dispute-manifest+jws", own, {
    ...list, at: "2026-11-04T09:30:00Z", certs: certs.map(id).sort(), events: events.map((entry) => id(entry.jws)).sort(),
    exporter: own.kid, heads: events.map((entry) => id(entry.jws)).filter((id) => !named.includes(id)).sort(),
  });
  return { format: file.format, manifest, certs, procedure: file.procedure, events };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const held = await verified(file);
  console.log(held, JSON.stringify(await joined(file, "Wir rufen zurück: 電話")));
}
