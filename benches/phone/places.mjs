// What is loaded side by side: the built app, the least page that Leptos can make, and two programs of others
// that keep people's notes and sums on the device and come from npm at these versions.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { APP_FLAGS } from "../../scripts/app-flags.mjs";

const PEERS = { tiddlywiki: "5.4.1", "@actual-app/web": "26.9.0", lighthouse: "13.5.0" };
const WHERE = "target/phone";

const run = (program, given, more = {}) =>
  execFileSync(program, given, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28, ...more });

/** The folders of what is compared, by name. */
export function places() {
  mkdirSync(WHERE, { recursive: true });
  const wanted = Object.entries(PEERS).map(([name, version]) => `${name}@${version}`);
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", WHERE, ...wanted]);
  const wiki = `${WHERE}/wiki`;
  const program = `${WHERE}/node_modules/tiddlywiki`;
  run("node", [`${program}/tiddlywiki.js`, `${program}/editions/empty`, "--output", wiki, "--build", "index"]);
  return {
    "the least Leptos page": floor(),
    Accord: "dist",
    TiddlyWiki: wiki,
    "Actual (budgets)": `${WHERE}/node_modules/@actual-app/web/build`,
  };
}

/** Lighthouse, at the version above. */
export const lighthouse = () => import(new URL(`../../${WHERE}/node_modules/lighthouse/core/index.js`, import.meta.url));

function floor() {
  const folder = `${WHERE}/floor`;
  mkdirSync(folder, { recursive: true });
  const build = ["build", "--locked", "--profile", "web", "--target", "wasm32-unknown-unknown"];
  const said = run("cargo", [...build, "--features", "web", "--bin", "floor-page", "--message-format=json"], {
    env: { ...process.env, RUSTFLAGS: APP_FLAGS },
  });
  const made = said.split("\n").filter(Boolean).map(JSON.parse);
  const { executable } = made.find((one) => one.executable && one.target.name === "floor-page");
  copyFileSync(executable, `${folder}/module.wasm`);
  run("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-name", "floor", "--out-dir", folder, `${folder}/module.wasm`]);
  run("wasm-opt", ["-Oz", "-o", `${folder}/floor_bg.wasm`, `${folder}/floor_bg.wasm`]);
  writeFileSync(`${folder}/start.js`, 'import start from "./floor.js";\nawait start();\n');
  writeFileSync(`${folder}/index.html`, '<!doctype html><script type="module" src="start.js"></script>');
  return folder;
}

const MEDIA_TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json" };

/** Serves a folder as a good host does, compressed, and counts what it sends. */
export async function serveCompressed(folder) {
  const packed = new Map();
  const sent = { bytes: 0 };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const named = join(folder, path === "/" ? "index.html" : path);
    const file = existsSync(named) && statSync(named).isFile() ? named : join(folder, "index.html");
    if (!packed.has(file)) packed.set(file, gzipSync(readFileSync(file), { level: 9 }));
    const body = packed.get(file);
    sent.bytes += body.length;
    response.writeHead(200, {
      "Content-Type": MEDIA_TYPES[extname(file)] ?? "application/octet-stream",
      "Content-Encoding": "gzip",
      "Content-Length": body.length,
      "Cache-Control": "no-cache",
    });
    response.end(body);
  });
  await new Promise((started) => server.listen(0, "127.0.0.1", started));
  return {
    url: `http://localhost:${server.address().port}/`,
    sent,
    close: () => new Promise((closed) => (server.close(closed), server.closeAllConnections())),
  };
}
