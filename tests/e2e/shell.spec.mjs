// The offline shell by itself: what the service worker stores, when a new
// version takes over, and that the page obeys its own content policy.
import { cpSync, readFileSync, readdirSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploy, lookForUpdate, rename } from "./another-version.mjs";
import { expect, test as base } from "./device.mjs";

const SUB_PATH = "/partners/havering/";

// A served copy of the build that a test may replace by another version.
const test = base.extend({
  site: async ({ served, folder }, use) => {
    cpSync("dist", folder, { recursive: true });
    await use({ ...(await served({ folder, base: SUB_PATH })), folder });
  },
});

const version = (page) => page.locator("html").getAttribute("data-version");
const storedOffline = (page) => expect(page.locator("html")).toHaveAttribute("data-offline", "ready");
const updateIs = (page, news) => expect(page.locator("html")).toHaveAttribute("data-update", news);
const started = (page) => expect(page.locator("main")).toBeVisible();
const useUpdate = (page) => page.evaluate(() => window.dispatchEvent(new Event("accord-use-update")));
const storedAddresses = (page) =>
  page.evaluate(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) found.push(url);
    }
    return found.sort();
  });

test("starts cold at a deep link, under a sub-path, with the server gone", async ({ page, site }) => {
  await page.goto(site.url);
  await storedOffline(page);
  await page.close();
  await site.close();

  const later = await page.context().newPage();
  for (const route of ["", "dispute?id=4r7tJ", "dispute?id=4r7tJ&entry=2#why"]) {
    await later.goto(site.url + route);
    await started(later);
    expect(later.url()).toBe(site.url + route);
  }
});

