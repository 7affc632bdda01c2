// A bundle is checked by a library that is not ours: what any desk could do in twenty years. And the other way round:
// the desk command reads what that library signed.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./device.mjs";
import { id, joined, verified } from "../vectors/with-jose.mjs";

const vector = (name) => JSON.parse(readFileSync(new URL(`../vectors/bundle/${name}.json`, import.meta.url)));

for (const [name, signatures] of [["valid", 7], ["carried-procedure", 8], ["twin-signature", 7], ["erased-words", 7]]) {
  test(`jose verifies ${name}`, async () => {
    const file = vector(name);
    expect(await verified(file)).toBe(signatures);
    const list = JSON.parse(Buffer.from(file.manifest.payload, "base64url"));
    expect(file.events.map((entry) => id(entry.jws)).sort()).toEqual(list.events);
    expect(file.certs.map(id).sort()).toEqual(list.certs);
  });
}

test("jose refuses an altered entry", async () => {
  await expect(verified(vector("altered-entry"))).rejects.toThrow("signature verification failed");
});

test("the desk command reads what jose signed, and refuses it once it is altered", async ({ folder }) => {
  const file = await joined(vector("valid"), "We shall ring back");
  const at = join(folder, "signed-by-jose.json");
  const verify = () => execFileSync("target/debug/accord", ["verify", at], { encoding: "utf8", stdio: "pipe" });
  writeFileSync(at, JSON.stringify(file));
  const said = verify();
  expect(said).toContain("The file is whole, and every signature holds.");
  expect(said).toContain("holds     5 entries");
  expect(said).toContain("signed    1 entry by Worker of the school");
  file.events[4].jws.signature = file.events[3].jws.signature;
  writeFileSync(at, JSON.stringify(file));
  expect(verify).toThrow("This file was changed since it was signed");
});
