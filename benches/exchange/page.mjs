// Times both sides in one page, turn and turn about: whole files by the app's module, and as many signatures by jose. Both
// ask WebCrypto, and begin all signatures of a file before they wait for the first. The app also reads each file, in which
// it compares the names of all entries with their digests; jose is given its signatures one by one.
import init, { read, verified } from "./exchange.js";
import { CompactSign, compactVerify, generateKeyPair } from "./jose/index.js";

const median = (all) => all.sort((a, b) => a - b)[all.length >> 1];

export async function measured(names, rounds) {
  await init();
  const files = await Promise.all(names.map(async (name) => (await fetch(`files/${name}`)).text()));
  const counts = [];
  for (const file of files) counts.push(await verified(file));
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const text = new TextEncoder().encode("x".repeat(700));
  const sign = () => new CompactSign(text).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
  const signed = await Promise.all(Array.from({ length: Math.max(...counts) }, sign));
  const took = { read: [], ours: [], jose: [] };
  for (let round = 0; round < rounds; round += 1) {
    let begin = performance.now();
    for (const file of files) read(file);
    took.read.push(performance.now() - begin);
    begin = performance.now();
    for (const file of files) await verified(file);
    took.ours.push(performance.now() - begin);
    begin = performance.now();
    for (const count of counts) await Promise.all(signed.slice(0, count).map((one) => compactVerify(one, publicKey)));
    took.jose.push(performance.now() - begin);
  }
  const against = (less) => median(took.ours.map((ours, round) => took.jose[round] / (ours - less(round))));
  return {
    signatures: counts.reduce((a, b) => a + b, 0),
    whole: against(() => 0),
    asking: against((round) => took.read[round]),
    ...{ read: median(took.read), ours: median(took.ours), jose: median(took.jose) },
  };
}