test("a first visit goes on working when the server goes away under it", async ({ page, site }) => {
  await page.goto(site.url);
  await storedOffline(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await site.close();
  const answers = await page.evaluate(async () => {
    const response = await fetch("manifest.webmanifest");
    return [response.status, (await response.json()).name];
  });
  expect(answers).toEqual([200, "Accord"]);
});

test("stores every file of the build and nothing else", async ({ page, site }) => {
  await page.goto(site.url);
  await storedOffline(page);
  await page.evaluate(() => fetch("sw.js?not-of-the-build").then((response) => response.text()));
  await page.evaluate(() => fetch("dispute?id=x", { mode: "same-origin" }).then((response) => response.text()));
  const [, list] = /^const FILES = (.*);$/m.exec(readFileSync(join(site.folder, "sw.js"), "utf8"));
  const built = JSON.parse(list).map(([path]) => new URL(path, site.url).href);
  expect(await storedAddresses(page)).toEqual(built.sort());
});

test("a first visit fetches nothing of weight twice, and the module packed", async ({ page, site }) => {
  const sent = [];
  site.server.on("request", ({ url }) => sent.push(url.slice(SUB_PATH.length)));
  await page.goto(site.url);
  await storedOffline(page);
  await started(page);
  // Chromium asks again for an icon, and for what a worker imports.
  const heavy = (path) => path && statSync(join(site.folder, path)).size > 3000;
  const twice = sent.filter((path, index) => sent.indexOf(path) !== index);
  expect(twice.filter(heavy)).toEqual([]);
  expect(sent.filter((path) => path.endsWith(".wasm"))).toEqual([]);
});

test("a module that was altered on its way does not run, and the page says so", async ({ page, site }) => {
  const [packed] = readdirSync(site.folder).filter((name) => name.endsWith(".wasm.packed"));
  const bytes = readFileSync(join(site.folder, packed));
  bytes[bytes.length - 1000] ^= 1;
  writeFileSync(join(site.folder, packed), bytes);
  const [error] = await Promise.all([page.waitForEvent("pageerror"), page.goto(site.url)]);
  expect(error.message).toMatch(/not the module of this build|no packed module/);
  await expect(page.getByRole("alert")).toContainText("Accord could not start in this browser.");
});

test("a later start needs no unpacking: the worker keeps the module as it runs", async ({ page, site }) => {
  await page.goto(site.url);
  await storedOffline(page);
  const later = await page.context().newPage();
  await later.goto(site.url);
  await started(later);
  const [whole, unpacks] = await later.evaluate(async () => {
    const names = performance.getEntriesByType("resource").map(({ name }) => name);
    const [path] = names.filter((name) => name.endsWith(".wasm"));
    const start = new Uint8Array(await (await fetch(path)).arrayBuffer(), 0, 4);
    return [String.fromCharCode(...start), names.some((name) => name.includes("unpack"))];
  });
  expect(whole).toBe("\0asm");
  expect(unpacks).toBe(false);
});

test("a fault that stops the app is told on the page, and nothing else is", async ({ page, site }) => {
  await page.goto(site.url);
  await started(page);
  const happens = (error) => page.evaluate((error) => {
    dispatchEvent(new ErrorEvent("error", { error: error ? new WebAssembly.RuntimeError(error) : new Error("another") }));
  }, error);
  await happens(null);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await happens("unreachable");
  await expect(page.getByRole("alert")).toContainText("Accord has stopped because of a fault of its own.");
});

test("a page that the worker has brought is known to be stored, however long the browser takes to say so", async ({ page, site }) => {
  await page.goto(site.url);
  await storedOffline(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.addInitScript(() => {
    navigator.serviceWorker.register = () => new Promise(() => {});
  });
  await page.reload();
  await storedOffline(page);
});

test("keeps to its own routes: a path below is another app's", async ({ page, site }) => {
  await page.goto(site.url);
  await storedOffline(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const own = await page.goto(`${site.url}dispute?id=x`);
  expect(own.fromServiceWorker()).toBe(true);
  const foreign = await page.goto(`${site.url}another/app`);
  expect(foreign.fromServiceWorker()).toBe(false);
});

test("a new version waits until it is asked for", async ({ page, site }) => {
  deploy(site.folder, "one");
  await page.goto(site.url);
  await storedOffline(page);

  deploy(site.folder, "two");
  expect(await lookForUpdate(page)).toBe("installed");
  await updateIs(page, "ready");
  await page.reload();
  expect(await version(page)).toBe("one");
  await updateIs(page, "ready");

  await useUpdate(page);
  await expect(page.locator("html[data-version=two]")).toBeAttached();
  await site.close();
  await page.goto(`${site.url}dispute?id=x`);
  expect(await version(page)).toBe("two");
  const names = await page.evaluate(() => caches.keys());
  expect(names).toHaveLength(1);
});

test("a tab that did not ask keeps its version, and the one that asked hears why", async ({ page, site }) => {
  deploy(site.folder, "one");
  await page.goto(site.url);
  await storedOffline(page);
  const other = await page.context().newPage();
  await other.goto(site.url);
  await other.evaluate(() => { window.words = "half written"; });

  deploy(site.folder, "two");
  expect(await lookForUpdate(page)).toBe("installed");
  await updateIs(page, "ready");
  await useUpdate(page);
  await updateIs(page, "blocked");
  expect(await version(page)).toBe("one");
  expect(await other.evaluate(() => window.words)).toBe("half written");

  await other.close();
  await useUpdate(page);
  await expect(page.locator("html[data-version=two]")).toBeAttached();
});

test("a file that has not changed is not fetched again", async ({ page, site }) => {
  deploy(site.folder, "one");
  await page.goto(site.url);
  await storedOffline(page);
  deploy(site.folder, "two");
  for (const file of readdirSync(site.folder).filter((name) => name.endsWith(".wasm.packed"))) {
    unlinkSync(join(site.folder, file));
  }
  expect(await lookForUpdate(page)).toBe("installed");
});

test("a page of another build than the worker's is left to the network", async ({ page, site }) => {
  rename(site.folder, "newer-than-the-page");
  await page.goto(site.url);
  await storedOffline(page);
  const other = await page.context().newPage();
  await other.goto(`${site.url}another/app`);
  // Messages are answered in order: after this answer the page's claim has been refused.
  const [answer, taken] = await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const answered = new Promise((done) => navigator.serviceWorker.addEventListener("message", done, { once: true }));
    active.postMessage({ type: "use-new-version" });
    return [(await answered).data.type, navigator.serviceWorker.controller !== null];
  });
  expect(answer).toBe("other-tabs-open");
  expect(taken).toBe(false);
});

for (const [fault, spoil] of [
  ["lacks a file", (folder) => unlinkSync(join(folder, "manifest.webmanifest"))],
  ["holds an altered file", (folder) => writeFileSync(join(folder, "manifest.webmanifest"), "{}")],
]) {
  test(`a new version that ${fault} is not installed, and the old one goes on`, async ({ page, site }) => {
    deploy(site.folder, "one");
    await page.goto(site.url);
    await storedOffline(page);
    const before = await storedAddresses(page);

    deploy(site.folder, "two");
    spoil(site.folder);
    // Held files are reused by their digest: this one must be fetched to be missed.
    const worker = join(site.folder, "sw.js");
    writeFileSync(worker, readFileSync(worker, "utf8").replace(/(\["manifest\.webmanifest",)"[^"]*"/, '$1"AAAA"'));
    expect(await lookForUpdate(page)).toBe("redundant");
    await expect.poll(() => storedAddresses(page)).toEqual(before);
    await expect(page.locator("html")).not.toHaveAttribute("data-update");

    await site.close();
    await page.goto(`${site.url}dispute?id=x`);
    expect(await version(page)).toBe("one");
    await started(page);
  });
}

test("obeys its own content policy, which refuses a script on the page", async ({ page, site, elsewhere }) => {
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(site.url);
  await storedOffline(page);
  await started(page);
  expect(complaints).toEqual([]);

  const refused = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.head.append(script);
    return window.injected === undefined;
  });
  expect(refused).toBe(true);
  const refusal = expect.stringContaining("inline script violates the following Content Security Policy directive");
  await expect.poll(() => elsewhere.told).toEqual([refusal]);
  elsewhere.told.length = 0;
});

test("can be installed on a home screen", async ({ page, site }) => {
  await page.goto(site.url);
  await storedOffline(page);
  const devtools = await page.context().newCDPSession(page);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // Playwright's contexts are private windows, which is no fault of the app's.
  const faults = installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito");
  expect(faults).toEqual([]);
  const { errors, data } = await devtools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  // The pictures are as large as the manifest says, or a browser shows none.
  for (const { src, sizes } of JSON.parse(data).screenshots) {
    const size = await page.evaluate(async (src) => {
      const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
      return `${width}x${height}`;
    }, src);
    expect(size, src).toBe(sizes);
  }
});

test("while the app is on its way the page says so, and 999 can be rung", async ({ page, site }) => {
  let arrive;
  const arrived = new Promise((done) => (arrive = done));
  await page.route(/unpacker/, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto(site.url, { waitUntil: "commit" });
  await expect(page.getByText("Accord is starting.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Ring 999" })).toHaveAttribute("href", "tel:999");
  arrive();
  await started(page);
  await expect(page.getByText("Accord is starting.")).toHaveCount(0);
});

test("nothing on the page is pushed away while the first screen comes", async ({ page, site }) => {
  await page.addInitScript(() => {
    window.moved = [];
    new PerformanceObserver((seen) => {
      for (const { sources } of seen.getEntries()) window.moved.push(...sources.map(({ node }) => node?.nodeName));
    }).observe({ type: "layout-shift", buffered: true });
  });
  // As slow as a cheap phone, or the frames in between are never painted.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(site.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("footer")).toBeVisible();
  expect(await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.moved)))))).toEqual([]);
});
