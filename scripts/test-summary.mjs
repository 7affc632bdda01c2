// Adds up what the runners of `make test` said and closes with one line. A run
// that executed nothing, or left a test out, has not passed.
import { readFileSync } from "node:fs";

// cargo test and wasm-bindgen-test; node's own runner; Playwright.
const CARGO = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm;
const NODE = /^[#ℹ] (pass|fail|cancelled|skipped|todo) (\d+)$/gm;
const PLAYWRIGHT = /^ +(\d+) (passed|failed|skipped|flaky|did not run|interrupted)\b/gm;

function counted(log) {
  const text = readFileSync(log, "utf8").replace(/\u001b\[[0-9;]*m/g, "");
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, ignored] of text.matchAll(CARGO)) {
    sum.passed += Number(passed);
    sum.failed += Number(failed);
    sum.skipped += Number(ignored);
  }
  for (const [, what, count] of text.matchAll(NODE)) {
    if (what === "pass") sum.passed += Number(count);
    else if (what === "fail" || what === "cancelled") sum.failed += Number(count);
    else sum.skipped += Number(count);
  }
  for (const [, count, what] of text.matchAll(PLAYWRIGHT)) {
    if (what === "passed") sum.passed += Number(count);
    else if (what === "skipped" || what === "did not run") sum.skipped += Number(count);
    else sum.failed += Number(count);
  }
  return sum;
}

const NOT_RUN = /^NOT RUN: .*$/gm;
const total = { passed: 0, failed: 0, skipped: 0 };
let silent = false;
for (const log of process.argv.slice(2)) {
  const name = log.replace(/^.*\/|\.log$/g, "");
  const sum = counted(log);
  console.log(`${name}: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} left out`);
  if (!sum.passed) {
    console.log(`${name} executed no test, so this run proves nothing about it.`);
    silent = true;
  }
  for (const key of Object.keys(total)) total[key] += sum[key];
  for (const [line] of readFileSync(log, "utf8").matchAll(NOT_RUN)) console.log(`  ${line}`);
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ""}`);
process.exit(silent || total.failed || total.skipped ? 1 : 0);
