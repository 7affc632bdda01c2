// A bundle is checked by a library that is not ours: what any desk could do in twenty years.
import { expect, test } from "@playwright/test";
import { calculateJwkThumbprint, flattenedVerify, importJWK } from "jose";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const ES256 = { algorithms: ["ES256"] };
const payload = (jws) => Buffer.from(jws.payload, "base64url");
const id = (jws) => createHash("sha256").update(payload(jws)).digest("base64url");

/** Verifies every signature of a bundle with `jose`; gives how many held. */
async function verified(file) {
  const keys = {};
  for (const cert of file.certs) {
    const { jwk, kid } = JSON.parse(payload(cert));
    expect(await calculateJwkThumbprint(jwk)).toBe(kid);
    keys[kid] = await importJWK(jwk, "ES256");
  }
  const signed = [...file.certs, file.manifest, ...file.events.map((entry) => entry.jws)];
  if (file.procedure) signed.push(file.procedure);
  for (const jws of signed) await flattenedVerify(jws, ({ kid }) => keys[kid], ES256);
  const list = JSON.parse(payload(file.manifest));
  expect(file.events.map((entry) => id(entry.jws)).sort()).toEqual(list.events);
  expect(file.certs.map(id).sort()).toEqual(list.certs);
  return signed.length;
}

const vector = (name) => JSON.parse(readFileSync(new URL(`../vectors/bundle/${name}.json`, import.meta.url)));

for (const [name, signatures] of [["valid", 7], ["carried-procedure", 8], ["twin-signature", 7], ["erased-words", 7]]) {
  test(`jose verifies ${name}`, async () => {
    expect(await verified(vector(name))).toBe(signatures);
  });
}

test("jose refuses an altered entry", async () => {
  await expect(verified(vector("altered-entry"))).rejects.toThrow("signature verification failed");
});
