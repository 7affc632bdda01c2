// How many signatures (ES256) jose verifies in a second in Node: one after the other, and many at once, which Node
// spreads over its threads. Prints both.
import { CompactSign, compactVerify, generateKeyPair } from "jose";

const MANY = 100;
const ROUNDS = 20;

const { publicKey, privateKey } = await generateKeyPair("ES256");
const text = new TextEncoder().encode("x".repeat(700));
const signed = await Promise.all(
  Array.from({ length: MANY }, () => new CompactSign(text).setProtectedHeader({ alg: "ES256" }).sign(privateKey)),
);

async function rate(round) {
  await round();
  const begin = performance.now();
  for (let i = 0; i < ROUNDS; i += 1) await round();
  return Math.round((MANY * ROUNDS * 1000) / (performance.now() - begin));
}

const inTurn = await rate(async () => {
  for (const one of signed) await compactVerify(one, publicKey);
});
const atOnce = await rate(() => Promise.all(signed.map((one) => compactVerify(one, publicKey))));
console.log(inTurn, atOnce);
