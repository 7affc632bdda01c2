// The step after Trunk: policy, integrity, the list of files.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { finishBuild } from "../../scripts/finish-build.mjs";
import { unpacker } from "../../scripts/pack-module.mjs";

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const PAGE = `<!doctype html><html><head><meta charset="utf-8" />
<script type="module">
import init from './accord-app-1.js';
await init({ module_or_path: './accord-app-1_bg.wasm' });
dispatchEvent(new CustomEvent("TrunkApplicationStarted"));
</script>
<script type="module" src="register.js"></script>
</head><body></body></html>`;

// What Trunk leaves behind, with one file changed or added.
function trunkOutput(changes = {}) {
  const folder = mkdtempSync(join(tmpdir(), "accord-finish-"));
  folders.push(folder);
  cpSync("public", folder, { recursive: true });
  const files = { "index.html": PAGE, "accord-app-1.js": "export default 1;", "accord-app-1_bg.wasm": "wasm", ...changes };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

const html = (folder) => readFileSync(join(folder, "index.html"), "utf8");

test("leaves no inline script, and every script with the integrity of its bytes", async () => {
  const folder = trunkOutput();
  await finishBuild(folder);
  const scripts = [...html(folder).matchAll(/<script[^>]*src="([^"]*)" integrity="sha384-([^"]*)"/g)];
  assert.equal(scripts.length, 2);
  assert.equal(html(folder).match(/<script/g).length, 2);
  for (const [, path, integrity] of scripts) {
    const digest = createHash("sha384").update(readFileSync(join(folder, path))).digest("base64");
    assert.equal(digest, integrity, path);
  }
});

test("says what is said before the program in the words of the catalogue", async () => {
  const page = PAGE.replace("<body>", "<body><p>{{safety.ring_999}}</p>");
  const folder = trunkOutput({ "index.html": page });
  await finishBuild(folder);
  assert.match(html(folder), /<p>Ring 999<\/p>/);
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.webmanifest"), "utf8"));
  assert.deepEqual([manifest.lang, manifest.shortcuts[2].name], ["en-GB", "New dispute"]);
  const start = readdirSync(folder).find((name) => name.startsWith("start-"));
  assert.match(readFileSync(join(folder, start), "utf8"), /say\("Accord has stopped /);
  await assert.rejects(finishBuild(trunkOutput({ "index.html": `${PAGE}{{shell.nothing}}` })), /no message nothing/);
});

test("puts the policy before the first script", async () => {
  const folder = trunkOutput();
  await finishBuild(folder);
  const page = html(folder);
  assert.ok(page.indexOf("Content-Security-Policy") < page.indexOf("<script"));
  assert.match(page, /script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(page, /unsafe-inline|'unsafe-eval'/);
});

test("lists every file by its digest, the page under the address that people visit", async () => {
  const folder = trunkOutput();
  const { files } = await finishBuild(folder);
  const listed = files.map(([path]) => (path === "./" ? "index.html" : path)).sort();
  const ASKED_FOR = ["mark-180.png", "mark-maskable.svg", "mark-monochrome.svg"];
  // The pictures are for the browser's question whether to install, and not the app's.
  const outside = (entry) => ["sw.js", "404.html", ...ASKED_FOR].includes(entry.name) || entry.parentPath.endsWith("screenshots");
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !outside(entry)).length;
  assert.equal(listed.length, there);
  assert.deepEqual(listed.filter((path) => /^screenshots\/|mark-(180|maskable|monochrome)/.test(path)), []);
  const page = createHash("sha256").update(html(folder)).digest("base64");
  assert.deepEqual(files.find(([path]) => path === "./"), ["./", page]);
  assert.equal(readFileSync(join(folder, "404.html"), "utf8"), html(folder));
});

test("sends the module packed, and lists it as the worker keeps it", async () => {
  const module = "the module, ".repeat(1000);
  const folder = trunkOutput({ "accord-app-1_bg.wasm": module });
  const { files } = await finishBuild(folder);
  const packed = readFileSync(join(folder, "accord-app-1_bg.wasm.packed"));
  assert.ok(packed.length < 1000);
  assert.equal(Buffer.from(await unpack(new Blob([packed]).stream(), new Response(unpacker))).toString(), module);
  const digest = createHash("sha256").update(module).digest("base64");
  assert.deepEqual(files.find(([path]) => path.endsWith(".wasm")), ["accord-app-1_bg.wasm", digest]);
  assert.ok(!readdirSync(folder).includes("accord-app-1_bg.wasm"));
});

test("a style that is made smaller keeps the integrity of its bytes", async () => {
  const page = PAGE.replace("</head>", '<link rel="stylesheet" href="./a.css" integrity="sha384-old"/></head>');
  const folder = trunkOutput({ "index.html": page, "a.css": "/* words */ p { color : red }" });
  await finishBuild(folder);
  const style = readFileSync(join(folder, "a.css"), "utf8");
  assert.equal(style, "p{color:red}\n");
  assert.ok(html(folder).includes(`integrity="sha384-${createHash("sha384").update(style).digest("base64")}"`));
});

test("the same sources make the same build, and any change makes another", async () => {
  const build = async (changes) => (await finishBuild(trunkOutput(changes))).build;
  const one = await build();
  assert.equal(await build(), one);
  assert.notEqual(await build({ "accord-app-1_bg.wasm": "other" }), one);
  const worker = readFileSync("public/sw.js", "utf8");
  assert.notEqual(await build({ "sw.js": worker.replace("no-store", "reload") }), one);
});

test("gives our own scripts the digested names of the app's files", async () => {
  const folder = trunkOutput({ "worker.js": 'import "./accord-app.js"; // words\nfetch("./accord-app_bg.wasm");' });
  await finishBuild(folder);
  const small = 'import"./accord-app-1.js";fetch("./accord-app-1_bg.wasm");\n';
  assert.equal(readFileSync(join(folder, "worker.js"), "utf8"), small);
});

test("refuses a page that the policy would break, and a name that an address would escape", async () => {
  const inline = PAGE.replace("</head>", "<script>alert(1)</script></head>");
  await assert.rejects(finishBuild(trunkOutput({ "index.html": inline })), /inline script/);
  await assert.rejects(finishBuild(trunkOutput({ "a b.svg": "" })), /escaped in an address: a b\.svg/);
  await assert.rejects(finishBuild(trunkOutput({ "index.html": "<html></html>" })), /build with Trunk first/);
});

test("several styles become one, in their order", async () => {
  const link = (path) => `<link rel="stylesheet" href="./${path}" integrity="sha384-old"/>`;
  const page = PAGE.replace("</head>", `${link("b.css")}${link("a.css")}</head>`);
  const folder = trunkOutput({ "index.html": page, "a.css": "p { color: blue }", "b.css": "p { color: red }" });
  await finishBuild(folder);
  const styles = [...html(folder).matchAll(/<link[^>]* href="(?:\.\/)?([\w.-]+\.css)"[^>]*>/g)];
  assert.equal(styles.length, 1);
  const style = readFileSync(join(folder, styles[0][1]), "utf8");
  assert.equal(style.replace(/\s/g, ""), "p{color:red}p{color:#00f}");
  assert.ok(styles[0][0].includes(createHash("sha384").update(style).digest("base64")));
  assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith(".css")), [styles[0][1]]);
});
