// Everything that the browser tests hold in Chromium (the vault's contract on IndexedDB, the platform's
// cryptography, every case and vector), in a second engine: the same module, in Firefox's page.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import puppeteer from "puppeteer-core";

const TO_BUILD = 600_000;
const TO_RUN = 120_000;

async function freeAddress() {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address();
  taken.close();
  await once(taken, "close");
  return `127.0.0.1:${port}`;
}

// Serves the tests as a page, until it is ended.
function served(address) {
  const cases = readdirSync("tests/cases", { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return spawn("cargo", ["test", "--locked", "--target", "wasm32-unknown-unknown", "--features", "web", "--test", "browser"], {
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
    env: {
      ...process.env,
      ACCORD_CASES: String(cases.length),
      NO_HEADLESS: "1",
      WASM_BINDGEN_TEST_ADDRESS: address,
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner",
    },
  });
}

async function answered(address) {
  for (let waited = 0; waited < TO_BUILD; waited += 250) {
    if (await fetch(`http://${address}/`).then((page) => page.ok, () => false)) return;
    await pause(250);
  }
  assert.fail("the tests were not served in time");
}

test("what holds in Chromium holds in Firefox", async () => {
  const folder = mkdtempSync(join(tmpdir(), "accord-firefox-"));
  const address = await freeAddress();
  const server = served(address);
  const ended = new Promise((_, failed) => server.on("exit", (code) => failed(new Error(`the tests could not be served: ${code}`))));
  ended.catch(() => {});
  let browser;
  try {
    await Promise.race([answered(address), ended]);
    browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX, userDataDir: folder, headless: true });
    const page = await browser.newPage();
    await page.goto(`http://${address}/`);
    await page.waitForFunction(() => /test result: .*finished/.test(document.body.innerText), { timeout: TO_RUN });
    const said = await page.evaluate(() => document.body.innerText);
    const [, passed] = /test result: ok\. (\d+) passed; 0 failed; 0 ignored/.exec(said) ?? [];
    assert.ok(Number(passed) > 50, said);
  } finally {
    await browser?.close();
    process.kill(-server.pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
