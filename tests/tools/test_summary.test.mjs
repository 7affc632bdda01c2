// The closing line of `make test`: it counts what ran, and a hole is a failure.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "accord-summary-"))));
after(() => rmSync(folder, { recursive: true }));

function summary(...logs) {
  const paths = logs.map((text, index) => {
    const path = join(folder, `${index}.log`);
    writeFileSync(path, text);
    return path;
  });
  const { status, stdout } = spawnSync(process.execPath, ["scripts/test-summary.mjs", ...paths], { encoding: "utf8" });
  const lines = stdout.trimEnd().split("\n");
  return { status, closing: lines.at(-1), notRun: lines.filter((line) => line.includes("NOT RUN")) };
}

const CARGO = "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s\n";
const NODE = "# tests 3\n# pass 3\n# fail 0\n# cancelled 0\n# skipped 0\n# todo 0\n";
const PLAYWRIGHT = "  \u001b[32m10 passed\u001b[39m (17.7s)\n";

test("adds up all runners", () => {
  assert.deepEqual(summary(CARGO + CARGO + NODE, PLAYWRIGHT), { status: 0, closing: "37 passed, 0 failed", notRun: [] });
});

test("a test that was left out is a failure", () => {
  assert.deepEqual(summary(CARGO.replace("0 ignored", "2 ignored")), {
    status: 1,
    closing: "12 passed, 0 failed, 2 skipped",
    notRun: [],
  });
  assert.equal(summary(`${PLAYWRIGHT}  1 skipped\n`).status, 1);
  assert.equal(summary(NODE.replace("skipped 0", "skipped 1")).status, 1);
});

test("what a test said that it could not do stands beside the count", () => {
  const said = summary(`NOT RUN: the mail server, which is not here\n${CARGO}`);
  assert.deepEqual(said.notRun, ["  NOT RUN: the mail server, which is not here"]);
  assert.equal(said.status, 0);
});

test("a flaky test is a failure", () => {
  assert.deepEqual(summary(`${PLAYWRIGHT}  1 flaky\n`), { status: 1, closing: "10 passed, 1 failed", notRun: [] });
});

test("a runner that executed nothing is a failure, whatever the others did", () => {
  assert.equal(summary(CARGO, "Running 0 tests\n").status, 1);
});
