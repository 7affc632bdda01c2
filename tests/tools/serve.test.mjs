// The static server: what it gives out, and what it never does.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "../../scripts/serve.mjs";

let parent;
let server;

before(async () => {
  parent = mkdtempSync(join(tmpdir(), "accord-serve-"));
  writeFileSync(join(parent, "secret.txt"), "outside");
  mkdirSync(join(parent, "site"));
  writeFileSync(join(parent, "site", "index.html"), "the app");
  writeFileSync(join(parent, "site", "404.html"), "the app, for an unknown path");
  writeFileSync(join(parent, "site", "app.wasm"), "wasm");
  server = await serve({ folder: join(parent, "site"), base: "sub/path" });
});

after(async () => {
  await server.close();
  rmSync(parent, { recursive: true });
});

// Node's own client sends a path as it is given; fetch would tidy it first.
function ask(path, method = "GET") {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method }, (response) => {
      let body = "";
      response.on("data", (part) => (body += part));
      response.on("end", () => resolve({ status: response.statusCode, type: response.headers["content-type"], body }));
    })
      .on("error", reject)
      .end();
  });
}

test("gives the app at its base, with or without a query", async () => {
  assert.equal(new URL(server.url).pathname, "/sub/path/");
  assert.equal((await ask("/sub/path/")).body, "the app");
  assert.equal((await ask("/sub/path/?from=home")).body, "the app");
});

test("names WebAssembly's media type, without which a browser compiles slowly or not at all", async () => {
  const { status, type } = await ask("/sub/path/app.wasm");
  assert.deepEqual([status, type], [200, "application/wasm"]);
});

test("answers an unknown path with 404.html, as a static host does", async () => {
  const { status, body } = await ask("/sub/path/dispute?id=x");
  assert.deepEqual([status, body], [404, "the app, for an unknown path"]);
});

test("never gives out a file from outside its folder", async () => {
  for (const path of ["../secret.txt", "%2e%2e/secret.txt", "x/../../secret.txt", "..%2fsecret.txt", "/secret.txt", "%00"]) {
    const { body } = await ask(`/sub/path/${path}`);
    assert.doesNotMatch(body, /outside/, path);
  }
  assert.equal((await ask("/secret.txt")).status, 404);
  assert.equal((await ask("/sub/path/%E0%A4%A")).status, 404);
});

test("takes no writes", async () => {
  assert.equal((await ask("/sub/path/", "POST")).status, 405);
});

test("says what to do when nothing is built", async () => {
  await assert.rejects(serve({ folder: join(parent, "empty") }), /run `make build` first/);
});
