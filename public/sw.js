// The offline shell: one cache holds one build, whole.
//
// A build's files are fetched and checked against the digests below when this
// worker is installed; one that fails means no installation, and the version
// before goes on. A page is always answered from one build's cache, so it never
// runs a mixture. A new build waits until the person asks for it, or until every
// tab is closed. Nothing outside the build is stored or answered here.
//
// Messages from a page (see register.js):
//   {type: "claim", build}     take over a page that loaded this same build
//   {type: "use-new-version"}  take over now, unless other tabs are open
//   {type: "hand-over-shared"} give the page the files that were shared with the app

"use strict";

importScripts("unpack.js");
const UNPACKER = "unpacker.bin";

// Filled in by scripts/finish-build.mjs: [path relative to the scope, SHA-256].
const BUILD = "";
const FILES = [];

const CACHE_PREFIX = `accord ${self.registration.scope} `;
const CACHE = CACHE_PREFIX + BUILD;

const MEDIA_TYPES = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

self.addEventListener("install", (event) => event.waitUntil(storeBuild()));
self.addEventListener("activate", (event) => event.waitUntil(removeOtherBuilds()));

self.addEventListener("fetch", (event) => {
  if (isShared(event.request)) return event.respondWith(takeShared(event.request));
  const path = buildPath(event.request);
  if (path !== null) event.respondWith(answer(path));
});

self.addEventListener("message", (event) => {
  const { type, build } = event.data ?? {};
  if (type === "claim" && build === BUILD) event.waitUntil(self.clients.claim());
  if (type === "hand-over-shared") {
    event.source.postMessage({ type: "shared-files", files: shared });
    shared = [];
  }
  if (type === "use-new-version") event.waitUntil(takeOver(event.source));
});

// All files or none: a cache that is not whole is removed again.
async function storeBuild() {
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(
      FILES.map(async ([path, digest]) => cache.put(address(path), await checkedFile(path, digest))),
    );
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// A file that the version before already holds is not fetched again.
async function checkedFile(path, digest) {
  const held = await heldFile(path);
  return held && (await sha256(held)) === digest ? fileResponse(path, held) : fetchedFile(path, digest);
}

// What the page has just loaded is at hand in the browser; what is not this
// build's there is fetched past every cache.
async function fetchedFile(path, digest) {
  return fetchedThrough("force-cache", path, digest).catch(() => fetchedThrough("no-store", path, digest));
}

async function fetchedThrough(cache, path, digest) {
  const fetched = await answered(sentAs(path), cache);
  const body = await (isPacked(path) ? unpack(fetched.body, await answered(UNPACKER, cache)) : fetched.arrayBuffer());
  if ((await sha256(body)) !== digest) throw new Error(`${path}: not the file of build ${BUILD}`);
  return fileResponse(path, body);
}

async function answered(path, cache) {
  const response = await fetch(address(path), { cache, credentials: "same-origin" });
  if (!response.ok) throw new Error(`${path}: the server answered ${response.status}`);
  return response;
}

// The module travels packed and is kept unpacked, so that no later start waits for it.
const isPacked = (path) => path.endsWith(".wasm");
const sentAs = (path) => (isPacked(path) ? `${path}.packed` : path);

async function heldFile(path) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(CACHE_PREFIX)) continue;
    const response = await (await caches.open(name)).match(address(path));
    if (response) return response.arrayBuffer();
  }
  return null;
}

// A response of our own making: what a host adds (a redirect, a wrong type, a
// cookie) does not reach the cache.
function fileResponse(path, body) {
  const extension = path === "./" ? "html" : path.split(".").pop();
  const headers = {
    "Content-Type": MEDIA_TYPES[extension] ?? "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
  };
  // The page's own policy cannot say this one in a <meta>.
  if (extension === "html") headers["Content-Security-Policy"] = "frame-ancestors 'none'";
  return new Response(body, { headers });
}

async function answer(path) {
  const held = await (await caches.open(CACHE)).match(address(path));
  // Where the browser has thrown the cache away, only the same file may stand in.
  return held ?? fetchedFile(path, FILES.find(([name]) => name === path)[1]);
}

// The file of the build that answers this request, or null: not ours.
function buildPath(request) {
  if (request.method !== "GET" || !FILES.length) return null;
  const { scope } = self.registration;
  const bare = request.url.split(/[?#]/, 1)[0];
  if (!bare.startsWith(scope)) return null;
  const path = bare.slice(scope.length) || "./";
  if (FILES.some(([name]) => name === path)) return path;
  // Every route is one segment; anything deeper may be another app's.
  return request.mode === "navigate" && !path.includes("/") ? "./" : null;
}

// What another app shares with this one (share_target in the manifest). It stays in memory until the page
// asks for it: it may be in plain words, and nothing plain is stored.
let shared = [];

function isShared(request) {
  return request.method === "POST" && request.url === address("import");
}

async function takeShared(request) {
  const form = await request.formData();
  shared = form.getAll("file");
  return Response.redirect(address("import?shared=1"), 303);
}

async function removeOtherBuilds() {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== CACHE) await caches.delete(name);
  }
}

// Taking over changes the version under every open tab, so it waits for the
// last one: a tab with half-written words in it did not consent.
async function takeOver(asking) {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const { scope } = self.registration;
  const others = tabs.filter((tab) => tab.id !== asking.id && tab.url.startsWith(scope)).length;
  if (others) asking.postMessage({ type: "other-tabs-open", others });
  else await self.skipWaiting();
}

function address(path) {
  return new URL(path, self.registration.scope).href;
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...digest));
}
